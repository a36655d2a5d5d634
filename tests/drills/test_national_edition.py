"""Slow, run by hand: `make national-drill`. A national edition of 18 sealed reports by real workers, and what it costs.

It prints what it measures. The file is left in var/national-drill.pdf, to be looked at.
"""

import shutil
import time
from pathlib import Path

import pikepdf
import pytest

from reporting.seal.reading import SignatureState, read
from tests.site import BIN, ROOT, Site, wait_for

pytestmark = [pytest.mark.servers, pytest.mark.drill]
LEAST_PAGES = 200
MOST_MEMORY = 500  # MB, of a worker's process
LEAST_GAIN = 1.7  # two workers against one
MOST_OF_WHOLE = 0.10  # of the full time, where one region has changed
HEAD = """
import datetime as dt
import django
django.setup()
from django.utils import timezone
from counties.models import Region
from portal import clock
from portal.access import Role
from portal.models import Job, RoleGrant, User
from reporting.models import AnnualReport, NationalEdition, NationalFile, ReportingRound, SealedReport
from reporting.operations import national, reports, signing
from tests import factories
siv = User.objects.get(email="siv@example.org")
writer = User.objects.get(email="kari@example.org")
def publish(report):
    factories.fill(report, writer)
    reports.submit(report=report, by=writer)
    report.refresh_from_db()
    signing.sign(report=report, by=writer)
    report.refresh_from_db()
    reports.start_review(report=report, by=siv)
    report.refresh_from_db()
    reports.approve(report=report, by=siv)
    report.refresh_from_db()
    reports.publish(report=report, by=siv)
"""
MAKE = """
for region in Region.objects.all():
    for role in (Role.KOORDINATOR, Role.FYLKESMANN):
        RoleGrant.objects.get_or_create(user=writer, role=role, region=region, defaults={"granted_by": siv})
writer = User.objects.get(pk=writer.pk)
factories.EXAMPLES["text"] = "\\n\\n".join(["Arbeidet går etter planen, og kommunene er med. " * 9] * 3)
for year in (2009, 2010):
    round_ = ReportingRound.objects.get(year=year)
    reports.open_round(round_=round_)
    for report in AnnualReport.objects.filter(round=round_).select_related("round__template", "region__pulje"):
        with clock.at(dt.datetime(year + 1, 2, 1, 12, tzinfo=dt.UTC)):
            publish(report)
now = timezone.now()
of_2009 = SealedReport.objects.filter(report__round__year=2009).values_list("pk", flat=True)
Job.objects.filter(key__in=map(str, of_2009)).update(state="done", finished_at=now)  # nobody asks for those files
edition = national.begin(round_=round_, by=siv)
text = "\\n\\n".join(["Landet har kommet langt i året, og puljene lærer av hverandre. " * 12] * 5)
values = {"summary": text, "assessment": text, "way_forward": text}
national.write(edition=edition, values=values, seen=edition.mark, by=siv)
"""
FORGET = """
for stored in NationalFile.objects.all():
    stored.file.delete(save=False)
NationalFile.objects.all().delete()
Job.objects.filter(kind__startswith="national_").delete()
"""
NOTHING_DRAWN = (
    FORGET
    + """
import pgtrigger
from reporting.models import SealedPdf
with pgtrigger.ignore("reporting.SealedPdf:a_sealed_pdf_never_changes"):
    for stored in SealedPdf.objects.filter(seal__report__round__year=2010):
        stored.file.delete(save=False)
        stored.delete()
keys = [str(pk) for pk in SealedReport.objects.filter(report__round__year=2010).values_list("pk", flat=True)]
Job.objects.filter(kind="render_sealed_report", key__in=keys).update(
    state="queued", finished_at=None, attempts=0, sent_at=timezone.now())
"""
)
ASK = "national.ask_for_draft(edition=NationalEdition.objects.select_related('round').get(), by=siv)"
CHANGE = """
report = AnnualReport.objects.select_related("round__template", "region__pulje").get(
    round__year=2010, region__slug="hedmark")
reports.reopen(report=report, by=siv, comment="Feil tall.")
report.refresh_from_db()
factories.EXAMPLES["number"] = "7"
publish(report)
"""
PUBLISH = "national.publish(edition=NationalEdition.objects.select_related('round').get(), by=siv)"


