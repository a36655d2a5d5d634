"""The panel's work on editions: begin one, take it from state to state, correct what is published."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from criteria.hooks import CONSEQUENCES, HINDRANCES
from criteria.models import CriteriaSet, Criterion, CriterionLabel, Erratum, ProductGroup
from criteria.operations.news import tell_of_edition, tell_of_erratum
from criteria.operations.writing import add_criterion, locked
from criteria.words import learn_words
from criteria.workflow import EDIT, EDITION, FINAL, EditionAction, require_editable
from portal import clock
from portal.access import require
from portal.errors import Conflict, Stale
from portal.history import because
from portal.models import User
from portal.operations import records


@transaction.atomic
def begin(*, group: ProductGroup, by: User) -> CriteriaSet:
    """A draft of the group's next edition, a copy of the one in force. Raises `Denied` or `Conflict`.

    A copy of example content is example content, until the panel says that the words are its own.
    """
    require(by, EDIT)
    ProductGroup.objects.select_for_update().get(pk=group.pk)
    worked_on = group.editions.unfinished().first()
    if worked_on is not None:
        raise Conflict(_("Det arbeides allerede med utgave %s.") % worked_on.number, about=worked_on)
    old = group.editions.in_force().first() or group.editions.filter(state__in=FINAL).first()
    with because(_("Ny utgave begynt"), by):
        edition = CriteriaSet.objects.create(
            group=group, number=_next_number(group), example=old is not None and old.example
        )
        if old is not None:
            _copy(old, edition)
    return edition


def _next_number(group: ProductGroup) -> str:
    """After the year's last one; a number is not used again for what comes later."""
    year = clock.today().year
    last = group.editions.filter(number__startswith=f"{year}-").first()
    return f"{year}-{int(last.number.partition('-')[2]) + 1 if last else 1}"


def _copy(old: CriteriaSet, new: CriteriaSet) -> None:
    copies = {}
    for criterion in old.criteria.order_by("position"):
        copies[criterion.pk] = criterion
        criterion.pk, criterion.edition, criterion.version = None, new, 1
    Criterion.objects.bulk_create(copies.values())
    CriterionLabel.objects.bulk_create(
        CriterionLabel(criterion=copies[link.criterion_id], label_id=link.label_id)
        for link in CriterionLabel.objects.filter(criterion_id__in=copies)
    )


@transaction.atomic
def take(
    *, edition: CriteriaSet, action: EditionAction, reason: str = "", seen: str | None = None, by: User
) -> CriteriaSet:
    """Bring the edition, as it was `seen`, to its next state.

    `reason` is asked for where it is withdrawn. Raises `Denied`, `Stale`, or `Conflict` where something stands in
    the way.
    """
    edition = locked(edition)
    target = EDITION.guard(edition, action, by)
    records.require_same(seen, mark_of(edition), about=edition)
    _require_clear(edition, action)
    if action == EditionAction.WITHDRAW and not reason.strip():
        raise Conflict(_("Skriv hvorfor utgaven trekkes tilbake."), about=edition)
    old = edition.group.editions.in_force().first()
    with because(str(action.label), by):
        if action == EditionAction.PUBLISH:
            _supersede(edition)
            edition.published_on = clock.today()
        if action == EditionAction.WITHDRAW:
            edition.ended_on, edition.ended_reason = clock.today(), reason.strip()
        edition.state = target
        edition.save(update_fields=["state", "published_on", "ended_on", "ended_reason"])
        for consequence in CONSEQUENCES:
            consequence(edition, action, by)
    learn_words()
    if action in (EditionAction.PUBLISH, EditionAction.WITHDRAW):
        tell_of_edition(edition, old)
    return edition


@transaction.atomic
def follow_hearing(*, edition: CriteriaSet, action: EditionAction, by: User | None = None) -> CriteriaSet:
    """Bring the edition to where its hearing is: the steps that the portal takes itself. Raises `Conflict`."""
    edition = locked(edition)
    target = EDITION.target(edition, action)
    _require_clear(edition, action)
    with because(str(action.label), by):
        edition.state = target
        edition.save(update_fields=["state"])
    learn_words()
    return edition


def _require_clear(edition: CriteriaSet, action: EditionAction) -> None:
    if hindrances := obstacles(edition, action):
        raise Conflict(" ".join(hindrances), about=edition)


def obstacles(edition: CriteriaSet, action: EditionAction) -> list[str]:
    """What must be done before `action`, as sentences; draws the checklist and guards `take`."""
    if action not in (EditionAction.PUBLISH, EditionAction.SEND_ON_HEARING):
        return []
    found = []
    codes = dict(edition.criteria.values_list("code", "depends_on"))
    if not codes:
        found.append(_("Utgaven må ha minst ett kriterium."))
    for code, needs in codes.items():
        missing = [need for need in needs if need not in codes]
        if missing:
            found.append(
                _("%(code)s henger sammen med %(missing)s, som ikke er i utgaven.")
                % {"code": code, "missing": ", ".join(missing)}
            )
    if action == EditionAction.PUBLISH:
        if not edition.changes.strip() and edition.group.editions.filter(state__in=FINAL).exists():
            found.append(_("Skriv hva som er endret siden forrige utgave, og hvorfor."))
        if edition.next_revision_on is None or edition.next_revision_on <= clock.today():
            found.append(_("Sett en dato fram i tid for når utgaven skal revideres."))
    return found + [reason for hindrance in HINDRANCES for reason in hindrance(edition, action)]


