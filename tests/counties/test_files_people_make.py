"""Files as people make them: read for what is in them, or refused by the cell, in words; never read as something else."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from counties.models import Activity, Upload, Virksomhet
from counties.operations import uploads
from tests import factories
from tests.counties.test_uploads import HEADINGS, ROW, bring_in, rows, run, send

FILES = Path(__file__).parent.parent / "files"
DAY = dt.date(2010, 5, 3)


def file(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (FILES / name).read_bytes())


def book(*rows, title="Ark1", change=None) -> SimpleUploadedFile:
    """A workbook that `change` has had its way with."""
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    if change:
        change(made)
    content = io.BytesIO()
    made.save(content)
    return SimpleUploadedFile("liste.xlsx", content.getvalue())


def rewritten(sent: SimpleUploadedFile, old: str, new: str) -> SimpleUploadedFile:
    """The workbook with something else in its first sheet, as other programs write it."""
    content = io.BytesIO()
    with zipfile.ZipFile(sent) as before, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name)
            if name.endswith("sheet1.xml"):
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            after.writestr(name, text)
    return SimpleUploadedFile("liste.xlsx", content.getvalue())


def text(content: bytes | str, name: str = "liste.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def said(upload: Upload) -> str:
    return " ".join(upload.notes)


def wrong(upload: Upload) -> dict[str, str]:
    assert upload.state == "wrong", (upload.state, upload.questions)
    return {error["cell"]: error["message"] for error in upload.errors}


def choose(people, upload: Upload, **choices: str) -> Upload:
    answers = {key.replace("_", "-"): answer for key, answer in choices.items()}
    uploads.choose(upload=upload, choices=answers, by=people["kari"])
    run(uploads.CHECK_UPLOAD, upload)
    upload.refresh_from_db()
    return upload


# Rows that are none


@pytest.mark.parametrize(
    ("name", "count"),
    [("05-aktiviteter-formatert-rad-60000.xlsx", 3), ("05-aktiviteter-tom-rad-imellom.xlsx", 2)],
)
def test_blank_rows_are_no_rows(people, name, count):
    upload = send(people, file(name))
    assert (upload.state, upload.row_count, upload.errors) == ("ready", count, [])


def test_blank_rows_between_are_counted(people):
    assert "Én tom rad er hoppet over (rad 3)." in said(
        send(people, file("05-aktiviteter-tom-rad-imellom.xlsx"))
    )
    upload = send(people, text("Dato;Hva;Oppgave\n3.5.2010;A;kurs\n;;\n \xa0;;\n3.5.2010;B;kurs\n;;\n\n"))
    assert (upload.row_count, "2 tomme rader er hoppet over (rad 3, 4)." in said(upload)) == (2, True)


def test_the_area_that_a_file_claims_is_not_believed(people):
    sent_in = [HEADINGS, *rows(3)]
    for claimed in ("A1", "A1:B2", "A1:XFD1048576"):
        sent = rewritten(book(*sent_in), '<dimension ref="A1:E4"', f'<dimension ref="{claimed}"')
        assert send(people, sent).row_count == 3, claimed


def test_a_row_wider_than_any_spreadsheet_costs_nothing(people):
    cells = "".join(f'<c r="{"A" if n == 0 else "ZZ"}2"><v>1</v></c>' for n in range(200_000))
    sent = rewritten(book(HEADINGS), "</sheetData>", f'<row r="2">{cells}</row></sheetData>')
    assert "Rad 2 har flere celler" in wrong(send(people, sent))[""]
    assert "flere celler" in wrong(send(people, text("Dato;Hva;Oppgave\n" + ";" * 200_000)))[""]


# Sheets, hidden rows and headings


def test_the_sheet_that_a_person_sees_is_read(people):
    upload = send(people, file("07-aktiviteter-skjult-forste-ark.xlsx"))
    assert (upload.state, upload.row_count) == ("ready", 2)
    assert "Arket «Data» leses. Disse arkene leses ikke: «Lister» (skjult)." in said(upload)


def test_of_two_sheets_the_person_chooses(people):
    def more(made):
        for row in (HEADINGS, *rows(2)):
            made.create_sheet("2009").append(row) if row is HEADINGS else made["2009"].append(row)

    upload = send(people, book(HEADINGS, ROW, title="2010", change=more))
    assert (upload.state, [key for key, _text in upload.questions[0]["options"]]) == (
        "asked",
        ["2010", "2009"],
    )
    assert choose(people, upload, ark="2009").row_count == 2
    assert "Disse arkene leses ikke: «2010»" in said(upload)


@pytest.mark.parametrize(("answer", "titles"), [("ja", 3), ("nei", 2)])
def test_hidden_rows_are_asked_about(people, answer, titles):
    upload = send(people, file("07-aktiviteter-skjult-rad.xlsx"))
    assert (upload.state, "rad 3" in upload.questions[0]["text"]) == ("asked", True)
    assert "Listen er filtrert" in upload.questions[0]["text"]
    bring_in(people, choose(people, upload, skjulte=answer))
    assert Activity.objects.count() == titles


def test_hidden_columns_are_read_and_said(people):
    def hide(made):
        made.active.column_dimensions["D"].hidden = True

    assert "skjult i Excel, leses også: D." in said(send(people, book(HEADINGS, ROW, change=hide)))


def test_a_near_heading_is_asked_about_and_an_unknown_one_said(people):
    upload = send(people, book(["Dato", "Hva", "Oppgaver", "Kommentar", None], [*ROW[:3], "Bra", "løst"]))
    assert upload.questions[0]["text"] == "Kolonne C har overskriften «Oppgaver». Er det «Oppgave»?"
    assert "Kolonne D «Kommentar» er ukjent og leses ikke." in said(upload)
    assert "leses ikke: E2." in said(upload)
    assert "Disse mangler: Oppgave" in wrong(choose(people, upload, kolonne_C="nei"))[""]


@pytest.mark.parametrize(
    ("heading", "near"),
    [
        ("Leverandorer", "Leverandører"),
        ("Timar", "Timer"),
        ("Temaer", "Tema"),
        ("Innkjøp.", "Innkjøpere"),
        ("Notat fra møtet", "Notat"),
        ("Politikarar", "Politikere"),
    ],
)
def test_a_heading_that_is_nearly_right_is_asked_about(people, heading, near):
    upload = send(people, book(["Dato", "Hva", "Oppgave", heading], [*ROW[:3], 1]))
    assert [question["text"] for question in upload.questions] == [
        f"Kolonne D har overskriften «{heading}». Er det «{near}»?"
    ]


@pytest.mark.parametrize("heading", ["Merknad", "Temperatur", "Antall", "Nr", "Sted", "Deltakere", "Hvor"])
def test_no_heading_is_suggested_that_only_happens_to_have_some_letters(people, heading):
    upload = send(people, book(["Dato", "Hva", "Oppgave", heading], [*ROW[:3], 1]))
    assert upload.notes == [
        f"Kolonne D «{heading}» er ukjent og leses ikke.",
        "Overskriftene som leses, er: Dato, Hva, Oppgave, For hvem, Politikere, Ledere, Innkjøpere, "
        "Leverandører, Timer, Tema, Notat.",
    ]


def test_of_two_columns_near_one_heading_the_other_is_named(people):
    upload = send(people, book(["Dato", "Hva", "Oppgave", "Timer", "Timar"], [*ROW[:3], 1, 2]))
    assert upload.notes == ["Kolonne E «Timar» er ukjent og leses ikke. Den som ligner mest, er «Timer»."]


@pytest.mark.parametrize("heading", ["Orgnr", "Org.nr.", "Organisasjonsnr", "Org. nummer"])
def test_a_heading_cut_short_is_near(people, heading):
    upload = send(people, book([heading, "Navn", "Slag", "Kommune"], ["12", "A", "B", "C"]), "virksomheter")
    assert "Er det «Organisasjonsnummer»?" in upload.questions[0]["text"]


def test_a_near_heading_that_is_taken_is_imported_as_that(people):
    upload = send(people, book(["Dato for møtet", "HVA", "Oppgave*", "Innkjopere"], ROW[:4]))
    assert [question["key"] for question in upload.questions] == ["kolonne-A", "kolonne-D"]
    bring_in(people, choose(people, upload, kolonne_A="ja", kolonne_D="ja"))
    assert (Activity.objects.get().happened_on, Activity.objects.get().innkjopere) == (DAY, 12)


@pytest.mark.parametrize(
    ("headings", "named"),
    [
        (["Innkjopere", "Innkjøper"], ("D «Innkjopere»", "E «Innkjøper»")),
        (["Timer", "TIMER*"], ("D «Timer»", "E «TIMER*»")),
        (["Ledere i alt", "Leder"], ("D «Ledere i alt»", "E «Leder»")),
    ],
)
def test_two_columns_read_as_one_are_both_named(people, headings, named):
    upload = send(people, book(["Dato", "Hva", "Oppgave", *headings], [*ROW[:3], 1, 2]))
    if upload.questions:
        upload = choose(people, upload, kolonne_D="ja", kolonne_E="ja")
    assert all(column in " ".join(wrong(upload).values()) for column in named)
    assert not Activity.objects.exists()


def test_letters_in_two_parts_are_letters(people):
    decomposed = "Dato;Hva;Oppgave;Innkjøpere;Tema\n3.5.2010;Møte på A\u030asnes;kurs;1;Miljø".replace(
        "å", "a\u030a"
    )
    upload = send(people, text(decomposed))
    bring_in(people, upload)
    assert (upload.notes, Activity.objects.get().title) == ([], "Møte på Åsnes")


def test_headings_below_a_title_are_found(people):
    upload = send(people, file("11-aktiviteter-tittelrad.xlsx"))
    assert (upload.state, upload.row_count) == ("ready", 1)
    assert "Overskriftene står i rad 3." in said(upload)


def test_merged_cells_are_named(people):
    assert "slått sammen" in wrong(send(people, file("11-aktiviteter-flettet-dato.xlsx")))["A3"]
    upload = send(people, book(HEADINGS, ROW, ROW, ROW, change=lambda made: made.active.merge_cells("B2:C3")))
    assert set(wrong(upload)) == {"C2", "B3", "C3"}


# Cells that hold no value


def test_error_values_are_named_and_never_data(people):
    upload = send(people, file("10-aktiviteter.xlsx"))
    assert "feilverdi" in wrong(upload)["B2"]
    assert "linjeskift: K3." in said(upload)


@pytest.mark.parametrize("value", ["#I/T", "#DIV/0!", "#VERDI!", "#REF!", "#NAVN?", "#####", " #n/a "])
def test_error_values_of_every_tongue_are_known(people, value):
    assert set(wrong(send(people, text(f"Dato;Hva;Oppgave\n3.5.2010;{value};kurs")))) == {"B2"}


def test_an_escaped_line_break_is_a_line_break(people):
    bring_in(
        people,
        send(people, book([*HEADINGS[:3], "Notat"], [*ROW[:3], "Én_x000D_\nto_x000D_tre _x005F_x000D_"])),
    )
    assert Activity.objects.get().notes == "Én\nto\ntre _x000D_"


@pytest.mark.parametrize("error", [ValueError("invalid literal"), ArithmeticError("InvalidOperation")])
def test_what_a_library_says_of_a_cell_is_never_shown(people, monkeypatch, error):
    def fail(*_args, **_options):
        raise error

    monkeypatch.setattr("counties.resources.NumberCell.clean", fail)
    assert set(wrong(send(people, book(HEADINGS, ROW))).values()) == {
        "Cellen kan ikke leses. Skriv verdien på nytt."
    }


def test_an_error_of_no_row_stops_the_check_and_is_never_shown(people, monkeypatch, as_):
    monkeypatch.setattr("counties.resources.ActivityResource.before_import", lambda *_args, **_more: 1 / 0)
    upload = send(people, book(HEADINGS, ROW))
    assert upload.state == "unread"
    assert "division" not in as_("kari").get(upload.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "change",
    [
        ('t="n"><v>12</v>', 't="n"><v>tolv</v>'),
        ('t="n"><v>12</v>', 't="s"><v>99</v>'),
        ('t="n"><v>12</v>', 's="77"><v>12</v>'),
        ("</sheetData>", "<sheetData>"),
        ('<c r="A1"', '<c r="1A"'),
    ],
)
def test_what_a_damaged_workbook_makes_a_library_say_is_never_shown(people, change):
    found = send(people, rewritten(book(HEADINGS, ROW), *change))
    assert found.state == "ready" or "Åpne den og lagre den på nytt" in wrong(found)[""]


def test_formulas_are_named_with_what_to_do(people):
    assert "lim inn verdien" in wrong(send(people, file("12-aktiviteter.xlsx")))["G2"]
    assert set(wrong(send(people, text("Dato;Hva;Oppgave\n3.5.2010;=A1&B1;kurs")))) == {"B2"}
    assert set(wrong(send(people, book(HEADINGS, [*ROW[:3], "=SUM(1,2)", "=E1"])))) == {"D2", "E2"}


# CSV


@pytest.mark.parametrize(
    "name",
    ["tab-utf16-excel-unicode-tekst", "tab-utf8", "sep-linje", "mac-linjeskift-cr", "cp865-dos", "mac-roman"],
)
def test_csv_of_every_kind_is_read(people, name):
    bring_in(people, send(people, file(f"09-{name}.csv")))
    row = Activity.objects.get()
    assert (row.title, row.innkjopere, row.themes) == ("Møte på Åsnes", 12, ["miljo"])


@pytest.mark.parametrize(
    ("encoding", "delimiter", "end"),
    [
        ("utf-16-le", ";", "\r\n"),
        ("utf-16-be", "\t", "\n"),
        ("utf-8-sig", "|", "\r"),
        ("cp1252", ",", "\n"),
        ("cp865", "\t", "\r"),
        ("mac_roman", ",", "\r"),
    ],
)
def test_csv_in_any_letters_with_any_delimiter_is_read(people, encoding, delimiter, end):
    lines = [
        ["Dato", "Hva", "Oppgave", "Innkjøpere"],
        ["3.5.2010", "Ærlig øl på Åsen – «så»"[:16], "kurs", "7"],
    ]
    bring_in(people, send(people, text(end.join(map(delimiter.join, lines)).encode(encoding))))
    assert (Activity.objects.get().title, Activity.objects.get().innkjopere) == ("Ærlig øl på Åsen", 7)


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ('3.5.2010;Kurs "Grønt";kurs\n4.5.2010;"Kurs;kurs\n5.5.2010;Kurs;kurs', "B3"),
        ('3.5.2010;"Kurs" i dag;kurs\n', "B2"),
        ('3.5.2010;"Kurs;kurs\n4.5.2010;Kurs";kurs', "B2"),
    ],
)
def test_a_stray_quotation_mark_swallows_nothing(people, rows, cell):
    upload = send(people, text(f"Dato;Hva;Oppgave\n{rows}"))
    assert cell in str(upload.errors), upload.errors
    assert "nførselstegn" in str(upload.errors)


def test_an_open_quotation_mark_is_named(people):
    assert "B3: Et anførselstegn" in wrong(send(people, file("09-aapent-sitat.csv")))[""]


def test_a_cell_too_long_and_a_row_too_wide_are_named(people):
    lang = send(people, text("Dato;Hva;Oppgave;Notat\n3.5.2010;Kurs;kurs;" + "x" * 140_000))
    assert "for lang" in wrong(lang)["D2"]
    assert (
        "flere celler enn" in wrong(send(people, text("Dato,Hva,Oppgave\n3.5.2010,Kurs,kurs,og mat")))["D2"]
    )


def test_a_zero_that_excel_was_kept_from_taking_is_kept(people):
    bring_in(people, send(people, text('Dato;Hva;Oppgave\n3.5.2010;="0403";kurs')))
    assert Activity.objects.get().title == "0403"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "passord"),
        (b"%PDF-1.4", "PDF"),
        (b"<html><table>", "nettside"),
    ],
)
def test_a_file_that_is_something_else_says_what(people, content, words):
    assert words in wrong(send(people, text(content)))[""]


def test_a_file_is_known_by_what_is_in_it_and_not_by_its_name(people):
    sent = book(HEADINGS, ROW)
    sent.name = "liste.csv"
    assert send(people, sent).row_count == 1
    assert send(people, text("Dato;Hva;Oppgave\n3.5.2010;Kurs;kurs", "liste.xlsx")).row_count == 1


# Letters that another program read wrongly

LINES = "Dato;Hva;Oppgave;Innkjøpere;Notat\n3.5.2010;Møte på Åsnes;kurs;7;«Ærlig» – Áŋe\n"


def garbled(line: str, alphabet: str = "cp1252") -> str:
    """As a program shows UTF-8 that it takes for another alphabet; bytes without a letter stay as they are."""
    one = lambda byte: bytes([byte]).decode(alphabet, "ignore") or chr(byte)  # noqa: E731
    return "".join(one(byte) for byte in line.encode())


@pytest.mark.parametrize(
    "content",
    [
        garbled(LINES).encode(),
        garbled(LINES, "latin-1").encode(),
        garbled(garbled(LINES)).encode(),
        garbled("\ufeff" + LINES).encode("utf-16"),
    ],
)
def test_letters_that_can_be_had_back_are_and_it_is_said(people, content):
    assert "Møte" not in content.decode("utf-16" if content.startswith(b"\xff\xfe") else "utf-8")
    upload = send(people, text(content))
    assert "er rettet" in said(upload)
    bring_in(people, upload)
    row = Activity.objects.get()
    assert (row.title, row.notes, row.innkjopere) == ("Møte på Åsnes", "«Ærlig» – Áŋe", 7)


@pytest.mark.parametrize("title", ["MÃ¸te pÃ¥ Åsnes", "Møte â€“ kurs", "M\ufffdte", "Kl. 9Â\xa030, så"])
def test_letters_that_cannot_be_had_back_are_named_by_cell(people, title):
    in_text = send(people, text(f"Dato;Hva;Oppgave;Notat\n3.5.2010;{title};kurs;På ordentlig"))
    assert {cell: "ødelagt" in message for cell, message in wrong(in_text).items()} == {"B2": True}
    in_book = send(people, book(HEADINGS, [ROW[0], title, *ROW[2:]]))
    assert set(wrong(in_book)) == {"B2"}


def test_a_garbled_heading_of_a_workbook_is_near(people):
    upload = send(people, book(["Dato", "Hva", "Oppgave", "InnkjÃ¸pere"], ROW[:4]))
    assert upload.questions[0]["text"].endswith("Er det «Innkjøpere»?")


@pytest.mark.parametrize("title", ["«GÅ PÅ»", "PÅ–AV, FÅ…", "Ärlig São Paulo", "5 °C § 3 ½", "NÅ\xa0OG DÅ™"])
def test_letters_that_are_as_they_were_meant_are_left(people, title):
    upload = send(people, text(f"Dato;Hva;Oppgave\n3.5.2010;{title};kurs"))
    bring_in(people, upload)
    assert (upload.notes, Activity.objects.get().title) == ([], title)


# Days


def test_dates_of_a_workbook_from_1904_are_right(people):
    bring_in(people, send(people, file("08-aktiviteter-1904.xlsx")))
    assert Activity.objects.get().happened_on == DAY


def test_dates_as_text_are_right_or_refused_with_both_readings(people):
    found = wrong(send(people, file("08-aktiviteter-tekst.csv")))
    assert set(found) == {"A3"}
    assert "kan være 05.03.2010 eller 03.05.2010" in found["A3"]


# What is shown and what is done


def test_the_preview_shows_what_will_be_imported_row_for_row(people):
    rows = [
        [DAY, 12, "KURS", "7", "etikk"],
        [None] * 5,
        ["4. mai 2010", " To ", "bistand", None, ""],
    ]
    upload = send(people, book(HEADINGS, *rows))
    assert upload.preview == [
        ["Rad", *HEADINGS],
        ["2", "03.05.2010", "12", "Kurs for politikere, ledere og innkjøpere", "7", "Etikk"],
        ["4", "04.05.2010", "To", "Praktisk bistand ved enkeltinnkjøp", "0", ""],
    ]


def test_the_same_file_again_finds_the_rows_that_exist(people):
    bring_in(people, send(people, book(HEADINGS, *rows(2))))
    again = send(people, book(HEADINGS, *rows(2), ["4.5.2010", *ROW[1:]]))
    assert (again.state, again.same_count) == ("asked", 2)
    bring_in(people, choose(people, again, finnes="nei"))
    assert (Activity.objects.count(), Upload.objects.get(pk=again.pk).done_count) == (3, 1)
    third = choose(people, send(people, book(HEADINGS, ROW)), finnes="nei")
    assert "ingenting å importere" in wrong(third)[""]


def test_the_same_virksomheter_again_are_as_they_were(people):
    headings = ["Organisasjonsnummer", "Navn", "Slag", "Kommune"]
    for count in (0, 1):
        upload = send(people, book(headings, ["910000004", "Prøvehuset", "Foretak", "Hamar"]), "virksomheter")
        assert (upload.state, upload.same_count) == ("ready", count), upload.errors
        bring_in(people, upload)


def test_what_was_written_since_the_preview_stops_the_import_in_words(people):
    upload = send(people, book(HEADINGS, ROW))
    uploads.accept(upload=upload, by=people["kari"])
    bring_in(people, send(people, book(HEADINGS, ROW)))
    run(uploads.IMPORT_UPLOAD, upload)
    upload.refresh_from_db()
    assert "etter kontrollen" in wrong(upload)[""]
    assert Activity.objects.count() == 1


def test_the_page_asks_and_takes_the_answer(as_, people):
    upload = send(people, file("07-aktiviteter-skjult-rad.xlsx"))
    page = as_("kari").get(upload.get_absolute_url()).content.decode()
    assert "Nei, bare det som synes" in page
    address = f"/fylker/hedmark/import/{upload.pk}/velg/"
    assert "Velg ett av svarene" in as_("kari").post(address).content.decode()
    assert as_("stine").post(address, {"skjulte": "ja"}).status_code == 403
    as_("kari").post(address, {"skjulte": "ja"})
    upload.refresh_from_db()
    assert (upload.state, upload.choices) == ("checking", {"skjulte": "ja"})


# Numbers that are names


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("02-virksomheter.csv", {"900100744": "0403"}),
        ("02-virksomheter.xlsx", {"900100000": "0403", "900100388": "0417"}),
        ("06-fullbredde.csv", {"900104073": "0403"}),
        ("06-mva-og-mellomrom.csv", {
            "900103700": "0403", "900103336": "0403", "900102968": "0403", "900102593": "0403",
        }),
    ],
)  # fmt: skip
def test_organisation_numbers_and_kommuner_are_known_for_what_they_are(people, name, kept):
    bring_in(people, send(people, file(name), noun="virksomheter"))
    found = Virksomhet.objects.filter(org_number__in=kept).values_list("org_number", "kommune__number")
    assert dict(found) == kept


def test_a_body_that_exists_is_known_by_its_number_as_a_decimal(people):
    factories.virksomhet("0420", org_number="100031469", name="Eidskog", kind="kommune")
    upload = send(people, file("06-kjent-som-desimaltall.csv"), noun="virksomheter")
    bring_in(people, upload)
    assert Virksomhet.objects.get(org_number="100031469").name == "Eidskog kommune"
    assert upload.new_count == 0


def test_what_is_asked_is_not_also_told_as_settled(people):
    headings = ["Dato", "Hva", "Opgave", "Noe annet"]
    upload = send(people, book(headings, [DAY, "Kurs", "Kurs for politikere, ledere og innkjøpere", 1]))
    assert [question["key"] for question in upload.questions] == ["kolonne-C"]
    assert "Opgave" not in said(upload)
    assert "Noe annet" in said(upload)
    assert "leses som «Oppgave»" in said(choose(people, upload, kolonne_C="ja"))
