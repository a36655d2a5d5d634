"""Telling those who follow: subscribers of a group, and owners of selections that fell out of date."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from criteria.difference import changes_of
from criteria.models import (
    CriteriaSet,
    Criterion,
    GroupNews,
    ProductGroup,
    Selection,
    SelectionItem,
    Subscription,
)
from criteria.workflow import FINAL, EditionState
from portal import clock
from portal.models import User
from portal.operations.notifications import notify


def tell_of_edition(edition: CriteriaSet, old: CriteriaSet | None) -> None:
    """An edition was published, in the place of `old`, or was withdrawn."""
    withdrawn = edition.state == EditionState.WITHDRAWN
    what = _("Kriteriene for %s er trukket tilbake") if withdrawn else _("Nye kriterier for %s")
    news = GroupNews.objects.create(
        edition=edition,
        title=what % edition.group,
        text=edition.ended_reason if withdrawn else edition.changes,
        happened_at=clock.now(),
    )
    _mail_subscribers(news)
    if withdrawn:
        _tell_owners(edition.criteria.all(), {c.code: news.text for c in edition.criteria.all()}, news)
    elif old is not None:
        _tell_owners(old.criteria.all(), _changes(old, edition), news)


def tell_of_erratum(criterion: Criterion, text: str) -> None:
    news = GroupNews.objects.create(
        edition=criterion.edition,
        title=_("Rettelse til %s") % criterion,
        text=text,
        code=criterion.code,
        happened_at=clock.now(),
    )
    _mail_subscribers(news)
    _tell_owners([criterion], {criterion.code: text}, news)


def _mail_subscribers(news: GroupNews) -> None:
    followers = User.objects.filter(subscriptions__group=news.edition.group, is_active=True)
    notify(users=followers, subject=news.title, body=news.text, path=news.get_absolute_url())


def _changes(old: CriteriaSet, new: CriteriaSet) -> dict[str, str]:
    """What became of each of the old criteria, in words; those that are the same are left out."""
    after = {criterion.code: criterion for criterion in new.criteria.prefetch_related("labels")}
    found = {}
    for criterion in old.criteria.prefetch_related("labels"):
        if criterion.code not in after:
            found[criterion.code] = _("Er ikke med i utgave %s.") % new.number
        elif changes := changes_of(criterion, after[criterion.code]):
            found[criterion.code] = "\n".join(change.in_words for change in changes)
    return found


def _tell_owners(criteria: Iterable[Criterion], changes: dict[str, str], news: GroupNews) -> None:
    """One message for each selection that holds something of what changed."""
    touched = [criterion.pk for criterion in criteria if criterion.code in changes]
    items = (
        SelectionItem.objects.filter(criterion__in=touched, selection__owner__is_active=True)
        .select_related("criterion", "selection__owner")
        .order_by("selection", "position")
    )
    by_selection: dict[Selection, list[str]] = {}
    for item in items:
        line = f"{item.criterion}\n{changes[item.criterion.code]}"
        by_selection.setdefault(item.selection, []).append(line)
    for selection, lines in by_selection.items():
        owner = selection.owner
        if owner is not None:
            subject = _("Utvalget «%(name)s»: %(what)s") % {"name": selection.name[:80], "what": news.title}
            body = "\n\n".join(lines)
            notify(users=[owner], subject=subject[:200], body=body, path=selection.get_absolute_url())


@transaction.atomic
def follow(*, group: ProductGroup, on: bool, by: User) -> None:
    if on:
        Subscription.objects.get_or_create(user=by, group=group)
    else:
        Subscription.objects.filter(user=by, group=group).delete()


def newest_of(items: Iterable[SelectionItem]) -> dict[int, Criterion]:
    """By the item's key: the criterion in force that took the place of the one it holds."""
    old = [item for item in items if item.criterion.edition.state in FINAL - {EditionState.PUBLISHED}]
    rows = Criterion.objects.in_force().filter(
        code__in={item.criterion.code for item in old},
        edition__group__in={item.criterion.edition.group_id for item in old},
    )
    by_code = {(row.edition.group_id, row.code): row for row in rows.with_place()}
    found = {item.pk: by_code.get((item.criterion.edition.group_id, item.criterion.code)) for item in old}
    return {key: row for key, row in found.items() if row is not None}
