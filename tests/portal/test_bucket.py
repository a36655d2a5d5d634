"""Files in S3-compatible storage, on a real server: as whole as on disk, and work waits where it is away."""

import hashlib
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from botocore.exceptions import ClientError
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import Client
from django.utils import timezone

from portal import health
from portal.faults import Passing, StorageAway, passing
from portal.models import Job
from portal.models.jobs import JobState
from portal.operations import jobs
from portal.storage import has_room
from portal.storage_settings import DISK, keeper
from reporting import chain
from reporting.operations import checking, rendering
from reporting.seal.signature import signed
from reporting.workflow import Status
from tests import bucket, factories

LARGE = b"%PDF-1.7" + b"x" * 9_000_000  # more than one part of a transfer, and than what is read in memory

AWAY = keeper(bucket="x", endpoint="http://127.0.0.1:9", region="", **bucket.KEYS)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    found = bucket.start(tmp_path_factory.mktemp("bucket"))
    yield found
    found.stop()


@pytest.fixture
def in_bucket(server, settings):
    """The portal's files, from here on."""
    client = bucket.client(server)
    for key in bucket.keys(server):
        client.delete_object(Bucket=bucket.NAME, Key=key)
    settings.STORAGES = settings.STORAGES | {"default": bucket.storage(server)}
    return server


@pytest.fixture
def away(in_bucket, settings):
    """Nobody listens there."""
    settings.STORAGES = settings.STORAGES | {"default": AWAY}


class Refusing(BaseHTTPRequestHandler):
    """Answers all with one status."""

    status = 503

    def do_PUT(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self):
        """Hangs up in the midst."""
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"%PDF")

    def do_HEAD(self):
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_words):
        pass


@pytest.fixture
def refusing(settings):
    with HTTPServer(("127.0.0.1", 0), Refusing) as found:
        Thread(target=found.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{found.server_port}"
        settings.STORAGES = settings.STORAGES | {
            "default": keeper(bucket="x", endpoint=address, region="", **bucket.KEYS)
        }
        yield Refusing
        found.shutdown()


def test_a_file_is_stored_read_replaced_and_deleted(in_bucket):
    assert default_storage.save("a/b.pdf", ContentFile(b"%PDF")) == "a/b.pdf"
    assert default_storage.save("a/c.txt", ContentFile("blåbær")) == "a/c.txt"
    assert default_storage.save("a/large.pdf", ContentFile(LARGE)) == "a/large.pdf"
    with default_storage.open("a/b.pdf") as file:
        assert (file.read(), file.size) == (b"%PDF", 4)
    with default_storage.open("a/large.pdf") as file:
        assert hashlib.sha256(file.read()).digest() == hashlib.sha256(LARGE).digest()
    assert default_storage.open("a/c.txt").read().decode() == "blåbær"
    assert (default_storage.size("a/b.pdf"), sorted(default_storage.listdir("a")[1])) == (
        4,
        ["b.pdf", "c.txt", "large.pdf"],
    )
    default_storage.delete("a/b.pdf")
    assert default_storage.save("a/b.pdf", ContentFile(b"%PDF-2")) == "a/b.pdf"
    assert default_storage.open("a/b.pdf").read() == b"%PDF-2"
    default_storage.delete("a/b.pdf")
    default_storage.delete("a/b.pdf")  # as on disk, no fault
    assert not default_storage.exists("a/b.pdf")
    with pytest.raises(FileNotFoundError):
        default_storage.open("a/b.pdf")


def test_a_file_that_was_closed_is_opened_again(in_bucket):
    file = default_storage.open(default_storage.save("a.pdf", ContentFile(b"%PDF")))
    assert [file.read(), file.open("rb").read()] == [b"%PDF"] * 2
    file.close()
    assert file.open("rb").read() == b"%PDF"


def test_two_that_want_one_name_get_one_each(in_bucket):
    """Also where the second saw the name free, and the first took it meanwhile."""
    default_storage.save("a.pdf", ContentFile(b"first"))
    seen_free = storages["default"]._save("a.pdf", ContentFile(b"second"))
    asked = default_storage.save("a.pdf", ContentFile(b"third"))
    assert len({"a.pdf", seen_free, asked}) == 3
    kept = [default_storage.open(name).read() for name in ("a.pdf", seen_free, asked)]
    assert kept == [b"first", b"second", b"third"]


def test_nothing_in_the_bucket_has_an_address(in_bucket):
    default_storage.save("a.pdf", ContentFile(b"%PDF"))
    with pytest.raises(NotImplementedError):
        default_storage.url("a.pdf")


def test_a_bucket_that_is_not_there_is_no_lost_file_and_no_fault_that_passes(in_bucket, server, settings):
    settings.STORAGES = settings.STORAGES | {"default": bucket.storage(server, "another")}
    assert not has_room()
    for act in (
        lambda: default_storage.open("a.pdf"),
        lambda: default_storage.save("a.pdf", ContentFile(b"x")),
    ):
        with pytest.raises(ClientError, match="NoSuchBucket") as refused:
            act()
        assert passing(refused.value) is None


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (500, Passing.STORAGE),
        (503, Passing.STORAGE),
        (429, Passing.STORAGE),
        (507, Passing.ROOM),
        (403, None),
    ],
)
def test_what_a_server_refuses_passes_or_lasts(refusing, monkeypatch, status, fault):
    monkeypatch.setattr(Refusing, "status", status)
    with pytest.raises((OSError, ClientError)) as refused:
        default_storage.save("a.pdf", ContentFile(b"%PDF"))
    assert passing(refused.value) is fault


