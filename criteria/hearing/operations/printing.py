"""The table of what the answers led to, as PDF: drawn by a worker when the edition is published."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from criteria.hearing.models import Hearing, HearingComment, HearingReply
from portal.jobs import Progress
from portal.models import Job, User
from portal.operations import jobs

DRAW_COMMENTS = "draw_comments"


def ask(*, hearing: Hearing, by: User | None) -> Job:
    """Have it drawn; asking again while it is waited for changes nothing."""
    return jobs.enqueue(
        kind=DRAW_COMMENTS,
        key=str(hearing.pk),
        title=_("Merknadene til høringen «%s» som PDF") % hearing,
        result_path=reverse("hearing:comment-pdf", args=[hearing.pk]),
        by=by,
        region_id=None,
    )


def job_of(hearing: Hearing) -> Job | None:
    return Job.objects.filter(kind=DRAW_COMMENTS, key=str(hearing.pk)).first()


def html_of(hearing: Hearing) -> str:
    context = {
        "hearing": hearing,
        "comments": HearingComment.objects.public(hearing),
        "hidden": HearingReply.objects.filter(hearing=hearing).hidden(),
        "count": HearingReply.objects.filter(hearing=hearing).came_in().count(),
    }
    return render_to_string("pdf/hearing.html", context)


def draw(*, hearing: Hearing, progress: Progress) -> None:
    """What is settled no longer changes, so neither does the file."""
    from criteria.documents import pdf  # noqa: PLC0415 - views import this module, but never draw

    progress(0, 1, _("Tegner sidene"))
    content = pdf.draw(html_of(hearing))
    hearing.table_pdf.save(f"horing-{hearing.pk}.pdf", ContentFile(content), save=False)
    Hearing.objects.filter(pk=hearing.pk).update(table_pdf=hearing.table_pdf.name)
    progress(1, 1, _("Filen er klar"))
