import datetime as dt
import os
import socket
import subprocess
import sys
from zipfile import BadZipFile

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from portal import clock
from portal import jobs as handlers
from portal.celery import app
from portal.errors import Conflict, Denied
from portal.models import Job, User
from portal.models.jobs import JobQueue, JobState
from portal.operations import jobs
from portal.sheets import Unreadable


@pytest.fixture
def job(people):
    return jobs.enqueue(
        kind="test", key="1", title="Test", result_path="/", by=people["kari"], region_id=None
    )


@pytest.fixture
def handler(monkeypatch):
    """A handler for kind "test" that counts its runs and does what the test puts in `act`."""
    calls = []

    def handle(job, progress):
        calls.append(job.pk)
        progress(1, 2, "Halvveis")
        if handle.act:
            handle.act()

    handle.act = None
    handle.calls = calls
    monkeypatch.setitem(handlers.HANDLERS, "test", handle)
    return handle


def test_a_job_runs_once_however_often_it_is_delivered(job, handler):
    jobs.run(job_id=job.pk)
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (handler.calls, job.state, job.steps_done) == ([job.pk], JobState.DONE, 1)


def test_asking_again_gives_the_same_job(job, people):
    again = jobs.enqueue(
        kind="test", key="1", title="Test", result_path="/", by=people["kari"], region_id=None
    )
    assert again.pk == job.pk


def test_the_one_who_waits_is_told_how_far_it_is(job, as_):
    """Also of a job that another has begun on, as the parts of a whole do, and of one that lost its worker."""

    def told(**now):
        Job.objects.filter(pk=job.pk).update(**now)
        page = as_("kari").get(job.get_absolute_url())
        return str(page.context["job"].shown_state.label), page.context["job"].told, page.content.decode()

    begun = {"sent_at": clock.now(), "started_at": clock.now()}
    for now, label, words in [
        ({"sent_at": begun["sent_at"]}, "Venter", "Venter på tur"),
        ({"message": "Klargjør delene"}, "Pågår", "Klargjør delene"),
        ({"state": JobState.RUNNING, "message": "", **begun}, "Pågår", "Arbeidet er i gang"),
        ({"state": JobState.QUEUED, "attempts": 1}, "Venter", "begynner på nytt av seg selv"),
        ({"state": JobState.DONE, "finished_at": clock.now()}, "Ferdig", "Resultatet er klart"),
    ]:
        shown, said, page = told(**now)
        assert (shown, words in said, words in page) == (label, True, True)


def test_a_job_that_begins_again_has_come_nowhere(job, handler):
    handler.act = lambda: 1 / 0
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.has_failed, job.steps_done, job.message) == (True, 1, "Halvveis")
    jobs.retry(job=job, by=job.requested_by)
    job.refresh_from_db()
    assert (job.state, job.steps_done, job.steps_total, job.message) == (JobState.QUEUED, 0, 0, "")


WORDS = "Noe gikk galt i portalen, så arbeidet ble stoppet."


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(13, "Permission denied"), WORDS),
        (ZeroDivisionError("division by zero"), WORDS),
        (BadZipFile("File is not a zip file"), WORDS),
        (ValidationError("Enter a whole number."), WORDS),
        (Conflict("Rapporten er levert."), "Rapporten er levert."),
        (Denied("Du kan ikke levere."), "Du kan ikke levere."),
        (Unreadable("Filen er en PDF."), "Filen er en PDF."),
    ],
)
def test_a_failure_is_told_in_the_portals_own_words(job, handler, as_, caplog, error, words):
    def fail():
        raise error

    handler.act = fail
    jobs.run(job_id=job.pk)
    page = as_("kari").get(job.get_absolute_url()).content.decode()
    assert words in page
    assert words != WORDS or (
        f"jobb {job.pk}" in page and str(error) not in page and str(error) in caplog.text
    )


def test_a_job_that_failed_can_be_tried_again(job, handler, people):
    handler.act = lambda: 1 / 0
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    handler.act = None
    jobs.retry(job=job, by=people["kari"])
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.DONE, "")