def test_half_a_file_is_none(refusing):
    with pytest.raises(StorageAway):
        default_storage.open("a.pdf")


def test_a_seal_waits_for_storage_and_is_kept_whole(people, in_bucket, settings):
    seal = factories.report_at(Status.DELIVERED).seals.get()
    job = Job.objects.get(kind="render_sealed_report", key=str(seal.pk))
    there = settings.STORAGES
    settings.STORAGES = there | {"default": AWAY}
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (JobState.QUEUED, 0, Passing.STORAGE.words)
    settings.STORAGES = there
    Job.objects.filter(pk=job.pk).update(due_at=timezone.now())
    jobs.run(job_id=job.pk)
    seal.refresh_from_db()
    content = rendering.sealed_bytes(seal)
    default_storage.delete(seal.pdf.file.name)
    with pytest.raises(rendering.Damaged):
        rendering.sealed_bytes(seal)
    default_storage.save(seal.pdf.file.name, ContentFile(content))
    assert list(checking.faults()) == []
    reason = chain.reason(receipt="2010-04-ABCDEFGH", chain="0" * 64, what="årsrapport")
    other = signed(content.removesuffix(bytes(seal.pdf.signature)), reason=reason)
    default_storage.save("sealed/of-a-link-that-is-gone.pdf", ContentFile(other))
    assert ["2010-04-ABCDEFGH" in fault for fault in checking.faults()] == [True]


def test_who_sends_a_file_is_asked_to_come_back_and_loses_no_word(people, away):
    client = Client(raise_request_exception=False)
    client.force_login(people["kari"])
    answer = client.post("/maler/ny/", factories.template_as_typed())
    assert (answer.status_code, "To setninger om malen." in answer.content.decode()) == (503, True)


def test_health_tells_that_the_bucket_does_not_answer(client, db, monkeypatch, away):
    for part in ("broker_answers", "workers_answer"):
        monkeypatch.setattr(health, part, lambda: True)
    monkeypatch.setattr(health, "BEGUN", timezone.now())
    assert (client.get("/helse/").status_code, client.get("/helse/").json()["room"]) == (503, False)


def test_without_a_bucket_files_are_on_disk_and_half_of_one_is_refused():
    nothing = {"bucket": "", "endpoint": "", "region": "", "access_key": "", "secret_key": ""}
    assert keeper(**nothing) == DISK
    for half in ({"endpoint": "http://s3"}, bucket.KEYS, {"bucket": "b", "access_key": "a"}):
        with pytest.raises(ImproperlyConfigured, match="S3_"):
            keeper(**nothing | half)
