"""What a report template asks: its sections with questions and rules. A published one never changes."""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Prefetch

from portal import clock
from reporting.models import AnnualReport, Question, ReportedValue, Rule, Section
from reporting.models.rules import RuleKind

Sections = dict[int, list[Section]]
# By template id, the sections as they are when they have just been read. The database lets nobody change them, and a
# template that has been published for a day is published for good: its transaction is over.
_published: dict[int, bytes] = {}


def sections_of(template_ids: Iterable[int], reports: Collection[AnnualReport] = ()) -> Sections:
    """Sections with their questions and rules by template id, ready for `answers`.

    With `reports` also what last year's published reports said where a rule asks. `round` must be loaded. Each call
    gives rows of its own. At most 3 queries: none for templates that the process has read, and one where a rule asks.
    """
    asked = list(dict.fromkeys(template_ids))
    missing = [pk for pk in asked if pk not in _published]
    found = _read(missing) if missing else {}
    for pk in asked:
        if pk not in missing:
            found[pk] = pickle.loads(_published[pk])  # noqa: S301 - from this process
    if reports:
        _add_last_year(found, reports)
    return {pk: found[pk] for pk in asked}


def _read(template_ids: list[int]) -> Sections:
    rules = {"rule_rows": Rule.objects.of_each_question()}
    questions = Question.objects.select_related("shown_if").annotate(**rules).order_by("position")
    found: Sections = {template_id: [] for template_id in template_ids}
    rows = Section.objects.filter(template__in=found).prefetch_related(Prefetch("questions", questions))
    lasting = set()
    for section in rows.select_related("template"):
        published_on = section.template.published_on
        if published_on and published_on < clock.today():
            lasting.add(section.template_id)
        for question in section.questions.all():
            question.section = section
        found[section.template_id].append(section)
    for pk in lasting:
        _published[pk] = pickle.dumps(found[pk], pickle.HIGHEST_PROTOCOL)
    return found


def _add_last_year(sections: Sections, reports: Collection[AnnualReport]) -> None:
    """What each question with such a rule was answered by the year before, in the rule's row as `then`."""
    asked = defaultdict[str, list[dict[str, Any]]](list)
    for section in (section for each in sections.values() for section in each):
        for question in section.questions.all():
            for row in question.rule_rows:
                if row["kind"] == RuleKind.VERSUS_LAST_YEAR:
                    asked[question.key].append(row)
    if not asked:
        return
    said = ReportedValue.objects.published().filter(
        key__in=asked,
        number__isnull=False,
        seal__report__region__in={report.region_id for report in reports},
        seal__report__round__year__in={report.round.year - 1 for report in reports},
    )
    for key, *then in said.values_list("key", "seal__report__region", "seal__report__round__year", "number"):
        for row in asked[key]:
            row.setdefault("then", []).append(then)
