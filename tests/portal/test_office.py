"""What LibreOffice opens, computes and saves, as a Norwegian has it, says the same as what the portal wrote."""

import datetime as dt
import io
import shutil
import subprocess
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from openpyxl import load_workbook

from counties.models import Activity, Virksomhet
from criteria import sheets as editions
from criteria.chapter import Chapter, chapter_of
from criteria.documents import evaluation
from portal import sheets
from portal.files import Sheet, as_bytes
from tests import factories
from tests.counties.test_uploads import bring_in, send
from tests.criteria.test_selection import adapt

Office = Callable[..., dict[str, bytes]]
# The decimal sign and the days in CSV follow from it.
NORWEGIAN = """<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>nb-NO</value></prop></item></oor:items>"""
CSV = "csv:Text - txt - csv (StarCalc):59,34,76"  # semicolons, quotation marks, UTF-8
AFTERNOON = dt.datetime.combine(dt.date(2011, 2, 15), dt.time(13, 45))  # a workbook knows no time zone
HEADINGS = ["Tekst", "Tall", "Prosent", "Dag", "Tid"]
ROWS: list[list[Any]] = [
    ["Ærlig Ønske, Å", 1250, 12.5, dt.date(2011, 2, 15), AFTERNOON],
    ["@SUM(A1)", -3, 0.1, dt.date(1905, 6, 7), None],
    ["to\nlinjer  og\ttabulator", 10**14, 99.99, None, None],
    ["0403", 2_500_000.5, None, None, None],
]
WEIGHTS = (Decimal("12.5"), Decimal("33.33"))
FULL = [[(7 * supplier + 3 * row) % 11 for row in range(2)] for supplier in range(30)]
FAULTY = [[8, 6.5], ["sju", 4], [None, 5], [11, 0], [None, None]]


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Office:
    """LibreOffice: `office({"a.xlsx": b"…"}, "xlsx", CSV)` is what it saves, as "a.xlsx" and "a.csv"."""
    if (program := shutil.which("soffice")) is None:
        pytest.skip("LibreOffice is missing. Debian: sudo apt install libreoffice-calc")
    profile = tmp_path_factory.mktemp("profile")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(NORWEGIAN)

    def saved(files: dict[str, bytes], *kinds: str) -> dict[str, bytes]:
        folder = tmp_path_factory.mktemp("files")
        for name, content in files.items():
            (folder / name).write_bytes(content)
        for kind in kinds:
            command = [
                program,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--convert-to",
                kind,
            ]
            command += ["--outdir", f"{folder}/saved", *(f"{folder}/{name}" for name in files)]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        return {path.name: path.read_bytes() for path in (folder / "saved").iterdir()}

    return saved


@pytest.fixture
def chapter(people) -> Chapter:
    made = factories.selection("jan", "PAP-T01", "MOB-T01", name="Trykk og papir")
    for code, weight in zip(("PAP-T01", "MOB-T01"), WEIGHTS, strict=True):
        adapt(made, code, weight=weight)
    return chapter_of(made)


