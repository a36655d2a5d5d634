"""One hostile and one Norwegian row through every export there is: types, dialect, guard and names."""

import csv
import datetime as dt
import io
import json
import re
import zipfile
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from odf import opendocument, table
from openpyxl import load_workbook

from counties.models import (
    Activity,
    AssistanceRequest,
    DocumentTemplate,
    Event,
    FrameworkAgreement,
    Grant,
    KnutepunktCandidate,
    Kommune,
    KommuneFollowUp,
    Meeting,
    Member,
    Registration,
    Thread,
    TildelingsbrevFollowUp,
    Virksomhet,
)
from counties.operations import sharing
from criteria.models import Feedback, SelectionItem, Synonym
from criteria.operations import feedback
from portal.files import KINDS, Sheet, as_bytes, attachment, json_bytes
from portal.files.cells import CUT, LONGEST, guarded, held, unguarded
from portal.views.privacy import SALT
from tests import factories
from tests.counties.test_uploads import bring_in, send
from tests.portal.test_urls import ELSEWHERE

HOSTILE = ('==HYPERLINK("http://x";"y")', "+4799999999", "-1+1", "@SUM(A1)", "\tfane", " =1+1", "=\x07\x1b")
LONG = "=1+1\ufffe\uffff" + "å" * 40_000
NORWEGIAN = "Ærlig Ønske, Å"
NIGHT = dt.datetime(2011, 2, 14, 23, 30, tzinfo=dt.UTC)  # half past midnight in Norway
WRITTEN_BY_PEOPLE = (
    Activity, AssistanceRequest, DocumentTemplate, Event, Feedback, FrameworkAgreement, KnutepunktCandidate,
    KommuneFollowUp, Meeting, Member, Registration, SelectionItem, Synonym, Thread, TildelingsbrevFollowUp, Virksomhet,
)  # fmt: skip
KEPT = {"org_number", "token", "email", "asker_email", "asker_org_number", "key", "slug", "code", "note_by"}
COUNTY = ("hedmark",)
# Every address that ends with a kind of file → who opens it, its other arguments, and what stands in the Norwegian
# row: text, a number, a day, a moment, or nothing. Written by hand; an export that is missing here fails.
OTHER_KINDS = {
    "criteria:edition-file",
    "criteria:selection-export",
    "portal:data-file",
    "portal:data-catalogue",
    "reporting:compare-export",  # of two signatures; tests/reporting/test_comparing.py
}


def of_a_kind(resolver: URLResolver, prefix: str = "") -> set[str]:
    """Names of all addresses that take a kind of file."""
    found: set[str] = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found |= of_a_kind(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern) and "kind" in pattern.pattern.converters:
            found.add(f"{prefix}{pattern.name}")
    return found


