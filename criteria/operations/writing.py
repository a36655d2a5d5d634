"""Writing criteria into an edition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.forms import ModelForm

from criteria.models import CriteriaSet, Criterion, CriterionLabel, Label
from criteria.workflow import require_editable
from portal.models import User

KEYWORDS = 600  # characters kept for the search


def add_criterion(*, edition: CriteriaSet, facts: dict[str, Any], labels: Iterable[str]) -> Criterion:
    """A new criterion at the end of `edition`; `labels` are keys of labels."""
    chosen = list(Label.objects.filter(key__in=labels))
    last = edition.criteria.order_by("-position").values_list("position", flat=True).first() or 0
    criterion = Criterion.objects.create(
        edition=edition, position=last + 1, keywords=keywords_of(edition, chosen), **facts
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
        criterion.position = edition.criteria.count() + 1
    return form.save()
