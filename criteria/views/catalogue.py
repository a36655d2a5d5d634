"""The library as anyone reads it: areas, groups, editions and criteria."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from criteria.difference import Version, between, version_of, with_causes
from criteria.forms import EditionChoiceForm, SearchForm
from criteria.hooks import causes_of
from criteria.models import (
    CriteriaSet,
    Criterion,
    Feedback,
    GroupNews,
    Level,
    ProductArea,
    ProductGroup,
    Type,
)
from criteria.models.criterion import CriterionQuerySet
from criteria.models.editions import EditionOrder
from criteria.workflow import EDITION, UNFINISHED, EditionState
from portal import clock
from portal.access import Permission, can
from portal.lateness import lateness
from portal.pages import get_visible

SHOWN_FEEDBACK = 50  # the newest, on a criterion's page
NEWEST = 5  # news on the front page
EXAMPLES = ["kopipapir", "klorgass", "Svanemerket", "drivstoff"]  # of what may be searched for


@login_not_required
@require_safe
def area_list(request: HttpRequest) -> HttpResponse:
    # The filter comes first, so that what is counted is what is in force.
    in_force = ProductGroup.objects.filter(editions__state=EditionState.PUBLISHED)
    groups = in_force.annotate(count=Count("editions__criteria"))
    unfinished = CriteriaSet.objects.visible_to(request.user).unfinished().select_related("group")
    context = {
        "search": SearchForm(),
        "examples": EXAMPLES,
        "areas": ProductArea.objects.annotate(
            count=Count(
                "groups__editions__criteria", filter=Q(groups__editions__state=EditionState.PUBLISHED)
            )
        )
        .order_by("number")  # a grouped query forgets the model's own order
        .prefetch_related(Prefetch("groups", groups.order_by("position"), to_attr="shown_groups")),
        "news": GroupNews.objects.select_related("edition__group")[:NEWEST],
        "unfinished": unfinished.order_by("group__area__number", "group__position"),
        "ended": CriteriaSet.objects.last_of_ended().select_related("group"),
        "overdue": CriteriaSet.objects.overdue(on=clock.today()).select_related("group"),
        "may_edit": can(request.user, Permission.CRITERIA_EDIT),
    }
    return render(request, "criteria/area_list.html", context)


@login_not_required
@require_safe
def group_detail(request: HttpRequest, group: str) -> HttpResponse:
    """The edition in force, or the newest one that the reader may see."""
    found = get_object_or_404(ProductGroup.objects.select_related("area"), key=group)
    editions = list(CriteriaSet.objects.visible_to(request.user).filter(group=found))
    edition = next((e for e in editions if e.is_in_force), editions[0] if editions else None)
    return render(request, "criteria/edition_detail.html", _of_edition(request, found, edition, editions))


@login_not_required
@require_safe
def edition_detail(request: HttpRequest, group: str, number: str) -> HttpResponse:
    edition = find_edition(request, group, number)
    editions = list(CriteriaSet.objects.visible_to(request.user).filter(group=edition.group))
    context = _of_edition(request, edition.group, edition, editions)
    return render(request, "criteria/edition_detail.html", context)


@login_not_required
@require_safe
def edition_difference(request: HttpRequest, group: str, number: str) -> HttpResponse:
    """What is different from another edition: the one that `fra` names, or the one before."""
    edition = find_edition(request, group, number)
    newest_first = list(CriteriaSet.objects.visible_to(request.user).filter(group=edition.group))
    place = newest_first.index(edition)
    others = newest_first[:place] + newest_first[place + 1 :]
    earlier = others[place:] or others
    wanted = request.GET.get("fra", "")
    base = next((other for other in others if other.number == wanted), earlier[0] if earlier else None)
    new, causes = versions(edition), causes_of(edition)
    context = {
        "edition": edition,
        "form": EditionChoiceForm(others, base) if len(others) > 1 else None,
        "base": base,
        "differences": with_causes(between(versions(base), new), causes) if base else [],
        "causes": causes.get("", []),
    }
    return render(request, "criteria/edition_difference.html", context)


@login_not_required
@require_safe
def edition_levels(request: HttpRequest, group: str, number: str) -> HttpResponse:
    """Each type's criteria by level, side by side; where a level has none, it says so."""
    edition = find_edition(request, group, number)
    parts = [
        (heading, [(level, [c for c in criteria if c.level == level]) for level in Level])
        for heading, criteria in by_type(in_print_order(edition))
    ]
    context = {"group": edition.group, "edition": edition, "parts": parts, "levels": list(Level)}
    return render(request, "criteria/edition_levels.html", context)


