"""What the processes load. What draws takes a second and 60 MB, and is a worker's."""

import subprocess
import sys

LOAD = """
import sys
from portal.wsgi import application
from django.urls import get_resolver

def load(resolver):
    for each in resolver.url_patterns:
        load(each) if hasattr(each, "url_patterns") else each.callback

load(get_resolver())
assert "criteria.views.selection" in sys.modules and "portal.celery" in sys.modules
print(*[name for name in ("weasyprint", "pikepdf", "pyhanko", "fontTools", "docx", "vl_convert", "boto3", "botocore") if name in sys.modules])
"""


def test_a_web_process_loads_nothing_that_draws():
    done = subprocess.run(
        [sys.executable, "-c", LOAD], check=True, capture_output=True, text=True, timeout=120
    )
    assert done.stdout.strip() == ""


def test_beat_knows_the_times_and_loads_none_of_the_portal_s_models():
    code = """
import sys
from portal.beat import app
assert "portal.tasks.sweep" in {entry["task"] for entry in app.conf.beat_schedule.values()}
app.loader.import_default_modules()
assert "portal.models" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_a_worker_knows_every_kind_of_job():
    """The handlers are loaded by the first job, in a process of its own."""
    code = """
import django; django.setup()
from portal import jobs
assert not jobs.HANDLERS
for kind in ("render_grant_letters", "draw_selection", "render_sealed_report", "render_draft_report", "draw_overview",
             "national_part", "national_draft"):
    jobs.handler_of(kind)
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
