"""One search over everything a person may see: counties, bodies, work, criteria and reports.

Each kind's rows are narrowed by its own `visible_to` inside the query. What was typed is read in `asking.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Case, Count, F, IntegerField, TextField, Value, When, Window
from django.db.models.functions import Cast, Coalesce, Concat, Left, TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counties.models import Activity, Event, FrameworkAgreement, Kommune, Region, Virksomhet
from criteria.hearing.models import Hearing
from criteria.models import Criterion
from criteria.search import START, STOP, found
from criteria.words import unique
from criteria.workflow import EditionState
from portal import formats
from portal.access import Permission
from portal.links import reverse
from portal.norwegian import NorwegianOrder, folded, norwegian_order
from reporting.models import ReportText, SectionAnswers
from reporting.overview.asking import Sought, loosened, read

if TYPE_CHECKING:
    from portal.access import Person

PREVIEW = 4  # of each kind on the first page
RANKED = 1000  # of each kind, the newest, that those are the best of
EXCERPT = 220  # characters
WHOLE = 60  # characters; what is shorter is a name or a line, not cut from anything
HEADLINE = "headline"
LONG_TEXTS_WEIGH_LESS = 1  # PostgreSQL: the rank is divided by 1 + the logarithm of the length
Rows = Any  # a queryset of any of the kinds' models


@dataclass(frozen=True)
class ResultKind:
    """A kind of thing that can be found; `parts` are the paths whose values `url` is made from."""

    key: str
    label: str | Promise
    rows: Callable[[], Rows]
    title: Any
    about: Any  # where it belongs, in a word
    excerpt: Any  # an expression, or `HEADLINE`: the place in the text where the words stand
    parts: tuple[Any, ...]
    url: Callable[..., str]
    seen: Callable[[Rows, Person], Rows] = lambda rows, user: rows.visible_to(user)
    narrowed: Callable[[Rows, Sought], Rows] = lambda rows, asked: rows.filter(search=asked.query)
    query: Callable[[Sought], SearchQuery] = lambda asked: asked.query  # what rows are ranked and cut by
    told: Callable[[str], str] = str  # `about` as it is read

    def matching(self, user: Person, asked: Sought) -> Rows:
        """What `user` may see of the kind, as dictionaries."""
        return self._told(self._matching(user, asked).order_by(), asked)

    def newest(self, user: Person, asked: Sought, most: int) -> Rows:
        """The same of the `most` newest: a common word is not ranked in all the rows that have it."""
        newest = self._matching(user, asked).order_by("-pk").values("pk")[:most]
        return self._told(self.rows().filter(pk__in=newest), asked)

    def _matching(self, user: Person, asked: Sought) -> Rows:
        return self.narrowed(self.seen(self.rows(), user), asked)

    def _told(self, rows: Rows, asked: Sought) -> Rows:
        query = self.query(asked)
        excerpt = _headline(query) if self.excerpt == HEADLINE else self.excerpt
        parts = zip(PARTS, [*self.parts, Value(""), Value("")], strict=False)
        return rows.annotate(
            s_kind=Value(self.key, output_field=TextField()),
            s_title=Cast(self.title, TextField()),
            s_about=Coalesce(Cast(self.about, TextField()), Value("", output_field=TextField())),
            s_excerpt=Cast(excerpt, TextField()),
            s_rank=SearchRank(F("search"), query, normalization=Value(LONG_TEXTS_WEIGH_LESS)),
            s_number=Cast("pk", IntegerField()),
            **{name: Cast(part, TextField()) for name, part in parts},
        ).values(*FIELDS)


def _headline(query: SearchQuery) -> SearchHeadline:
    return SearchHeadline(
        "text", query, config="norwegian", start_sel=START, stop_sel=STOP, max_words=32, min_words=14
    )


PARTS = ("s_part0", "s_part1", "s_part2")
FIELDS = ("s_kind", "s_title", "s_about", "s_excerpt", "s_rank", "s_number", *PARTS)
ORDER = ("-s_rank", NorwegianOrder("s_title"), "-s_number")  # of the same name the newest first


@dataclass(frozen=True)
class Hit:
    title: str
    about: str
    excerpt: str
    url: str

    @property
    def text(self) -> str:
        """All that is said of it."""
        return f"{self.title} {self.about} {self.excerpt}"


@dataclass(frozen=True)
class Found:
    kind: ResultKind
    count: int
    hits: list[Hit]

    @property
    def more_than(self) -> int | None:
        """Where there are more than are counted."""
        return RANKED if self.count > RANKED else None


def _register(noun: str) -> Callable[..., str]:
    return lambda slug, pk, _none: reverse("counties:register-detail", args=[slug, noun, pk])


def _chapter(year: str, slug: str, section: str) -> str:
    return f"{reverse('reporting:report-read', args=[year, slug])}#kapittel-{section}"


def _when_and_where(about: str) -> str:
    """ "17. mars 2011, Stange · Hedmark"; what is for the whole country has no region."""
    day, place, region = about.split(PART)
    when = formats.day_in_words(dt.date.fromisoformat(day))
    return " · ".join(filter(None, [", ".join(filter(None, [when, place])), region]))


PART = "\x1f"
WHEN_AND_WHERE = Concat(
    Cast(TruncDate("starts_at"), TextField()), Value(PART), "place", Value(PART), "region__name",
    output_field=TextField(),
)  # fmt: skip
NO_TEXT = Value("", output_field=TextField())
REPORT_NAME = Concat(
    "seal__report__region__name", Value(" "), "seal__report__round__slug", output_field=TextField()
)
EDITION_NAME = Concat(  # which of a group's editions, and what has become of it
    "edition__group__name", Value(" "), "edition__number", Value(", "),
    Case(*[When(edition__state=state, then=Value(state.label, TextField())) for state in EditionState]),
    output_field=TextField(),
)  # fmt: skip
DRAFT_NAME = Concat("report__region__name", Value(" "), "report__round__slug", output_field=TextField())
# In the order that they are shown: places, then what most come for.
KINDS: dict[str, ResultKind] = {
    kind.key: kind
    for kind in [
        ResultKind(
            "fylke", _("Fylker og regioner"), Region.objects.all, F("name"), NO_TEXT, NO_TEXT, (F("slug"),),
            lambda slug, *_none: reverse("counties:region-detail", args=[slug]),
        ),
        ResultKind(
            "kommune", _("Kommuner"), Kommune.objects.all, F("name"), F("fylke__name"), F("parallel_name"),
            (F("fylke__region__slug"),), lambda slug, *_none: reverse("counties:region-detail", args=[slug]),
        ),
        ResultKind(
            "kriterium", _("Miljøkriterier"), Criterion.objects.all, F("title"), EDITION_NAME,
            HEADLINE, (F("edition__group__key"), F("edition__number"), F("code")),
            lambda *parts: reverse("criteria:criterion-detail", args=parts),
            narrowed=lambda rows, asked: found(rows, asked.criteria),
            query=lambda asked: asked.criteria.query or asked.query,
        ),
        ResultKind(
            "arrangement", _("Arrangementer"), Event.objects.all, F("title"), WHEN_AND_WHERE, NO_TEXT, (F("pk"),),
            lambda pk, *_none: reverse("counties:event-detail", args=[pk]), told=_when_and_where,
        ),
        ResultKind(
            "horing", _("Høringer"), Hearing.objects.all, F("title"), F("edition__group__name"),
            Left("asked", EXCERPT), (F("pk"),), lambda pk, *_none: reverse("hearing:hearing-detail", args=[pk]),
        ),
        ResultKind(
            "virksomhet", _("Virksomheter"), Virksomhet.objects.all, F("name"), F("home__fylke__region__name"),
            NO_TEXT, (F("home__fylke__region__slug"), F("pk")), _register("virksomheter"),
        ),
        ResultKind(
            "aktivitet", _("Aktiviteter"), Activity.objects.all, F("title"), F("region__name"),
            Left("notes", EXCERPT), (F("region__slug"), F("pk")), _register("aktiviteter"),
            lambda rows, user: rows.where(user, Permission.COUNTY_READ),  # the ministry reads lists, not pages
        ),
        ResultKind(
            "avtale", _("Fellesavtaler"), FrameworkAgreement.objects.all, F("title"), F("region__name"),
            F("supplier"), (F("region__slug"), F("pk")), _register("avtaler"),
        ),
        ResultKind(
            "rapport", _("Årsrapporter"), ReportText.objects.all, F("title"), REPORT_NAME,
            HEADLINE, (F("seal__report__round__slug"), F("seal__report__region__slug"), F("section")),
            _chapter, lambda rows, user: rows.current_for(user),
        ),
        ResultKind(
            "utkast", _("Utkast til årsrapporter"), SectionAnswers.objects.with_words, F("section__title"),
            DRAFT_NAME, HEADLINE, (F("report__round__slug"), F("report__region__slug"), F("section__key")), _chapter,
        ),
    ]
}  # fmt: skip


def search(user: Person, text: str, kind: ResultKind | None = None) -> tuple[Sought, Any] | None:
    """What `user` may see of what `text` asks for, and how it was read; None where it asks for nothing.

    Of one `kind` all rows, else what is found of each. Where nothing has the words as they are typed, they are
    read as written without Norwegian keys, misspelt, or too many.
    """
    asked = read(text)
    if asked is None:
        return None
    rows, are_some = _look(user, asked, kind)
    if not are_some:
        asked = loosened(asked, Criterion.objects.visible_to(user))
        rows, _are_some = _look(user, asked, kind)
    return asked, rows


def _look(user: Person, asked: Sought, kind: ResultKind | None) -> tuple[Any, bool]:
    """What is found, and whether it is anything; a kind's rows are not read before they are shown."""
    if kind is None:
        found_kinds = everywhere(user, asked)
        return found_kinds, bool(found_kinds)
    rows = kind.matching(user, asked).order_by(*ORDER)
    return rows, rows.exists()


