"""Writing criteria into an edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from criteria.models import CriteriaSet, Criterion, CriterionLabel, Label
from criteria.workflow import require_editable
from portal.history import because
from portal.models import User
from portal.operations import records

KEYWORDS = 600  # characters kept for the search


def add_criterion(*, edition: CriteriaSet, details: dict[str, Any], labels: Iterable[str]) -> Criterion:
    """A new criterion at the end of `edition`; `labels` are keys of labels."""
    chosen = list(Label.objects.filter(key__in=labels))
    criterion = Criterion(
        edition=edition, position=_next_position(edition), keywords=keywords_of(edition, chosen), **details
    )
    criterion.kinds = " ".join(criterion.kind_names)
    criterion.save()
    CriterionLabel.objects.bulk_create(CriterionLabel(criterion=criterion, label=label) for label in chosen)
    return criterion


def keywords_of(edition: CriteriaSet, labels: Iterable[Label]) -> str:
    """What the search knows a criterion by beside its own words."""
    return " ".join([edition.group.name, *(label.name for label in labels)])[:KEYWORDS]


@transaction.atomic
def save_criterion(
    *, criterion: Criterion, values: Mapping[str, Any], seen: str | None = None, by: User
) -> Criterion:
    """Keep `values` of a draft's criterion, new or as it was `seen`; `labels` are rows.

    Raises `Denied`, `Conflict` or `Stale`.
    """
    edition = locked(criterion.edition)
    require_editable(by, edition)
    if criterion.pk is None:
        criterion.position = _next_position(edition)
    else:
        criterion = records.locked(criterion)
        records.require_seen(criterion, seen, values)
    criterion.keywords = keywords_of(edition, values["labels"])
    records.fill(criterion, values)
    criterion.kinds = " ".join(criterion.kind_names)
    with because(_("Skrev kriteriet %s") % criterion.code, by):
        records.keep(criterion, values)
    return criterion


@transaction.atomic
def describe(*, edition: CriteriaSet, values: Mapping[str, Any], seen: str | None, by: User) -> CriteriaSet:
    """Keep what is said of a draft as it was `seen`. Raises `Denied`, `Stale`, or `Conflict` once it is published."""
    edition = locked(edition)
    require_editable(by, edition)
    records.require_seen(edition, seen, values)
    records.fill(edition, values)
    with because(_("Skrev om utgaven"), by):
        edition.save(update_fields=list(values))
    return edition


def locked(edition: CriteriaSet) -> CriteriaSet:
    """Whoever writes in an edition waits for whoever else does. Raises `Conflict` where it is gone."""
    return records.locked(edition, CriteriaSet.objects.select_related("group"))


def _next_position(edition: CriteriaSet) -> int:
    return (edition.criteria.aggregate(last=Max("position"))["last"] or 0) + 1
