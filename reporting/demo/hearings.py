"""Hearings in the demo: one open, one settled with its public table, one coming, and an expert group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from criteria.hearing.models import Expert, Hearing, HearingComment, HearingReply, Invitation
from criteria.hearing.operations import (
    answering,
    experts,
    moderating,
    preparing,
    resolving,
    running,
    settling,
)
from criteria.hearing.workflow import HearingState
from criteria.models import CriteriaSet, ProductGroup
from criteria.operations import editions
from criteria.workflow import EditionAction
from portal import clock
from portal.letters import mark_of
from portal.models import User

SAID = yaml.safe_load((Path(__file__).parent / "data" / "hearings.yaml").read_text(encoding="utf-8"))
SENDER = ("kind", "organisation", "contact_name", "email", "shows_name")
DATES = ("opens_on", "closes_on")


def live(people: Mapping[str, User]) -> None:
    """`people` by the first part of their demo addresses."""
    panel = people["panel"]
    _coming(panel)
    under_way(panel)
    _expert_group(panel)


def draft_of(key: str, panel: User) -> CriteriaSet:
    return editions.begin(group=ProductGroup.objects.get(key=key), by=panel)


def settle(edition: CriteriaSet, panel: User) -> None:
    """The hearing of a draft that is published afterwards, as of the day it is published."""
    said = SAID["settled"]
    hearing = _begun(edition, said, panel)
    with clock.at(_morning(said["opens_on"])):
        _opened(hearing)
    for day, answer in enumerate(said["answers"]):
        with clock.at(_morning(said["opens_on"] + dt.timedelta(days=20 + day))):
            moderating.show(reply=_answer(hearing, answer), by=panel)
    _on_its_days(hearing, said)
    with clock.at(_morning(said["closes_on"] + dt.timedelta(days=1))):
        running.close_now(hearing=hearing, on=clock.today())
    with clock.at(_morning(said["closes_on"] + dt.timedelta(days=20))):
        for one in said["resolutions"]:
            comments = [_comment(hearing, sender, code).pk for sender, code in one["of"]]
            details = {"outcome": one["outcome"], "reason": one["reason"]}
            resolving.resolve(hearing=hearing, comments=comments, **details, by=panel)


def publish(edition: CriteriaSet, panel: User) -> None:
    """What publishing does to the hearing of the edition."""
    settling.settle(edition, EditionAction.PUBLISH, panel)


def under_way(panel: User) -> None:
    said = SAID["open"]
    edition = draft_of(said["group"], panel)
    for code, fields in said["changes"].items():
        edition.criteria.filter(code=code).update(**fields)
    hearing = _begun(edition, said, panel)
    with clock.at(_morning(said["opens_on"])):
        _opened(hearing)
    for day, answer in enumerate(said["answers"]):
        with clock.at(_morning(said["opens_on"] + dt.timedelta(days=10 + 2 * day))):
            reply = _answer(hearing, answer)
            if reason := said["hidden"].get(answer.get("contact_name")):
                moderating.hide(reply=reply, reason=reason, by=panel)
            elif reply.organisation not in said["waiting"]:
                moderating.show(reply=reply, by=panel)
    for answer in said["begun"]:
        with clock.at(_morning(dt.date(2011, 2, 10))):
            _written(hearing, answer)
    _on_its_days(hearing, said)


def _coming(panel: User) -> None:
    said = SAID["coming"]
    hearing = _begun(draft_of(said["group"], panel), said, panel)
    preparing.announce(hearing=hearing, previewed=mark_of(preparing.invitations_of(hearing)), by=panel)


def _begun(edition: CriteriaSet, said: Mapping[str, Any], panel: User) -> Hearing:
    """With its dates ahead; `_on_its_days` puts those that are past where they belong."""
    values = {name: said[name] for name in ("title", "asked", "letter")}
    opens = max(said["opens_on"], clock.today())
    dates = {"opens_on": opens, "closes_on": max(said["closes_on"], opens + dt.timedelta(weeks=6))}
    details = values | dates | {"short_because": "", "showing": "as_they_come"}
    hearing = preparing.begin(edition=edition, values=details, by=panel)
    bodies = [tuple(part.strip() for part in line.split(";")) for line in said["invited"]]
    preparing.invite(hearing=hearing, bodies=[(name, "", email) for name, email in bodies], by=panel)
    return hearing


def _opened(hearing: Hearing) -> None:
    """Invited and open, without letters: they went out long ago."""
    Invitation.objects.filter(hearing=hearing).update(sent_at=clock.now())
    Hearing.objects.filter(pk=hearing.pk).update(state=HearingState.ANNOUNCED)
    running.open_now(hearing=hearing)
    hearing.refresh_from_db()


def _on_its_days(hearing: Hearing, said: Mapping[str, Any]) -> None:
    Hearing.objects.filter(pk=hearing.pk).update(**{name: said[name] for name in DATES})
    hearing.refresh_from_db()


def _written(hearing: Hearing, answer: Mapping[str, Any]) -> HearingReply:
    """Begun, with what is said so far."""
    sender = {name: answer[name] for name in SENDER if name in answer}
    reply = answering.begin(hearing=hearing, values={"contact_name": answer.get("organisation", "")} | sender)
    heard = {row.code: row for row in hearing.heard.all()}
    for code in ["whole", *heard]:
        if code in answer:
            stance, text, *proposal = answer[code]
            values = {"stance": stance, "text": text, "proposal": proposal[0] if proposal else ""}
            answering.write(comment=HearingComment(reply=reply, heard=heard.get(code)), values=values)
    return reply


def _answer(hearing: Hearing, answer: Mapping[str, Any]) -> HearingReply:
    """One that has come in."""
    reply = answering.send(reply=_written(hearing, answer))
    return answering.confirm(reply=reply, key=answering.confirmation_key(reply))


def _comment(hearing: Hearing, sender: str, code: str) -> HearingComment:
    rows = HearingComment.objects.filter(reply__hearing=hearing).select_related("reply", "heard")
    found = {(row.reply.sender, row.heard.code if row.heard else ""): row for row in rows}
    return found[sender, code]


def _expert_group(panel: User) -> None:
    for one in SAID["experts"]:
        edition = CriteriaSet.objects.select_related("group").get(group__key=one["group"], state="draft")
        values = {name: one[name] for name in ("name", "organisation", "email", "expires_on")}
        expert = Expert(edition=edition, **values)
        expert = experts.invite(
            edition=edition, values=values, previewed=mark_of([experts.letter_to(expert)]), by=panel
        )
        if "interests" in one:
            experts.declare(expert=expert, interests=one["interests"])
            for code, text in one["comments"].items():
                experts.comment(expert=expert, code=code, text=text)


def _morning(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC)
