"""The sealed file: archive and accessibility marks, and the same bytes every time."""

import gc
import hashlib
import io
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pdfua
import pikepdf
import pytest
from django.core.management import call_command
from weasyprint import HTML

from portal import pdf as portal_pdf
from portal.jobs import Progress
from portal.models import Job
from portal.operations import jobs
from reporting import pdf, snapshot
from reporting.compile import compile_report
from reporting.models import SealedPdf, SealedReport
from reporting.operations import rendering
from reporting.quantities import written_number
from reporting.seal.signature import signed
from reporting.workflow import Status
from tests import factories

ROOT = Path(__file__).resolve().parent.parent.parent
RENDER = """
import json, sys, django
django.setup()
from reporting.compile import compile_report
from portal import pdf as portal_pdf
from reporting.pdf import render_report
sys.stdout.buffer.write(render_report(compile_report(json.load(sys.stdin), sha256=sys.argv[1])))
"""


@pytest.fixture(scope="module")
def sealed(kept):
    return factories.report_at(Status.DELIVERED).current_seal()


@pytest.fixture
def seal(sealed, people):
    return SealedReport.objects.get(pk=sealed.pk)


@pytest.fixture(scope="module")
def drawing(sealed):
    return pdf.render_report(compile_report(sealed.content, sha256=sealed.sha256))


@pytest.fixture(scope="module")
def content(drawing):
    """The one file that the tests of its marks read: as it goes out, signed."""
    return signed(drawing, reason="Forseglet")


@pytest.fixture
def draft_content(people):
    report = factories.draft("nordland")
    text = snapshot.canonical(snapshot.draft(report))
    return pdf.render_report(compile_report(json.loads(text), sha256=snapshot.sha256(text)))


def elements(node):
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def test_the_file_is_marked_for_archive_and_for_everyone(content):
    with pikepdf.open(io.BytesIO(content)) as file:
        xmp = file.Root.Metadata.read_bytes().decode()
        for mark in ('pdfaid:part="2"', 'pdfaid:conformance="A"', "<pdfuaid:part>1"):
            assert mark in xmp
        assert file.Root.OutputIntents[0].S == pikepdf.Name.GTS_PDFA1
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang) == "nb"
        assert file.Root.ViewerPreferences.DisplayDocTitle


def test_every_font_is_embedded(content):
    with pikepdf.open(io.BytesIO(content)) as file:
        descriptors = [
            item
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert descriptors
        assert all(
            any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3")) for item in descriptors
        )


def test_header_cells_say_what_they_head(content):
    with pikepdf.open(io.BytesIO(content)) as file:
        headers = [element for element in elements(file.Root.StructTreeRoot) if element.S == "/TH"]
        assert {str(header.A.Scope) for header in headers} == {"/Column", "/Row"}


def test_each_section_has_a_bookmark(content, seal):
    with pikepdf.open(io.BytesIO(content)) as file, file.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert [f"{row['number']} {row['title']}" for row in seal.content["sections"]] == [
        title for title in titles if title[0].isdigit()
    ]


def test_the_checker_finds_no_error(content, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    report = pdfua.validate(str(path))
    assert [finding for finding in report.findings if finding.severity.name == "ERROR"] == []


def test_another_process_with_another_hash_seed_draws_the_same_bytes(drawing, sealed, tmp_path):
    another = {"PYTHONHASHSEED": "4711", "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "portal.settings"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RENDER, sealed.sha256],
        input=sealed.snapshot.encode(),
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env=os.environ | another,
    )
    assert hashlib.sha256(done.stdout).hexdigest() == hashlib.sha256(drawing).hexdigest()


def page_words(report, **options):
    """The words of the page margins and the text, page by page, from WeasyPrint's own boxes."""
    document = HTML(
        string=pdf.html_of(report),
        base_url="static:",
        url_fetcher=portal_pdf.LocalAssets(pdf.drawings_of(report)),
    ).render()
    return [
        " ".join(box.text for box in page._page_box.descendants() if hasattr(box, "text"))
        for page in document.pages
    ]


def test_a_draft_says_so_on_every_page_and_a_sealed_report_on_none(seal):
    sealed = compile_report(seal.content, sha256=seal.sha256)
    draft = compile_report(
        seal.content | {"kind": "draft", "receipt": None, "signed": None}, sha256=seal.sha256
    )
    assert all("UTKAST" in page for page in page_words(draft))
    assert not any("UTKAST" in page for page in page_words(sealed))
    assert all(seal.receipt in page and seal.sha256[:16] in page for page in page_words(sealed))


def test_an_empty_draft_can_be_drawn(draft_content):
    assert draft_content.startswith(b"%PDF-1.7")


def test_garbage_is_collected_once_after_a_document_is_drawn():
    collections: list[int] = []

    def note(phase: str, details: dict[str, int]) -> None:
        if phase == "start":
            collections.append(details["generation"])

    gc.callbacks.append(note)
    try:
        portal_pdf.draw('<link rel="stylesheet" href="static:pdf/fonts.css">' + "<p>Hei</p>" * 500, {})
        first = list(collections)
    finally:
        gc.callbacks.remove(note)
    assert first == [0]
    assert gc.isenabled()


def test_garbage_is_collected_as_before_when_a_document_is_refused():
    with pytest.raises(portal_pdf.RefusedAsset):
        portal_pdf.draw('<img src="https://x.example/y.png">', {})
    assert gc.isenabled()


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/x.png", "http://127.0.0.1/", "//127.0.0.1/x.png", "file:///etc/passwd", "/etc/passwd", "ftp://x/y",
        "static:../manage.py", "static:../../etc/passwd", "static:/etc/passwd", "chart:x", "data:text/css,x",
    ],
)  # fmt: skip
def test_nothing_from_outside_is_fetched(url):
    with pytest.raises(portal_pdf.RefusedAsset):
        portal_pdf.LocalAssets({}).fetch(url)


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        '<img src="file:///etc/passwd">',
        "{{ 1 }}",
        "å" * 3000,
        "🌲 \u202ertl مرحبا",
        "- a\n- b\n\nc",
    ],
)
def test_hostile_text_is_drawn_as_text(seal, text):
    content = json.loads(seal.snapshot)
    question = next(q for s in content["sections"] for q in s["questions"] if q["kind"] == "text")
    question["answer"] = text
    assert pdf.render_report(compile_report(content, sha256=seal.sha256))