H = ("hedmark",)
EXPORTS = {
    "counties:region-export": [("anon", (), "ssnnn")],
    "counties:kommune-export": [("anon", H, "sssn")],
    "counties:register-export": [
        ("kari", (*H, "aktiviteter"), "dsssnnnnnss"),
        ("anon", (*H, "avtaler"), "sssnndds"),
        ("anon", (*H, "virksomheter"), "ssss-nn"),
        ("kari", (*H, "medlemmer"), "sssssd-"),
        ("kari", (*H, "moter"), "ttssnns"),
        ("kari", (*H, "kandidater"), "sssns"),
    ],
    "counties:upload-template": [("kari", (*H, "aktiviteter"), ""), ("kari", (*H, "virksomheter"), "")],
    "counties:event-export": [("anon", (), "ttssss-ns")],
    "counties:participant-export": [("kari", ("event",), "ssssss")],
    "counties:request-export": [("kari", H, "tssss-s")],
    "counties:kommune-grid-export": [("kari", H, "ssnssssss")],
    "counties:letter-grid-export": [("kari", H, "ssnssss")],
    "counties:grant-account-export": [("kari", H, "nsnnnn")],
    "counties:grant-export": [("siv", (2011,), "snnn")],
    "counties:template-export": [("anon", (), "ssnn")],
    "counties:thread-export": [("kari", (), "tsssn")],
    "counties:revision-export": [("mette", (), "sssnnnnd")],
    "hearing:hearing-export": [("anon", (), "ssssddns")],
    "hearing:reply-export": [("mette", ("hearing_open",), "")],
    "hearing:comment-export": [("anon", ("hearing_settled",), "")],
    "hearing:work-export": [("mette", ("hearing_closed",), "")],
    "hearing:invitation-export": [("mette", ("hearing_draft",), "")],
    "hearing:expert-export": [("mette", ("papir_og_trykksaker", "2011-1"), "")],
    "criteria:criterion-export": [("anon", (), "")],
    "criteria:feedback-export": [("mette", (), "tsssssss")],
    "criteria:synonym-export": [("mette", (), "sss")],
    "reporting:report-export": [("siv", (), "")],
    "reporting:chain-export": [("anon", (), "")],
    "reporting:template-export": [("siv", (), "")],
    "reporting:round-export": [("siv", (), "")],
    "reporting:deadline-export": [("siv", (2010,), "")],
    "reporting:queue-export": [("siv", (), "")],
    "reporting:round-answers": [("siv", (2010,), "")],
    "reporting:section-sheet": [("kari", (2010, "hedmark", "okonomi"), "")],
    "reporting:round-answer-rows": [("siv", (2010,), "")],
    "portal:mail-export": [("bente", (), "")],
    "portal:grant-export": [("bente", (), "")],
    "portal:log-export": [("bente", (), "")],
    "portal:my-data": [("bente", (), "")],
    "portal:person-export": [("bente", (signing.dumps("kari@example.org", salt=SALT),), "")],
    "overview:mirror-export": [("kari", H, "")],
    "overview:comparison-export": [("siv", ("alder",), ""), ("siv", ("regioner",), "")],
    "overview:table-export": [("siv", (key,), "") for key in ("kart", "rapporter", "avtaler", "deltakere", "tilskudd")],
    "counties:figure-rows-export": [("siv", (key,), "") for key in (
        "aktiviteter", "avtaler", "kriteriebruk", "kommuner", "kommuner_policy", "brev_bedt", "tilskudd_spent",
        "milepaeler_nadd", "styringsgrupper", "knutepunkter", "rapporter_alle",
    )],
}  # fmt: skip
CASES = [(name, *case) for name, cases in EXPORTS.items() for case in cases]


def put(row: models.Model, texts: tuple[str, ...], long: str) -> None:
    """`texts` in turn in what people write themselves, as far as there is room."""
    fields = [
        field
        for field in row._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not (field.choices or field.unique or field.name in KEPT or isinstance(field, models.FileField))
    ]
    values = {
        field.name: long if field.max_length is None else texts[number % len(texts)][: field.max_length]
        for number, field in enumerate(fields)
    }
    type(row).objects.filter(pk=row.pk).update(**values)


@pytest.fixture
def rows(people, as_) -> dict[str, object]:
    """Two rows of everything in Hedmark: one that spreadsheets would run, and one that is Norwegian."""
    ids: dict[str, object] = factories.one_of_each() | factories.hearings_of_each()
    region, hamar, kari = factories.region(), Kommune.objects.get(name="Hamar"), people["kari"]
    factories.activity(
        hours=Decimal("1250.5"), themes=["miljo", "etikk"], happened_on=dt.date(2011, 2, 1), politikere=3
    )
    factories.agreement(yearly_value=1_250_000).product_groups.set([1, 2])
    factories.virksomhet(employees=1250, purchases=10**10)
    factories.member()
    factories.meeting(starts_at=NIGHT)
    factories.candidate(name="Andre")
    factories.sign_up(Event.objects.get(), "Tove")
    Registration.objects.filter(name="Tove").update(attended=True)
    factories.event(starts_at=NIGHT)
    factories.ask()
    factories.template()
    factories.fill(factories.draft(), kari)
    sharing.ask(title="x", text="x", by=kari)
    feedback.give(criterion=factories.in_force(), name="x", organisation="x", text="x")
    for kommune in [hamar, Kommune.objects.get(name="Løten")]:
        KommuneFollowUp.objects.create(kommune=kommune, year=2010, policy=True)
    for body in Virksomhet.objects.all():
        TildelingsbrevFollowUp.objects.create(virksomhet=body, year=2010, asked=True)
    Grant.objects.create(region=region, year=2011, kind="knutepunkt", allotted=600_000, spent=650_000)
    for model in WRITTEN_BY_PEOPLE:
        first, *others = model.objects.order_by("pk")
        put(first, HOSTILE, LONG)
        for other in others:
            put(other, (NORWEGIAN,), NORWEGIAN)
    for moment in ("created_at", "asked_at"):
        for model in (AssistanceRequest, Feedback, Thread):
            if any(field.name == moment for field in model._meta.fields):
                model.objects.update(**{moment: NIGHT})
    Kommune.objects.filter(pk=hamar.pk).update(name="@SUM(A1)", name_in_full="=2+2")
    return ids