def judged(chapter: Chapter, points: list[list[Any]], *weights: Any) -> bytes:
    """The evaluation as somebody has filled it in."""
    book = load_workbook(io.BytesIO(evaluation.draw(chapter, len(points))))
    columns = {evaluation.WEIGHT: weights} | dict(enumerate(points, start=evaluation.SUPPLIER))
    for column, values in columns.items():
        for row, value in enumerate(values, start=evaluation.FIRST):
            book.active.cell(row, column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def computed(content: bytes) -> list[list[Any]]:
    """The rows below the headings: the criteria, the sums and what is said of them."""
    rows = load_workbook(io.BytesIO(content), data_only=True).active.iter_rows(min_row=5, values_only=True)
    return [["" if value is None else value for value in row] for row in rows]


def weighed(points: list[int]) -> float:
    total = sum(weight * point for weight, point in zip(WEIGHTS, points, strict=True)) / 10
    return float(total.quantize(Decimal("0.01"), ROUND_HALF_UP))


def test_the_evaluation_is_computed_as_in_python_and_says_what_is_missing(chapter, office):
    files = {f"{count}.xlsx": judged(chapter, FULL[:count]) for count in (1, 3, 30)}
    files |= {"faulty.xlsx": judged(chapter, FAULTY), "weights.xlsx": judged(chapter, FULL[:2], "12,5", 20)}
    found = {name: computed(content) for name, content in office(files, "xlsx").items()}
    for count in (1, 3, 30):
        first, second, sums, said = found[f"{count}.xlsx"]
        assert (first[3], second[3], sums[2:4]) == ("", "", [45.83, ""])
        assert sums[4:] == [weighed(points) for points in FULL[:count]]
        assert said[4:] == ["Alle poeng er gitt"] * count
    first, second, sums, said = found["faulty.xlsx"]
    assert (first[3], second[3]) == ("Leverandør 2. Leverandør 3. Leverandør 4. ", "")
    assert sums[4:] == [weighed([8, Decimal("6.5")]), "", "", "", ""]
    lacking = "1 poeng mangler eller er ikke tall fra 0 til 10"
    assert said[4:] == ["Alle poeng er gitt", lacking, lacking, lacking, "Ingen poeng ennå"]
    first, _second, sums, _said = found["weights.xlsx"]
    assert (first[3], sums[3:]) == ("Vekt. ", ["Vekter mangler eller er ikke tall fra 0 til 100", "", ""])


def test_tables_are_read_again_as_they_were_written(people, as_, office):
    factories.activity(
        title="Ærlig", hours=Decimal("12.5"), themes=["miljo", "etikk"], notes="to\nlinjer; én «x»"
    )
    factories.activity(title="+47 er nummeret", audience="0403", politikere=3)
    factories.virksomhet(name="@Etaten på Ås", employees=1250, purchases=10**9)
    edition = editions.written(factories.in_force().edition.criteria.prefetch_related("labels"), "xlsx")
    files = {f"{kind}-rows.{kind}": as_bytes(Sheet(HEADINGS, ROWS), kind, "rows") for kind in ("xlsx", "ods")}
    for name in ("aktiviteter.xlsx", "virksomheter.ods"):
        noun, _dot, kind = name.partition(".")
        files[name] = as_("kari").get(f"/fylker/hedmark/{noun}/eksport.{kind}").content
    found = office(files | {"edition.xlsx": edition}, "xlsx", CSV)
    for name in ("xlsx-rows", "ods-rows"):
        assert rows_of(found[f"{name}.xlsx"]) == ROWS
        assert rows_of(found[f"{name}.csv"]) == [[sheets.shown(value) for value in row] for row in ROWS]
    for kind in ("xlsx", "csv"):
        assert editions.read(io.BytesIO(found[f"edition.{kind}"]), "") == editions.read(
            io.BytesIO(edition), ""
        )
        comes_back(
            people, Activity, SimpleUploadedFile(f"a.{kind}", found[f"aktiviteter.{kind}"]), "aktiviteter"
        )
        comes_back(
            people, Virksomhet, SimpleUploadedFile(f"v.{kind}", found[f"virksomheter.{kind}"]), "virksomheter"
        )


def rows_of(content: bytes) -> list[list[Any]]:
    sent = sheets.read(io.BytesIO(content), known=HEADINGS, required=HEADINGS)
    assert (sent.notes, sent.questions) == ([], [])
    return [row.values for row in sent.sound()]


def comes_back(people, model: type[Model], file: SimpleUploadedFile, noun: str) -> None:
    """All rows are imported as they stood."""
    left_out = ("id", "upload", "recorded_at", "version")
    fields = [field.name for field in model._meta.concrete_fields if field.name not in left_out]
    before = sorted(model._default_manager.values(*fields), key=str)
    model._default_manager.all().delete()
    upload = send(people, file, noun)
    assert (upload.errors, upload.notes) == ([], [])
    bring_in(people, upload)
    assert sorted(model._default_manager.values(*fields), key=str) == before
