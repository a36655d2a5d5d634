"""The expert group around a draft: invited by the panel, reading by a link, with interests declared first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from criteria.hearing.models import Expert, ExpertComment
from criteria.hearing.operations.letters import address
from criteria.models import CriteriaSet
from criteria.workflow import EDIT, require_editable
from portal import clock, formats
from portal.access import Role, require
from portal.errors import Conflict
from portal.history import because
from portal.letters import Letter
from portal.models import User
from portal.operations import records
from portal.operations.notifications import notify
from portal.operations.outbox import post_as_previewed

LONGEST = dt.timedelta(days=180)


@transaction.atomic
def invite(*, edition: CriteriaSet, values: Mapping[str, Any], previewed: str = "", by: User) -> Expert:
    """A key for one expert, by e-mail; asking the same address again sends the same key.

    Raises `Denied`, `Unseen`, or `Conflict` where the edition is no draft or the day won't do.
    """
    edition = records.locked(edition, CriteriaSet.objects.select_related("group"))
    require_editable(by, edition)
    today = clock.today()
    if not today <= values["expires_on"] <= today + LONGEST:
        raise Conflict(_("Lenken må gjelde fra i dag og høyst %d dager.") % LONGEST.days)
    expert = edition.experts.filter(email__iexact=values["email"], revoked_at=None).first()
    expert = expert or Expert(edition=edition, invited_at=clock.now(), invited_by=by)
    records.fill(expert, values)
    with because(_("Inviterte en fagperson"), by):
        expert.save()
    post_as_previewed([letter_to(expert)], previewed)
    return expert


def letter_to(expert: Expert) -> Letter:
    text = _(
        "Innkjøpspanelet ber deg lese utkastet til kriterier for %(edition)s og si hva du mener om det, før det "
        "sendes på høring. Du oppgir først hvilke interesser du har i saken. Lenken gjelder til og med %(day)s."
    ) % {"edition": expert.edition, "day": formats.day_in_words(expert.expires_on)}
    own = _("Les utkastet her:\n%s") % address(expert.get_absolute_url())
    return Letter(expert.email, _("Les et utkast: %s") % expert.edition, text, own)


@transaction.atomic
def revoke(*, expert: Expert, by: User) -> None:
    """Nobody reads with it any more; what was said stays. Twice changes nothing. Raises `Denied`."""
    require(by, EDIT)
    expert = records.locked(expert)
    if expert.revoked_at is None:
        expert.revoked_at, expert.revoked_by = clock.now(), by
        with because(_("Tok tilbake en lenke"), by):
            expert.save(update_fields=["revoked_at", "revoked_by"])


@transaction.atomic
def declare(*, expert: Expert, interests: str) -> Expert:
    """The expert says what interests they have, or that they have none. Raises `Conflict`."""
    expert = _open(expert)
    if not interests.strip():
        raise Conflict(_("Skriv hvilke interesser du har i saken, eller «Ingen»."))
    expert.interests, expert.declared_at = interests.strip(), clock.now()
    with because(_("Oppga interesser"), None):
        expert.save(update_fields=["interests", "declared_at"])
    return expert


@transaction.atomic
def comment(*, expert: Expert, code: str, text: str) -> ExpertComment:
    """A word on one criterion (by its code) or, with "", on the whole. Raises `Conflict`."""
    expert = _open(expert)
    if expert.declared_at is None:
        raise Conflict(_("Oppgi hvilke interesser du har i saken først."), about=expert)
    if code and not expert.edition.criteria.filter(code=code).exists():
        raise Conflict(_("%s er ikke i utkastet lenger.") % code[:12], about=expert)
    said = ExpertComment.objects.create(expert=expert, code=code, text=text, said_at=clock.now())
    if expert.comments.count() == 1:
        notify(
            users=User.objects.with_roles([Role.PANEL]),
            subject=_("%(name)s har lest utkastet til %(edition)s")
            % {"name": expert.name, "edition": expert.edition},
            body=text,
            path=f"{expert.edition.get_absolute_url()}fagpersoner/",
        )
    return said


def _open(expert: Expert) -> Expert:
    expert = records.locked(expert, Expert.objects.select_related("edition__group"))
    if not expert.opens(on=clock.today()):
        raise Conflict(_("Lenken gjelder ikke lenger. Spør den som sendte deg den."))
    return expert
