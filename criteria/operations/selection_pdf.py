"""A selection's PDF: asked for by the buyer, drawn by a worker, thrown away after a day."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from criteria.chapter import Chapter, chapter_of
from criteria.models import Selection, SelectionPdf
from portal.jobs import Progress
from portal.models import Job, User
from portal.operations import jobs

DRAW_SELECTION = "draw_selection"
KEPT = dt.timedelta(days=1)  # the day is printed on it, so tomorrow's is another


@transaction.atomic
def request(*, selection: Selection, by: User | None) -> SelectionPdf:
    """Ask for the PDF of the selection as it stands; the same content gives the same file."""
    html = html_of(chapter_of(selection))
    found, _created = SelectionPdf.objects.get_or_create(sha256=_sha256(html), defaults={"html": html})
    if not found.file:
        jobs.enqueue(
            kind=DRAW_SELECTION,
            key=str(found.pk),
            title=_("Utvalget «%s» som PDF") % selection,
            result_path=selection.pdf_url,
            by=by,
            region_id=None,
        )
    return found


def html_of(chapter: Chapter) -> str:
    return render_to_string("pdf/selection.html", {"chapter": chapter})


def current(selection: Selection) -> SelectionPdf | None:
    """The PDF that shows the selection as it stands; perhaps not drawn yet."""
    return SelectionPdf.objects.filter(sha256=_sha256(html_of(chapter_of(selection)))).first()


def job_of(wanted: SelectionPdf) -> Job | None:
    return Job.objects.filter(kind=DRAW_SELECTION, key=str(wanted.pk)).first()


def draw(*, wanted: SelectionPdf, progress: Progress) -> None:
    from criteria.documents import pdf  # noqa: PLC0415 - views import this module, but never draw

    progress(0, 1, _("Tegner sidene"))
    content = pdf.draw(wanted.html)
    wanted.file.save(f"utvalg-{wanted.pk}.pdf", ContentFile(content))
    progress(1, 1, _("Filen er klar"))


@transaction.atomic
def tidy(*, now: dt.datetime) -> int:
    """Throw away yesterday's files and their jobs; returns how many."""
    old = list(SelectionPdf.objects.filter(asked_at__lt=now - KEPT))
    for row in old:
        row.file.delete(save=False)
    keys = [row.pk for row in old]
    Job.objects.filter(kind=DRAW_SELECTION, key__in=map(str, keys)).delete()
    SelectionPdf.objects.filter(pk__in=keys).delete()
    return len(old)


def _sha256(html: str) -> str:
    return hashlib.sha256(html.encode()).hexdigest()
