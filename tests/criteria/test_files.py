"""A whole edition goes out as a file and comes in again, looked at first."""

import datetime as dt
import io

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from criteria.models import CriteriaSet
from criteria.operations import editions
from criteria.sheets import rows_of, written
from portal import clock
from tests import factories
from tests.counties.test_files_people_make import garbled

DRAFT = "/kriterier/papir_og_trykksaker/2011-1/"


@pytest.fixture
def draft(people) -> CriteriaSet:
    return editions.begin(group=factories.in_force().edition.group, by=people["mette"])


def sent(as_, name: str, content: bytes):
    return as_("mette").post(DRAFT + "import/", {"file": SimpleUploadedFile(name, content)})


def accept(as_, **more: str) -> None:
    seen = as_("mette").get(DRAFT + "import/se/").context["seen"]
    as_("mette").post(DRAFT + "import/godta/", {"seen": seen} | more)


def content_of(edition: CriteriaSet) -> list:
    return rows_of(edition.criteria.prefetch_related("labels").order_by("position"))


@pytest.mark.parametrize("kind", ["xlsx", "yaml"])
def test_what_goes_out_comes_in_the_same(draft, as_, kind):
    before = content_of(draft)
    file = as_("anon").get(f"/kriterier/papir_og_trykksaker/2010-1.{kind}")
    assert file.status_code == 200
    answer = sent(as_, f"utgave.{kind}", file.content)
    assert answer.status_code == 302
    assert "Ingenting blir endret" in as_("mette").get(answer["Location"]).content.decode()
    accept(as_)
    assert content_of(draft) == before


@pytest.mark.parametrize("kind", ["xlsx", "yaml"])
def test_corrections_go_out_with_the_edition_and_are_passed_over_when_it_comes_in(draft, people, as_, kind):
    before = content_of(draft)
    with clock.at(dt.datetime(2011, 2, 14, 23, 30, tzinfo=dt.UTC)):  # the 15th in Norway
        editions.correct(criterion=factories.in_force(), text="60 prosent, ikke 50.", by=people["mette"])
    file = as_("anon").get(f"/kriterier/papir_og_trykksaker/2010-1.{kind}").content
    cells = yaml.safe_load(file) if kind == "yaml" else list(load_workbook(io.BytesIO(file)).active.values)
    assert "15.2.2011: 60 prosent, ikke 50." in str(cells)
    upload = {"file": SimpleUploadedFile(f"utgave.{kind}", file)}
    page = as_("mette").post(DRAFT + "import/", upload, follow=True).content.decode()
    assert "Rettelsene i filen leses ikke" in page
    accept(as_)
    assert content_of(draft) == before


def test_changes_are_shown_before_anything_happens_and_can_be_dropped(draft, as_):
    rows = yaml.safe_load(written(draft.criteria.prefetch_related("labels"), "yaml"))
    rows[0]["title"] += " fra fil"
    sent(as_, "utgave.yaml", yaml.safe_dump(rows[:3]).encode())
    page = as_("mette").get(DRAFT + "import/se/").content.decode()
    assert "<ins> fra fil</ins>" in page
    assert "Fjernet" in page
    assert draft.criteria.count() == 7
    as_("mette").post(DRAFT + "import/godta/", {"forkast": "1"})
    assert draft.criteria.count() == 7
    as_("mette").post(DRAFT + "import/godta/")
    assert draft.criteria.count() == 7


def test_accepting_replaces_the_draft_in_the_files_order(draft, as_):
    rows = yaml.safe_load(written(draft.criteria.prefetch_related("labels"), "yaml"))
    sent(as_, "utgave.yaml", yaml.safe_dump(rows[2::-1]).encode())
    accept(as_)
    assert [c.code for c in draft.criteria.order_by("position")] == [row["code"] for row in rows[2::-1]]


