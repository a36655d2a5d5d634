from reporting.overview.models.digests import DigestChoice
from reporting.overview.models.facts import Fact, FactCount, Median
from reporting.overview.models.marks import MirrorMark
from reporting.overview.models.prints import OverviewPrint, PrintFile

__all__ = ["DigestChoice", "Fact", "FactCount", "Median", "MirrorMark", "OverviewPrint", "PrintFile"]
