"""Rows that stand twice in one file: asked about where both could be true, refused where only one can."""

import pytest

from counties.models import Activity, Virksomhet
from tests import factories
from tests.counties.test_files_people_make import book, choose, said, text, wrong
from tests.counties.test_uploads import HEADINGS, ROW, bring_in, rows, send

BODIES = ["Organisasjonsnummer", "Navn", "Slag", "Kommune"]


@pytest.mark.parametrize(("answer", "count"), [("nei", 2), ("ja", 4)])
def test_rows_that_are_alike_are_named_and_the_person_decides(people, answer, count):
    other = ["4.5.2010", *ROW[1:]]
    upload = send(people, book(HEADINGS, ROW, other, [], ROW, other))
    note = "2 rader er like andre i filen: rad 5 er lik rad 2, rad 6 er lik rad 3."
    assert (upload.state, [question["key"] for question in upload.questions]) == ("asked", ["like"])
    assert upload.questions[0]["text"].startswith(note)
    chosen = choose(people, upload, like=answer)
    assert (chosen.state, chosen.row_count, chosen.new_count, note in said(chosen)) == (
        "ready",
        4,
        count,
        True,
    )
    bring_in(people, chosen)
    assert Activity.objects.count() == count


@pytest.mark.parametrize(
    "again",
    ["03.05.2010; Kurs ;kurs", "3. mai 2010;Kurs;Kurs for politikere, ledere og innkjøpere"],
)
def test_rows_are_alike_as_they_would_be_imported_however_they_are_written(people, again):
    upload = send(people, text(f"Dato;Hva;Oppgave\n3.5.2010;Kurs;kurs\n{again}"))
    assert upload.questions[0]["text"].startswith("Én rad står to ganger i filen: rad 3 er lik rad 2.")


def test_rows_that_differ_in_one_cell_are_two(people):
    lines = ["3.5.2010;Kurs;kurs;1", "3.5.2010;Kurs;kurs;2", "3.5.2010;kurs;kurs;1", "4.5.2010;Kurs;kurs;1"]
    upload = send(people, text("\n".join(["Dato;Hva;Oppgave;Ledere", *lines])))
    assert (upload.state, upload.new_count, upload.notes) == ("ready", 4, [])


def test_rows_that_are_alike_are_found_a_thousand_rows_apart(people, monkeypatch):
    monkeypatch.setattr("counties.operations.upload_rows.CHUNK", 2)
    upload = send(people, book(HEADINGS, ROW, *rows(6)[1:], ROW))
    assert "rad 8 er lik rad 2" in upload.questions[0]["text"]
    bring_in(people, choose(people, upload, like="nei"))
    assert Activity.objects.count() == 6


def test_rows_alike_that_the_register_has_too_are_two_questions(people):
    bring_in(people, send(people, book(HEADINGS, ROW)))
    upload = send(people, book(HEADINGS, ROW, ROW, ["4.5.2010", *ROW[1:]]))
    assert [question["key"] for question in upload.questions] == ["finnes", "like"]
    bring_in(people, choose(people, upload, finnes="ja", like="nei"))
    assert Activity.objects.count() == 3


def test_a_number_that_stands_twice_is_refused_with_its_first_row(people):
    body = [factories.org_number(), "Prøvehuset", "Foretak", "Hamar"]
    changed = [body[0], "Et annet navn", "Foretak", "Hamar"]
    assert "rad 2 også" in wrong(send(people, book(BODIES, body, body), "virksomheter"))["A3"]
    found = wrong(send(people, book(BODIES, body, [], changed, body), "virksomheter"))
    assert {cell: "rad 2 også" in message for cell, message in found.items()} == {"A4": True, "A5": True}
    assert not Virksomhet.objects.exists()


def test_two_numbers_that_cannot_be_read_are_not_the_same(people):
    lines = [["12", "A", "Foretak", "Hamar"], ["34", "B", "Foretak", "Hamar"], ["", "C", "Foretak", "Hamar"]]
    found = wrong(send(people, book(BODIES, *lines), "virksomheter"))
    assert set(found) == {"A2", "A3", "A4"}
    assert "også" not in " ".join(found.values())