def get(
    as_, name: str, who: str, arguments: tuple[object, ...], kind: str, ids: dict[str, object]
) -> HttpResponse:
    filled = [ids[str(a)] if a == "event" or str(a).startswith("hearing_") else a for a in arguments]
    answer = as_(who).get(reverse(name, args=[*filled, kind]))
    assert answer.status_code == 200
    return answer


def of_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.count("\r\n") > 0
    assert "\r" not in text.replace("\r\n", "")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    return rows


def of_xlsx(content: bytes) -> list[list[tuple[str, object]]]:
    """Values, after what must hold for every workbook: no formula, a frozen and bold header, widths, a filter, and
    A4 across that is as wide as the sheet, with its header on each page."""
    sheet = load_workbook(io.BytesIO(content)).active
    assert [cell for line in sheet.iter_rows() for cell in line if cell.data_type in "fe"] == []
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref
    paper = sheet.page_setup
    assert (paper.paperSize, paper.orientation, sheet.print_title_rows) == (9, "landscape", "$1:$1")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, paper.fitToWidth, paper.fitToHeight) == (True, 1, 0)
    assert all(cell.font.b and sheet.column_dimensions[cell.column_letter].width >= 9 for cell in sheet[1])
    return [[kind_of(cell) for cell in line] for line in sheet.iter_rows()]


def kind_of(cell: Any) -> tuple[str, object]:
    if cell.value is None:
        return "-", None
    if cell.data_type == "d":
        return ("t" if "hh" in cell.number_format else "d"), cell.value
    return cell.data_type, cell.value


def of_ods(content: bytes) -> list[list[str]]:
    kinds = {"string": "s", "float": "n", "date": "d", None: "-"}
    found = []
    for row in opendocument.load(io.BytesIO(content)).spreadsheet.getElementsByType(table.TableRow):
        cells = row.getElementsByType(table.TableCell)
        assert [cell for cell in cells if cell.getAttribute("formula")] == []
        found.append([kinds[cell.getAttribute("valuetype")] for cell in cells])
    return found


@pytest.mark.parametrize(("name", "who", "arguments", "types"), CASES)
def test_a_hostile_and_a_norwegian_row_go_through_every_export(
    name, who, arguments, types, rows, as_, monkeypatch
):
    monkeypatch.setattr("portal.operations.log.record", lambda *_what, **_more: None)  # the log is a file too
    files = {kind: get(as_, name, who, arguments, kind, rows).content for kind in KINDS}
    in_text, in_book, in_ods = of_csv(files["csv"]), of_xlsx(files["xlsx"]), of_ods(files["ods"])
    assert len(in_text) == len(in_book) == len(in_ods)
    signs = [cell for line in in_text for cell in line if cell.lstrip()[:1] in ("=", "+", "-", "@")]
    assert [cell for cell in signs if not re.fullmatch(r"-\d+(,\d+)?", cell)] == []
    norwegian = [n for n, line in enumerate(in_book) if NORWEGIAN in [value for _kind, value in line]]
    for number in (norwegian or [len(in_book) - 1]) if types else []:
        assert "".join(kind for kind, _value in in_book[number]) == types
        assert "".join(in_ods[number]) == types.replace("t", "d")
    moments = {value for line in in_book for kind, value in line if kind == "t"}
    assert "t" not in types or "2011-02-15 00:30:00" in {str(moment) for moment in moments}