def everywhere(user: Person, asked: Sought) -> list[Found]:
    """The best of each kind among the newest `RANKED`, and how many there are of these (1 query)."""
    parts = [
        kind.newest(user, asked, RANKED + 1)
        .annotate(s_count=Window(Count("pk")))
        .values(*FIELDS, "s_count")
        .order_by(*ORDER)[:PREVIEW]
        for kind in KINDS.values()
    ]
    rows = sorted(parts[0].union(*parts[1:], all=True), key=_best_first)
    name = folded(" ".join(asked.words))
    named = [row["s_kind"] for row in rows if folded(row["s_title"]) == name]
    kinds = unique([*named, *KINDS])  # first what is called just that
    found_of = {key: [row for row in rows if row["s_kind"] == key] for key in kinds}
    return [_found(KINDS[key], found) for key, found in found_of.items() if found]


def _best_first(row: dict[str, Any]) -> tuple[float, str, int]:
    """`ORDER`, of rows that have been read."""
    return -row["s_rank"], norwegian_order(row["s_title"]), -row["s_number"]


def _found(kind: ResultKind, rows: list[dict[str, Any]]) -> Found:
    return Found(kind, rows[0]["s_count"], [hit_of(row) for row in rows])


def hit_of(row: dict[str, Any]) -> Hit:
    kind = KINDS[row["s_kind"]]
    url = kind.url(row["s_part0"], row["s_part1"], row["s_part2"])
    return Hit(row["s_title"], kind.told(row["s_about"]), _cut(row["s_excerpt"]), url)


def _cut(excerpt: str) -> str:
    """With dots where a sentence goes on before or after it."""
    bare = excerpt.replace(START, "").replace(STOP, "").strip()
    before = "… " if bare[:1].islower() else ""
    after = "" if not bare or bare[-1] in ".!?" or len(bare) < WHOLE else " …"
    return f"{before}{excerpt.strip()}{after}"
