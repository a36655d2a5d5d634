"""A buyer's selections. They are the owner's alone, or the browser's until somebody signs in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from criteria.models import CriteriaSet, Criterion, Level, Selection, SelectionItem
from criteria.models.selection import OWN_WORDS, new_token
from criteria.operations.news import newest_of
from portal import clock
from portal.errors import Conflict
from portal.models import User
from portal.operations import records

FORGOTTEN = dt.timedelta(days=30)  # twice as long as a session lasts
MOST_ITEMS = 300  # in one selection


def start(*, name: str = "", level: str = Level.BASIS, owner: User | None) -> Selection:
    return Selection.objects.create(name=name or _("Min anskaffelse"), level=level, owner=owner)


@dataclass(frozen=True)
class Added:
    """What became of what was to be added."""

    new: int
    there: int = 0  # stood in the selection from before
    left_out: tuple[Criterion, ...] = ()  # of a higher level than the selection's


@transaction.atomic
def add(*, selection: Selection, criteria: Iterable[Criterion]) -> Added:
    """Put criteria at the end; those that are there already stay as they are.

    Raises `Conflict` for editions that no longer hold, and where the selection would grow too large.
    """
    selection = records.locked(selection)
    criteria = list(criteria)
    _require_in_force(criteria, selection)
    have = set(selection.items.values_list("criterion_id", flat=True))
    new = [criterion for criterion in criteria if criterion.pk not in have]
    if len(have) + len(new) > MOST_ITEMS:
        raise Conflict(_("Et utvalg har plass til %d kriterier. Lag et nytt.") % MOST_ITEMS, about=selection)
    last = selection.items.aggregate(last=Max("position"))["last"] or 0
    SelectionItem.objects.bulk_create(
        SelectionItem(selection=selection, criterion=criterion, position=last + number)
        for number, criterion in enumerate(new, start=1)
    )
    _touch(selection)
    return Added(len(new), len(criteria) - len(new))


def _require_in_force(criteria: Iterable[Criterion], selection: Selection) -> None:
    """What no longer holds is refused with the panel's reason."""
    rows = Criterion.objects.filter(pk__in=[criterion.pk for criterion in criteria]).select_related("edition")
    ended = rows.exclude(pk__in=rows.in_force()).first()
    if ended:
        reason = ended.edition.end_in_words or _("Utgave %s er ikke publisert.") % ended.edition.number
        raise Conflict(
            _("%(code)s kan ikke legges i et utvalg. %(reason)s") % {"code": ended.code, "reason": reason},
            about=selection,
        )


def add_edition(*, selection: Selection, edition: CriteriaSet) -> Added:
    """A whole group at the selection's level: basis only, or everything where it is advanced."""
    criteria = list(edition.criteria.order_by("position", "pk"))
    taken = [row for row in criteria if selection.level == Level.AVANSERT or row.level == Level.BASIS]
    added = add(selection=selection, criteria=taken)
    return replace(added, left_out=tuple(row for row in criteria if row not in taken))


@transaction.atomic
def describe(*, selection: Selection, values: Mapping[str, Any], seen: str | None) -> Selection:
    """Keep the name and the level of a selection as it was `seen`. Raises `Stale`."""
    selection = records.locked(selection)
    records.require_seen(selection, seen, values)
    records.fill(selection, values)
    selection.save(update_fields=list(values))
    return selection


@transaction.atomic
def adapt(*, item: SelectionItem, values: Mapping[str, Any], seen: str | None) -> SelectionItem:
    """Keep the buyer's own title, text, proof, weight and note of an item as it was `seen`.

    Words equal to the original are no adaptation. Raises `Stale`.
    """
    records.locked(item.selection)
    item = records.locked(item, SelectionItem.objects.select_related("criterion", "selection"))
    own = _own_words(item.criterion, values)
    records.require_seen(item, seen, own)
    records.fill(item, own)
    item.save(update_fields=list(own))
    _touch(item.selection)
    return item


def _own_words(criterion: Criterion, values: Mapping[str, Any]) -> dict[str, Any]:
    own: dict[str, Any] = {"note": values["note"]}
    for name in OWN_WORDS:
        typed = _plain(values[name])
        own[name] = None if typed == _plain(getattr(criterion, name)) else typed
    own["weight"] = values.get("weight") if criterion.is_award else None
    return own