def test_no_export_is_missing_here():
    names = {name for name in of_a_kind(get_resolver()) if not name.startswith(ELSEWHERE)}
    assert names - OTHER_KINDS == set(EXPORTS)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_format_cannot_hold_is_replaced_and_what_is_too_long_is_cut(kind):
    row = ["\x00\x07", "\ud800", "\ufffe\uffff", "å" * 40_000, "😀" * 20_000, float("nan"), 10**20]
    assert as_bytes(Sheet([str(n) for n in range(7)], [row]), kind, "[a]/b:c*?" + "x" * 40)
    assert held("\x00\ud800\ufffe") == "\ufffd" * 3
    assert len(held("å" * 40_000)) == LONGEST
    assert held("😀" * 20_000).endswith(CUT)
    assert json_bytes(["\ud800"]).decode()


@pytest.mark.parametrize("text", [*HOSTILE[:6], "'=1", "''+1", "Å=1", "'tis", "–"])
def test_the_guard_can_be_taken_off_again(text):
    assert unguarded(guarded(text)) == text
    assert (guarded(text) == text) == (text in ("Å=1", "'tis", "–"))


def test_numbers_dates_and_yes_are_written_as_norwegian_excel_reads_them():
    row = [1250.5, Decimal("-12.50"), 1e-7, dt.date(2011, 2, 15), NIGHT, True, False, None, -5]
    line = as_bytes(Sheet(["x"] * 9, [row]), "csv", "x").decode("utf-8-sig").splitlines()[1]
    assert line == "1250,5;-12,50;0,0000001;15.02.2011;15.02.2011 00:30;Ja;Nei;;-5"


def test_whole_numbers_are_whole_in_every_file():
    column = Sheet(["Median"], [[Decimal("177.0")], [Decimal("40.5")], [3.0]])
    assert as_bytes(column, "csv", "x").decode("utf-8-sig").split() == ["Median", "177", "40,5", "3"]
    with zipfile.ZipFile(io.BytesIO(as_bytes(column, "ods", "x"))) as archive:
        assert 'office:value="177"' in archive.read("content.xml").decode()


def test_a_row_of_a_workbook_has_room_for_its_lines():
    rows = [[1, "kort"], [2, "en\nto\ntre"], [3, "Papiret er resirkulert. " * 4], [4, "å" * 40_000]]
    sheet = load_workbook(io.BytesIO(as_bytes(Sheet(["Nr.", "Tekst"], rows), "xlsx", "x"))).active
    assert [sheet.row_dimensions[number].height for number in (2, 3, 4, 5)] == [None, 45, 45, 405]
    assert {(cell.alignment.vertical, cell.alignment.wrap_text) for cell in sheet[4]} == {
        ("top", None),
        ("top", True),
    }
    assert {cell.font.name for line in sheet.iter_rows() for cell in line} == {"Calibri"}


def test_an_ods_prints_across_on_a4_with_its_header_on_each_page():
    content = as_bytes(Sheet(["Nr."], [[1]]), "ods", "x")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        page = archive.read("styles.xml").decode()
    assert all(
        words in page for words in ('fo:page-width="29.7cm"', 'style:scale-to-X="1" style:scale-to-Y="0"')
    )
    assert "Side <text:page-number>" in page
    (head,) = opendocument.load(io.BytesIO(content)).spreadsheet.getElementsByType(table.TableHeaderRows)
    assert len(head.getElementsByType(table.TableRow)) == 1


def test_notes_stand_below_the_table_and_run_nothing():
    sheet = Sheet(["A", "B"], [[1, 2]], ["=1+1", "Overprøvd"])
    lines = as_bytes(sheet, "csv", "x").decode("utf-8-sig").splitlines()
    assert lines == ["A;B", "1;2", "", "'=1+1", "Overprøvd"]
    book = load_workbook(io.BytesIO(as_bytes(sheet, "xlsx", "x"))).active
    assert [(cell.value, cell.data_type) for cell in book["A"]][2:] == [
        (None, "n"),
        ("=1+1", "s"),
        ("Overprøvd", "s"),
    ]


