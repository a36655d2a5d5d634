"""Allotted by DIFI, received and spent by the region, and a letter that says so."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import IntegrityError
from openpyxl import Workbook, load_workbook

from counties.models import Grant, GrantLetter, Region
from counties.operations import grants, letters
from portal.errors import Conflict, Denied
from portal.models import Notification
from portal.operations import jobs
from tests import factories
from tests.portal.test_editing import fields_of
from tests.previews import as_previewed

GRID = "/tilskudd/2010/"


def name_of(slug: str, kind: str) -> str:
    return f"{Region.objects.get(slug=slug).pk}-{kind}"


def test_difi_allots_in_a_grid_as_people_write_kroner(as_):
    as_("siv").post(
        GRID, {name_of("hedmark", "knutepunkt"): "600 000", name_of("hedmark", "fylkesmann"): "kr 90.000"}
    )
    assert dict(Grant.objects.values_list("kind", "allotted")) == {
        "knutepunkt": 600_000,
        "fylkesmann": 90_000,
    }


@pytest.mark.parametrize("text", ["mye", "-5", "1,5", "999999999999", "9" * 5000])
def test_a_wrong_amount_changes_nothing_and_stays_on_the_page(as_, text):
    page = as_("siv").post(GRID, {name_of("hedmark", "knutepunkt"): text, name_of("oslo", "knutepunkt"): "5"})
    assert page.status_code == 200
    assert text in page.content.decode()
    assert not Grant.objects.exists()


def sheet(*rows: list) -> SimpleUploadedFile:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("fordeling.xlsx", content.getvalue())


HEADINGS = ["Region", "Basis, knutepunkt", "Basis, styringsgruppe", "Kompensasjon, fylkesmann"]


def test_a_sheet_fills_the_grid_and_saves_nothing(as_):
    page = (
        as_("siv")
        .post(GRID + "fil/", {"file": sheet(HEADINGS, ["Hedmark", 600000, 80000.0, "120 000"])})
        .content.decode()
    )
    assert "ikke lagret ennå" in page
    assert 'value="80000"' in page
    assert not Grant.objects.exists()


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([["Fylke"]], "Disse mangler: Region"),
        ([HEADINGS, ["Atlantis", 1, 2, 3]], "Rad 2: «Atlantis»"),
        ([HEADINGS, ["Oslo", "=1+1", 2, 3]], "B2: Cellen har en formel"),
        ([HEADINGS, ["Oslo", "Infinity", 2, 3]], "er ikke et tall"),
        ([HEADINGS, ["Oslo", "500,000", 2, 3]], "kan bety både 500\u00a0000 og 500"),
        ([HEADINGS, ["Oslo", 1.5, 2, 3]], "Skriv et helt tall"),
        ([HEADINGS, ["Oslo", "1e999999", 2, 3]], "er ikke et tall"),
        ([HEADINGS, ["Oslo", 1, 2, 3], [], ["OSLO ", 1, 2, 3]], "Rad 4: «OSLO» står i rad 2 også"),
        ([HEADINGS, ["Oslo", 1e300, 2, 3]], "har for mange sifre"),
    ],
)
def test_a_wrong_sheet_says_where(as_, rows, word):
    assert word in as_("siv").post(GRID + "fil/", {"file": sheet(*rows)}).content.decode()


def test_csv_fills_the_grid_too(as_):
    lines = [";".join(HEADINGS), "Hedmark;600.000;80 000,-;kr 120.000"]
    file = SimpleUploadedFile("fordeling.csv", "\r\n".join(lines).encode("cp1252"))
    form = as_("siv").post(GRID + "fil/", {"file": file}).context["grid"]
    hedmark = factories.region("hedmark").pk
    assert [form.cleaned_data[f"{hedmark}-{kind}"] for kind in ("knutepunkt", "styringsgruppe", "fylkesmann")] == [
        600_000, 80_000, 120_000,
    ]  # fmt: skip


def test_all_that_is_wrong_in_a_sheet_is_said_at_once(as_):
    wrong = sheet(HEADINGS, ["Atlantis", 1, 2, 3], ["Oslo", "=1+1", 2, 3], ["Mordor", 1, 2, 3])
    page = as_("siv").post(GRID + "fil/", {"file": wrong}).content.decode()
    assert all(word in page for word in ("«Atlantis»", "B3: Cellen har en formel", "«Mordor»"))


def test_last_years_amounts_fill_the_grid_and_are_not_saved_before_it_is(as_):
    """Cells that would change say what stands in them, and the sums are of what is on the page."""
    give("hedmark", 600_000)
    Grant.objects.create(region=factories.region(), year=2011, kind="knutepunkt", allotted=100_000)
    path = "/tilskudd/2011/"
    page = as_("siv").get(path, {"som": "i-fjor"})
    text = page.content.decode().replace("\xa0", " ")
    assert ("ikke lagret ennå" in text, "Nå:</" in text or "Nå: 100 000" in text) == (True, True)
    assert page.context["grid"].sums == [600_000, 0, 0, 600_000]
    assert Grant.objects.get(year=2011).allotted == 100_000
    as_("siv").post(path, fields_of(page, name_of("hedmark", "knutepunkt")))
    assert Grant.objects.get(year=2011).allotted == 600_000


def test_the_export_can_be_sent_in_again(as_):
    Grant.objects.create(region=factories.region(), year=2010, kind="knutepunkt", allotted=600_000)
    content = as_("siv").get(GRID + "eksport.xlsx").content
    rows = {row[0]: row[1:] for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)}
    assert list(map(int, rows["Hedmark"])) == [600_000, 0, 0]
    page = as_("siv").post(GRID + "fil/", {"file": SimpleUploadedFile("f.xlsx", content)}).content.decode()
    assert 'value="600000"' in page


def test_a_region_accounts_for_its_own_and_finds_its_own_money(as_):
    Grant.objects.create(region=factories.region(), year=2010, kind="knutepunkt", allotted=600_000)
    typed = {
        "knutepunkt-received": "600000",
        "knutepunkt-spent": "550 000",
        "fylkeskommune-allotted": "100000",
    }
    as_("kari").post("/fylker/hedmark/tilskudd/?year=2010", typed | {"knutepunkt-allotted": "999"})
    rows = {row.kind: (row.allotted, row.balance) for row in Grant.objects.all()}
    assert rows == {"knutepunkt": (600_000, 50_000), "fylkeskommune": (100_000, 0)}


def test_who_may_not(people):
    with pytest.raises(Denied):
        grants.allot(year=2010, amounts={}, by=people["ola"])
    with pytest.raises(Denied):
        grants.record(region=factories.region(), year=2010, amounts={}, by=people["knut"])


def give(slug: str, amount: int, kind: str = "knutepunkt") -> None:
    row = {"region": factories.region(slug), "year": 2010, "kind": kind}
    Grant.objects.update_or_create(**row, defaults={"allotted": amount})


def send_letters(people) -> int:
    """As somebody who has looked at them; returns how many are drawn."""
    before = GrantLetter.objects.exclude(file="").count()
    job = as_previewed(letters.request_letters, year=2010, by=people["siv"])
    jobs.run(job_id=job.pk)
    jobs.run(job_id=job.pk)
    return GrantLetter.objects.exclude(file="").count() - before


def test_a_letter_for_each_region_with_money_is_drawn_once(as_, people):
    with pytest.raises(Conflict):
        letters.request_letters(year=2010, by=people["siv"])
    give("hedmark", 600_000)
    give("nordland", 600_000)
    assert send_letters(people) == 2
    answer = as_("kari").get("/tilskudd/2010/brev/hedmark/")
    content = b"".join(answer.streaming_content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "Hedmark" in str(pdf.docinfo["/Title"])
    letter = GrantLetter.objects.get(region__slug="hedmark")
    assert letters.render_letter(letter) == content
    assert set(Notification.objects.values_list("user__name", flat=True)) == {"Kari", "Ola", "Per", "Nils"}
    assert as_("per").get("/tilskudd/2010/brev/hedmark/").status_code == 404


def test_the_letters_are_looked_at_first_and_not_sent_again(as_, people):
    """Who gets what is on the page; a change meanwhile is shown before anything goes out; the same never goes twice."""
    give("hedmark", 600_000)
    siv, path = as_("siv"), "/tilskudd/2010/brev/"
    page = siv.get(path)
    text = page.content.decode()
    assert ("Kari" in text, "Per (" in text, "1 brev skal ut" in text) == (True, False, True)
    looked_at = {"previewed": page.context["mark"]}
    give("hedmark", 650_000)
    again = siv.post(path, looked_at)
    assert "Se over brevene på nytt" in again.content.decode()
    assert not GrantLetter.objects.exists()
    assert siv.post(path, {"previewed": again.context["mark"]}).status_code == 302
    page = siv.get(path).content.decode()
    assert ("Ingenting er endret" in page, "Lag og send" in page) == (True, False)
    with pytest.raises(Conflict, match="Ingenting er endret"):
        letters.request_letters(year=2010, by=people["siv"])


def test_only_a_changed_amount_is_written_of_anew_and_says_what_it_replaces(as_, people):
    for slug in ("hedmark", "nordland", "oslo"):
        give(slug, 600_000)
    assert send_letters(people) == 3
    give("hedmark", 650_000)
    give("oslo", 0)
    page = as_("siv").get("/tilskudd/2010/brev/").content.decode().replace("\xa0", " ")
    assert "600 000 → <strong>650 000</strong>" in page
    assert send_letters(people) == 2
    newest = {letter.region.slug: letter for letter in letters.in_force(2010)}
    numbers = {
        slug: (letter.number, letter.replaces and letter.replaces.number) for slug, letter in newest.items()
    }
    assert numbers == {"oslo": (4, 1), "hedmark": (5, 2), "nordland": (3, None)}
    assert newest["oslo"].total == 0
    told = Notification.objects.filter(user=people["kari"]).order_by("-pk")[0].body
    assert "erstatter brev 2010/2 av 15. februar 2011" in told
    assert Notification.objects.filter(user=people["per"]).count() == 1


WRONG_ROWS = [
    ("UPDATE counties_grant SET allotted = -1", "counties_grant_allotted_check"),
    ("UPDATE counties_grant SET received = -1", "counties_grant_received_check"),
    ("UPDATE counties_grant SET spent = -1", "counties_grant_spent_check"),
    ("UPDATE counties_grant SET year = 1999", "a_grant_is_for_a_year_of_the_plan"),
    (
        "INSERT INTO counties_grant (region_id, year, kind, allotted, received, spent) SELECT region_id, year, kind, 0, 0, 0 FROM counties_grant",
        "a_region_has_one_grant_of_a_kind_a_year",
    ),
]


@pytest.mark.parametrize(("statement", "constraint"), WRONG_ROWS)
def test_the_database_itself_refuses_what_must_never_be(db, statement, constraint):
    Grant.objects.create(region=factories.region(), year=2010, kind="knutepunkt")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("year", [1999, 99_999_999])
def test_a_year_outside_the_programme_is_no_page(as_, year):
    assert as_("siv").post(f"/tilskudd/{year}/", {}).status_code == 404
