"""What is left in the regions' work, with who has it: the same rows on desks, in the workspace and the mirror."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counties import composition
from counties.hands import FOLLOW, LEAD, RECORD, Duty, Hands, hands_of, own_hands
from counties.models import (
    Activity,
    AssistanceRequest,
    Event,
    FrameworkAgreement,
    Knutepunkt,
    Member,
    Region,
    Styringsgruppe,
)
from counties.models.visibility import period_contains
from counties.standing import plan_of_all
from portal.access import Permission, Role, scope
from portal.desks import DeskRow, Item, Source, Visit, Waiting, items, said_of
from portal.links import reverse
from portal.models import User

SOON = dt.timedelta(days=90)  # before an agreement ends
ANSWERED_WITHIN = dt.timedelta(days=14)  # where the one who asks has set no day

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
def requests(_person: User, here: Hands, _visit: Visit) -> Iterator[Source]:
    """Whoever asks for help: with the handler, and until there is one, with the knutepunkt."""
    rows = AssistanceRequest.objects.filter(region__in=here.ids).unanswered()
    handled = Q(handler__in=here.people)
    mine = Q(handler=here.person) | ~handled & Q(region__in=here.own(RECORD))
    by = Coalesce("needed_by", TruncDate(F("created_at") + ANSWERED_WITHIN))
    columns = {
        "text": F("subject"),
        "slug": F("region__slug"),
        "at": F("created_at"),
        "due": F("needed_by"),
        "since": TruncDate("created_at"),
        "note": F("organisation"),
        "who": Case(When(handled, F("handler__name")), default=Value(""), output_field=TextField()),
    }

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
            by=row.since + ANSWERED_WITHIN if row.since else None,
            first=not who and here.plays(Role.KNUTEPUNKT, row.slug),
        )

    def more(left: int, row: DeskRow, who: str) -> Waiting:
        words = ngettext("%d bistandssak til venter", "%d bistandssaker til venter", left) % left
        return Waiting(words, reverse("counties:request-list", args=[row.slug]), _("Se alle"), who=who)

    for own in (True, False):
        part = rows.filter(mine) if own else rows.exclude(mine)
        yield Source(
            part.order_by(by.asc(), "created_at"),
            lambda row, own=own: say(row, "" if own else row.who or here.who(row.slug, RECORD)),  # type: ignore[misc]
            columns,
            lambda left, row, own=own: more(left, row, "" if own else here.who(row.slug, RECORD)),  # type: ignore[misc]
        )


@of_counties
def attendance(_person: User, here: Hands, visit: Visit) -> Iterator[Source]:
    """Events that are over and have become no activity."""
    held = Event.objects.published().filter(ends_at__date__lt=visit.today, activity=None)

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

    columns = {"text": F("title"), "slug": F("region__slug"), "since": TruncDate("ends_at")}
    yield from _by_hand(held.order_by("ends_at"), here, RECORD, "region", say, columns, more)


@of_counties
def agreements_that_end(_person: User, here: Hands, visit: Visit) -> Iterator[Source]:
    ending = FrameworkAgreement.objects.filter(to_on__range=(visit.today, visit.today + SOON))

    def say(row: DeskRow, who: str) -> Waiting:
        page = reverse("counties:register-detail", args=[row.slug, "avtaler", row.key])
        return Waiting(
            _("Avtalen «%s» går ut") % row.text, page, _("Se avtalen"), due=row.due, detail=row.note, who=who
        )

    def more(left: int, row: DeskRow, who: str) -> Waiting:
        words = ngettext("%d avtale til går snart ut", "%d avtaler til går snart ut", left) % left
        page = reverse("counties:register-list", args=[row.slug, "avtaler"])
        return Waiting(words, page, _("Se alle"), who=who)

    columns = {"text": F("title"), "slug": F("region__slug"), "due": F("to_on"), "note": F("supplier")}
    yield from _by_hand(ending.order_by("to_on"), here, RECORD, "region", say, columns, more)


@of_counties
def no_activity(_person: User, here: Hands, visit: Visit) -> Iterator[Source]:
    """A year in which nothing is registered yet."""
    done = Activity.objects.filter(region=OuterRef("pk"), happened_on__year=visit.today.year)

    def say(row: DeskRow, who: str) -> Waiting:
        page = "register-add" if (may := here.may(row.slug, RECORD)) else "register-list"
        return Waiting(
            _("Ingen aktiviteter er registrert i %d") % visit.today.year,
            reverse(f"counties:{page}", args=[row.slug, "aktiviteter"]),
            _("Registrer en aktivitet") if may else _("Se aktivitetene"),
            detail=row.text,
            who=who,
        )

    columns = {"text": F("name"), "slug": F("slug")}
    rows = Region.objects.filter(~Exists(done)).order_by("number")
    yield from _by_hand(rows, here, RECORD, "pk", say, columns)


@of_counties
def groundwork(_person: User, here: Hands, visit: Visit) -> Iterator[Source]:
    """What a region must have, and its milestones."""
    regions, region, on = Region.objects.order_by("number"), OuterRef("pk"), visit.today
    group = Styringsgruppe.objects.filter(region=region).active(on=on)
    appointed = group.exclude(established_on=None)
    missing = [
        (~Exists(group), _("Ta initiativet til styringsgruppen"), _("Opprett gruppen"), "styringsgruppe"),
        (
            Exists(group) & ~Exists(appointed),
            _("Styringsgruppen er ikke oppnevnt ennå"),
            _("Sett sammen gruppen"),
            "styringsgruppe",
        ),
        (
            ~Exists(Knutepunkt.objects.filter(region=region).active(on=on)),
            _("Knutepunktet er ikke valgt"),
            _("Gå til valget"),
            "knutepunkt",
        ),
    ]
    columns: dict[str, Any] = {"text": F("name"), "slug": F("slug")}
    for lacks, what, act, page in missing:

        def say(row: DeskRow, who: str, what: str = what, act: str = act, page: str = page) -> Waiting:
            said = act if here.may(row.slug, LEAD) else _("Se siden")
            return Waiting(what, reverse(f"counties:{page}", args=[row.slug]), said, detail=row.text, who=who)

        yield from _by_hand(regions.filter(lacks), here, LEAD, "pk", say, columns)
    plan: QuerySet[Any] = plan_of_all(on=on)
    late = plan.filter(planned_to__lt=on, happened_on=None).order_by("planned_to")

    def not_reached(row: DeskRow, who: str) -> Waiting:
        page = "milestone-edit" if (may := here.may(row.slug, LEAD)) else "region-detail"
        return Waiting(
            _("Milepælen «%s» er ikke nådd") % row.text,
            reverse(f"counties:{page}", args=[row.slug]),
            _("Før datoen") if may else _("Se milepælene"),
            due=row.due,
            who=who,
        )

    of_region = Region.objects.filter(pk=OuterRef("at")).values("slug")[:1]
    columns = {"text": F("title"), "due": F("planned_to"), "slug": of_region}
    yield from _by_hand(late, here, LEAD, "at", not_reached, columns)


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
    year, kommuner = visit.today.year - 1, "fylker__kommuner"
    counted: Any = Region.objects.annotate(
        kommuner=Count(kommuner, distinct=True),
        followed=Count(kommuner, filter=Q(**{f"{kommuner}__follow_ups__year": year}), distinct=True),
    )

    def say(row: DeskRow, who: str) -> Waiting:
        return Waiting(
            _("Oppfølgingen av kommunene for %d") % year,
            reverse("counties:kommune-grid", args=[row.slug]) + f"?year={year}",
            _("Før oppfølgingen") if here.may(row.slug, FOLLOW) else _("Se oppfølgingen"),
            done=row.done,
            total=row.total,
            who=who,
        )

    columns = {"slug": F("slug"), "done": F("followed"), "total": F("kommuner")}
    rows = counted.filter(followed__lt=F("kommuner")).order_by("number")
    yield from _by_hand(rows, here, FOLLOW, "pk", say, columns)


def _by_hand(
    rows: QuerySet[Any],
    here: Hands,
    task: Duty,
    at: str,
    say: Callable[[DeskRow, str], Waiting],
    columns: dict[str, Any],
    more: Callable[[int, DeskRow, str], Waiting] | None = None,
) -> Iterator[Source]:
    """The person's own and the others', each with its own few; `at` is the way to the region."""
    own = here.own(task)
    if own:
        yield Source(
            rows.filter(**{f"{at}__in": own}),
            lambda row: say(row, ""),
            columns,
            more and (lambda left, row: more(left, row, "")),
        )
    if others := here.ids - own:
        yield Source(
            rows.filter(**{f"{at}__in": others}),
            lambda row: say(row, here.who(row.slug, task)),
            columns,
            more and (lambda left, row: more(left, row, here.who(row.slug, task))),
        )