def test_sums_of_a_number_column_work():
    book = load_workbook(io.BytesIO(as_bytes(Sheet(["kr"], [[1250.5], [Decimal("2.5")], [-3]]), "xlsx", "x")))
    assert sum(cell.value for (cell,) in book.active.iter_rows(min_row=2)) == 1250


def test_file_names_keep_their_letters(as_, people):
    chosen = factories.selection("jan", "PAP-S01", name="Blåbær på Ås")
    for kind in ("csv", "json", "xlsx"):
        header = as_("jan").get(f"{chosen.get_absolute_url()}eksport.{kind}")["Content-Disposition"]
        assert unquote(header.partition("utf-8''")[2]) == f"blåbær-på-ås.{kind}"
    for address, name in (
        ("/rapporter/eksport.csv", "årsrapporter.csv"),
        ("/fylker/more-og-romsdal/kommuner.ods", "kommuner-møre-og-romsdal.ods"),
    ):
        header = as_("anon").get(address)["Content-Disposition"]
        assert unquote(header.partition("utf-8''")[2]) == name
    assert 'filename="mote-1.ics"' in attachment("x", "text/calendar", "mote-1.ics")["Content-Disposition"]


@pytest.mark.parametrize(("who", "address"), [("anon", "/fylker/"), ("siv", "/tilskudd/2011/")])
def test_a_list_links_to_each_kind_of_file_with_its_own_choices(who, address, as_, people):
    page = as_(who).get(address, {"q": "æ", "side": "1"}).content.decode()
    links = re.findall(r'href="([^"]+\.(csv|xlsx|ods)\?q=%C3%A6)"', page)
    assert [kind for _address, kind in links] == list(KINDS)
    assert all(as_(who).get(address).status_code == 200 for address, _kind in links)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_exported_activities_are_imported_again_unchanged(kind, as_, people):
    factories.activity(title="=1+1", notes="+47 og\ntil", hours=Decimal("12.5"), themes=["miljo", "etikk"])
    factories.activity(title="Ærlig", audience="'=x", politikere=3)
    fields = [
        field.name for field in Activity._meta.fields if field.name not in ("id", "upload", "recorded_at")
    ]
    before = list(Activity.objects.order_by("pk").values(*fields))
    content = as_("kari").get(f"/fylker/hedmark/aktiviteter/eksport.{kind}").content
    Activity.objects.all().delete()
    bring_in(people, send(people, SimpleUploadedFile(f"a.{kind}", content)))
    assert sorted(Activity.objects.values(*fields), key=str) == sorted(before, key=str)


def test_exported_virksomheter_are_imported_again_unchanged(as_, people):
    row = factories.virksomhet(name="@Etaten", employees=12, purchases=10**9)
    fields = [field.attname for field in Virksomhet._meta.concrete_fields if field.name != "version"]
    before = Virksomhet.objects.values(*fields).get(pk=row.pk)
    content = as_("kari").get("/fylker/hedmark/virksomheter/eksport.xlsx").content
    Virksomhet.objects.update(name="Endret", employees=None)
    upload = send(people, SimpleUploadedFile("v.xlsx", content), "virksomheter")
    bring_in(people, upload)
    assert (upload.new_count, Virksomhet.objects.values(*fields).get()) == (0, before)


def test_whole_sets_keep_what_is_written(people, as_):
    factories.agreement(title="+Å", supplier=HOSTILE[0])
    text = b"".join(as_("anon").get("/data/avtaler.csv")).decode("utf-8-sig")
    assert "'+Å" in text
    assert "01.01.2010" in text
    (row,) = json.loads(b"".join(as_("anon").get("/data/avtaler.json")))
    assert (row["fra"], HOSTILE[0] in row.values()) == ("2010-01-01", True)
