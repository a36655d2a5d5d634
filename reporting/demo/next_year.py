"""Next year's template as DIFI is working on it when the demo begins, and the round that it is for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from portal import clock
from portal.models import User
from reporting.models import Question, ReportingRound, ReportTemplate
from reporting.operations import rounds, template_drafts

BEGUN = dt.datetime(2011, 2, 8, 12, tzinfo=dt.UTC)
ROUND: dict[str, Any] = {
    "year": 2011,
    "opens_on": dt.date(2011, 12, 15),
    "due_on": dt.date(2012, 3, 1),
    "closes_on": dt.date(2012, 6, 30),
}
NEW = {
    "key": "klimagevinst",
    "kind": "text",
    "label": "Hvilke innkjøp har gitt størst klimagevinst i året, og hvordan vet dere det?",
    "help_text": "Nevn gjerne tall fra leverandørene. Anslag er også svar.",
    "required": True,
    "max_length": 2000,
}


def load() -> None:
    by = User.objects.get(email="difi@demo.example")
    with clock.at(BEGUN):
        old = ReportTemplate.objects.get(key="arsrapport")
        details = {"key": "arsrapport-2011", "name": old.name, "kind": old.kind}
        template = template_drafts.copy(template=old, values=details, by=by)
        asked = Question.objects.select_related("section__template").filter(section__template=template)
        plans = asked.get(key="planer_beskrivelse")
        template_drafts.save_question(question=Question(section=plans.section), values=NEW, by=by)
        template_drafts.remove_question(question=asked.get(key="livskraftige_kommuner"), by=by)
        words = {"label": "Beskriv planene for 2012, og hva som blir igjen når handlingsplanen er over."}
        template_drafts.save_question(question=plans, values=words, seen=plans.mark, by=by)
        rounds.save(round_=ReportingRound(), values={**ROUND, "template": template}, by=by)