def _plain(text: str) -> str:
    """Browsers send line ends of their own."""
    return text.replace("\r\n", "\n").strip()


@transaction.atomic
@transaction.atomic
def take_out(*, item: SelectionItem, seen: str | None = None) -> None:
    """Take it out as it was `seen`. Raises `Gone` or `Stale`."""
    item = records.locked(item)
    records.require_same(seen, item.mark, about=item.selection)
    item.delete()
    _touch(item.selection)


def throw_away(*, selection: Selection) -> None:
    selection.delete()


@transaction.atomic
def move(*, item: SelectionItem, up: bool) -> None:
    """One place up or down among those of the same type."""
    selection = records.locked(item.selection)
    rows = list(selection.items.select_related("criterion").order_by("position", "pk"))
    same = [row for row in rows if row.criterion.type == item.criterion.type]
    here = next(number for number, row in enumerate(same) if row.pk == item.pk)
    there = here + (-1 if up else 1)
    if 0 <= there < len(same):
        one, other = rows.index(same[here]), rows.index(same[there])
        rows[one], rows[other] = rows[other], rows[one]
    records.put_in_order(rows)
    _touch(selection)


@transaction.atomic
def share(*, selection: Selection, on: bool) -> Selection:
    """Give the selection a secret address that anyone may read, or take it away; a new one is never the old."""
    selection = records.locked(selection)
    selection.share_token = new_token() if on else None
    selection.save(update_fields=["share_token"])
    return selection


@transaction.atomic
def copy(*, selection: Selection, owner: User | None) -> Selection:
    """The same criteria, texts and weights in a selection of one's own. Notes stay with who wrote them."""
    same_owner = owner is not None and selection.owner_id == owner.pk
    new = start(name=_("Kopi av %s") % selection.name[:100], level=selection.level, owner=owner)
    SelectionItem.objects.bulk_create(
        SelectionItem(
            selection=new,
            criterion_id=item.criterion_id,
            position=item.position,
            title=item.title,
            text=item.text,
            verification=item.verification,
            weight=item.weight,
            note=item.note if same_owner else "",
        )
        for item in selection.items.all()
    )
    return new


def claim(*, primary_keys: Iterable[int], by: User) -> int:
    """What was picked before signing in becomes the person's own; returns how many selections."""
    return Selection.objects.filter(pk__in=list(primary_keys), owner=None).update(owner=by)


def tidy(*, now: dt.datetime) -> int:
    """Delete what no browser holds any longer; returns how many selections."""
    forgotten = Selection.objects.filter(owner=None, share_token=None, changed_at__lt=now - FORGOTTEN)
    count = forgotten.count()
    forgotten.delete()
    return count


def _touch(selection: Selection) -> None:
    selection.changed_at = clock.now()
    selection.save(update_fields=["changed_at"])


@transaction.atomic
def bring_up_to_date(*, selection: Selection) -> tuple[int, int]:
    """Items with no words of their own get the edition in force; returns how many, and how many are left.

    What is adapted is left for its owner, who compares it with the new text.
    """
    selection = records.locked(selection)
    items = list(selection.items.select_related("criterion__edition__group"))
    newest = newest_of(items)
    have = {item.criterion_id for item in items}
    plain = [item for item in items if item.pk in newest and not item.is_adapted]
    updated = 0
    for item in plain:
        if newest[item.pk].pk not in have:
            item.criterion = newest[item.pk]
            item.save(update_fields=["criterion"])
            updated += 1
    _touch(selection)
    return updated, len(newest) - updated


@transaction.atomic
def renew(*, item: SelectionItem) -> SelectionItem:
    """Put the criterion in force under the item's own words. Raises `Conflict` where there is none."""
    selection = records.locked(item.selection)
    newer = newest_of([item]).get(item.pk)
    if newer is None or selection.items.filter(criterion=newer).exists():
        raise Conflict(
            _("Det finnes ingen nyere utgave å hente, eller den er i utvalget fra før."), about=selection
        )
    item.criterion = newer
    item.save(update_fields=["criterion"])
    _touch(selection)
    return item
