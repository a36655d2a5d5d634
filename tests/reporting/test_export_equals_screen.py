"""One published report on screen and paper, in Word, and in every file and answer for programs: the same words."""

import csv
import io
import json
import re
import shutil
import subprocess
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from reporting import pdf
from reporting.compile import compile_report
from reporting.operations import reports, signing, writing
from tests import factories

LONG = "Nærings- og miljøanskaffelsesrådgivningskoordineringssamarbeidsavtaleutvalget"
PROSE = f"""Vi har møttes <b>fire</b> ganger & «blitt enige» om "mye".

Så gjorde vi dette:
• kurs i Hamar
• {LONG}

Til slutt: 3 < 5 og 1 250 kr."""
REASON = 'Fylket teller <i>"alle"</i> & flere.'
# Typed; as it reads, line by line; and as the files have it: number, words, unit.
ANSWERS = {
    "styringsgruppe_oppnevnt": ("ja", ["Ja"], (None, "Ja", "")),
    "styringsgruppe_medlemmer": ("12", ["12 medlemmer"], (12, "", "medlemmer")),
    "styringsgruppe_sektorer": (
        ["fylkesmann", "kommune_ks", "annet"],
        ["Fylkesmannen", "Kommunene eller KS", "Andre"],
        (None, "Fylkesmannen; Kommunene eller KS; Andre", ""),
    ),
    "styringsgruppe_moter": ("1", ["1 møte"], (1, "", "møter")),
    "sekretariat": ("fylkeskommune", ["Fylkeskommunen"], (None, "Fylkeskommunen", "")),
    "organisering_vurdering": (
        PROSE,
        [line.removeprefix("• ") for line in PROSE.splitlines() if line],
        (None, PROSE, ""),
    ),
    "forankring_politisk": ("vedtatt", ["Ja, med vedtak"], (None, "Ja, med vedtak", "")),
    "har_knutepunkt": ("ja", ["Ja"], (None, "Ja", "")),
    "knutepunkt_arsverk": ("1,5", ["1,5 årsverk"], (1.5, "", "årsverk")),
    "stat_tildelingsbrev": ("40", ["40 %"], (40, "", "%")),
    "avtaler_verdi": ("4 799 252", ["4 799 252 kr"], (4_799_252, "", "kr")),
}
UNANSWERED = {"forankring_ledermoter", "innspill_departement"}


def squeezed(text: str) -> str:
    """Without what differs by medium: space, places where a line may break, and the marks of lists."""
    return re.sub("[\\s\u00ad\u200b\u2010•-]", "", text)


@pytest.fixture(scope="module")
def seal(kept):
    """Of a published report."""
    people, report = factories.cast(), factories.draft()
    for section in factories.sections(report):
        asked = {question.key for question in section.questions.all()}
        mine = {key: typed for key, (typed, *_rest) in ANSWERS.items() if key in asked}
        values = {key: said for key, said in factories.full_answers(section).items() if key not in UNANSWERED}
        reasons = {key: REASON for key in values if key.endswith("--grunn")}
        writing.save_section(
            report=report, section=section, values=values | reasons | mine, version=0, by=people["kari"]
        )
    reports.submit(report=report, by=people["kari"])
    signing.sign(report=report, by=people["ola"])
    for step in (reports.start_review, reports.approve, reports.publish):
        step(report=report, by=people["siv"])
    report.refresh_from_db()
    return report.published_seal


@pytest.fixture(scope="module")
def compiled(seal):
    return compile_report(seal.content, sha256=seal.sha256)


@pytest.fixture(scope="module")
def shown(compiled):
    """As they stand in the tables where they are figures, with their unit or below one that is said for them all."""
    answers = {answer.key: answer for section in compiled.sections for answer in section.answers}
    figures = [
        answer for section in compiled.sections for group in section.groups for answer in group.answers
    ]
    return answers | {answer.key: answer for answer in figures}


def get(path: str, who: str = "") -> bytes:
    """As anybody does, or `who` alone may."""
    client = Client()
    if who:
        client.force_login(factories.cast()[who])
    answer = client.get(path)
    assert answer.status_code == 200, path
    return b"".join(answer) if answer.streaming else answer.content


def on_screen(_compiled, _folder) -> str:
    return unescape(re.sub("<[^>]+>", " ", get("/rapporter/2010/hedmark/").decode()))


