"""What is left in the regions' work, with who has it: the same rows on desks, in the workspace and the mirror."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from django.db.models import FilteredRelation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counties import composition, work_rows
from counties.hands import FOLLOW, LEAD, RECORD, Duty, Hands, hands_of, own_hands
from counties.models import Member, Region, Styringsgruppe
from counties.models.visibility import period_contains
from portal.access import Permission, Role, scope
from portal.desks import DeskRow, Item, Source, Visit, Waiting, items, said_of
from portal.links import reverse
from portal.models import User
from portal.prepared import Keys, Sql

SOON = dt.timedelta(days=90)  # before an agreement ends

Find = Callable[[User, Hands, Visit], Iterable[Source | Item]]
Finder = TypeVar("Finder", bound=Find)
COUNTIES: list[Find] = []
ABOVE: list[Find] = []  # what the apps above have to say of a region


def of_counties(find: Finder) -> Finder:
    COUNTIES.append(find)
    return find


def adds_work(find: Finder) -> Finder:
    """What an app above has on the same list; its rows come to the desks by its own way."""
    ABOVE.append(find)
    return find


def work_in(person: User, region: Region, visit: Visit) -> list[Waiting]:
    """All that is left in the region, whoever does it, in the order of a desk (about 6 queries)."""
    here = hands_of(person, [region])
    found = [row for find in [*ABOVE, *COUNTIES] for row in find(person, here, visit)]
    said = [row for row in found if not isinstance(row, Source)]
    said += said_of([row for row in found if isinstance(row, Source)])
    return sorted((row for row in said if isinstance(row, Waiting)), key=lambda row: row.order)


@items
def work_of_own_regions(person: User, visit: Visit) -> Iterator[Source | Item]:
    """For those who have a hand in it."""
    if scope(person, Permission.WORK_RECORD).region_ids:
        here = own_hands(person, visit)
        for find in COUNTIES:
            yield from find(person, here, visit)


@of_counties
def requests(person: User, here: Hands, _visit: Visit) -> Iterator[Source]:
    """Whoever asks for help: with the handler, and until there is one, with the knutepunkt."""

    def say(row: DeskRow, who: str) -> Waiting:
        may = here.may(row.slug, RECORD)
        return Waiting(
            _("Svar på «%s»") % row.text,
            reverse("counties:request-detail", args=[row.key]),
            _("Svar") if may else _("Se saken"),
            due=row.due,
            since=row.since,
            detail=row.note,
            who=who,
            by=row.since + work_rows.ANSWERED_WITHIN if row.since else None,
            first=not who and here.plays(Role.KNUTEPUNKT, row.slug),
        )

    def more(left: int, row: DeskRow, who: str) -> Waiting:
        words = ngettext("%d bistandssak til venter", "%d bistandssaker til venter", left) % left
        return Waiting(words, reverse("counties:request-list", args=[row.slug]), _("Se alle"), who=who)

    for own in (True, False):
        yield Source(
            work_rows.requests(here.ids, here.people, person.pk, here.own(RECORD), mine=own),
            lambda row, own=own: say(row, "" if own else row.who or here.who(row.slug, RECORD)),  # type: ignore[misc]
            lambda left, row, own=own: more(left, row, "" if own else here.who(row.slug, RECORD)),  # type: ignore[misc]
        )


@of_counties
def attendance(_person: User, here: Hands, visit: Visit) -> Iterator[Source]:
    """Events that are over and have become no activity."""

    def say(row: DeskRow, who: str) -> Waiting:
        may = here.may(row.slug, RECORD)
        page = "participant-list" if may else "event-detail"
        return Waiting(
            _("Før oppmøtet for «%s»") % row.text,
            reverse(f"counties:{page}", args=[row.key]),
            _("Før oppmøtet") if may else _("Se arrangementet"),
            since=row.since,
            who=who,
        )

    def more(left: int, row: DeskRow, who: str) -> Waiting:
        words = ngettext("%d arrangement til mangler oppmøte", "%d arrangementer til mangler oppmøte", left)
        page = f"{reverse('counties:event-list')}?region={row.slug}&when=past"
        return Waiting(words % left, page, _("Se alle"), who=who)

    yield from _by_hand(partial(work_rows.held, visit.today), here, RECORD, say, more)


@of_counties
def agreements_that_end(_person: User, here: Hands, visit: Visit) -> Iterator[Source]:
    def say(row: DeskRow, who: str) -> Waiting:
        page = reverse("counties:register-detail", args=[row.slug, "avtaler", row.key])
        return Waiting(
            _("Avtalen «%s» går ut") % row.text, page, _("Se avtalen"), due=row.due, detail=row.note, who=who
        )

    def more(left: int, row: DeskRow, who: str) -> Waiting:
        words = ngettext("%d avtale til går snart ut", "%d avtaler til går snart ut", left) % left
        page = reverse("counties:register-list", args=[row.slug, "avtaler"])
        return Waiting(words, page, _("Se alle"), who=who)

    yield from _by_hand(partial(work_rows.ending, visit.today, visit.today + SOON), here, RECORD, say, more)


@of_counties
def no_activity(_person: User, here: Hands, visit: Visit) -> Iterator[Source]:
    """A year in which nothing is registered yet."""
    year = visit.today.year

    def say(row: DeskRow, who: str) -> Waiting:
        page = "register-add" if (may := here.may(row.slug, RECORD)) else "register-list"
        return Waiting(
            _("Ingen aktiviteter er registrert i %d") % year,
            reverse(f"counties:{page}", args=[row.slug, "aktiviteter"]),
            _("Registrer en aktivitet") if may else _("Se aktivitetene"),
            detail=row.text,
            who=who,
        )

    yield from _by_hand(
        partial(work_rows.inactive, dt.date(year, 1, 1), dt.date(year, 12, 31)), here, RECORD, say
    )


@of_counties
def groundwork(_person: User, here: Hands, visit: Visit) -> Iterator[Source]:
    """What a region must have, and its milestones."""
    missing = [
        (
            work_rows.without_group,
            _("Ta initiativet til styringsgruppen"),
            _("Opprett gruppen"),
            "styringsgruppe",
        ),
        (
            work_rows.not_appointed,
            _("Styringsgruppen er ikke oppnevnt ennå"),
            _("Sett sammen gruppen"),
            "styringsgruppe",
        ),
        (work_rows.without_knutepunkt, _("Knutepunktet er ikke valgt"), _("Gå til valget"), "knutepunkt"),
    ]
    for lacks, what, act, page in missing:

        def say(row: DeskRow, who: str, what: str = what, act: str = act, page: str = page) -> Waiting:
            said = act if here.may(row.slug, LEAD) else _("Se siden")
            return Waiting(what, reverse(f"counties:{page}", args=[row.slug]), said, detail=row.text, who=who)

        yield from _by_hand(partial(lacks, visit.today), here, LEAD, say)

    def not_reached(row: DeskRow, who: str) -> Waiting:
        page = "milestone-edit" if (may := here.may(row.slug, LEAD)) else "region-detail"
        return Waiting(
            _("Milepælen «%s» er ikke nådd") % row.text,
            reverse(f"counties:{page}", args=[row.slug]),
            _("Før datoen") if may else _("Se milepælene"),
            due=row.due,
            who=who,
        )

    yield from _by_hand(partial(work_rows.not_reached, visit.today), here, LEAD, not_reached)


@of_counties
def composition_of_groups(_person: User, here: Hands, visit: Visit) -> Iterator[Waiting]:
    """Where a styringsgruppe isn't as the programme document says (1 query)."""
    sits = period_contains("members__from_on", "members__to_on", visit.today)
    groups: Any = Styringsgruppe.objects.filter(region__in=here.ids).active(on=visit.today)
    rows = groups.annotate(sitting=FilteredRelation("members", condition=sits)).values_list(
        "region__slug", "sitting__name", "sitting__seat", "sitting__sector", "sitting__top_level"
    )
    seated: dict[str, list[Member]] = {}
    for slug, name, seat, sector, top_level in rows:
        sitting = seated.setdefault(slug, [])
        if name is not None:
            sitting.append(Member(name=name, seat=seat, sector=sector, top_level=top_level))
    for slug, members in seated.items():
        lacks = [finding.text for finding in composition.check(members) if not finding.met]
        if lacks:
            yield Waiting(
                _("Styringsgruppen er ikke satt sammen som programmet sier"),
                reverse("counties:styringsgruppe", args=[slug]),
                _("Se gruppen"),
                detail=" ".join(lacks),
                who="" if here.is_own(slug, LEAD) else here.who(slug, LEAD),
            )


