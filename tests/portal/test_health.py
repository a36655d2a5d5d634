"""`/helse/` says what is stuck, not only what is down."""

import datetime as dt

import pytest
from django.utils import timezone

from portal import clock, health
from portal.models import Heartbeat, Job, OutgoingMail
from portal.models.jobs import JobState
from portal.operations import jobs
from portal.tasks import sweep

AN_HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def all_answers(monkeypatch):
    for part in ("broker_answers", "workers_answer"):
        monkeypatch.setattr(health, part, lambda: True)
    monkeypatch.setattr(health, "BEGUN", timezone.now())


def asked(client) -> tuple[int, dict]:
    answer = client.get("/helse/")
    return answer.status_code, answer.json()


def test_all_is_well_after_a_sweep_and_not_when_the_clock_has_stopped(db, client, monkeypatch):
    monkeypatch.setattr(health, "BEGUN", timezone.now())
    assert asked(client)[0] == 200  # begun just now
    monkeypatch.setattr(health, "BEGUN", timezone.now() - AN_HOUR)
    assert asked(client)[0] == 503  # and nobody has swept since
    sweep()
    assert (asked(client)[0], asked(client)[1]["last_sweep"]) == (200, 0)
    Heartbeat.objects.update(at=timezone.now() - AN_HOUR)
    assert (asked(client)[0], asked(client)[1]["last_sweep"] // 60) == (503, 60)
    sweep()
    assert asked(client)[0] == 200


def test_a_job_that_nobody_takes_is_stuck_and_one_under_way_is_not(db, client):
    job = Job.objects.create(
        kind="x", key="1", title="Noe", result_path="/", queued_at=timezone.now() - AN_HOUR
    )
    assert (asked(client)[0], asked(client)[1]["oldest_job"] // 60) == (503, 60)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
    assert asked(client)[0] == 200


def test_an_old_job_that_is_tried_again_has_not_waited_for_long(client, people):
    job = Job.objects.create(
        kind="x", key="1", title="Noe", result_path="/", requested_by=people["kari"], state=JobState.FAILED,
        created_at=clock.now() - AN_HOUR, queued_at=timezone.now() - AN_HOUR, finished_at=timezone.now(),
    )  # fmt: skip
    jobs.retry(job=job, by=people["kari"])
    assert asked(client)[0] == 200


@pytest.mark.parametrize(
    ("letter", "status"),
    [
        ({"due_at": timezone.now() - AN_HOUR}, 503),
        ({"due_at": timezone.now() + AN_HOUR}, 200),  # put off by the server, and tried again then
        (
            {"due_at": timezone.now() - AN_HOUR, "set_aside_at": timezone.now()},
            200,
        ),  # the administrator is told
    ],
)
def test_a_letter_that_could_have_been_sent_long_ago_is_stuck(letter, status, db, client):
    OutgoingMail.objects.create(to="tone@example.org", subject="Hei", body="Hei", **letter)
    assert asked(client)[0] == status


def test_a_database_that_is_gone_is_said(db, client, monkeypatch):
    monkeypatch.setattr(health, "database_answers", lambda: False)
    assert asked(client) == (503, asked(client)[1] | {"database": False, "broker": True})
