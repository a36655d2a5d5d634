"""The list behind each figure: which rows, as this person sees them, and how they are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import django_tables2 as tables
from django.db.models import OuterRef, Q, Subquery, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counties.measures import tables as lists
from counties.measures.measure import Measure
from counties.measures.places import Place
from counties.measures.registry import MEASURES
from counties.measures.years import Happened
from counties.models import Region
from portal.access import scope
from portal.links import reverse
from portal.norwegian import NorwegianOrder, with_words

if TYPE_CHECKING:
    from portal.access import Person

Rows = Any  # a queryset of any of the lists' models, with the methods of its own
Change = Callable[[Rows, Any], Rows]


@dataclass(frozen=True)
class RowList:
    """`order` is the list's own; `search` are the paths that a word is looked for in."""

    title: str | Promise
    table: type[tables.Table]
    order: tuple[Any, ...]
    search: tuple[str, ...]
    ready: Change = field(default=lambda rows, _user: rows)  # what a line needs, without a query for each


def _with_region_name(rows: Rows, _user: Person) -> Rows:
    region = Region.objects.filter(pk=OuterRef("at"))
    return rows.select_related("pulje").annotate(region_name=Subquery(region.values("name")))


ROW_LISTS: dict[str, RowList] = {
    "aktiviteter": RowList(
        _("Aktiviteter"),
        lists.ActivityRows,
        ("-happened_on", "-pk"),
        ("title", "audience", "region__name"),
        lambda rows, _user: rows.select_related("region"),
    ),
    "avtaler": RowList(
        _("Fellesavtaler"),
        lists.AgreementRows,
        ("-from_on", "-pk"),
        ("title", "supplier", "region__name"),
        lambda rows, _user: rows.with_use().select_related("region").prefetch_related("product_groups__area"),
    ),
    "kriteriebruk": RowList(
        _("Bruk av kriterier"),
        lists.UseRows,
        ("criterion__code", "pk"),
        ("criterion__code", "criterion__title", "agreement__title", "activity__title"),
        lambda rows, _user: rows.select_related(
            "criterion__edition__group", "agreement__region", "activity__region"
        ),
    ),
    "kommuner": RowList(
        _("Kommuner"),
        lists.KommuneRows,
        ("number",),
        ("name", "parallel_name", "number"),
        lambda rows, _user: rows.select_related("fylke__region"),
    ),
    "kommuneoppfolging": RowList(
        _("Oppfølging av kommunene"),
        lists.KommuneFollowUpRows,
        ("-year", "kommune__number"),
        ("kommune__name", "kommune__parallel_name", "note"),
        lambda rows, _user: rows.select_related("kommune__fylke__region"),
    ),
    "tildelingsbrev": RowList(
        _("Statsetater og tildelingsbrev"),
        lists.LetterRows,
        ("-year", NorwegianOrder("virksomhet__name"), "pk"),
        ("virksomhet__name", "virksomhet__org_number", "note"),
        lambda rows, _user: rows.select_related(
            "virksomhet__kommune__fylke__region", "virksomhet__regional_office__fylke__region"
        ),
    ),
    "tilskudd": RowList(
        _("Tilskudd"),
        lists.GrantRows,
        ("-year", "region__number", "kind"),
        ("region__name",),
        lambda rows, _user: rows.select_related("region"),
    ),
    "milepaeler": RowList(
        _("Milepæler"),
        lists.MilestoneRows,
        ("planned_to", "pulje__number", "pk", "at"),
        ("title", "region_name"),
        _with_region_name,
    ),
    "styringsgrupper": RowList(
        _("Styringsgrupper"),
        lists.StyringsgruppeRows,
        ("region__number",),
        ("region__name",),
        lambda rows, _user: rows.select_related("region"),
    ),
    "knutepunkter": RowList(
        _("Knutepunkter"),
        lists.KnutepunktRows,
        ("region__number",),
        ("region__name", "host"),
        lambda rows, _user: rows.select_related("region"),
    ),
    "medlemmer": RowList(
        _("Medlemmer av styringsgruppene"),
        lists.MemberRows,
        ("styringsgruppe__region__number", "seat", NorwegianOrder("name"), "pk"),
        ("name", "organisation"),
        lambda rows, _user: rows.select_related("styringsgruppe__region"),
    ),
    "moter": RowList(
        _("Møter i styringsgruppene"),
        lists.MeetingRows,
        ("-starts_at", "pk"),
        ("place",),
        lambda rows, _user: rows.select_related("styringsgruppe__region"),
    ),
    "bistand": RowList(
        _("Bistandssaker fra statsetater"),
        lists.RequestRows,
        (NorwegianOrder("virksomhet__name"), "created_at", "pk"),
        ("virksomhet__name", "subject"),
        lambda rows, _user: rows.select_related("region", "virksomhet"),
    ),
}


