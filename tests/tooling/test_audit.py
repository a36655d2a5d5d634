"""`make check` asks for known holes in what is locked, and holds nobody up where nobody answers."""

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.conf import settings

from portal.embedded.process import free_port


@pytest.fixture
def locked(tmp_path):
    (tmp_path / "locks").mkdir()
    (tmp_path / "locks/runtime.txt").write_text(
        "django==5.2.1 \\\n    --hash=sha256:x\nfoo[bar]==2.0 ; python_version > '3'\n"
    )
    (tmp_path / "package-lock.json").write_text(
        json.dumps({"packages": {"": {}, "node_modules/@a/b": {"version": "1.0"}}})
    )
    return tmp_path


def audited(folder, port):
    environment = os.environ | {"OSV_URL": f"http://127.0.0.1:{port}/"}
    command = [sys.executable, settings.BASE_DIR / "bin/audit.py", folder]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


class Service(BaseHTTPRequestHandler):
    """Knows a hole in Django 5.2.1."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        hole = {"ecosystem": "PyPI", "name": "django"}
        answer = [{"vulns": [{"id": "GHSA-x"}]} if each["package"] == hole else {} for each in asked]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"results": answer}).encode())

    def log_message(self, *_args): ...


def test_a_known_hole_stops_the_check(locked):
    with HTTPServer(("127.0.0.1", 0), Service) as service:
        threading.Thread(target=service.handle_request, daemon=True).start()
        told = audited(locked, service.server_port)
    assert told.returncode == 1
    assert told.stdout.splitlines() == ["django 5.2.1: GHSA-x", "Kjente hull i pakker: 1 i 3 pakker"]


def test_without_network_it_is_skipped_and_says_so(locked):
    told = audited(locked, free_port())
    assert (told.returncode, "hoppet over, uten nett" in told.stdout) == (0, True)