def test_a_failed_job_says_why_on_its_page_and_is_tried_again_there(job, handler, as_):
    handler.act = lambda: 1 / 0
    jobs.run(job_id=job.pk)
    client = as_("kari")
    page = client.get(job.get_absolute_url()).content.decode()
    assert WORDS in page
    assert "Prøv igjen" in page
    client.post(f"{job.get_absolute_url()}igjen/")
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_progress_is_a_fragment_for_htmx_and_a_page_for_others(job, as_):
    client = as_("kari")
    assert "<html" in client.get(job.get_absolute_url()).content.decode()
    fragment = client.get(job.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "<progress" in fragment


def test_a_long_title_and_message_are_cut_and_stop_nothing(handler, people):
    job = jobs.enqueue(
        kind="test", key="l", title="T" * 300, result_path="/", by=people["kari"], region_id=None
    )
    handlers.Progress(job)(1, 2, "M" * 300)
    assert (len(job.title), len(job.message)) == (200, 200)


def test_only_a_failed_job_is_tried_again(job, people):
    with pytest.raises(Conflict):
        jobs.retry(job=job, by=people["kari"])


def test_the_sweep_rescues_a_job_whose_worker_died(job, handler, django_capture_on_commit_callbacks):
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=1)  # as a killed worker leaves it
    assert jobs.sweep(now=timezone.now()) == 1
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_the_sweep_leaves_a_job_that_is_being_run(job, handler):
    """The lock belongs to another session: a second connection holds it."""
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [jobs.LOCK_SPACE, job.pk])
        jobs.sweep(now=timezone.now())
    finally:
        other.close()
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_a_job_that_keeps_killing_its_worker_is_given_up(job):
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=jobs.MAX_ATTEMPTS)
    jobs.sweep(now=timezone.now())
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_a_job_that_the_broker_delivers_again_and_again_is_given_up_in_words(job, handler):
    """As where it kills its worker each time, and the broker brings it back before any sweep."""
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=jobs.MAX_ATTEMPTS)
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (handler.calls, job.state) == ([], JobState.FAILED)
    assert "stoppet uventet 3 ganger" in job.error


def test_work_that_waits_is_cancelled_at_once_and_can_be_asked_for_again(job, handler, told, as_, people):
    client = as_("kari")
    assert "Avbryt arbeidet" in client.get(job.get_absolute_url()).content.decode()
    client.post(f"{job.get_absolute_url()}avbryt/")
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (handler.calls, told, job.error) == (
        [],
        [(job.pk, JobState.FAILED)],
        "Avbrutt av Kari.",
    )
    assert job.shown_state == JobState.CANCELLED
    jobs.retry(job=job, by=people["kari"])
    jobs.run(job_id=job.pk)
    assert Job.objects.get(pk=job.pk).shown_state == JobState.DONE


def test_work_under_way_is_left_at_its_next_step_with_nothing_changed(job, handler, people):
    def cancelled_meanwhile():
        jobs.cancel(job=job, by=people["kari"])
        with transaction.atomic():
            User.objects.filter(pk=people["jan"].pk).update(name="Endret")
            handlers.Progress(job)(1, 2, "Neste")

    handler.act = cancelled_meanwhile
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.steps_done, job.error) == (
        JobState.FAILED,
        1,
        "Avbrutt av Kari.",
    )
    assert User.objects.get(pk=people["jan"].pk).name == "Jan"


def test_work_that_is_done_when_it_is_cancelled_is_done(job, handler, people):
    def cancelled_at_the_end():
        jobs.cancel(job=job, by=people["kari"])
        handlers.Progress(job)(2, 2, "Ferdig")

    handler.act = cancelled_at_the_end
    jobs.run(job_id=job.pk)
    assert Job.objects.get(pk=job.pk).state == JobState.DONE


def test_cancelled_work_whose_worker_died_is_not_begun_again(job, handler, people, told):
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=1)
    jobs.cancel(job=job, by=people["kari"])
    jobs.sweep(now=timezone.now())
    assert (told, Job.objects.get(pk=job.pk).error) == ([(job.pk, JobState.FAILED)], "Avbrutt av Kari.")


def test_others_do_not_cancel_it_and_an_administrator_does(job, people, as_):
    with pytest.raises(Denied):
        jobs.cancel(job=job, by=people["ola"])
    assert as_("bente").post(f"{job.get_absolute_url()}avbryt/").status_code == 302
    with pytest.raises(Conflict, match="ferdig"):
        jobs.cancel(job=job, by=people["kari"])


