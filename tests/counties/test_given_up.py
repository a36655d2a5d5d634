"""Work that was given up because its worker died each time: nothing stays under way, and all can be taken up again."""

import pytest
from django.utils import timezone

from counties.models import Activity, Grant, GrantLetter, Upload
from counties.operations import letters, uploads
from portal.models import Job, Notification
from portal.models.jobs import JobState
from portal.operations import jobs
from tests import factories
from tests.counties.test_uploads import HEADINGS, ROW, bring_in, run, send, sheet
from tests.previews import as_previewed


def given_up(kind: str, key: str) -> Job:
    """As the third killed worker leaves it, and the sweep finds it."""
    found = Job.objects.filter(kind=kind, key=key)
    found.update(
        state=JobState.RUNNING, finished_at=None, attempts=jobs.MAX_ATTEMPTS, started_at=timezone.now()
    )
    jobs.sweep(now=timezone.now())
    return found.get(state=JobState.FAILED)


@pytest.fixture
def unread(people):
    upload = uploads.send_in(
        region=factories.region(), noun="aktiviteter", file=sheet(HEADINGS, ROW), by=people["kari"]
    )
    given_up(uploads.CHECK_UPLOAD, str(upload.pk))
    upload.refresh_from_db()
    return upload


def test_a_check_that_was_given_up_leaves_a_file_to_be_read_again(unread, people, as_):
    assert unread.state == "unread"
    page = as_("kari").get(unread.get_absolute_url()).content.decode()
    assert "Kontrollen stoppet uventet" in page
    assert "Les filen på nytt" in page
    uploads.read_again(upload=unread, by=people["kari"])
    run(uploads.CHECK_UPLOAD, unread)
    assert Upload.objects.get().state == "ready"


def test_a_check_that_was_given_up_can_be_tried_again_as_a_job(unread, as_):
    job = Job.objects.get(kind=uploads.CHECK_UPLOAD)
    as_("kari").post(f"{job.get_absolute_url()}igjen/")
    run(uploads.CHECK_UPLOAD, unread)
    assert Upload.objects.get().state == "ready"


def test_an_import_that_was_given_up_is_stopped_and_can_be_taken_up_again(people, as_):
    upload = uploads.accept(upload=send(people, sheet(HEADINGS, ROW)), by=people["kari"])
    given_up(uploads.IMPORT_UPLOAD, str(upload.pk))
    upload.refresh_from_db()
    assert (upload.state, Activity.objects.count()) == ("stopped", 0)
    assert "Importen stoppet uventet" in as_("kari").get(upload.get_absolute_url()).content.decode()
    bring_in(people, upload)
    assert (Upload.objects.get().state, Activity.objects.count()) == ("done", 1)


def test_an_import_whose_worker_died_after_the_last_row_stays_imported(people):
    upload = send(people, sheet(HEADINGS, ROW))
    bring_in(people, upload)
    given_up(uploads.IMPORT_UPLOAD, str(upload.pk))
    assert (Upload.objects.get().state, Activity.objects.count()) == ("done", 1)


def test_an_error_while_a_file_is_checked_is_told_the_file_too(people, monkeypatch):
    monkeypatch.setattr(uploads, "_check_rows", lambda *_args: 1 / 0)
    assert send(people, sheet(HEADINGS, ROW)).state == "unread"


def test_letters_that_were_given_up_are_not_sent_beside_the_new_ones(people):
    grant = Grant.objects.create(region=factories.region(), year=2010, kind="knutepunkt", allotted=600_000)
    first = as_previewed(letters.request_letters, year=2010, by=people["siv"])
    given_up(first.kind, first.key)
    Grant.objects.filter(pk=grant.pk).update(allotted=700_000)
    second = as_previewed(letters.request_letters, year=2010, by=people["siv"])
    jobs.run(job_id=second.pk)
    jobs.run(job_id=jobs.retry(job=first, by=people["siv"]).pk)
    drawn = GrantLetter.objects.exclude(file="").values_list("amounts", flat=True)
    assert list(drawn) == [{"knutepunkt": 700_000}]
    assert Notification.objects.filter(user=people["kari"]).count() == 1
