"""Slow, run by hand: `make drills`. An import as large as anybody will make, in a real worker."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.site import Site, wait_for

pytestmark = [pytest.mark.servers, pytest.mark.drill]
ROWS = 40_000
MOST_GROWTH = 150  # MB
SEND = """
import django
django.setup()
from pathlib import Path
from django.core.files.base import ContentFile
from counties.operations import uploads
from tests import factories
file = ContentFile(Path("{path}").read_bytes(), name="stor.xlsx")
print(uploads.send_in(region=factories.region(), noun="aktiviteter", file=file, by=factories.cast()["kari"]).pk)
"""
ACCEPT = """
import django
django.setup()
from counties.models import Upload
from counties.operations import uploads
from tests import factories
uploads.accept(upload=Upload.objects.get(state="ready"), by=factories.cast()["kari"])
"""


def memory(site: Site) -> float:
    """Resident memory of the worker and its children, in MB."""
    total = 0
    parent = site.processes["worker"].pid
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            facts = dict(line.split(":", 1) for line in status.read_text().splitlines())
        except OSError:
            continue
        if int(status.parent.name) == parent or int(facts["PPid"]) == parent:
            total += int(facts.get("VmRSS", "0 kB").split()[0])
    return total / 1024


def book(rows: int) -> bytes:
    made = Workbook(write_only=True)
    page = made.create_sheet()
    page.append(["Dato", "Hva", "Oppgave", "Innkjøpere", "Tema"])
    for number in range(rows):
        page.append(["3.5.2010", f"Kurs nummer {number} i kommunene", "kurs", 12, "Miljø, Etikk"])
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def test_40_000_rows_are_imported_without_holding_them_all(tmp_path, stylesheets):
    with Site(tmp_path, stylesheets) as site:
        site.start_worker()
        site.start_beat()
        (tmp_path / "liten.xlsx").write_bytes(book(10))
        site.script(SEND.format(path=tmp_path / "liten.xlsx"))
        wait_for(lambda: site.ask("SELECT 1 FROM counties_upload WHERE state = 'ready'"))
        site.script(
            "import django; django.setup(); from counties.models import Upload; Upload.objects.update(state='undone')"
        )
        before = memory(site)
        (tmp_path / "stor.xlsx").write_bytes(book(ROWS))
        site.script(SEND.format(path=tmp_path / "stor.xlsx"))
        steps, growth = set(), 0.0

        def watch(kind: str, state: str) -> bool:
            nonlocal growth
            growth = max(growth, memory(site) - before)
            row = site.ask(f"SELECT steps_done FROM portal_job WHERE kind = '{kind}' AND state = 'running'")
            steps.update(row)
            return bool(site.ask(f"SELECT 1 FROM counties_upload WHERE state = '{state}'"))

        wait_for(lambda: watch("check_upload", "ready"), 240)
        site.script(ACCEPT)
        wait_for(lambda: watch("import_upload", "done"), 240)
        assert site.ask("SELECT count(*) FROM counties_activity") == (ROWS,)
        assert len(steps) > 20  # the bar has moved
        assert growth < MOST_GROWTH, growth
        print(f"grew by {growth:.0f} MB in {len(steps)} steps")  # noqa: T201
