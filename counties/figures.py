"""The annual report's figures, counted from the counties' own rows: one query for any number of reports.

Each figure is raw, as an answer is typed ("12", "40", "ja", "interkommunalt" or a list of keys), or absent where the
rows cannot say. Percentages are whole; amounts are whole kroner.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, DateField, F, Func, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, ExtractYear, JSONObject
from django.urls import reverse

from counties.models import (
    Activity,
    AssistanceRequest,
    FrameworkAgreement,
    Grant,
    GrantKind,
    Knutepunkt,
    Kommune,
    KommuneFollowUp,
    Meeting,
    Member,
    SeatRole,
    Sector,
    Styringsgruppe,
    Task,
    TildelingsbrevFollowUp,
    VirksomhetKind,
)
from counties.models.virksomheter import seat_region

Raw = str | list[str]
GROUPS = ("politikere", "ledere", "innkjopere", "leverandorer")
SHARES = ("policy", "routines", "agreement", "training")


def sources(*, region: OuterRef, year: OuterRef) -> dict[str, Subquery]:
    """A JSON object for each source of figures, for the region and year of the outer query's row."""
    last_day = Func(year, Value(12), Value(31), function="make_date", output_field=DateField())
    return {
        "activities": _one(
            Activity.objects.annotate(y=ExtractYear("happened_on")).filter(region=region, y=year),
            "region",
            {task.value: Count("pk", filter=Q(task=task)) for task in Task}
            | {group: Coalesce(Sum(group), 0) for group in GROUPS},
        ),
        "agreements": _one(
            FrameworkAgreement.objects.with_use()
            .annotate(y=ExtractYear("from_on"))
            .filter(region=region, y=year),
            "region",
            {
                "new": Count("pk"),
                "with_criteria": Count("pk", filter=Q(uses_criteria=True)),
                "value": Coalesce(Sum("yearly_value", filter=Q(uses_criteria=True)), 0),
            },
        ),
        "areas": _one(
            FrameworkAgreement.objects.with_criteria()
            .annotate(begins=ExtractYear("from_on"), ends=ExtractYear("to_on"))
            .filter(region=region, begins__lte=year, ends__gte=year),
            "region",
            {"keys": ArrayAgg("product_groups__area__key", distinct=True, default=Value([]))},
        ),
        "group": _one(
            Member.objects.filter(
                Q(to_on=None) | Q(to_on__gte=last_day),
                styringsgruppe__region=region,
                styringsgruppe__established_on__lte=last_day,
                from_on__lte=last_day,
            ),
            "styringsgruppe__region",
            {
                "members": Count("pk", filter=~Q(seat=SeatRole.SEKRETAER)),
                "sectors": ArrayAgg("sector", distinct=True, default=Value([])),
                "secretary": ArrayAgg("sector", filter=Q(seat=SeatRole.SEKRETAER), default=Value([])),
            },
        ),
        "established": _one(
            Styringsgruppe.objects.filter(
                Q(ended_on=None) | Q(ended_on__gte=last_day), region=region, established_on__lte=last_day
            ),
            "region",
            {"count": Count("pk")},
        ),
        "meetings": _one(
            Meeting.objects.annotate(y=ExtractYear("starts_at")).filter(
                styringsgruppe__region=region, y=year
            ),
            "styringsgruppe__region",
            {"count": Count("pk")},
        ),
        "knutepunkt": Subquery(
            Knutepunkt.objects.filter(
                Q(to_on=None) | Q(to_on__gte=last_day), region=region, from_on__lte=last_day
            )
            .annotate(j=JSONObject(kind=F("kind"), arsverk=F("arsverk"), secretariat=F("is_secretariat")))
            .values("j")[:1]
        ),
        "kommuner": _one(
            Kommune.objects.filter(fylke__region=region), "fylke__region", {"count": Count("pk")}
        ),
        "follow_ups": _one(
            KommuneFollowUp.objects.filter(kommune__fylke__region=region, year=year),
            "kommune__fylke__region",
            {name: Count("pk", filter=Q(**{name: True})) for name in (*SHARES, "livskraftig")},
        ),
        "letters": _one(
            _at_home(TildelingsbrevFollowUp.objects.filter(year=year), "virksomhet__", region),
            "home",
            {
                "contacted": Count("pk", filter=Q(contacted=True)),
                "asked": Count("pk", filter=Q(contacted=True, asked=True)),
            },
        ),
        "helped": _one(
            AssistanceRequest.objects.annotate(y=ExtractYear("created_at")).filter(
                region=region, y=year, virksomhet__kind=VirksomhetKind.STATSETAT
            ),
            "region",
            {"count": Count("virksomhet", distinct=True)},
        ),
        "grants": _one(
            Grant.objects.filter(region=region, year=year),
            "region",
            {f"got_{kind}": Coalesce(Sum("received", filter=Q(kind=kind)), 0) for kind in GrantKind}
            | {"spent": Coalesce(Sum("spent"), 0)},
        ),
    }


