"""Many rows in and out: an import against a plain django-import-export resource, and the memory of both ways."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import tablib
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import DateWidget, IntegerWidget, SimpleArrayWidget
from openpyxl import Workbook

from benches.figures import Figure, NotMeasured, Outcome, answered, in_turns
from counties.models import Activity, Region, Theme
from counties.operations import upload_rows
from counties.resources import ActivityResource
from portal import sheets
from portal.database.owner import as_owner
from portal.files import KINDS
from portal.models import User

REGION, COORDINATOR = "hedmark", "koordinator.hedmark@demo.example"
READ_ALIKE, QUICK_ALIKE = 4_000, 1_000  # rows that both read
IMPORTED, EXPORTED = 40_000, 150_000
HEADINGS = ["Dato", "Hva", "Oppgave", "Innkjøpere", "Tema"]
MORE = """
    INSERT INTO counties_activity (region_id, task, title, happened_on, audience, politikere, ledere, innkjopere,
                                   leverandorer, hours, themes, notes, version, recorded_at, recorded_by_id)
    SELECT region_id, task, title || ' nr. ' || n, happened_on, audience, politikere, ledere, innkjopere,
           leverandorer, hours, themes, notes, version, recorded_at, recorded_by_id
    FROM (SELECT * FROM counties_activity WHERE region_id = %s ORDER BY id LIMIT 1) a, generate_series(1, %s) AS n
"""


def outcome(*, quick: bool) -> Outcome:
    return Outcome([*import_figures(quick=quick), *memory_figures(quick=quick)])


def book(rows: int) -> bytes:
    made = Workbook(write_only=True)
    page = made.create_sheet()
    page.append(HEADINGS)
    for number in range(rows):
        page.append(["3.5.2010", f"Kurs nummer {number} i kommunene", "kurs", 12, "Miljø, Etikk"])
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


class Themes(SimpleArrayWidget):
    """The one thing in the file that the library has no widget for: words for keys."""

    keys = {str(label): key for key, label in Theme.choices}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[str]:
        return [self.keys[word.strip()] for word in super().clean(value, row, **kwargs)]


class PlainResource(ModelResource):
    """As the library's documentation has it, with default settings, and the model's own validation of each row."""

    happened_on = Field("happened_on", "Dato", widget=DateWidget("%d.%m.%Y"))
    title = Field("title", "Hva")
    task = Field("task", "Oppgave")
    innkjopere = Field("innkjopere", "Innkjøpere", widget=IntegerWidget())
    themes = Field("themes", "Tema", widget=Themes())

    def __init__(self, region: Region, by: User) -> None:
        super().__init__()
        self.region, self.by = region, by

    def init_instance(self, row: Any = None) -> Activity:
        return Activity(region=self.region, recorded_by=self.by)

    class Meta:
        model = Activity
        clean_model_instances = True
        import_id_fields = ()
        fields = ("happened_on", "title", "task", "innkjopere", "themes")


class PlainBulkResource(PlainResource):
    class Meta(PlainResource.Meta):
        use_bulk = True


def import_figures(*, quick: bool) -> list[Figure]:
    """Rows a second of the portal's two readings, check and import, against one of the library's."""
    rows = QUICK_ALIKE if quick else READ_ALIKE
    content, region, by = book(rows), _region(), _coordinator()

    def plain(resource: type[PlainResource]) -> Callable[[], None]:
        def work() -> None:
            data = tablib.Dataset().load(io.BytesIO(content), format="xlsx")
            result = resource(region, by).import_data(data)
            if result.totals["new"] != rows:
                raise NotMeasured(f"{resource.__name__}: {result.totals}")

        return work

    works = [
        lambda: bring_in(content, region, by, dry_run=True),
        lambda: bring_in(content, region, by, dry_run=False),
        plain(PlainResource),
        plain(PlainBulkResource),
    ]
    check, write, alone, in_bulk = in_turns(
        *map(rolled_back, works), rounds=2 if quick else 3, clock=perf_counter
    )
    each = f"{rows} rader, hele tiden med databasen; {rows / write:.0f} rader i sekundet"
    return [
        Figure("bulk-plain", "Import mot en vanlig ModelResource", alone / write, 5, "×", False, each),
        Figure("bulk-use-bulk", "Import mot en ModelResource med use_bulk", in_bulk / write, 1, "×", False, each),
        Figure(
            "bulk-both", "Kontroll og import mot use_bulk", in_bulk / (check + write), 1, "×", False,
            "filen leses av oss to ganger: alt kontrolleres før noe skrives",
        ),
    ]  # fmt: skip


def bring_in(content: bytes, region: Region, by: User, *, dry_run: bool) -> None:
    """What the job does with a file, without its row of `Upload`."""
    resource = ActivityResource(region=region, by=by)
    sent = sheets.read(io.BytesIO(content), known=resource.headings(), required=resource.required)
    for chunk in upload_rows.chunks(sent):
        result = upload_rows.result_of(resource, chunk, dry_run=dry_run)
        if errors := upload_rows.errors_in(resource, chunk, result):
            raise NotMeasured(str(errors[0]))


def memory_figures(*, quick: bool) -> list[Figure]:
    """Growth of this process while very many rows come in, and go out as each kind of file."""
    imported, exported = (IMPORTED // 4, EXPORTED // 10) if quick else (IMPORTED, EXPORTED)
    region, by, content = _region(), _coordinator(), book(imported)
    rolled_back(lambda: bring_in(book(10), region, by, dry_run=False))()
    grown = growth(rolled_back(lambda: bring_in(content, region, by, dry_run=False)))
    found = [Figure("bulk-import-memory", "Minne ved import", grown, 150, "MB", note=f"{imported} rader")]
    with as_owner(), transaction.atomic():
        _fill(region, exported)
        client = Client(SERVER_NAME="localhost")
        client.force_login(by)
        for kind in KINDS:
            address = reverse("counties:register-export", args=[region.slug, "aktiviteter", kind])
            _sent(client, f"{address}?q=finnes+ikke")
            grown = growth(lambda address=address: _sent(client, address))
            name, note = f"Minne ved eksport som {kind}", f"{exported} rader"
            found.append(Figure(f"bulk-export-memory-{kind}", name, grown, 40, "MB", note=note))
        transaction.set_rollback(True)
    return found


def growth(work: Callable[[], object]) -> float:
    """How much larger this process was at its largest in `work` than before it, in MB."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before = _memory("VmRSS")
    work()
    return max(_memory("VmHWM") - before, 0)


def _memory(name: str) -> float:
    facts = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(facts[name].split()[0]) / 1024


def _sent(client: Client, address: str) -> int:
    return sum(map(len, answered(client, address)))


def rolled_back(work: Callable[[], object]) -> Callable[[], None]:
    """`work` in a transaction of which nothing stays."""

    def done() -> None:
        with transaction.atomic():
            work()
            transaction.set_rollback(True)

    return done


def _fill(region: Region, rows: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no history of rows that never were
        cursor.execute(MORE, [region.pk, rows])
        cursor.execute("SET session_replication_role = DEFAULT")


def _region() -> Region:
    return Region.objects.get(slug=REGION)


def _coordinator() -> User:
    return User.objects.get(email=COORDINATOR)
