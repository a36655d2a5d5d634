"""The handlers of this app's jobs."""

from __future__ import annotations

from counties.models import Upload
from counties.operations import letters, uploads
from counties.operations.letters import RENDER_LETTERS
from counties.operations.uploads import CHECK_UPLOAD, IMPORT_UPLOAD
from portal.jobs import Progress, handles, when_failed
from portal.models import Job


@handles(CHECK_UPLOAD)
def check_upload(job: Job, progress: Progress) -> None:
    uploads.check(upload=_upload(job), progress=progress)


@handles(IMPORT_UPLOAD)
def import_upload(job: Job, progress: Progress) -> None:
    uploads.bring_in(upload=_upload(job), progress=progress)


@when_failed(CHECK_UPLOAD, IMPORT_UPLOAD)
def stop_upload(job: Job) -> None:
    uploads.stop(upload=_upload(job))


@handles(RENDER_LETTERS)
def render_letters(job: Job, progress: Progress) -> None:
    year, _dash, up_to = job.key.partition("-")
    letters.render_letters(year=int(year), up_to=int(up_to), progress=progress)


def _upload(job: Job) -> Upload:
    return Upload.objects.select_related("region", "uploaded_by").get(pk=job.key)