@login_not_required
@require_safe
def criterion_detail(request: HttpRequest, group: str, number: str, code: str) -> HttpResponse:
    criterion = find_criterion(request, group, number, code)
    same_code = Criterion.objects.visible_to(request.user).filter(
        edition__group=criterion.edition.group, code=criterion.code
    )
    context = {
        "criterion": criterion,
        "edition": criterion.edition,
        "others": same_code.exclude(pk=criterion.pk)
        .select_related("edition__group")
        .order_by(EditionOrder("edition__number").desc()),
        "errata": criterion.errata.all(),
        "feedback": Feedback.objects.shown().filter(
            criterion__code=criterion.code, criterion__edition__group=criterion.edition.group
        )[:SHOWN_FEEDBACK],
        "may_edit": can(request.user, Permission.CRITERIA_EDIT),
        "dependencies": criterion.edition.criteria.filter(code__in=criterion.depends_on).select_related(
            "edition__group"
        ),
    }
    return render(request, "criteria/criterion_detail.html", context)


def find_edition(request: HttpRequest, group: str, number: str) -> CriteriaSet:
    rows = CriteriaSet.objects.visible_to(request.user).select_related("group__area")
    return get_visible(request, rows, group__key=group, number=number)


def find_criterion(request: HttpRequest, group: str, number: str, code: str) -> Criterion:
    rows = Criterion.objects.visible_to(request.user).with_place()
    return get_visible(request, rows, edition__group__key=group, edition__number=number, code__iexact=code)


def in_print_order(edition: CriteriaSet) -> CriterionQuerySet:
    return (
        edition.criteria.select_related("edition__group")
        .prefetch_related("labels", "errata")
        .order_by("position", "pk")
    )


def versions(edition: CriteriaSet) -> list[Version]:
    return [version_of(criterion) for criterion in in_print_order(edition)]


def by_type(criteria: CriterionQuerySet) -> list[tuple[str, list[Criterion]]]:
    """The four types in the order they stand in a tender, each with its criteria."""
    found: dict[str, list[Criterion]] = {}
    for criterion in criteria:
        found.setdefault(criterion.type, []).append(criterion)
    return [(kind.heading, found[kind]) for kind in Type if kind in found]


def _of_edition(
    request: HttpRequest, group: ProductGroup, edition: CriteriaSet | None, editions: list[CriteriaSet]
) -> dict[str, object]:
    return {
        "group": group,
        "edition": edition,
        "editions": editions,
        "parts": by_type(in_print_order(edition)) if edition else [],
        "is_overdue": bool(
            edition
            and edition.is_in_force
            and edition.next_revision_on
            and edition.next_revision_on < clock.today()
        ),
        "late": lateness(edition.next_revision_on if edition else None, on=clock.today()),
        "may_edit": can(request.user, Permission.CRITERIA_EDIT),
        "follows": request.user.is_authenticated and group.subscriptions.filter(user=request.user).exists(),
        "may_begin": not any(other.state in UNFINISHED for other in editions),
        # A draft has its steps on the workbench.
        "steps": EDITION.steps(edition, request.user) if edition and not edition.is_editable else [],
    }
