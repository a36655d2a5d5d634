"""Rows from a spreadsheet: every wrong cell is named, and nothing is written before all is right."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from counties.models import Activity, Upload, UploadState, Virksomhet
from counties.operations import upload_rows, uploads
from portal.errors import Conflict, Denied
from portal.models import Job
from portal.operations import jobs
from tests import factories

HEADINGS = ["Dato", "Hva", "Oppgave", "Innkjøpere", "Tema"]
ROW = ["3.5.2010", "Kurs", "Kurs for politikere, ledere og innkjøpere", 12, "Miljø, Etikk"]


def sheet(*rows: list, name: str = "liste.xlsx") -> SimpleUploadedFile:
    book = Workbook(write_only=True)
    page = book.create_sheet()
    for row in rows:
        page.append(row)
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile(name, content.getvalue())


def rows(count: int) -> list[list]:
    """No two of them alike."""
    return [[*ROW[:3], 12 + number, ROW[4]] for number in range(count)]


def send(people, file, noun="aktiviteter", who="kari") -> Upload:
    upload = uploads.send_in(region=factories.region(), noun=noun, file=file, by=people[who])
    run(uploads.CHECK_UPLOAD, upload)
    upload.refresh_from_db()
    return upload


def run(kind: str, upload: Upload) -> None:
    """As the worker does it."""
    jobs.run(job_id=Job.objects.get(kind=kind, key=str(upload.pk)).pk)


def bring_in(people, upload) -> None:
    uploads.accept(upload=upload, by=people["kari"])
    run(uploads.IMPORT_UPLOAD, upload)


def test_a_right_file_waits_for_a_yes_and_is_then_imported(people):
    upload = send(people, sheet(HEADINGS, *rows(2)))
    assert (upload.state, upload.row_count, upload.new_count) == (UploadState.READY, 2, 2)
    assert not Activity.objects.exists()
    bring_in(people, upload)
    activity = Activity.objects.get(innkjopere=12)
    assert (Activity.objects.count(), activity.innkjopere, activity.themes, activity.task) == (
        2,
        12,
        ["miljo", "etikk"],
        "kurs",
    )
    assert activity.row_history.get().pgh_context.metadata["reason"] == "Importert fra liste.xlsx"


def test_each_wrong_cell_is_named(people):
    rows = [
        ["i går", *ROW[1:]],
        [*ROW[:2], "Lunsj", *ROW[3:]],
        [*ROW[:3], "mange", ROW[4]],
        ["3.5.2010", "=1+1", *ROW[2:]],
        ["3.5.2030", *ROW[1:]],
    ]
    upload = send(people, sheet(HEADINGS, ROW, *rows))
    assert upload.state == UploadState.WRONG
    assert [error["cell"] for error in upload.errors] == ["A3", "C4", "D5", "B6", "A7"]
    assert "Skriv for eksempel 15.2.2011" in upload.errors[0]["message"]
    with pytest.raises(Conflict):
        uploads.accept(upload=upload, by=people["kari"])


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("x.xlsx", b"PK nothing"), "kan ikke leses som Excel"),
        (SimpleUploadedFile("x.csv", b"\xff\xfe\x00\x00"), "overskriftene"),
        (SimpleUploadedFile("x.csv", b"Dato;Hva\n1;2"), "Oppgave"),
        (SimpleUploadedFile("x.csv", b"Dato;Hva;Oppgave"), "ingen rader"),
        (SimpleUploadedFile("x.csv", b"Dato;Hva;Oppgave;Hva\n1;2;3;4"), "B «Hva», D «Hva»"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(people, file, words):
    upload = send(people, file)
    assert upload.state == UploadState.WRONG
    assert words in upload.errors[0]["message"]


def test_a_workbook_that_unpacks_to_a_mountain_is_not_opened(people, monkeypatch):
    monkeypatch.setattr("portal.sheets.workbook.MOST_UNPACKED", 1_000_000)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 2_000_000)
    upload = send(people, SimpleUploadedFile("bombe.xlsx", content.getvalue()))
    assert "for stor når den pakkes ut" in upload.errors[0]["message"]


def test_more_rows_than_anybody_means_is_refused(people, monkeypatch):
    monkeypatch.setattr(upload_rows, "MOST_ROWS", 10)
    assert "flere enn 10" in send(people, sheet(HEADINGS, *[ROW] * 12)).errors[0]["message"]


def test_a_norwegian_csv_from_excel_is_read(people):
    text = "Dato;Hva;Oppgave;For hvem\r\n01.02.2010;Møte på Tynset;bistand;Østerdalen\r\n"
    upload = send(people, SimpleUploadedFile("liste.csv", text.encode("cp1252")))
    bring_in(people, upload)
    assert Activity.objects.get().audience == "Østerdalen"


def test_an_import_that_was_interrupted_has_written_nothing_and_begins_anew(people, monkeypatch):
    monkeypatch.setattr(upload_rows, "CHUNK", 2)
    upload = uploads.accept(upload=send(people, sheet(HEADINGS, *rows(5))), by=people["kari"])
    write, parts = uploads._write, []

    def die(resource, chunk):
        parts.append(chunk)
        if len(parts) == 3:
            raise KeyboardInterrupt
        return write(resource, chunk)

    monkeypatch.setattr(uploads, "_write", die)
    with pytest.raises(KeyboardInterrupt):
        uploads.bring_in(upload=upload, progress=lambda *_args: None)
    assert not Activity.objects.exists()
    uploads.bring_in(upload=Upload.objects.get(), progress=lambda *_args: None)
    assert Activity.objects.count() == 5


def test_an_import_that_stopped_can_be_tried_again(people, as_, monkeypatch):
    upload = uploads.accept(upload=send(people, sheet(HEADINGS, ROW)), by=people["kari"])
    with monkeypatch.context() as broken:
        broken.setattr(uploads, "_write", lambda *_args: 1 / 0)
        run(uploads.IMPORT_UPLOAD, upload)
    page = as_("kari").get(upload.get_absolute_url()).content.decode()
    assert "Ingenting er importert" in page
    assert "Importer radene" in page
    bring_in(people, upload)
    assert (Upload.objects.get().state, Activity.objects.count()) == ("done", 1)


def test_an_import_of_activities_can_be_undone(people):
    factories.activity()
    upload = send(people, sheet(HEADINGS, *rows(2)))
    bring_in(people, upload)
    assert uploads.undo(upload=upload, by=people["kari"]) == 2
    assert Activity.objects.count() == 1
    with pytest.raises(Conflict):
        uploads.undo(upload=upload, by=people["kari"])


def test_the_page_says_what_can_be_undone_and_never_offers_more(people, as_):
    body = sheet(
        ["Organisasjonsnummer", "Navn", "Slag", "Kommune"], [factories.org_number(), "A", "Foretak", "Hamar"]
    )
    for noun, file, words in (
        ("aktiviteter", sheet(HEADINGS, ROW), "Importen kan angres etterpå"),
        ("virksomheter", body, "Importen kan ikke angres etterpå"),
    ):
        upload = send(people, file, noun)
        assert words in as_("kari").get(upload.get_absolute_url()).content.decode()
        bring_in(people, upload)
        done = as_("kari").get(upload.get_absolute_url()).content.decode()
        assert ("1 rad ble importert" in done, "Angre importen" in done) == (True, noun == "aktiviteter")
    assert as_("kari").post(upload.step_url("undo")).status_code == 302
    assert Virksomhet.objects.filter(name="A").exists()


def test_the_page_of_an_import_that_was_undone_says_so(people, as_):
    upload = send(people, sheet(HEADINGS, ROW))
    bring_in(people, upload)
    uploads.undo(upload=upload, by=people["kari"])
    page = as_("kari").get(upload.get_absolute_url()).content.decode()
    assert "Importen er angret" in page
    assert "ble importert" not in page


def test_virksomheter_are_new_or_changed_by_their_number(people):
    old = factories.virksomhet(name="Gammelt navn")
    headings = ["Organisasjonsnummer", "Navn", "Slag", "Kommune", "Ansatte"]
    rows = [
        [old.org_number, "Nytt navn", "Statsetat", "Hamar", 30],
        [factories.org_number(), "Løten kommune", "Kommune", "0415", 400],
    ]
    upload = send(people, sheet(headings, *rows), "virksomheter")
    assert (upload.state, upload.new_count) == (UploadState.READY, 1)
    bring_in(people, upload)
    assert {row.name: row.kommune.name for row in Virksomhet.objects.all()} == {
        "Nytt navn": "Hamar",
        "Løten kommune": "Løten",
    }


def test_a_virksomhet_of_another_region_is_not_taken_over(people):
    theirs = factories.virksomhet("1804")
    headings = ["Organisasjonsnummer", "Navn", "Slag", "Kommune"]
    upload = send(
        people, sheet(headings, [theirs.org_number, "Vår nå", "Statsetat", "Hamar"]), "virksomheter"
    )
    assert upload.errors[0]["cell"] == "A2"
    assert "Nordland" in upload.errors[0]["message"]


@pytest.mark.parametrize("name", ["å" * 240 + ".xlsx", "a\x07\u2028b.xlsx", "x" * 195 + ".xlsx"])
def test_a_file_may_have_any_name(people, name):
    upload = send(people, sheet(HEADINGS, ROW, name=name))
    assert upload.state == UploadState.READY
    bring_in(people, upload)
    assert Activity.objects.count() == 1


def test_only_those_who_may_write_may_import(people):
    with pytest.raises(Denied):
        uploads.send_in(
            region=factories.region(), noun="virksomheter", file=sheet(HEADINGS), by=people["knut"]
        )


def test_the_page_shows_what_is_wrong_and_what_comes_next(as_, people):
    wrong = send(people, sheet(HEADINGS, ["i går", *ROW[1:]]))
    page = as_("kari").get(wrong.get_absolute_url()).content.decode()
    assert "A2" in page
    assert "Last opp på nytt" in page
    right = send(people, sheet(HEADINGS, ROW))
    assert "Importer radene" in as_("kari").get(right.get_absolute_url()).content.decode()
