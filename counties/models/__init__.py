from counties.models.geography import Fylke, Fylkesmann, Kommune, Region
from counties.models.pulje import Milestone, Pulje

__all__ = ["Fylke", "Fylkesmann", "Kommune", "Milestone", "Pulje", "Region"]