def test_the_screen_and_the_pdf_show_the_same_figures(seal, as_):
    compiled = compile_report(seal.content, sha256=seal.sha256)
    html = " ".join(pdf.html_of(compiled).split())
    page = as_("siv").get("/rapporter/2010/hedmark/hele/").content.decode()
    assert compiled.highlights.answers
    for figure in compiled.highlights.answers:
        assert f'<td class="figure now"> {" ".join(figure.text.split())} </td>' in html
        assert figure.text in page


def test_numbers_are_written_as_in_norway():
    assert written_number(Decimal("-4799252.50")) == "−4\u00a0799\u00a0252,50"


@pytest.fixture(scope="module")
def archived(sealed):
    """The job has drawn the file: once, for all the tests of what is done with it."""
    job = Job.objects.get(key=str(sealed.pk))
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.error
    path = Path(sealed.pdf.file.path)
    return path, path.read_bytes()


@pytest.fixture
def drawn(archived, seal):
    path, content = archived
    path.write_bytes(content)  # a test may have damaged or lost it
    return seal


def test_the_job_keeps_one_file_however_often_it_runs(drawn):
    job = Job.objects.get(key=str(drawn.pk))
    rendering.render_sealed(seal=drawn, progress=Progress(job))
    assert SealedPdf.objects.count() == 1


def test_later_downloads_are_the_same_bytes(drawn, as_):
    first, second = (as_(name).get("/rapporter/2010/hedmark/pdf/").content for name in ("kari", "siv"))
    assert first == second
    assert hashlib.sha256(first).hexdigest() == drawn.pdf.sha256


def test_a_damaged_file_is_never_handed_out(drawn, as_):
    Path(drawn.pdf.file.path).write_bytes(b"%PDF-1.7 noe annet")
    response = as_("kari").get("/rapporter/2010/hedmark/pdf/")
    assert response.status_code == 409
    assert drawn.receipt in response.content.decode()


def test_a_lost_file_is_put_back_byte_for_byte(drawn, as_, capsys):
    before = Path(drawn.pdf.file.path).read_bytes()
    Path(drawn.pdf.file.path).unlink()
    assert as_("kari").get("/rapporter/2010/hedmark/pdf/").status_code == 409
    call_command("restore_pdf", drawn.receipt)
    assert as_("kari").get("/rapporter/2010/hedmark/pdf/").content == before


def test_anyone_can_verify_the_file_and_the_receipt(drawn, as_):
    client = as_("anon")
    assert (
        "Kvitteringsnummeret er ekte"
        in client.get("/verifiser/", {"receipt": drawn.receipt.lower()}).content.decode()
    )
    assert "Ingen rapport har" in client.get("/verifiser/", {"receipt": "2010-04-AAAAAAAA"}).content.decode()
    with drawn.pdf.file.open("rb") as file:
        assert "Filen er ekte" in client.post("/verifiser/", {"file": file}).content.decode()
    changed = io.BytesIO(b"%PDF-1.7 x")
    changed.name = "rapport.pdf"
    assert "går ikke god for" in client.post("/verifiser/", {"file": changed}).content.decode()


@pytest.mark.parametrize(
    ("name", "body", "words"), [("x.txt", b"a", "må være en PDF"), ("x.pdf", b"", "tom")]
)
def test_a_wrong_upload_is_refused_in_words(as_, name, body, words):
    file = io.BytesIO(body)
    file.name = name
    assert words in as_("anon").post("/verifiser/", {"file": file}).content.decode()
