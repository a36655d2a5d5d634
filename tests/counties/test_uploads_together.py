"""Imports at once, with ordinary work beside them: real connections and transactions, taken away again by hand."""

from threading import Barrier, Thread

import pgtrigger
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from counties.models import Activity, Upload
from counties.operations import uploads
from portal.models import Job
from tests import factories

HEADINGS = "Dato;Hva;Oppgave;Innkjøpere"
EVENTS = ("ActivityEvent", "UploadEvent")


def checked(slug: str, who: str, rows: int) -> Upload:
    lines = [f"3.5.2010;Kurs {number} i {slug};kurs;12" for number in range(rows)]
    file = SimpleUploadedFile(f"{slug}.csv", "\n".join([HEADINGS, *lines]).encode())
    by = factories.cast()[who]
    upload = uploads.send_in(region=factories.region(slug), noun="aktiviteter", file=file, by=by)
    uploads.check(upload=upload, progress=silent)
    assert upload.state == "ready", upload.errors
    return uploads.accept(upload=upload, by=by)


def silent(*_args: object) -> None:
    """Nobody waits for it."""


def together(rows: int, adds: int) -> tuple[dict[str, str], int]:
    """Two imports of `rows` and so many adds by hand, at once: the files' states, and how many could be added."""
    waiting = [checked("hedmark", "kari", rows), checked("nordland", "per", rows)]
    start, added = Barrier(3), []

    def bring_in(upload: Upload) -> None:
        start.wait()
        uploads.bring_in(upload=upload, progress=silent)
        connection.close()

    def add() -> None:
        start.wait()
        added.extend(factories.activity(title=f"For hånd {number}").pk for number in range(adds))
        connection.close()

    threads = [Thread(target=add), *(Thread(target=bring_in, args=[upload]) for upload in waiting)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    states = Upload.objects.filter(pk__in=[upload.pk for upload in waiting]).values_list("name", "state")
    return dict(states), len(set(added))


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        with pgtrigger.ignore():
            Activity.objects.all().delete()
            Upload.objects.all().delete()
            Job.objects.all().delete()
            for name in EVENTS:
                apps.get_model("counties", name).objects.all().delete()
        connection.close()


def test_two_imports_and_ordinary_adds_at_once_harm_nobody(committed):
    states, added = together(rows=1200, adds=30)
    assert states == {"hedmark.csv": "done", "nordland.csv": "done"}
    assert added == 30
    assert Activity.objects.count() == 2 * 1200 + 30
    factories.activity()  # the sequence stands after all of them