ROW = ["PAP-S01", "kravspesifikasjon", "basis", "Tittel", "Tekst", "", "", "klima", "svanemerket", ""]
HEADINGS = [
    "Kode", "Type", "Nivå", "Tittel", "Kravtekst", "Dokumentasjon", "Begrunnelse", "Miljøtema", "Merker",
    "Henger sammen med",
]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        (0, "papir", "Rad 2: En kode er tre store bokstaver"),
        (1, "ønske", "Rad 2: Type kan ikke være «ønske»"),
        (2, None, "Rad 2: Nivå mangler"),
        (3, "x" * 161, "Rad 2: Tittel er lengre enn 160 tegn"),
        (7, "klimaet", "Rad 2: Miljøtema kan ikke være «klimaet»"),
        (8, "finnes-ikke", "Rad 2: Merker kan ikke være «finnes-ikke»"),
        (9, "x", "Rad 2: Henger sammen med kan ikke være «x»"),
    ],
)
def test_each_wrong_cell_is_named_and_nothing_is_changed(draft, as_, column, value, words):
    row = [*ROW]
    row[column] = value
    book = Workbook()
    book.active.append(HEADINGS)
    book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    page = sent(as_, "utgave.xlsx", out.getvalue()).content.decode()
    assert words in page
    draft.refresh_from_db()
    assert draft.proposal is None


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"PK ikke excel", "Filen kan ikke leses som Excel"),
        ("a.yaml", b"\xff\xfe\x00", "Filen kan ikke leses som YAML"),
        ("a.yaml", b"{a: [", "Filen kan ikke leses som YAML"),
        ("a.yaml", b"bare tekst", "YAML-filen må være en liste"),
        ("a.yaml", "- {code: PÅP, title: MÃ¸te}".encode(), "Bokstaver i filen er blitt ødelagt"),
        ("a.yaml", b"[]", "Filen har ingen kriterier"),
        ("a.yaml", b"- &a {code: x}\n- *a", "kan ikke ha referanser"),
        (
            "a.yaml",
            b"- {code: PAP-S01}\n- {code: PAP-S01}",
            "Kriterium 2: koden PAP-S01 står i kriterium 1 også",
        ),
        ("a.yaml", b"- {code: 2010-13-45}", "Filen kan ikke leses som YAML"),
        ("a.yaml", b"- {code: !!int x}", "Filen kan ikke leses som YAML"),
        ("a.yaml", b"- {code: !!timestamp x}", "Filen kan ikke leses som YAML"),
        ("a.exe", b"x", "Filtypen"),
    ],
)
def test_files_that_are_something_else(draft, as_, name, content, words):
    page = sent(as_, name, content).content.decode()
    assert words in page or "exe" in page
    assert draft.criteria.count() == 7


def test_a_text_in_the_file_is_never_a_formula(draft):
    factories.criterion(draft, "PAP-S92", text="=1+1")
    book = load_workbook(io.BytesIO(written(draft.criteria.prefetch_related("labels"), "xlsx")))
    assert [cell for row in book.active.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_what_a_file_has_that_no_criterion_has_is_said(draft, as_):
    rows = yaml.safe_load(written(draft.criteria.prefetch_related("labels"), "yaml"))
    file = SimpleUploadedFile(
        "a.yaml", yaml.safe_dump([row | {"pris": 12, "weight": 3} for row in rows]).encode()
    )
    page = as_("mette").post(DRAFT + "import/", {"file": file}, follow=True).content.decode()
    assert "Felt som er ukjente, leses ikke: pris, weight." in page


def test_a_yaml_file_read_wrongly_by_another_program_is_had_back(draft, as_):
    content = as_("anon").get("/kriterier/papir_og_trykksaker/2010-1.yaml").content.decode()
    assert "ø" in content
    page = as_("mette").post(
        DRAFT + "import/", {"file": SimpleUploadedFile("a.yaml", garbled(content).encode())}, follow=True
    )
    assert "er rettet" in page.content.decode()
    accept(as_)
    assert content_of(draft) == content_of(CriteriaSet.objects.get(number="2010-1", group=draft.group))
