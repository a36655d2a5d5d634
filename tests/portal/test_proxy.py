"""The proxy of docker-compose.yml, before a real gunicorn: nobody's slow or large requests stop the others'."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from http.client import HTTPResponse
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from counties.forms.virksomheter import MAX_UPLOAD as LARGEST_SHEET
from portal import web_process
from portal.embedded.process import end, free_port
from reporting.forms import MAX_UPLOAD
from tests.site import Site, wait_for

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
PROXY = settings.BASE_DIR / "bin/proxy"
SLOW = 60  # connections, of another address than who asks meanwhile
KILOBYTE = 1024

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def proxy(stylesheets, tmp_path_factory) -> Iterator[int]:
    """Its port."""
    if NGINX is None:
        pytest.skip("nginx is not installed here (on Debian: apt-get install nginx-light)")
    folder, port = tmp_path_factory.mktemp("proxy"), free_port()
    with Site(tmp_path_factory.mktemp("site"), stylesheets) as site:
        (folder / "nginx.conf").write_text(_here(folder, port, site.port))
        command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            wait_for(lambda: _is_up(port) or process.poll() is not None, 10)
            assert process.poll() is None, (folder / "log").read_text()
            yield port
        finally:
            end(process)


def _here(folder: Path, port: int, portal: int) -> str:
    """The file of compose with this machine's ports and folders."""
    text = (PROXY / "nginx.conf").read_text(encoding="utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = "".join(f"{kind}_temp_path {folder / kind};" for kind in kinds)
    for theirs, ours in {
        "http {": f"http {{ {folders}",
        "listen 80;": f"listen 127.0.0.1:{port};",
        "listen [::]:80;": "",
        "web:8000": f"127.0.0.1:{portal}",
        "/etc/nginx/tls": str(folder / "tls"),
        "/etc/nginx/pages": str(PROXY / "pages"),
        "/tmp/nginx.pid": str(folder / "pid"),  # noqa: S108 - what stands in the file
        "worker_processes auto": "worker_processes 1",
    }.items():
        assert text.count(theirs) == 1, theirs
        text = text.replace(theirs, ours)
    return ("user root;\n" if os.getuid() == 0 else "") + text


def _is_up(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def connected(port: int, source: str = "127.0.0.1") -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), 5, source_address=(source, 0))


def asked(port: int, head: str, body: bytes = b"") -> tuple[int, str, float]:
    """Status, page and seconds, as one who sends `head` and as much of `body` as is taken."""
    begun = time.monotonic()
    with connected(port) as client:
        with suppress(OSError):  # it may hang up before all is sent
            client.sendall(f"{head}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode() + body)
        answer = HTTPResponse(client)
        answer.begin()
        page = answer.read().decode()
    return answer.status, page, time.monotonic() - begun


def drip(port: int, begin: bytes, stack: ExitStack) -> Callable[[], None]:
    """`SLOW` connections that have sent `begin`; the answer sends a byte more on each."""
    slow = [stack.enter_context(connected(port, "127.0.0.2")) for _ in range(SLOW)]

    def more(what: bytes = b"x") -> None:
        for each in slow:
            with suppress(OSError):
                each.sendall(what)

    more(begin)
    return more


@pytest.mark.parametrize(
    "begin",
    [
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
        b"POST /verifiser/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000\r\n\r\n",
    ],
    ids=["heads", "bodies"],
)
def test_sixty_slow_connections_stop_nobody(proxy, begin):
    """A byte a second each, as long as the others ask."""
    with ExitStack() as stack:
        more = drip(proxy, begin, stack)
        for _second in range(2):
            more()
            status, page, seconds = asked(proxy, "GET /helse/ HTTP/1.1")
            assert (status, '"database": true' in page) == (503, True)  # no worker runs here
            assert seconds < 2
            assert asked(proxy, "GET /om/ HTTP/1.1")[0] == 200
            time.sleep(0.5)


def test_one_network_holds_only_so_many_and_the_others_are_served(proxy):
    """The last ten of sixty are told, in words."""
    with ExitStack() as stack:
        head = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000\r\n\r\n"
        slow = [stack.enter_context(connected(proxy, "127.0.0.4")) for _ in range(SLOW)]
        for each in slow:
            each.sendall(head)
            each.settimeout(0.02)
        answers = [_what_came(each) for each in slow]
        assert sum(answer.startswith(b"HTTP/1.1 429") for answer in answers) == SLOW - 50
        assert asked(proxy, "GET /om/ HTTP/1.1")[0] == 200


def _what_came(client: socket.socket) -> bytes:
    with suppress(TimeoutError):
        return client.recv(4096)
    return b""


def test_a_body_over_the_limit_is_refused_in_words_before_it_is_read(proxy):
    head = f"POST /verifiser/ HTTP/1.1\r\nContent-Length: {60 * KILOBYTE * KILOBYTE}"
    status, page, seconds = asked(proxy, head, b"x" * KILOBYTE)
    assert (status, "Filen er for stor" in page, "25 MB" in page) == (413, True, True)
    assert seconds < 1


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (f"GET / HTTP/1.1\r\nX-Long: {'x' * 60 * KILOBYTE}", 431),
        (f"GET /?q={'x' * 60 * KILOBYTE} HTTP/1.1", 414),
        ("\r\n".join(["GET / HTTP/1.1", *(f"X-{n}: {'x' * 500}" for n in range(120))]), 431),
    ],
    ids=["header", "address", "headers"],
)
def test_a_head_that_is_too_large_is_refused_in_words(proxy, head, status):
    answered, page, seconds = asked(proxy, head)
    assert (answered, "Forespørselen kom ikke fram" in page) == (status, True)
    assert seconds < 1


def test_what_is_ordinary_gets_through(proxy, stylesheets):
    """A list with long filters, and a stylesheet."""
    assert asked(proxy, f"GET /om/?q={'x' * 6000} HTTP/1.1")[0] == 200
    found = json.loads((stylesheets / "staticfiles.json").read_text())["paths"]["css/portal.css"]
    assert asked(proxy, f"GET /static/{found} HTTP/1.1")[0] == 200


@pytest.mark.parametrize("page", sorted((PROXY / "pages").glob("*.html")), ids=lambda page: page.name)
def test_its_pages_are_made_like_the_portals_own(page):
    """They are asked for when the portal cannot be, so they are written out."""
    shape = re.compile(r"<(title|h1|p)\b[^>]*>.*?</\1>", re.DOTALL)
    ours = render_to_string("500.html")
    assert shape.sub("", page.read_text(encoding="utf-8")).split() == shape.sub("", ours).split()


def test_the_limits_are_those_of_the_portal():
    text = (PROXY / "nginx.conf").read_text(encoding="utf-8")
    largest = int(re.search(r"client_max_body_size (\d+)m", text)[1]) * KILOBYTE * KILOBYTE
    assert (
        max(MAX_UPLOAD, LARGEST_SHEET) < largest <= max(MAX_UPLOAD, LARGEST_SHEET) + 2 * KILOBYTE * KILOBYTE
    )
    assert "large_client_header_buffers 4 8k" in text
    assert web_process.limit_request_field_size == web_process.limit_request_line == 8190