class Country:
    """The site with its workers."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.peak = 0.0

    def script(self, text: str, *, as_owner: bool = False) -> None:
        self.site.script(HEAD + text, as_owner=as_owner)

    def workers(self, count: int) -> None:
        if "worker" in self.site.processes:
            self.watch()
            self.site.kill("worker")
        command = [
            BIN / "celery",
            "-q",
            "-A",
            "portal",
            "worker",
            "--concurrency",
            str(count),
            "-P",
            "prefork",
        ]
        self.site.start("worker", *command)

    def watch(self) -> None:
        """The most that any of the worker's processes has held at once."""
        parent = self.site.processes["worker"].pid
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                facts = dict(line.split(":", 1) for line in status.read_text().splitlines())
            except OSError:
                continue
            if parent in (int(status.parent.name), int(facts["PPid"])):
                self.peak = max(self.peak, int(facts.get("VmHWM", "0 kB").split()[0]) / 1024)

    def draft(self) -> float:
        """Seconds from asking until it is there."""
        self.script(ASK)
        return self.seconds("national_draft")

    def seconds(self, kind: str) -> float:
        newest = f"FROM portal_job WHERE kind = '{kind}' ORDER BY id DESC LIMIT 1"
        wait_for(lambda: self.site.ask(f"SELECT state {newest}")[0] in ("done", "failed"), 280)
        self.watch()
        state, error, seconds = self.site.ask(
            f"SELECT state, error, extract(epoch FROM finished_at - sent_at) {newest}"
        )
        assert state == "done", error
        return float(seconds)

    def full(self) -> float:
        self.script(FORGET)
        return self.draft()

    def all_of_it(self) -> float:
        """With the reports' own files, drawn and sealed anew."""
        self.script(NOTHING_DRAWN, as_owner=True)
        return self.draft()

    def drawn(self) -> int:
        return self.site.ask("SELECT count(*) FROM reporting_sealedpdf")[0]


@pytest.fixture(scope="module")
def country(tmp_path_factory, stylesheets):
    folder = tmp_path_factory.mktemp("country")
    with Site(folder, stylesheets) as site:
        found = Country(site)
        began = time.monotonic()
        found.script(MAKE)
        found.workers(2)
        wait_for(lambda: found.drawn() == 18, 280)
        say(f"18 reports sealed and drawn in {time.monotonic() - began:.0f} s")
        yield found


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def test_what_it_costs(country, settings):
    """Full is from the seals, where nothing is drawn; with the reports' own files there, it is only told."""
    country.full()  # the workers have now loaded all they need
    two, two_all = country.full(), country.all_of_it()
    country.workers(1)
    country.full()
    one, one_all = country.full(), country.all_of_it()
    country.script(CHANGE)
    wait_for(lambda: country.drawn() == 19, 120)
    changed = country.draft()
    (pages,) = country.site.ask(
        "SELECT pages FROM reporting_nationalfile WHERE own_pages > 0 ORDER BY id DESC LIMIT 1"
    )
    country.script(PUBLISH)
    sealed = country.seconds("render_sealed_report")
    say(
        f"{pages} pages. With the reports' files there: one worker {one:.1f} s, two {two:.1f} s, {one / two:.2f} times as fast"
    )
    say(
        f"From the seals: one worker {one_all:.1f} s, two {two_all:.1f} s, {one_all / two_all:.2f} times as fast"
    )
    say(
        f"One region changed: {changed:.1f} s, {changed / one:.1%} of the first, {changed / one_all:.1%} of the second"
    )
    say(f"Published and sealed in {sealed:.1f} s; at most {country.peak:.0f} MB in a worker's process")
    (name,) = country.site.ask("SELECT file FROM reporting_sealedpdf ORDER BY id DESC LIMIT 1")
    path = Path(country.site.environment["MEDIA_ROOT"]) / name
    shutil.copy(path, ROOT / "var" / "national-drill.pdf")
    assert read(path.read_bytes(), settings.SEAL_AUTHORITIES).signature == SignatureState.HOLDS
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        assert len(pdf.pages) == pages >= LEAST_PAGES
        assert len(outline.root) >= 18
    assert country.peak <= MOST_MEMORY
    assert one_all / two_all >= LEAST_GAIN
    assert changed / one_all <= MOST_OF_WHOLE


def test_a_worker_that_is_killed_in_the_middle_leaves_one_edition(country):
    country.script("""
from reporting.models import NationalEdition
edition = NationalEdition.objects.order_by("-number").first()
if edition.is_published:
    national.begin(round_=edition.round, reason="Feil tall.", by=siv)
""")
    country.script(FORGET)
    ask = "edition = NationalEdition.objects.select_related('round').order_by('-number').first()\\n"
    country.workers(2)
    country.site.start_beat()
    country.script(ask.replace("\\n", chr(10)) + "national.ask_for_draft(edition=edition, by=siv)")
    made = "SELECT count(*) FROM reporting_nationalfile"
    wait_for(lambda: country.site.ask(made)[0] >= 5, 120)
    country.site.kill("worker")
    left = country.site.ask(made)[0]
    country.workers(2)
    country.seconds("national_draft")
    files, wholes = country.site.ask(
        "SELECT count(*), count(*) FILTER (WHERE own_pages > 0) FROM reporting_nationalfile"
    )
    say(f"killed with {left} parts made; {files - wholes} parts and {wholes} whole in the end")
    assert (files, wholes) == (21, 1)  # 18 regions, two pieces of the national part, and the whole
