"""The table of what the answers led to, as PDF: drawn by a worker when the edition is published."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from criteria.hearing.models import Hearing, HearingComment, HearingReply
from portal.jobs import Progress
from portal.links import reverse
from portal.models import Job, User
from portal.operations import jobs

DRAW_COMMENTS = "draw_comments"


def redraw(*, hearing: Hearing, by: User) -> None:
    """Where another answer is shown, or one no longer is: the file that says otherwise is gone at once."""
    if not hearing.is_settled:
        return
    hearing = Hearing.objects.select_for_update(of=("self",)).get(pk=hearing.pk)
    if old := hearing.table_pdf.name:
        hearing.table_pdf = ""
        Hearing.objects.filter(pk=hearing.pk).update(table_pdf="")
        transaction.on_commit(lambda: default_storage.delete(old))
    ask(hearing=hearing, by=by)


def ask(*, hearing: Hearing, by: User | None) -> Job:
    """Have it drawn; asking again while it is waited for, or where it is there, changes nothing."""
    return jobs.enqueue(
        kind=DRAW_COMMENTS,
        key=str(hearing.pk),
        title=_("Merknadene til høringen «%s» som PDF") % hearing,
        result_path=reverse("hearing:comment-pdf", args=[hearing.pk]),
        by=by,
        region_id=None,
        anew=not hearing.table_pdf,
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
    """As it is to be read now; see `redraw` for when that is another."""
    from criteria.documents import pdf  # noqa: PLC0415 - views import this module, but never draw

    progress(0, 1, _("Tegner sidene"))
    while not _kept(hearing, html := html_of(hearing), pdf.draw(html)):
        pass  # somebody hid or showed an answer meanwhile
    progress(1, 1, _("Filen er klar"))


@transaction.atomic
def _kept(hearing: Hearing, html: str, content: bytes) -> bool:
    """Keep the file, unless the page it was drawn from is another by now."""
    hearing = Hearing.objects.select_for_update(of=("self",)).get(pk=hearing.pk)
    if html_of(hearing) != html:
        return False
    hearing.table_pdf.save(f"horing-{hearing.pk}.pdf", ContentFile(content), save=False)
    Hearing.objects.filter(pk=hearing.pk).update(table_pdf=hearing.table_pdf.name)
    return True