def in_word(_compiled, _folder) -> str:
    return "\n".join(
        p.text for p in Document(io.BytesIO(get("/rapporter/2010/hedmark/word/", "siv"))).paragraphs
    )


def in_pdf(compiled, folder) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext mangler: sudo apt install poppler-utils")
    (folder / "file.pdf").write_bytes(pdf.render_report(compiled))
    command = ["pdftotext", "-raw", "-nopgbrk", "file.pdf", "-"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("medium", [on_screen, in_word, in_pdf])
def test_every_answer_is_read_beside_its_question(medium, compiled, shown, tmp_path):
    text = squeezed(medium(compiled, tmp_path)).casefold()
    for key, answer in shown.items():
        (first, *rest), note = lines_of(key, answer), answer.note
        read = f"{answer.number} {answer.label} {first}" if medium is in_word else as_read(answer, first)
        assert squeezed(read).casefold() in text, key
        assert [line for line in [*rest, note] if squeezed(line).casefold() not in text] == [], key
    assert {key for key, answer in shown.items() if answer.note} > {
        "styringsgruppe_medlemmer",
        "har_knutepunkt",
    }
    assert REASON in shown["styringsgruppe_medlemmer"].note


def as_read(answer, first: str) -> str:
    """In a report to read: prose below its question, a figure in its table, anything else beside its short name."""
    if answer.is_prose:
        return f"{answer.number} {answer.label} {first}"
    mark = "Overstyrt" if answer.is_figure and answer.overruled else ""
    assert squeezed(first).startswith(squeezed(answer.figure))
    return f"{answer.number} {answer.name} {mark} {answer.figure or first}"


def lines_of(key: str, answer) -> list[str]:
    if key in ANSWERS:
        return ANSWERS[key][1]
    if key in UNANSWERED:
        return ["Ikke besvart"]
    return [answer.text or answer.prose or answer.items[0]]


def of_csv(path: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(get(path).decode("utf-8-sig"), newline=""), delimiter=";"))


def of_xlsx(path: str) -> list[dict]:
    first, *lines = load_workbook(io.BytesIO(get(path))).active.iter_rows(values_only=True)
    return [dict(zip(first, line, strict=True)) for line in lines]


def of_json(path: str) -> list[dict]:
    rows = json.loads(get(path))
    return rows if isinstance(rows, list) else rows["items"]


IN_SHEETS = ("Nøkkel", "Tall", "Tekst", "Enhet", "Begrunnelse")
IN_JSON = ("sporsmal", "tall", "tekst", "enhet", "begrunnelse")
IN_OPEN_DATA = ("sporsmal", "tall", "svar", "enhet", "begrunnelse")
FILES = [
    (of_csv, "/rapporter/2010/svarrader.csv", IN_SHEETS),
    (of_xlsx, "/rapporter/2010/svarrader.xlsx", IN_SHEETS),
    (of_json, "/rapporter/2010/svarrader.json", IN_JSON),
    (of_csv, "/data/rapporterte-verdier.csv", IN_OPEN_DATA),
    (of_json, "/data/rapporterte-verdier.json", IN_OPEN_DATA),
    (of_json, "/api/v1/rapporterte-verdier?region=hedmark&aar=2010", IN_OPEN_DATA),
]


def number(value: object) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value).replace(",", "."))


@pytest.mark.parametrize(("read", "path", "names"), FILES)
def test_every_value_is_in_the_file(read, path, names, shown):
    rows = [[row[name] for name in names] for row in read(path)]
    said = {key: (number(value), *(text or "" for text in texts)) for key, value, *texts in rows}
    is_open = names is IN_OPEN_DATA  # the long texts stay in the report
    expected = {key for key, answer in shown.items() if answer.answered and not (is_open and answer.is_prose)}
    assert set(said) == expected
    assert {key: said[key][:3] for key in ANSWERS if key in said} == {
        key: files for key, (*_typed, files) in ANSWERS.items() if key in said
    }
    for key, (value, words, _unit, reason) in said.items():
        answer = shown[key]
        if value is None:
            assert words == (answer.text or answer.prose or "; ".join(answer.items)), key
        else:
            assert re.sub("[^0-9,]", "", answer.text) == f"{value.normalize():f}".replace(".", ","), key
        assert reason == (REASON if answer.note else ""), key