def figures(found: Mapping[str, Any]) -> dict[str, Raw]:
    """The figures by key, from what `sources` gave for one report (None where a source has no rows)."""
    activities, agreements = found["activities"] or {}, found["agreements"] or {}
    counted: dict[str, Raw] = {f"akt_{task}": str(activities.get(task.value, 0)) for task in Task}
    counted |= {f"delt_{group}": str(activities.get(group, 0)) for group in GROUPS}
    counted["dialog"] = "ja" if activities.get(Task.DIALOG.value) else "nei"
    counted["avtaler_nye"] = str(agreements.get("new", 0))
    counted["avtaler_med_kriterier"] = str(agreements.get("with_criteria", 0))
    counted["avtaler_verdi"] = str(agreements.get("value", 0))
    areas = [key for key in (found["areas"] or {}).get("keys", []) if key]
    counted["produktomrader"] = sorted(areas) or ["ingen"]
    return counted | _organisation(found) | _follow_up(found) | _grants(found)


def _organisation(found: Mapping[str, Any]) -> dict[str, Raw]:
    group, knutepunkt = found["group"] or {}, found["knutepunkt"]
    counted: dict[str, Raw] = {
        "styringsgruppe": "ja" if found["established"] else "nei",
        "medlemmer": str(group.get("members", 0)),
        "moter": str((found["meetings"] or {}).get("count", 0)),
        "har_knutepunkt": "ja" if knutepunkt else "nei",
    }
    if group.get("sectors"):
        counted["sektorer"] = sorted(group["sectors"])
    if knutepunkt:
        counted["vert"] = knutepunkt["kind"]
        counted["arsverk"] = f"{float(knutepunkt['arsverk']):g}".replace(".", ",")
    if knutepunkt and knutepunkt["secretariat"]:
        counted["sekretariat"] = "knutepunkt"
    elif group.get("secretary"):
        own = group["secretary"][0]
        counted["sekretariat"] = own if own in (Sector.FYLKESMANN, Sector.FYLKESKOMMUNE) else "andre"
    return counted


def _follow_up(found: Mapping[str, Any]) -> dict[str, Raw]:
    counted: dict[str, Raw] = {"stat_hjulpet": str((found["helped"] or {}).get("count", 0))}
    follow_ups, kommuner = found["follow_ups"], (found["kommuner"] or {}).get("count", 0)
    if follow_ups and kommuner:
        counted |= {f"kommuner_{name}": str(_percent(follow_ups[name], kommuner)) for name in SHARES}
        counted["livskraftig"] = str(follow_ups["livskraftig"])
    letters = found["letters"]
    if letters and letters["contacted"]:
        counted["stat_kontaktet"] = str(letters["contacted"])
        counted["stat_bedt"] = str(_percent(letters["asked"], letters["contacted"]))
    return counted


def _grants(found: Mapping[str, Any]) -> dict[str, Raw]:
    grants = found["grants"]
    if not grants:
        return {}
    counted: dict[str, Raw] = {f"tilskudd_{kind}": str(grants[f"got_{kind}"]) for kind in GrantKind}
    return counted | {"tilskudd_brukt": str(grants["spent"])}


def rows_url(key: str, *, slug: str, year: int) -> str:  # noqa: PLR0911 - one line per kind of page
    """The page with the rows that a figure was counted from, narrowed to the year where it can be."""
    task = key.removeprefix("akt_")
    if key.startswith("akt_"):
        return f"{_page('register-list', slug, 'aktiviteter')}?task={task}&year={year}"
    if key.startswith("delt_") or key == "dialog":
        return f"{_page('register-list', slug, 'aktiviteter')}?year={year}"
    if key.startswith("avtaler_") or key == "produktomrader":
        return f"{_page('register-list', slug, 'avtaler')}?year={year}"
    if key in ("styringsgruppe", "medlemmer", "sektorer"):
        return _page("register-list", slug, "medlemmer")
    if key == "moter":
        return f"{_page('register-list', slug, 'moter')}?year={year}"
    if key.startswith("kommuner_") or key == "livskraftig":
        return f"{_page('kommune-grid', slug)}?year={year}"
    if key == "stat_hjulpet":
        return f"{_page('request-list', slug)}?state=all&year={year}"
    if key.startswith("stat_"):
        return f"{_page('letter-grid', slug)}?year={year}"
    if key.startswith("tilskudd_"):
        return f"{_page('grant-account', slug)}?year={year}"
    return _page("knutepunkt", slug)


def _page(name: str, *arguments: str) -> str:
    return reverse(f"counties:{name}", args=arguments)


def _percent(part: int, whole: int) -> int:
    """Rounded half up, as people do."""
    return (200 * part + whole) // (2 * whole)


def _one(rows: QuerySet[Any], region_path: str, columns: dict[str, Any]) -> Subquery:
    """One JSON object with the aggregates of all the rows; NULL where there are none."""
    grouped = rows.order_by().values(region_path).annotate(j=JSONObject(**columns))
    return Subquery(grouped.values("j")[:1])


def _at_home(rows: QuerySet[Any], path: str, region: OuterRef) -> QuerySet[Any]:
    """Rows whose virksomhet belongs to the region, with its region as `home`."""
    return rows.annotate(home=seat_region(path)).filter(home=region)
