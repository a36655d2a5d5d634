"""Files that nobody should send in, and every form that takes one."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.test import Client
from docx import Document
from hypothesis import strategies as st
from openpyxl import Workbook

from counties.models import Activity, Grant, TemplateVersion, Upload, Virksomhet
from counties.operations import uploads
from criteria.hearing.models import Attachment
from criteria.hearing.operations import answering
from criteria.models import Criterion, ProductGroup
from portal.models import Job, User
from portal.models.jobs import JobState
from portal.operations import jobs
from reporting.models import SectionAnswers
from tests import factories

FILES = Path(__file__).parent / "files"
SECONDS = 20  # that one file may take, on a busy machine
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
ROWS = [Activity, Virksomhet, Grant, Criterion, SectionAnswers]  # what no file changes before a yes
KEPT = [TemplateVersion, Attachment]  # what keeps the file as it is


@dataclass(frozen=True)
class Place:
    """A form: who sends it, where, and what beside the file."""

    who: str
    address: str
    typed: dict[str, Any]
    field: str = "file"


def places() -> dict[str, Place]:
    """All of them, ready to take a file."""
    kari = factories.cast()["kari"]
    report = factories.draft()
    factories.fill(report, kari)
    template, meeting = factories.template(), factories.meeting()
    reply = answering.begin(
        hearing=factories.on_hearing(),
        values={
            "kind": "supplier",
            "organisation": "Papir AS",
            "contact_name": "Tone",
            "email": "tone@example.org",
        },
    )
    made = {"region": factories.region().pk, "title": "Mal", "product_group": ProductGroup.objects.first().pk}
    edit, client = f"/fylker/hedmark/moter/{meeting.pk}/rediger/", Client()
    client.force_login(kari)
    seen = client.get(edit).context["form"]["seen"].value()
    times = {"starts_at": "2008-09-25T10:00", "ends_at": "2008-09-25T12:00", "place": "Hamar"}
    return {
        "activities": Place("kari", "/fylker/hedmark/import/aktiviteter/", {}),
        "bodies": Place("kari", "/fylker/hedmark/import/virksomheter/", {}),
        "grants": Place("siv", "/tilskudd/2010/fil/", {}),
        "criteria": Place(
            "mette", f"{factories.edition('datamaskiner_og_skjermer').get_absolute_url()}import/", {}
        ),
        "chapter": Place("kari", "/rapporter/2010/hedmark/oppgaver/tall/", {}),
        "verify": Place("anon", "/verifiser/", {}),
        "template": Place("kari", "/maler/ny/", made),
        "version": Place("kari", f"/maler/{template.pk}/versjon/", {}),
        "minutes": Place("kari", edit, times | {"seen": seen}, "minutes"),
        "attachment": Place("anon", f"{reply.own_path}vedlegg/", {}),
    }


def sent(place: Place, name: str, content: bytes) -> None:
    """Takes the file or refuses it in words: no fault of ours, nothing half done, in bounded time. Leaves nothing."""
    client = Client(raise_request_exception=True)
    if place.who != "anon":
        client.force_login(User.objects.get(email=f"{place.who}@example.org"))
    begun, file = time.monotonic(), io.BytesIO(content)
    file.name = name
    with transaction.atomic():
        before = [rows.objects.count() for rows in ROWS], [rows.objects.count() for rows in KEPT]
        answer = client.post(place.address, place.typed | {place.field: file})
        after = [rows.objects.count() for rows in ROWS], [rows.objects.count() for rows in KEPT]
        assert answer.status_code in {200, 302, 400}, (answer.status_code, place.address, name)
        assert before[0] == after[0]
        assert answer.status_code == 302 or before[1] == after[1]
        for upload in Upload.objects.filter(file__isnull=False):
            checked(upload)
        assert before[0] == [rows.objects.count() for rows in ROWS]
        transaction.set_rollback(True)
    assert time.monotonic() - begun < SECONDS


def checked(upload: Upload) -> None:
    """By the worker, which says what is wrong with the file and never that something is wrong with the portal."""
    job = Job.objects.get(kind=uploads.CHECK_UPLOAD, key=str(upload.pk))
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE or "Noe gikk galt" not in job.error, job.error
    assert not job.put_off


def real_files() -> list[tuple[str, bytes]]:
    """Of each kind that is taken somewhere."""
    found = [
        (path.suffix, path.read_bytes())
        for path in sorted(FILES.iterdir())
        if path.suffix in {".csv", ".xlsx"}
    ]
    letter, text = io.BytesIO(), Document()
    text.add_paragraph("Referat")
    text.save(letter)
    rows = yaml.safe_dump([{"kode": "PAP-1", "tittel": "Papir", "tekst": "Skal være hvitt."}]).encode()
    return [*found, (".pdf", PDF), (".docx", letter.getvalue()), (".yaml", rows), (".ods", letter.getvalue())]


def book(
    *rows: list[Any], change: Callable[[str], str] = str, beside: dict[str, bytes] | None = None
) -> bytes:
    """A workbook, with its first sheet's XML changed, and members `beside`."""
    plain, made = io.BytesIO(), io.BytesIO()
    workbook = Workbook()
    for row in rows or [["Dato", "Hva", "Oppgave"], ["3.5.2010", "Kurs", "kurs"]]:
        workbook.active.append(row)
    workbook.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()).encode() if name == "xl/worksheets/sheet1.xml" else text)
        for name, text in (beside or {}).items():
            new.writestr(name, text)
    return made.getvalue()


LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("bcdefgh", "cdefghi", strict=True)
)  # fmt: skip
# What somebody has thought out, by what it is.
KNOWN: dict[str, Callable[[], tuple[str, bytes]]] = {
    "a name of 199 letters": lambda: ("å" * 194 + ".xlsx", book()),
    "a name of 255 letters": lambda: ("x" * 250 + ".xlsx", book()),
    "a name that turns": lambda: ("liste\u202excod.xlsx", book()),
    "a name with NUL": lambda: ("liste\0.xlsx", book()),
    "a name of a folder": lambda: ("../../../etc/liste.xlsx", book()),
    "a name of dots": lambda: ("....xlsx", book()),
    "a name of half a letter": lambda: ("\ud83d.xlsx".encode("utf-8", "replace").decode(), book()),
    "nothing": lambda: ("liste.xlsx", b""),
    "a zip bomb": lambda: ("liste.xlsx", book(beside={"xl/media/x.xml": b"\0" * 310_000_000})),
    "a large sheet": lambda: ("liste.xlsx", book(change=lambda xml: xml.replace("</sheetData>", " " * 30_000_000 + "</sheetData>"))),
    "a billion laughs": lambda: ("liste.xlsx", book(change=lambda xml: LAUGHS + "]>" + xml.replace("Kurs", "&i;"))),
    "an outer entity": lambda: (
        "liste.xlsx",
        book(change=lambda xml: '<!DOCTYPE w [<!ENTITY i SYSTEM "file:///etc/passwd">]>' + xml.replace("Kurs", "&i;")),
    ),
    "all cells there are": lambda: (
        "liste.xlsx",
        book(change=lambda xml: xml.replace('ref="A1:C2"', 'ref="A1:XFD1048576"').replace('r="C2"', 'r="XFD1048576"')),
    ),
    "a cell beyond all": lambda: ("liste.xlsx", book(change=lambda xml: xml.replace('r="C2"', 'r="ZZZZZ99999999999"'))),
    "numbers beyond all": lambda: ("liste.xlsx", book(["Dato", "Hva", "Oppgave", "Innkjøpere"], [1e308, "1e999", -1e308, 2**80])),
    "controls": lambda: ("liste.csv", b"Dato;Hva;Oppgave\n3.5.2010;\0\x01\x1b\xff;kurs\n"),
    "one line": lambda: ("liste.csv", b"Dato;Hva;Oppgave\n" + b"x" * 3_000_000),
    "columns": lambda: ("liste.csv", b"Dato;Hva;Oppgave" + b";x" * 200_000),
    "quotes": lambda: ("liste.csv", b'Dato;Hva;Oppgave\n"' * 10_000),
    "yaml that repeats": lambda: ("utgave.yaml", b"a: &a [x,x]\nb: &b [*a,*a]\n"),
    "yaml that nests": lambda: ("utgave.yaml", b"[" * 20_000),
    "yaml that is code": lambda: ("utgave.yaml", b"!!python/object/apply:os.system ['true']"),
    "yaml of dates": lambda: ("utgave.yaml", b"- kode: 2011-99-99\n  tekst: 0x_\n- .inf\n- ~\n"),
    "pdf that nests": lambda: ("rapport.pdf", b"%PDF-1.7\n" + b"1 0 obj " + b"[" * 200_000 + b"\n%%EOF\n"),
    "pdf that names itself": lambda: ("rapport.pdf", b"%PDF-1.7\n1 0 obj <</Prev 1 0 R/Kids[1 0 R]/Type/Pages>> endobj\nxref\n0 1\ntrailer <</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n"),
}  # fmt: skip

NAMES = st.tuples(
    st.text(max_size=60)
    | st.sampled_from(["å" * 199, "x" * 300, "\0", "..", "/", "a\u202eb", "\r\n", '";', "%00"]),
    st.sampled_from([".xlsx", ".csv", ".yaml", ".pdf", ".docx", ".ods", ".XLSX", ".csv\0.pdf", ""]),
).map("".join)


@st.composite
def contents(draw: st.DrawFn) -> bytes:
    """Bytes of any kind, or a real file that was cut, or changed in places, in itself or in what is packed in it."""
    kind, content = draw(st.sampled_from(real_files()))
    how = draw(st.sampled_from(["bytes", "cut", "changed", "packed"]))
    chance = random.Random(draw(st.integers(0, 2**32)))
    if how == "bytes":
        return draw(st.binary(max_size=400))
    if how == "cut":
        return content[: chance.randrange(len(content))]
    if how == "packed" and kind in {".xlsx", ".docx", ".ods"}:
        return repacked(content, chance)
    return changed(content, chance)


def changed(content: bytes, chance: random.Random) -> bytes:
    found = bytearray(content)
    for _place in range(chance.choice([1, 3, 20])):
        at = chance.randrange(len(found) or 1)
        found[at : at + chance.choice([0, 1, 5])] = chance.choice(
            [b"\0", b"\xff", b"<", b">", b"&#0;", b"99999999999", b"-1", b'"', b"\n", chance.randbytes(4)]
        )
    return bytes(found)


def repacked(content: bytes, chance: random.Random) -> bytes:
    """One of its parts is changed, or gone."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        wrong = chance.choice(old.namelist())
        for name in old.namelist():
            if name != wrong:
                new.writestr(name, old.read(name))
            elif chance.random() < 0.9:
                new.writestr(name, changed(old.read(name), chance))
    return made.getvalue()
