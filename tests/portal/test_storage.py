"""A full disk: nothing truncated has a name, work waits for room by itself, and one thing is said about it."""

import errno
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError as DatabaseAway
from django.test import Client
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerAway

from portal import faults, health, storage
from portal import jobs as handlers
from portal.models import Job, Notification
from portal.models.jobs import JobState
from portal.operations import jobs
from portal.storage import WholeFileStorage
from reporting.workflow import Status
from tests import factories

FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def disk(tmp_path) -> WholeFileStorage:
    return WholeFileStorage(tmp_path)


@pytest.fixture
def full(monkeypatch):
    """A disk that takes the bytes, as disks do, and says that there was no room when they are to be kept."""

    def refuse(_handle):
        raise FULL

    monkeypatch.setattr(storage.os, "fsync", refuse)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_is_kept_as_it_came(disk, tmp_path):
    assert disk.save("a/b.pdf", ContentFile(b"%PDF")) == "a/b.pdf"
    assert (tmp_path / "a/b.pdf").read_bytes() == b"%PDF"
    assert disk.save("a/c.txt", ContentFile("blåbær")) == "a/c.txt"
    assert (tmp_path / "a/c.txt").read_text(encoding="utf-8") == "blåbær"
    assert files(tmp_path) == ["b.pdf", "c.txt"]


def test_two_that_want_one_name_get_one_each(disk, monkeypatch, tmp_path):
    """Also where the second saw the name free, and the first took it meanwhile."""
    disk.save("a.pdf", ContentFile(b"first"))
    monkeypatch.setattr(WholeFileStorage, "exists", lambda self, name: name == "a.pdf" and exists.asked())
    asked = iter([False, True])
    exists = SimpleNamespace(asked=lambda: next(asked))
    name = disk.save("a.pdf", ContentFile(b"second"))
    assert name != "a.pdf"
    assert [(tmp_path / each).read_bytes() for each in ("a.pdf", name)] == [b"first", b"second"]


def test_where_the_disk_is_full_nothing_stands_under_the_name(disk, full, tmp_path):
    with pytest.raises(OSError, match="No space left"):
        disk.save("a.pdf", ContentFile(b"%PDF"))
    assert files(tmp_path) == []


SMALL_DISK = """
import sys
from django.conf import settings
settings.configure()
from django.core.files.base import ContentFile
from portal.storage import WholeFileStorage
from portal.faults import Passing, passing
disk = WholeFileStorage(sys.argv[1])
disk.save("small.pdf", ContentFile(b"x" * 300_000))
try:
    disk.save("large.pdf", ContentFile(b"x" * 900_000))
except OSError as error:
    print(passing(error) is Passing.ROOM, disk.exists("large.pdf"))
print(disk.save("small.pdf", ContentFile(b"y" * 300_000)) != "small.pdf", disk.size("small.pdf"))
"""


def test_a_real_disk_of_a_megabyte_keeps_whole_files_only(tmp_path):
    """A file system of its own, that this process's child alone sees."""
    alone = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    mount = f"mount -t tmpfs -o size=1m none {tmp_path}"
    if shutil.which("unshare") is None or subprocess.run([*alone, mount], check=False).returncode:
        pytest.skip("This machine lets nobody mount a small disk (Linux with user namespaces does)")
    run = f'{mount} && exec {sys.executable} -c "$0" {tmp_path}'
    told = subprocess.run(
        [*alone, run, SMALL_DISK], capture_output=True, text=True, check=True, cwd=settings.BASE_DIR
    )
    assert told.stdout.splitlines() == ["True False", "True 300000"]


def test_what_a_dead_process_was_writing_is_cleared_when_nobody_writes_it_any_more(disk, tmp_path):
    folder = tmp_path / storage.UNFINISHED
    folder.mkdir()
    for name, age in [("old", 2 * storage.ABANDONED), ("new", 60)]:
        (folder / name).touch()
        os.utime(folder / name, (time.time() - age,) * 2)
    assert (disk.clear_unfinished(), files(tmp_path)) == (1, ["new"])


@pytest.fixture
def job(people):
    return jobs.enqueue(kind="test", key="1", title="T", result_path="/", by=people["kari"], region_id=None)


@pytest.fixture
def handle(monkeypatch):
    """What the job does: a list of errors to raise, one a time, and then it is done."""
    errors = []

    def handler(_job, _progress):
        if errors:
            raise errors.pop(0)

    monkeypatch.setitem(handlers.HANDLERS, "test", handler)
    return errors


