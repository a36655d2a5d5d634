"""Asks OSV whether something in the lock files has a known hole; part of `make check`.

.venv/bin/python bin/audit.py [FOLDER]

Ends with 1 where there is one. Without network, or where OSV is slow, it says so and ends with 0.
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SERVICE = os.environ.get("OSV_URL", "https://api.osv.dev/v1/querybatch")  # up to 1000 questions at once
SECONDS = 10
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", re.MULTILINE)

Package = tuple[str, str, str]  # ecosystem, name, version


def main(folder: Path) -> int:
    packages = locked(folder)
    try:
        answers = asked(packages)
    except (OSError, HTTPException, ValueError, KeyError) as error:
        print(f"Kjente hull i pakker: hoppet over, uten nett ({error})")
        return 0
    holes = [(package, hole["id"]) for package, answer in answers for hole in answer.get("vulns", [])]
    for (_ecosystem, name, version), hole in holes:
        print(f"{name} {version}: {hole}")
    print(f"Kjente hull i pakker: {len(holes)} i {len(packages)} pakker")
    return 1 if holes else 0


def locked(folder: Path) -> list[Package]:
    """All that is locked, Python's and Node's."""
    found: set[Package] = set()
    for path in (folder / "locks").glob("*.txt"):
        found |= {("PyPI", *pair) for pair in LOCKED.findall(path.read_text(encoding="utf-8"))}
    nodes = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    found |= {
        ("npm", path.rpartition("node_modules/")[2], node["version"]) for path, node in nodes.items() if path
    }
    return sorted(found)


def asked(packages: list[Package]) -> list[tuple[Package, dict[str, Any]]]:
    """Each with OSV's answer, which is empty where nothing is known."""
    queries = [
        {"package": {"ecosystem": ecosystem, "name": name}, "version": version}
        for ecosystem, name, version in packages
    ]
    body = json.dumps({"queries": queries}).encode()
    question = urllib.request.Request(SERVICE, body, {"Content-Type": "application/json"})  # noqa: S310 - the address above
    with urllib.request.urlopen(question, timeout=SECONDS) as answer:  # noqa: S310 - as above
        results = json.load(answer)["results"]
    return list(zip(packages, results, strict=True))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else ROOT))
