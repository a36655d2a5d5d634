"""The letters of allotment: which are to be written, asked for by who has looked at them, and drawn by a worker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from counties.models import ALLOTTED_BY_DIFI, Fylkesmann, Grant, GrantLetter, Region
from portal import clock, formats
from portal.access import Permission, Role, require
from portal.errors import Conflict
from portal.jobs import Progress
from portal.letters import Letter, mark_of
from portal.links import reverse
from portal.models import Job, RoleGrant, User
from portal.models.jobs import JobQueue
from portal.norwegian import NorwegianOrder
from portal.operations import jobs
from portal.operations.notifications import notify
from portal.operations.outbox import require_previewed

RENDER_LETTERS = "render_grant_letters"
TOLD = (Role.FYLKESMANN, Role.KOORDINATOR)


@dataclass(frozen=True)
class Due:
    """A letter that is to be written: what it grants, the one it replaces, and who is told."""

    region: Region
    year: int
    amounts: dict[str, int]
    replaces: GrantLetter | None
    people: list[User]

    @property
    def total(self) -> int:
        return sum(self.amounts.values())

    @property
    def changes(self) -> list[tuple[str, int, int]]:
        """Each kind of money that is another than last time: before and now."""
        before = self.replaces.amounts if self.replaces else {}
        kinds = [(kind.label, before.get(kind, 0), self.amounts.get(kind, 0)) for kind in ALLOTTED_BY_DIFI]
        return [(str(label), was, now) for label, was, now in kinds if was != now]

    def mails(self) -> Iterator[Letter]:
        """To nobody where the region has nobody: the letter itself is drawn all the same."""
        subject, text = _words(self.region, self.year, self.total, self.replaces)
        for address in [person.email for person in self.people] or [""]:
            yield Letter(address, subject, text)


def due(year: int) -> list[Due]:
    """The letters of regions whose amounts are others than their newest letter says (4 queries)."""
    amounts: dict[int, dict[str, int]] = {}
    for grant in Grant.objects.filter(year=year, kind__in=ALLOTTED_BY_DIFI, allotted__gt=0):
        amounts.setdefault(grant.region_id, {})[grant.kind] = grant.allotted
    newest = {letter.region_id: letter for letter in GrantLetter.objects.filter(year=year).order_by("pk")}
    people = _told()
    return [
        Due(region, year, amounts.get(region.pk, {}), newest.get(region.pk), people.get(region.pk, []))
        for region in Region.objects.order_by("number")
        if amounts.get(region.pk, {}) != (newest[region.pk].amounts if region.pk in newest else {})
    ]


def mails_of(rows: Iterable[Due]) -> list[Letter]:
    return [mail for row in rows for mail in row.mails()]


def mark(rows: Iterable[Due]) -> str:
    """Which letters a page has shown."""
    return mark_of(mails_of(rows))


@transaction.atomic
def request_letters(*, year: int, previewed: str = "", by: User) -> Job:
    """Ask for the letters that are due, of the amounts as they stand and were looked at.

    Raises `Denied`, `Conflict` where nothing has changed, or `Unseen`.
    """
    require(by, Permission.GRANTS_ALLOT)
    list(
        Region.objects.select_for_update(no_key=True).order_by("pk")
    )  # as one who allots: they wait for each other
    rows = due(year)
    if not rows:
        reason = _("Ingenting er endret siden forrige brev, så ingen nye brev er laget.")
        raise Conflict(reason, about=_jobs(year).first())
    require_previewed(mails_of(rows), previewed)
    last = GrantLetter.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    batch = [
        GrantLetter.objects.create(
            region=row.region,
            year=year,
            number=number,
            replaces=row.replaces,
            amounts=row.amounts,
            created_by=by,
        )
        for number, row in enumerate(rows, start=last + 1)
    ]
    return jobs.enqueue(
        kind=RENDER_LETTERS,
        key=f"{year}-{batch[-1].pk}",
        title=_("Tildelingsbrev %d") % year,
        queue=JobQueue.MASS,
        result_path=reverse("counties:grant-letters", args=[year]),
        by=by,
        region_id=None,
    )


def newest_letters(year: int) -> dict[int, GrantLetter]:
    """The newest drawn letter of each region, by the region's key (1 query)."""
    rows = GrantLetter.objects.filter(year=year).exclude(Q(file="")).select_related("region").order_by("pk")
    return {letter.region_id: letter for letter in rows}