def test_what_is_waited_for_has_a_queue_of_its_own_and_nobody_fills_it_alone(people, monkeypatch):
    """The fourth that Kari asks for at once stands behind what Ola asks for after her."""
    sent = []
    monkeypatch.setattr("portal.tasks.run_job.apply_async", lambda args, queue: sent.append(queue))

    def ask(name, key, **how):
        details = {"kind": "test", "title": "T", "result_path": "/", "region_id": None}
        jobs.send(jobs.enqueue(key=f"{name}{key}", by=people[name] if name else None, **details, **how))

    for number in range(5):
        ask("kari", number)
    ask("ola", 1)
    ask("ola", 2, queue=JobQueue.MASS)
    assert sent == ["waited"] * 3 + ["mass"] * 2 + ["waited", "mass"]


def test_mail_and_what_the_clock_starts_often_have_a_queue_too():
    routes = {
        name: app.amqp.router.route({}, name)["queue"].name for name in app.tasks if "celery" not in name
    }
    mail = {"portal.tasks.send_notifications", "portal.tasks.send_together", "portal.tasks.sweep"}
    assert {name for name, queue in routes.items() if queue == "mail"} == mail
    assert set(routes.values()) == {"mail", "mass"}


@pytest.fixture
def told(monkeypatch):
    """The jobs of kind "test" that failed, as what they were on heard of them."""
    heard = []
    monkeypatch.setitem(handlers.LISTENERS, "test", lambda job: heard.append((job.pk, job.state)))
    return heard


def test_what_a_job_was_on_hears_once_that_it_failed(job, handler, told):
    handler.act = lambda: 1 / 0
    jobs.run(job_id=job.pk)
    jobs.run(job_id=job.pk)
    assert told == [(job.pk, JobState.FAILED)]


def test_what_a_job_was_on_hears_once_that_it_was_given_up_and_not_before(job, told):
    for attempts in (1, jobs.MAX_ATTEMPTS - 1, jobs.MAX_ATTEMPTS):
        assert told == []
        Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=attempts)
        jobs.sweep(now=timezone.now())
    jobs.sweep(now=timezone.now())
    assert told == [(job.pk, JobState.FAILED)]


def test_a_job_fails_even_where_nobody_can_be_told(job, handler, monkeypatch):
    handler.act = lambda: 1 / 0
    monkeypatch.setitem(handlers.LISTENERS, "test", lambda job: Job.objects.get(pk=-1))
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.has_ended) == (JobState.FAILED, True)


def test_a_broker_that_is_down_loses_nothing(people, monkeypatch, django_capture_on_commit_callbacks):
    def refuse(*_args, **_options):
        raise OperationalError

    monkeypatch.setattr("portal.tasks.run_job.apply_async", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue(
            kind="test", key="2", title="T", result_path="/", by=people["kari"], region_id=None
        )
    assert Job.objects.get(pk=job.pk).sent_at is None
    monkeypatch.undo()
    jobs.sweep(now=timezone.now())
    assert Job.objects.get(pk=job.pk).sent_at is not None


def test_a_job_just_sent_is_not_sent_again(job):
    Job.objects.filter(pk=job.pk).update(sent_at=timezone.now())
    assert jobs.sweep(now=timezone.now()) == 0
    assert jobs.sweep(now=timezone.now() + jobs.RESEND_AFTER + dt.timedelta(seconds=1)) == 1


FROZEN = """
import time
import django
django.setup()
from portal import broker
from portal.tasks import run_job, send_notifications
seconds = []
for task in [run_job, run_job, send_notifications, run_job]:
    begun = time.monotonic()
    assert not broker.hand(task, (1,), queue="waited")
    seconds.append(time.monotonic() - begun)
print(seconds[0] < 5, sum(seconds[1:]) < 0.5)  # on a busy machine; before, each took ten
"""


def test_a_broker_that_is_frozen_costs_two_seconds_once():
    """It accepts and never answers, as one that was stopped."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        frozen = f"redis://:x@127.0.0.1:{listening.getsockname()[1]}/0"
        environment = os.environ | {"REDIS_URL": frozen, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        done = subprocess.run(
            [sys.executable, "-c", FROZEN], env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.stdout.split() == ["True", "True"], done.stderr[-2000:]
