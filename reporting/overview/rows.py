"""The lists that the overviews' figures open: which rows, as this person sees them, and how they are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import django_tables2 as tables
from django.db.models import OuterRef, Q, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counties.models import Region
from portal.access import scope
from portal.norwegian import NorwegianOrder, with_words
from reporting.overview import tables as lists
from reporting.overview.measure import Measure
from reporting.overview.places import Place

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
        lambda rows, _user: rows.with_use().select_related("region"),
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
    "rapporter": RowList(
        _("Årsrapporter"),
        lists.ReportRows,
        ("-round__year", "region__number"),
        ("region__name",),
        lambda rows, user: rows.with_seen_delivery(user).select_related("round", "region"),
    ),
}


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


def rows_of(measure: Measure, user: Person, wanted: Narrowing, *, on: dt.date) -> Rows:
    """The rows that `user` may see of those that make a figure, in the list's order."""
    shown = ROW_LISTS[measure.rows_key]
    rows: Rows = measure.placed(on)
    rows = rows.visible_to(user)
    if measure.opens is not None and not (held := scope(user, measure.opens)).everywhere:
        rows = rows.filter(f_region__in=held.region_ids)
    if wanted.place.region is not None:
        rows = rows.filter(f_region=wanted.place.region.pk)
    elif wanted.place.pulje is not None:
        rows = rows.filter(f_region__in=Region.objects.filter(pulje=wanted.place.pulje))
    exact = {"f_year": wanted.year, "f_month": wanted.month, "f_category": wanted.category}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.until is not None:
        before = Q(f_year=wanted.until.year, f_month__lte=wanted.until.month)
        rows = rows.filter(before | Q(f_year__lt=wanted.until.year))
    if wanted.theme and measure.themes:
        rows = rows.filter(**{f"{measure.themes}__contains": [wanted.theme]})
    rows = shown.ready(rows, user)
    return with_words(rows, wanted.text, *shown.search).order_by(*shown.order)


def sum_of(measure: Measure, rows: Rows) -> int:
    """What the rows add up to, as the figure does."""
    return rows.order_by().aggregate(total=measure.amount)["total"] or 0
