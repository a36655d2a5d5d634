"""Slow, run by hand: `make drills`. Two web processes and three workers, as on five machines: each has a folder for files,
one for temporary files and one that it runs in, and nothing is in them at the end. What they share is one PostgreSQL, one broker and a bucket.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import requests

from portal.embedded.process import Server, free_port
from tests import bucket
from tests.conftest import PASSWORD
from tests.portal.sending import filled, form_to
from tests.site import BIN, NEARLY_DONE, ROOT, Site, wait_for

pytestmark = [pytest.mark.servers, pytest.mark.drill]
REPORT = "/rapporter/2010/hedmark/"
QUESTIONS = 10  # to the open data in an hour, from one address
FILES, ROWS, FORMS = 6, 400, 24
PARTS = ("files", "temporary", "runs-in")
HEADINGS = "Dato;Hva;Oppgave;Innkjøpere"


class Machines:
    """The site on machines of their own."""

    def __init__(self, site: Site, files: Server) -> None:
        self.site, self.files = site, files
        self.addresses: dict[str, str] = {}

    def folder(self, name: str, part: str) -> Path:
        found = self.site.folder / "machines" / name / part
        found.mkdir(parents=True, exist_ok=True)
        return found

    def begin(self, name: str, *command: str | Path) -> None:
        own = {
            "MEDIA_ROOT": str(self.folder(name, "files")),
            "TMPDIR": str(self.folder(name, "temporary")),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "API_RATE": f"{QUESTIONS}/h",
            "DATABASE_POOL": "true" if name.startswith("web") else "false",
            **bucket.environment(self.files),
        }
        self.site.start(name, *command, at=self.folder(name, "runs-in"), **own)

    def web(self, name: str) -> None:
        port = free_port()
        self.addresses[name] = f"http://127.0.0.1:{port}"
        server = ["--config", "python:portal.web_process", "--workers", "1", "--bind", f"127.0.0.1:{port}"]
        self.begin(name, BIN / "gunicorn", "portal.wsgi", *server, "--no-control-socket")

    def worker(self, name: str) -> None:
        each = ["--concurrency", "1", "--hostname", f"{name}@%h"]
        self.begin(name, BIN / "celery", "-q", "-A", "portal", "worker", *each)

    def is_up(self, name: str) -> bool:
        try:
            return requests.get(f"{self.addresses[name]}/om-dataene/", timeout=2).ok
        except requests.RequestException:
            return False

    def count(self, what: str) -> int:
        return self.site.ask(f"SELECT count(*) FROM {what}")[0]

    def left(self) -> list[str]:
        """Files in any of their folders."""
        at = self.site.folder / "machines"
        return sorted(str(path.relative_to(at)) for path in at.rglob("*") if not path.is_dir())


class Person(requests.Session):
    """A browser's cookies, which hold at all ports of an address."""

    def page(self, address: str, path: str) -> bytes:
        answer = self.get(address + path, timeout=60)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[-2000:])
        return answer.content

    def form(self, address: str, path: str, types: dict[str, Any], at: str = "") -> dict[str, Any]:
        """What the page `at` would send to `path`."""
        found = form_to(self.page(address, at or path), path, at or path)
        assert found is not None, f"{at or path} sends nothing to {path}"
        return filled(found, types)

    def act(
        self, address: str, path: str, types: dict[str, Any] | None = None, *, at: str = "", **files: Any
    ) -> requests.Response:
        body = self.form(address, path, types or {}, at)
        answer = self.post(address + path, body, files=files or None, timeout=60, allow_redirects=False)
        assert answer.status_code == 302, (path, answer.status_code, answer.text[-2000:])
        return answer


@pytest.fixture(scope="module")
def machines(tmp_path_factory, stylesheets) -> Iterator[Machines]:
    folder = tmp_path_factory.mktemp("scale-out")
    files = bucket.start(folder)
    try:
        with Site(folder / "site", stylesheets).asleep() as site:
            found = Machines(site, files)
            for region, writer in (("hedmark", "kari"), ("nordland", "per")):
                site.script(NEARLY_DONE.format(region=region, writer=writer))
            for name in ("web-a", "web-b"):
                found.web(name)
            for name in ("worker-1", "worker-2", "worker-3"):
                found.worker(name)
            site.start_beat()
            wait_for(lambda: found.is_up("web-a") and found.is_up("web-b"))
            yield found
    finally:
        files.stop()


@pytest.fixture(scope="module")
def a(machines) -> str:
    return machines.addresses["web-a"]


@pytest.fixture(scope="module")
def b(machines) -> str:
    return machines.addresses["web-b"]


def logged_in(name: str, at: str) -> Person:
    person = Person()
    person.act(at, "/konto/login/", {"login": f"{name}@example.org", "password": PASSWORD})
    return person


def answers(page: bytes, path: str) -> dict[str, str]:
    """The first choice, and some words, wherever there is something to answer."""
    form = form_to(page, path, path)
    assert form is not None
    chosen = {control.name: control.get("value") for control in form.inputs if control.get("type") == "radio"}
    words = {
        control.name: "Ferdige kurspakker hjelper." for control in form.inputs if control.tag == "textarea"
    }
    return chosen | words


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def sheet(name: str, rows: int) -> tuple[str, bytes]:
    lines = [f"3.5.2010;{name} {number};kurs;12" for number in range(rows)]
    return f"{name}.csv", "\n".join([HEADINGS, *lines]).encode()


