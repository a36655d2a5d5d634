"""The letters of allotment, drawn by a worker and told to those they are for."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from counties.models import ALLOTTED_BY_DIFI, Fylkesmann, GrantLetter
from portal.access import Role
from portal.jobs import Progress
from portal.models import User
from portal.operations.notifications import notify
from portal.pdf import draw, finish


def render_letters(*, year: int, up_to: int, progress: Progress) -> None:
    """Draw the year's letters that have no file yet; one that is drawn is told to its fylkesmann."""
    waiting = _waiting(year, up_to)
    for done, letter in enumerate(waiting):
        progress(done, len(waiting), _("Tegner brevet til %s") % letter.region)
        content = render_letter(letter)
        with transaction.atomic():
            letter.file.save(f"tilskudd-{year}-{letter.region.slug}.pdf", ContentFile(content))
            _tell(letter)
    progress(len(waiting), len(waiting), _("Brevene er klare"))


def _waiting(year: int, up_to: int) -> list[GrantLetter]:
    """Without those of a batch that was given up, where the region has been written to anew."""
    newer = GrantLetter.objects.filter(year=year, region=OuterRef("region"), pk__gt=OuterRef("pk"))
    undrawn = GrantLetter.objects.filter(~Exists(newer), year=year, pk__lte=up_to, file="")
    return list(undrawn.select_related("region").order_by("pk"))


def render_letter(letter: GrantLetter) -> bytes:
    """The letter as PDF/A; the same letter gives the same bytes."""
    rows = [(kind.label, letter.amounts[kind]) for kind in ALLOTTED_BY_DIFI if kind in letter.amounts]
    offices = Fylkesmann.objects.filter(fylker__region=letter.region).distinct()
    context = {
        "letter": letter,
        "rows": rows,
        "total": sum(amount for _kind, amount in rows),
        "offices": offices,
        "written": localtime(letter.created_at),
    }
    with translation.override("nb"):
        return finish(draw(render_to_string("pdf/grant_letter.html", context), {}))


def _tell(letter: GrantLetter) -> None:
    text = _("Tildelingsbrevet for %(year)d til %(region)s er klart.")
    details = {"year": letter.year, "region": letter.region}
    notify(
        users=User.objects.with_roles([Role.FYLKESMANN, Role.KOORDINATOR], letter.region_id),
        subject=_("Tilskudd %d") % letter.year,
        body=text % details,
        path=letter.get_absolute_url(),
    )
