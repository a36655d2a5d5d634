"""Drawing that was given up: no page says that a file is on its way when nobody is drawing it."""

import pytest

from portal.models import Job
from portal.operations import jobs
from reporting.models import SealedPdf
from reporting.operations import rendering
from reporting.operations.signing import RENDER_SEALED
from reporting.workflow import Status
from tests import factories
from tests.counties.test_given_up import given_up


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def test_a_sealed_report_without_its_file_says_so_and_it_can_be_drawn_again(people, as_):
    seal = factories.report_at(Status.DELIVERED).seals.get()
    assert "PDF-en lages nå" in as_("ola").get(seal.pdf_url).content.decode()
    job = given_up(RENDER_SEALED, str(seal.pk))
    page = as_("ola").get(seal.pdf_url).content.decode()
    assert ("PDF-en ble ikke laget" in page, "lages nå" in page) == (True, False)
    as_("ola").post(f"{job.get_absolute_url()}igjen/")
    jobs.run(job_id=job.pk)
    assert SealedPdf.objects.filter(seal=seal).exists()
    assert as_("ola").get(seal.pdf_url)["Content-Type"] == "application/pdf"


def test_a_draft_that_was_given_up_can_be_asked_for_again(people, as_):
    report = factories.report_at(Status.DRAFT)
    draft = rendering.request_draft(report=report, by=people["kari"])
    given_up(rendering.RENDER_DRAFT, str(draft.pk))
    page = as_("kari").get(report.url("report-pdf")).content.decode()
    assert "Se hva som gikk galt, og prøv igjen" in page
    rendering.request_draft(report=report, by=people["kari"])
    assert Job.objects.get(kind=rendering.RENDER_DRAFT).state == "queued"
