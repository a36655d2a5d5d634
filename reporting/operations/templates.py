"""Loading the report template and the rounds from the files beside this app; may be run again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from reporting.models import Question, ReportingRound, ReportTemplate, Rule, Section
from reporting.rule_faults import faults

DATA = Path(__file__).parent.parent / "data"


@transaction.atomic
def load_template(name: str = "report_template") -> ReportTemplate:
    """The template of a file, made and published where there is none with its key; it never changes after that."""
    content = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    old = ReportTemplate.objects.filter(key=content["key"]).first()
    template = old or _made(content)
    if not template.is_published:  # new, or from before templates were published
        _load_rules(template, content["rules"], only_fitting=old is not None)
        template.published_on = content["published_on"]
        template.save(update_fields=["published_on"])
    return template


def _made(content: dict[str, Any]) -> ReportTemplate:
    details = {field: content[field] for field in ("key", "name", "kind", "charts")}
    template = ReportTemplate.objects.create(**details)
    for number, row in enumerate(content["sections"], start=1):
        texts = {field: row[field] for field in ("key", "title", "introduction")}
        section = Section.objects.create(template=template, number=number, **texts)
        _load_questions(section, row["questions"])
    return template


@transaction.atomic
def load_rounds(template: ReportTemplate) -> int:
    """The rounds of `rounds.yaml` that there are none of yet; returns how many the database holds."""
    for row in yaml.safe_load((DATA / "rounds.yaml").read_text(encoding="utf-8")):
        details = row | {"template": template}
        ReportingRound.objects.yearly().get_or_create(year=row["year"], defaults=details)
    return ReportingRound.objects.count()


def _load_questions(section: Section, rows: list[dict[str, Any]]) -> None:
    loaded: dict[str, Question] = {}
    for position, row in enumerate(rows, start=1):
        condition = row.get("shown_if")
        details = {
            "position": position,
            "kind": row["kind"],
            "label": row["label"],
            "short_label": row.get("short", ""),
            "help_text": row.get("help", ""),
            "unit": row.get("unit", ""),
            "required": row["required"],
            "minimum": row.get("minimum"),
            "maximum": row.get("maximum"),
            "decimals": row.get("decimals", 0),
            "max_length": row.get("max_length"),
            "options": list(map(list, row.get("options", {}).items())),
            "shown_if": loaded[condition["question"]] if condition else None,
            "shown_if_value": condition["equals"] if condition else "",
            "computed": row.get("computed", ""),
            "key_figure": row.get("key_figure", False),
        }
        loaded[row["key"]] = Question.objects.create(section=section, key=row["key"], **details)


def _load_rules(template: ReportTemplate, rows: list[dict[str, Any]], *, only_fitting: bool) -> None:
    """Raises `ValueError` for one that doesn't fit the template, or leaves it out: an older one lacks questions."""
    questions = {question.key: question for question in Question.objects.filter(section__template=template)}
    own = ("key", "kind", "severity", "question", "message")
    for row in rows:
        fields = {name: row[name] for name in own if name in row}
        parameters = {name: value for name, value in row.items() if name not in own}
        wrong = faults(Rule(template=template, parameters=parameters, **fields), questions)
        if wrong and only_fitting:
            continue
        if wrong:
            raise ValueError(f"{row['key']}: {' '.join(wrong)}")
        key = fields.pop("key")
        Rule.objects.update_or_create(
            template=template, key=key, defaults={"message": "", **fields, "parameters": parameters}
        )