@of_counties
def follow_up(_person: User, here: Hands, visit: Visit) -> Iterator[Source]:
    """Last year's follow-up of the kommuner, where it isn't done."""
    year = visit.today.year - 1

    def say(row: DeskRow, who: str) -> Waiting:
        return Waiting(
            _("Oppfølgingen av kommunene for %d") % year,
            reverse("counties:kommune-grid", args=[row.slug]) + f"?year={year}",
            _("Før oppfølgingen") if here.may(row.slug, FOLLOW) else _("Se oppfølgingen"),
            done=row.done,
            total=row.total,
            who=who,
        )

    yield from _by_hand(partial(work_rows.not_followed, year), here, FOLLOW, say)


def _by_hand(
    asked: Callable[[Keys], Sql],
    here: Hands,
    task: Duty,
    say: Callable[[DeskRow, str], Waiting],
    more: Callable[[int, DeskRow, str], Waiting] | None = None,
) -> Iterator[Source]:
    """The person's own and the others', each with its own few; `asked` takes the regions."""
    own = here.own(task)
    if own:
        yield Source(asked(own), lambda row: say(row, ""), more and (lambda left, row: more(left, row, "")))
    if others := here.ids - own:
        yield Source(
            asked(others),
            lambda row: say(row, here.who(row.slug, task)),
            more and (lambda left, row: more(left, row, here.who(row.slug, task))),
        )