def in_force(year: int) -> list[GrantLetter]:
    """Each region's newest letter, drawn or not, by number (1 query)."""
    rows = GrantLetter.objects.filter(year=year, replaced_by=None).select_related("region", "replaces")
    return list(rows.order_by("number"))


def job_of_undrawn(year: int) -> Job | None:
    """The newest work on the year's letters that has not ended well."""
    newest = _jobs(year).first()
    return None if newest is None or newest.is_done else newest


def _jobs(year: int) -> QuerySet[Job]:
    return Job.objects.filter(kind=RENDER_LETTERS, key__startswith=f"{year}-").order_by("-pk")


def render_letters(*, year: int, up_to: int, progress: Progress) -> None:
    """Draw the year's letters that have no file yet; one that is drawn is told to its fylkesmann."""
    waiting = _waiting(year, up_to)
    for done, letter in enumerate(waiting):
        progress(done, len(waiting), _("Tegner brevet til %s") % letter.region)
        content = render_letter(letter)
        with transaction.atomic():
            letter.file.save(
                f"tilskudd-{year}-{letter.number}-{letter.region.slug}.pdf", ContentFile(content)
            )
            _tell(letter)
    progress(len(waiting), len(waiting), _("Brevene er klare"))


def _waiting(year: int, up_to: int) -> list[GrantLetter]:
    """Without those of a batch that was given up, where the region has been written to anew."""
    newer = GrantLetter.objects.filter(year=year, region=OuterRef("region"), pk__gt=OuterRef("pk"))
    undrawn = GrantLetter.objects.filter(~Exists(newer), year=year, pk__lte=up_to, file="")
    return list(undrawn.select_related("region", "replaces").order_by("pk"))


def render_letter(letter: GrantLetter) -> bytes:
    """The letter as PDF/A; the same letter gives the same bytes."""
    from portal.pdf import draw, finish  # noqa: PLC0415 - views import this module, but never draw

    before = letter.replaces.amounts if letter.replaces else {}
    kinds = [kind for kind in ALLOTTED_BY_DIFI if kind in letter.amounts or kind in before]
    context = {
        "letter": letter,
        "rows": [(kind.label, letter.amounts.get(kind, 0), before.get(kind, 0)) for kind in kinds],
        "offices": Fylkesmann.objects.filter(fylker__region=letter.region).distinct(),
        "written": localtime(letter.created_at),
        "replaced_on": letter.replaces and localtime(letter.replaces.created_at),
    }
    with translation.override("nb"):
        return finish(draw(render_to_string("pdf/grant_letter.html", context), {}))


def _told() -> dict[int, list[User]]:
    """Who is told of a region's letter, by the region's key (1 query)."""
    active = RoleGrant.objects.active(on=clock.today())
    held = active.filter(role__in=TOLD, user__is_active=True, region__isnull=False)
    people: dict[int, dict[int, User]] = {}
    for grant in held.select_related("user").order_by(NorwegianOrder("user__name"), "user_id"):
        people.setdefault(grant.region_id or 0, {})[grant.user_id] = grant.user
    return {region: list(found.values()) for region, found in people.items()}


def _tell(letter: GrantLetter) -> None:
    subject, text = _words(letter.region, letter.year, letter.total, letter.replaces)
    people = User.objects.with_roles(TOLD, letter.region_id)
    notify(users=people, subject=subject, body=text, path=letter.get_absolute_url(), is_handover=True)


def _words(region: Region, year: int, total: int, replaces: GrantLetter | None) -> tuple[str, str]:
    """The mail's subject and text."""
    details = {
        "year": year,
        "region": region,
        "total": formats.whole(total),
        "number": replaces,
        "day": replaces and formats.day_in_words(localtime(replaces.created_at).date()),
    }
    text = _("Tildelingsbrevet for %(year)d til %(region)s er klart. Det tildeler %(total)s kroner i alt.")
    if replaces:
        text += " " + _("Det erstatter brev %(number)s av %(day)s.")
    return _("Tilskudd %(year)d") % details, text % details