def due(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(due_at=timezone.now())


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FULL, "Det er ikke plass på disken akkurat nå. Portalen prøver igjen selv."),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "Det er ikke plass på disken akkurat nå."),
        (DatabaseAway("terminating connection"), "Databasen svarte ikke. Portalen prøver igjen selv."),
        (BrokerAway("Timeout reading from socket"), "Meldingskøen svarte ikke."),
    ],
)
def test_work_that_met_what_passes_is_tried_again_by_itself(job, handle, as_, error, words):
    handle.append(error)
    jobs.run(job_id=job.pk)
    page = as_("kari").get(job.get_absolute_url()).content.decode()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.put_off, words in page) == (JobState.QUEUED, 0, 1, True)
    jobs.run(job_id=job.pk)  # delivered too early
    assert jobs.sweep(now=timezone.now()) == 0
    assert jobs.sweep(now=timezone.now() + faults.SHORTEST) == 1
    due(job)
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == (JobState.DONE, "", 1)


def test_the_pauses_grow_and_have_an_end(job, handle):
    assert [faults.pause(times).seconds for times in (0, 1, 2, 3, 4, 5, 149)] == [
        30,
        60,
        120,
        240,
        480,
        600,
        600,
    ]
    handle += [FULL] * (faults.Passing.ROOM.value + 1)
    Job.objects.filter(pk=job.pk).update(put_off=faults.Passing.ROOM.value)
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, faults.Passing.ROOM.words_at_last)
    jobs.retry(job=job, by=job.requested_by)
    assert Job.objects.get(pk=job.pk).put_off == 0


def test_what_lasts_is_not_tried_again(job, handle):
    handle.append(OSError(errno.EACCES, "Permission denied"))
    jobs.run(job_id=job.pk)
    assert Job.objects.get(pk=job.pk).state == JobState.FAILED


def test_the_administrator_is_told_once(job, handle, people, as_):
    handle += [FULL, FULL]
    for _time in range(2):
        jobs.run(job_id=job.pk)
        due(job)
    told = Notification.objects.filter(subject="Disken er full")
    assert [one.user for one in told] == [people["bente"]]
    page = as_("bente").get("/").content.decode()
    assert "Utsatt: T" in page
    assert faults.Passing.ROOM.words in page


def test_a_seal_waits_for_room_and_has_no_file_until_then(people, full, monkeypatch):
    """Its bytes are kept whole when there is."""
    seal = factories.report_at(Status.DELIVERED).seals.get()
    before = files(Path(settings.MEDIA_ROOT))
    job = Job.objects.get(kind="render_sealed_report", key=str(seal.pk))
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, files(Path(settings.MEDIA_ROOT))) == (JobState.QUEUED, before)
    monkeypatch.undo()
    due(job)
    jobs.run(job_id=job.pk)
    seal.refresh_from_db()
    with default_storage.open(seal.pdf.file.name) as file:
        assert len(file.read()) == seal.pdf.size


def test_who_sends_a_file_is_told_that_there_is_no_room_and_loses_no_word(people, full):
    client = Client(raise_request_exception=False)
    client.force_login(people["kari"])
    answer = client.post("/maler/ny/", factories.template_as_typed())
    page = answer.content.decode()
    assert (answer.status_code, "Det er ikke plass til filen akkurat nå" in page) == (507, True)
    assert "To setninger om malen." in page
    assert Notification.objects.filter(subject="Disken er full").count() == 1


def test_a_file_that_the_temporary_disk_has_no_room_for_is_said_so_too(people, monkeypatch):
    def refuse(*_args):
        raise FULL

    monkeypatch.setattr(
        "django.core.files.uploadhandler.TemporaryFileUploadHandler.receive_data_chunk", refuse
    )
    client = Client(raise_request_exception=False)
    client.force_login(people["kari"])
    large = SimpleUploadedFile("mal.pdf", b"%PDF-1.7" + b"x" * 3_000_000)
    answer = client.post("/maler/ny/", {"description": "To setninger om malen.", "file": large})
    assert (answer.status_code, "To setninger om malen." in answer.content.decode()) == (507, True)


def test_health_tells_that_the_disk_is_nearly_full(client, db, monkeypatch):
    for part in ("broker_answers", "workers_answer"):
        monkeypatch.setattr(health, part, lambda: True)
    monkeypatch.setattr(health, "BEGUN", timezone.now())
    assert (client.get("/helse/").status_code, client.get("/helse/").json()["room"]) == (200, True)
    usage = SimpleNamespace(free=storage.LEAST_ROOM - 1)
    monkeypatch.setattr(storage.shutil, "disk_usage", lambda _folder: usage)
    assert (client.get("/helse/").status_code, client.get("/helse/").json()["room"]) == (503, False)
