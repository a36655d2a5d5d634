"""Nothing unpublished through API, files, search, lists, charts or tables: secret × cast, written by hand."""

import datetime as dt

import pytest

from counties.measures.registry import MEASURES
from counties.models import Grant, KommuneFollowUp
from portal.api import DATA_SETS
from reporting.models import ReportedValue, ReportText
from reporting.operations import writing
from reporting.overview.models import OverviewPrint
from reporting.overview.operations import facts
from reporting.overview.tables import SUBJECTS
from reporting.workflow import Status
from tests import factories

NAMES = "anon kari ola knut stine per siv dag mette jan kim bente".split()
# What is planted, and who may come across it in the overviews, the search, the files or the API.
SECRETS = {
    "Fjellrevkurs": ". x x x x . x x x . x .",  # an activity's title: the panel sees it where a criterion is used
    "Fjellrevnotat": ". x x x x . x . . . . .",  # its notes: in the search, not in the country's lists
    "Sandrottenotat": ". . . . . . . . . . . .",  # an agreement's notes: on its own page only
    "Gråmåkeseminar": ". x x x x . x . . . . .",  # an event that is not announced
    "Zeppelinkrav": ". . . . . . x . x . . .",  # a criterion in a draft
    "Snøscooterkapittel": ". x x x x . x . . . . .",  # what is being written in Hedmark's report
    "Fjellrypekapittel": ". . . . . x x x . . . .",  # Nordland's report, handed in and not published
    "Lemenverdi": ". . . . . . . . . . . .",  # a value in an approved report: for the API once it is published
    "Bjørnungehjelp": ". x x x x . x . . . . .",  # somebody asked Hedmark's knutepunkt for help
    "7654321": ". x x x x . x x . . . .",  # kroner granted to Hedmark, but not a public figure
    "Lomvipolitikk": ". . . . . . . . . . . .",  # a note about a kommune
}
CHOICES = ["", "&region=hedmark", "&region=nordland", "&pulje=1", "&theme=miljo"]
# Each measure's rows as a file: its page draws the same, and takes three times as long.
ROWS = "/oversikt/rader/{}/eksport.csv"
# A map and a comparison hold sums alone, and are asked for where a secret is one.
SUMS = (
    "/oversikt/tabeller/kart/eksport.csv?year=2010&mal={}",
    "/oversikt/puljer/regioner/eksport.csv?region=hedmark&mal={}",
)
KRONER = [key for key in MEASURES if key.startswith("tilskudd")]  # the one secret that a map could show
TABLES = (
    "kart rapporter milepaeler aktivitet deltakere kriterier avtaler kommuner tildelingsbrev tilskudd".split()
)


@pytest.fixture(scope="module")
def planted(kept):
    people = factories.cast()
    activity = factories.activity(
        "hedmark", title="Fjellrevkurs", notes="Fjellrevnotat", happened_on=dt.date(2010, 5, 3)
    )
    factories.use(activity)
    factories.agreement(title="Papir", notes="Sandrottenotat", from_on=dt.date(2010, 5, 3))
    factories.event(title="Gråmåkeseminar", state="draft")
    factories.criterion(factories.edition(), title="Zeppelinkrav")
    draft = factories.draft()
    section = factories.sections(draft)[0]
    key = section.questions.filter(kind="text").first().key
    writing.save_section(
        report=draft, section=section, values={key: "Snøscooterkapittel"}, version=0, by=people["kari"]
    )
    handed_in = factories.report_at(Status.DELIVERED, "nordland")
    ReportText.objects.filter(seal__report=handed_in, section="organisering").update(text="Fjellrypekapittel")
    approved = factories.report_at(Status.APPROVED, "nordland", 2009)
    ReportedValue.objects.create(
        seal=approved.current_seal(), key="lemen", kind="choice", unit="", label="Lemen", text="Lemenverdi"
    )
    factories.ask(subject="Bjørnungehjelp")
    region = factories.region()
    Grant.objects.create(region=region, year=2010, kind="annet", allotted=7_654_321, received=0, spent=0)
    row = KommuneFollowUp.objects.create(
        kommune=region.fylker.first().kommuner.first(), year=2010, policy=True, note="Lomvipolitikk"
    )
    assert row.pk
    facts.count()


def came_across(name: str, client) -> str:
    """All that a person gets from every channel, one after the other."""
    pages = [f"/oversikt/?year=2010{choice}" for choice in CHOICES]
    pages += [f"/oversikt/?year=2010&mal={key}" for key in KRONER]
    pages += [f"/oversikt/{subject}/?year=2010" for subject in ["rapporter", *SUBJECTS]]
    pages += [f"/oversikt/puljer/?region=hedmark&mal={key}" for key in KRONER]
    pages += ["/oversikt/fylke/hedmark/?siden=92", "/oversikt/fylke/nordland/?siden=92"]
    files = [ROWS.format(key) for key in MEASURES]
    files += [address.format(key) for address in SUMS for key in KRONER]
    files += [
        f"/oversikt/tabeller/{table}/eksport.csv?year=2010{choice}"
        for table in TABLES
        for choice in CHOICES[:2]
    ]
    files += [
        "/oversikt/puljer/alder/eksport.csv?region=hedmark",
        "/oversikt/puljer/regioner/eksport.csv",
        "/oversikt/fylke/hedmark/eksport.csv",
    ]
    files += [
        address
        for key in DATA_SETS
        for address in (f"/api/v1/{key}", f"/data/{key}.csv", f"/data/{key}.json")
    ]
    texts = []
    for url in pages + files:
        answer = client.get(url)
        assert answer.status_code in (200, 302, 403, 404), url
        if answer.status_code == 200:
            texts.append(b"".join(answer).decode())
    for secret in SECRETS:
        for part in client.get("/sok/", {"q": secret}).context.get("found", []):
            texts += [f"{hit.title} {hit.about} {hit.excerpt}" for hit in part.hits]
    if name != "anon":
        for choice in CHOICES:
            client.post(f"/oversikt/rapport/?year=2010{choice}")
        texts += OverviewPrint.objects.filter(asked_by__email=f"{name}@example.org").values_list(
            "snapshot", flat=True
        )
    return "\n".join(texts).replace("\u00a0", "").replace("\ue000", "").replace("\ue001", "")


@pytest.mark.parametrize("name", NAMES)
def test_each_comes_across_what_is_theirs_and_no_more(name, planted, as_):
    text = came_across(name, as_(name))
    may = {secret: cells.split()[NAMES.index(name)] == "x" for secret, cells in SECRETS.items()}
    assert {secret: secret in text for secret in SECRETS} == may
