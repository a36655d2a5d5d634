"""A selection's PDF: asked for, drawn by a worker, and the same file for the same content."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from kombu.exceptions import OperationalError

from criteria.models import SelectionPdf
from criteria.operations import selection_pdf, selections
from portal import clock
from portal.models import Job
from portal.operations import jobs
from portal.tasks import run_job
from tests import factories


@pytest.fixture
def selection(people, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return factories.selection("jan", "PAP-S01")


@pytest.fixture
def worker(monkeypatch, django_capture_on_commit_callbacks):
    """Runs a job as it is sent."""
    runs = []

    def send(args, **_how):
        runs.append(args[0])
        jobs.run(job_id=args[0])

    monkeypatch.setattr(run_job, "apply_async", send)
    return runs


def ask(client, selection, captured):
    with captured(execute=True):
        return client.post(selection.pdf_url)


def test_what_is_quick_is_answered_with_the_file(as_, selection, worker, django_capture_on_commit_callbacks):
    client = as_("jan")
    assert ask(client, selection, django_capture_on_commit_callbacks).url == selection.pdf_url
    answer = client.get(selection.pdf_url)
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == 'attachment; filename="min-anskaffelse.pdf"'


def test_the_same_content_is_drawn_once_and_a_change_anew(
    as_, selection, worker, django_capture_on_commit_callbacks
):
    for _time in range(2):
        ask(as_("jan"), selection, django_capture_on_commit_callbacks)
    assert len(worker) == 1
    selections.add(selection=selection, criteria=[factories.in_force("PAP-S02")])
    assert "Lag PDF" in as_("jan").get(selection.pdf_url).content.decode()
    ask(as_("jan"), selection, django_capture_on_commit_callbacks)
    assert len(worker) == 2


def test_looking_asks_for_nothing(as_, selection):
    assert "Lag PDF" in as_("jan").get(selection.pdf_url).content.decode()
    assert not Job.objects.filter(kind=selection_pdf.DRAW_SELECTION).exists()


def test_what_takes_time_shows_that_it_is_on_its_way(
    as_, selection, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(run_job, "apply_async", lambda args, **_how: None)
    ask(as_("jan"), selection, django_capture_on_commit_callbacks)
    page = as_("jan").get(selection.pdf_url).content.decode()
    assert "Venter på tur" in page
    assert "svarer ikke" not in page


def test_without_the_broker_the_page_says_so_and_the_sweep_sends_it(
    as_, selection, monkeypatch, django_capture_on_commit_callbacks
):
    def gone(args, **_how):
        raise OperationalError

    monkeypatch.setattr(run_job, "apply_async", gone)
    ask(as_("jan"), selection, django_capture_on_commit_callbacks)
    assert "svarer ikke akkurat nå" in as_("jan").get(selection.pdf_url).content.decode()
    monkeypatch.setattr(run_job, "apply_async", lambda args, **_how: jobs.run(job_id=args[0]))
    jobs.sweep(now=clock.now())
    assert as_("jan").get(selection.pdf_url).content.startswith(b"%PDF")


def test_somebody_without_an_account_gets_theirs_and_nobody_elses(
    as_, people, selection, worker, django_capture_on_commit_callbacks
):
    client = as_("anon")
    client.post("/utvalg/nytt/")
    mine = selections.Selection.objects.get(owner=None)
    ask(client, mine, django_capture_on_commit_callbacks)
    assert client.get(mine.pdf_url).content.startswith(b"%PDF")
    assert Job.objects.get(kind=selection_pdf.DRAW_SELECTION).requested_by is None
    assert as_("jan").get(mine.pdf_url).status_code == 404
    assert client.post(selection.pdf_url).status_code == 302
    assert SelectionPdf.objects.count() == 1


def test_a_failure_can_be_tried_again(
    as_, selection, worker, monkeypatch, django_capture_on_commit_callbacks
):
    with monkeypatch.context() as broken:
        broken.setattr("criteria.documents.pdf.draw", lambda html: 1 / 0)
        ask(as_("jan"), selection, django_capture_on_commit_callbacks)
    assert "Prøv igjen" in as_("jan").get(selection.pdf_url).content.decode()
    ask(as_("jan"), selection, django_capture_on_commit_callbacks)
    assert as_("jan").get(selection.pdf_url).content.startswith(b"%PDF")


def test_files_are_thrown_away_after_a_day(as_, selection, worker, django_capture_on_commit_callbacks):
    ask(as_("jan"), selection, django_capture_on_commit_callbacks)
    name = SelectionPdf.objects.get().file.name
    assert selection_pdf.tidy(now=clock.now() + dt.timedelta(hours=23)) == 0
    assert selection_pdf.tidy(now=clock.now() + dt.timedelta(hours=25)) == 1
    assert not default_storage.exists(name)
    assert not Job.objects.filter(kind=selection_pdf.DRAW_SELECTION).exists()
