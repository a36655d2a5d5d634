"""A setting that is missing or wrong stops the portal by name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "SECRET_KEY": "x",
    "DATABASE_URL": "postgres://x",
    "REDIS_URL": "redis://x",
    "DJANGO_SETTINGS_MODULE": "portal.settings",
}


def check(**changes: str | None) -> subprocess.CompletedProcess[str]:
    wanted = GOOD | changes
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in GOOD and name != "MIGRATE_DATABASE_URL" and not name.startswith("PORTAL_")
    }
    environment = clean | {name: value for name, value in wanted.items() if value is not None}
    command = [sys.executable, "-c", "from django.conf import settings; settings.DEBUG"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_the_example_of_a_good_environment_is_enough():
    assert check().returncode == 0


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL"])
def test_a_missing_setting_is_named(name):
    assert name in check(**{name: None}).stderr


@pytest.mark.parametrize(("name", "value"), [("PORTAL_TODAY", "15.2.2011"), ("SWEEP_SECONDS", "ofte")])
def test_a_wrong_setting_stops_the_portal(name, value):
    done = check(**{name: value})
    assert done.returncode != 0
    assert value in done.stderr


def test_every_setting_of_the_environment_is_in_the_example():
    code = (ROOT / "portal" / "settings.py").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    read = {
        part.split('"')[1]
        for part in code.split("env.")[1:]
        if part.split("(")[0].isidentifier() and '"' in part.split(")")[0]
    }
    assert {name for name in read if name.isupper() and name not in example} == set()


def test_the_two_roles_are_of_one_database():
    assert check(MIGRATE_DATABASE_URL="postgres://owner@x/").returncode == 0
    assert "MIGRATE_DATABASE_URL" in check(MIGRATE_DATABASE_URL="postgres://owner@x/other").stderr
