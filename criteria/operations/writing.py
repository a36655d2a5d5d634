"""Writing criteria into an edition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.forms import ModelForm

from criteria.models import CriteriaSet, Criterion, CriterionLabel, Label
from criteria.workflow import require_editable
from portal.models import User

KEYWORDS = 600  # characters kept for the search


def add_criterion(*, edition: CriteriaSet, facts: dict[str, Any], labels: Iterable[str]) -> Criterion:
    """A new criterion at the end of `edition`; `labels` are keys of labels."""
    chosen = list(Label.objects.filter(key__in=labels))
    criterion = Criterion.objects.create(
        edition=edition, position=_next_position(edition), keywords=keywords_of(edition, chosen), **facts
    )
    CriterionLabel.objects.bulk_create(CriterionLabel(criterion=criterion, label=label) for label in chosen)
    return criterion


def keywords_of(edition: CriteriaSet, labels: Iterable[Label]) -> str:
    """What the search knows a criterion by beside its own words."""
    return " ".join([edition.group.name, *(label.name for label in labels)])[:KEYWORDS]


@transaction.atomic
def save_criterion(*, form: ModelForm, by: User) -> Criterion:
    """Keep what a valid form says of a criterion in a draft. Raises `Denied` or `Conflict`."""
    criterion = form.instance
    edition = CriteriaSet.objects.select_for_update(of=("self",)).get(pk=criterion.edition_id)
    require_editable(by, edition)
    labels = form.cleaned_data["labels"]
    criterion.keywords = keywords_of(criterion.edition, labels)
    if criterion.pk is None:
        criterion.position = _next_position(edition)
    return form.save()


@transaction.atomic
def describe(*, form: ModelForm, by: User) -> CriteriaSet:
    """Keep what a valid form says of a draft. Raises `Denied`, or `Conflict` once it is published."""
    edition: CriteriaSet = form.instance
    require_editable(by, CriteriaSet.objects.select_for_update(of=("self",)).get(pk=edition.pk))
    edition.save(update_fields=form.cleaned_data.keys())
    return edition


def _next_position(edition: CriteriaSet) -> int:
    return (edition.criteria.aggregate(last=Max("position"))["last"] or 0) + 1