def register_list(key: str, shown: RowList) -> None:
    """For the measures of an app above."""
    ROW_LISTS[key] = shown


@dataclass(frozen=True)
class Narrowing:
    """Which of a measure's rows a figure is of. Empty parts narrow nothing."""

    place: Place
    year: int | None = None
    month: int | None = None
    until: dt.date | None = None  # the last month, by any day in it
    category: str = ""
    theme: str = ""
    text: str = ""

    @property
    def query(self) -> dict[str, str]:
        """As the list's address says it."""
        chosen = {
            "year": self.year,
            "month": self.month,
            "til": self.until and f"{self.until:%Y-%m}",
            "category": self.category,
            "theme": self.theme,
            "q": self.text,
        }
        return self.place.query | {name: str(value) for name, value in chosen.items() if value}

    def of(self, measure: Measure) -> Q:
        """The same as a condition on the measure's rows."""
        wanted = self.place.within(measure.region)
        if self.year is not None:
            wanted &= measure.when.of_year(Value(self.year))
        if isinstance(measure.when, Happened):
            wanted &= self._months(measure.when)
        if self.theme and measure.themes:
            wanted &= Q(**{f"{measure.themes}__contains": [self.theme]})
        return wanted & Q(f_category=self.category) if self.category else wanted

    def _months(self, when: Happened) -> Q:
        month = Q(**{f"{when.day}__month": self.month}) if self.month else Q()
        return month & when.until(self.until) if self.until else month


def rows_of(measure: Measure, user: Person, wanted: Narrowing, *, on: dt.date) -> Rows:
    """The rows that `user` may see of those that make a figure, in the list's order."""
    shown = ROW_LISTS[measure.rows_key]
    rows: Rows = measure.with_category(on)
    rows = rows.visible_to(user).filter(wanted.of(measure))
    if measure.opens is not None and not (held := scope(user, measure.opens)).everywhere:
        rows = rows.filter(**{f"{measure.region}__in": held.region_ids})
    rows = shown.ready(rows, user)
    return with_words(rows, wanted.text, *shown.search).order_by(*shown.order)


def sum_of(measure: Measure, rows: Rows) -> int | Decimal:
    """What the rows add up to, as the figure does."""
    return rows.order_by().aggregate(total=measure.total)["total"] or 0


def whole_of(measure: Measure, user: Person, wanted: Narrowing, *, on: dt.date) -> int | Decimal | None:
    """What a share is a share of, in the same place and year; None for what is no share."""
    if not measure.share_of:
        return None
    whole = MEASURES[measure.share_of]
    same = Narrowing(place=wanted.place, year=wanted.year)
    return sum_of(whole, rows_of(whole, user, same, on=on))


def rows_url(measure: Measure, user: Person, wanted: Narrowing) -> str:
    """The list that sums to a figure; empty where the person may not read its rows."""
    return address(measure, wanted) if wanted.place.open_to(user, measure.opens) else ""


def address(measure: Measure, wanted: Narrowing) -> str:
    """Of the list."""
    url = reverse("counties:figure-rows", args=[measure.key])
    return f"{url}?{urlencode(wanted.query)}" if wanted.query else url