def test_a_log_in_at_one_holds_at_the_other_until_it_is_ended_at_either(a, b):
    kari = logged_in("kari", a)
    assert "Logg ut" in kari.page(b, "/").decode()
    kari.act(a, "/konto/logout/", at="/")
    assert "Logg ut" not in kari.page(b, "/").decode()
    assert kari.get(b + "/fylker/hedmark/import/aktiviteter/", allow_redirects=False).status_code == 302


def test_a_limit_counts_what_came_to_both(a, b):
    asked = cycle([a, b])
    answers = [
        requests.get(f"{next(asked)}/api/v1/puljer", timeout=10).status_code for _ in range(QUESTIONS + 2)
    ]
    assert answers == [200] * QUESTIONS + [429] * 2


def test_a_report_goes_through_both_and_its_file_is_the_same_at_each(machines, a, b):
    kari, ola = logged_in("kari", a), logged_in("ola", b)
    kari.act(a, REPORT + "innspill/", answers(kari.page(a, REPORT + "innspill/"), REPORT + "innspill/"))
    kari.act(b, REPORT + "send/")
    began = time.monotonic()
    ola.act(b, REPORT + "signer/", {"read": "on"})
    wait_for(lambda: machines.count("reporting_sealedpdf") == 1)
    (size,) = machines.site.ask("SELECT size FROM reporting_sealedpdf")
    say(f"signed, drawn and sealed in {time.monotonic() - began:.1f} s: {size // 1000} kB")
    files = [person.page(at, REPORT + "pdf/") for person in (kari, ola) for at in (a, b)]
    (sha256, name) = machines.site.ask("SELECT sha256, file FROM reporting_sealedpdf")
    assert {hashlib.sha256(file).hexdigest() for file in files} == {sha256}
    assert name in bucket.keys(machines.files)


def test_what_is_sent_in_at_one_is_checked_by_a_worker_and_read_at_the_other(machines, a, b):
    kari = logged_in("kari", a)
    path = "/fylker/hedmark/import/aktiviteter/"
    kari.act(a, path, file=sheet("Innkjøpskurs", 3))
    wait_for(lambda: machines.count("counties_upload WHERE state = 'ready'") == 1)
    (pk,) = machines.site.ask("SELECT id FROM counties_upload")
    upload = f"/fylker/hedmark/import/{pk}/"
    assert "Innkjøpskurs 2" in kari.page(b, upload).decode()
    kari.act(b, upload + "gjennomfor/", at=upload)
    wait_for(lambda: machines.count("counties_upload WHERE state = 'done'") == 1)
    assert "Innkjøpskurs 2" in kari.page(a, "/fylker/hedmark/aktiviteter/").decode()


def test_a_file_that_is_kept_by_one_is_handed_out_by_the_other(machines, a, b):
    kari, per = logged_in("kari", a), logged_in("per", b)
    file = b"%PDF-1.7 " + bytes(range(256)) * 4_000
    kari.act(a, "/maler/ny/", {"title": "Mal for renhold", "description": "Renhold."}, file=("mal.pdf", file))
    (pk, number) = machines.site.ask(
        "SELECT template_id, number FROM counties_templateversion ORDER BY id DESC"
    )
    path = f"/maler/{pk}/{number}/hent/"
    body = per.form(b, path, {}, f"/maler/{pk}/")
    assert per.post(b + path, body, timeout=60).content == file


class Sender:
    """Sends the same form again, at the other, where the one that it was sent to is gone."""

    def __init__(self, name: str, ways: list[str]) -> None:
        self.person, self.ways = logged_in(name, ways[1]), ways

    def activity(self, number: int) -> str:
        path, (first, other) = "/fylker/hedmark/aktiviteter/ny/", self.ways[:: 1 if number % 2 else -1]
        body = self.person.form(
            self.ways[1], path, {"title": f"Midt i {number}", "happened_on": "2011-02-01"}
        )
        for at in (first, other):
            try:
                return str(self.person.post(at + path, body, timeout=60, allow_redirects=False).status_code)
            except requests.ConnectionError:
                continue
        return "nobody answers"


def test_one_web_and_one_worker_are_killed_in_the_midst_and_nothing_is_lost(machines, a, b):
    kari, sender = logged_in("kari", b), Sender("kari", [a, b])
    path = "/fylker/hedmark/import/aktiviteter/"
    for number in range(FILES):
        kari.act([a, b][number % 2], path, file=sheet(f"Fil {number}", ROWS))
    kept = machines.count("counties_activity")
    with ThreadPoolExecutor(4) as at_once:
        began = time.monotonic()
        sent = [at_once.submit(sender.activity, number) for number in range(FORMS)]
        wait_for(lambda: machines.count("portal_job WHERE state = 'running'") >= 1)
        wait_for(lambda: machines.count("counties_activity") >= kept + 4)
        machines.site.kill("worker-1")
        machines.site.kill("web-a")
        say(f"killed with {machines.count('counties_activity') - kept} of {FORMS} forms kept")
        answers = [one.result() for one in sent]
    wait_for(lambda: machines.count("portal_job WHERE state NOT IN ('done', 'failed')") == 0, 120)
    say(f"{FORMS} forms and {FILES} files of {ROWS} rows in {time.monotonic() - began:.1f} s")
    assert answers == ["302"] * FORMS
    assert machines.count("counties_activity WHERE title LIKE 'Midt i %'") == FORMS
    assert machines.count("counties_upload WHERE state = 'ready'") == FILES
    assert machines.count("portal_job WHERE state = 'failed'") == 0
    assert not machines.is_up("web-a")


def test_nothing_is_left_on_any_of_them(machines):
    assert len(bucket.keys(machines.files)) == 1 + 1 + 1 + FILES
    assert machines.left() == []