def _supersede(edition: CriteriaSet) -> None:
    for old in edition.group.editions.in_force().select_for_update():
        old.state, old.ended_on = EDITION.target(old, EditionAction.SUPERSEDE), clock.today()
        old.save(update_fields=["state", "ended_on"])


@transaction.atomic
def correct(*, criterion: Criterion, text: str, by: User) -> Erratum:
    """Publish a correction beside a criterion. Raises `Denied`, or `Conflict` for what isn't published."""
    require(by, EDIT)
    if criterion.edition.state not in FINAL:
        raise Conflict(_("Kriteriet er ikke publisert. Rett det i selve teksten."), about=criterion)
    erratum = Erratum.objects.create(
        criterion=criterion, text=text, published_by=by, published_at=clock.now()
    )
    tell_of_erratum(criterion, text)
    return erratum


@transaction.atomic
def remove_criterion(*, criterion: Criterion, seen: str | None = None, by: User) -> None:
    """Take a criterion out of a draft as it was `seen`. Raises `Denied`, `Conflict` or `Stale`."""
    require_editable(by, locked(criterion.edition))
    criterion = records.locked(criterion)
    records.require_same(seen, criterion.mark, about=criterion)
    with because(_("Tok ut %s") % criterion.code, by):
        criterion.delete()


@transaction.atomic
def reorder(*, edition: CriteriaSet, codes: list[str], seen: list[str], by: User) -> None:
    """Put the criteria in the order of `codes`; those not named keep their order after them.

    `seen` is the order they were moved from. Raises `Denied`, `Conflict`, or `Stale` where it is another now.
    """
    require_editable(by, locked(edition))
    place = {code: number for number, code in enumerate(codes)}
    rows = list(edition.criteria.order_by("position", "pk"))
    if seen != [row.code for row in rows]:
        raise Stale(_("Rekkefølgen er endret av noen andre. Se på den, og flytt på nytt."), row=edition)
    rows.sort(key=lambda row: place.get(row.code, len(place)))
    with because(_("Endret rekkefølgen"), by):
        records.put_in_order(rows)


def move(*, edition: CriteriaSet, code: str, up: bool, by: User) -> None:
    """One place up or down."""
    seen = list(edition.criteria.order_by("position", "pk").values_list("code", flat=True))
    reorder(edition=edition, codes=records.shifted(seen, code, up=up), seen=seen, by=by)


@transaction.atomic
def propose(*, edition: CriteriaSet, rows: list[dict[str, Any]], by: User) -> None:
    """Keep what a file says beside the draft until somebody has looked at it. Raises `Denied` or `Conflict`."""
    edition = locked(edition)
    require_editable(by, edition)
    edition.proposal = rows
    with because(_("Leste inn en fil"), by):
        edition.save(update_fields=["proposal"])


@transaction.atomic
def discard(*, edition: CriteriaSet, seen: str, by: User) -> None:
    """Drop the file whose preview was `seen`. Raises `Denied`, `Conflict`, or `Stale` where it is another now."""
    edition = locked(edition)
    require_editable(by, edition)
    if not edition.proposal:
        return
    if seen != preview_mark(edition):
        raise Stale(_("Utkastet eller filen er endret etter at du så forhåndsvisningen."), row=edition)
    edition.proposal = None
    with because(_("Forkastet en fil"), by):
        edition.save(update_fields=["proposal"])


def preview_mark(edition: CriteriaSet) -> str:
    """What a preview is made from, as a hash: the file's rows, and every criterion with its version and place."""
    return _hash(edition.proposal, _standing(edition))


def mark_of(edition: CriteriaSet) -> str:
    """The edition with every criterion in it, as a hash of their versions and places."""
    return _hash(edition.mark, _standing(edition))


def _standing(edition: CriteriaSet) -> list[tuple[int, ...]]:
    return list(edition.criteria.order_by("pk").values_list("pk", "version", "position"))


def _hash(*content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def accept(*, edition: CriteriaSet, seen: str, by: User) -> int:
    """Let the draft be what the file says; returns how many criteria.

    `seen` is the mark of the preview that was looked at. Raises `Denied`, `Conflict`, or `Stale` where the draft or
    the file is another now.
    """
    edition = locked(edition)
    require_editable(by, edition)
    if not edition.proposal:
        raise Conflict(_("Det er ingen fil som venter på denne utgaven."), about=edition)
    if seen != preview_mark(edition):
        raise Stale(_("Utkastet eller filen er endret etter at du så forhåndsvisningen."), row=edition)
    with because(_("Tok inn en fil"), by):
        return _take_in(edition, edition.proposal)


def _take_in(edition: CriteriaSet, rows: list[dict[str, Any]]) -> int:
    edition.criteria.all().delete()
    for row in rows:
        details = {name: value for name, value in row.items() if name != "labels"}
        add_criterion(edition=edition, details=details, labels=row["labels"])
    edition.proposal = None
    edition.save(update_fields=["proposal"])
    return len(rows)
