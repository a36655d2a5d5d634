"""What stands in the way of publishing a template, in sentences for whoever makes it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from counties.measures.answers import SAYINGS
from reporting import sayings
from reporting.models import Question, ReportTemplate, Section
from reporting.models.templates import Kind
from reporting.rule_faults import faults
from reporting.structure import sections_of

WITH_OPTIONS = frozenset({Kind.CHOICE, Kind.CHOICES})


def obstacles(template: ReportTemplate) -> list[str]:
    """Draws the checklist and guards the publication (4 queries)."""
    sections = sections_of([template.pk])[template.pk]
    if not sections:
        return [_("Malen må ha minst ett kapittel.")]
    asked = [question for section in sections for question in section.questions.all()]
    clashes = key_clashes(template, {question.key for question in asked})
    found = [*_of_chapters(sections), *_of_keys(asked)]
    for question in asked:
        found += [f"{question.number} {question}: {fault}" for fault in question_faults(question, clashes)]
    by_key = {question.key: question for question in asked}
    return found + [
        _("Regelen «%(rule)s»: %(fault)s") % {"rule": rule.key, "fault": fault}
        for rule in template.rules.all()
        for fault in faults(rule, by_key)
    ]


def _of_chapters(sections: list[Section]) -> Iterator[str]:
    for section in sections:
        if not section.questions.all():
            yield _("Kapittel %s har ingen spørsmål. Legg til et, eller ta ut kapittelet.") % section


def _of_keys(asked: list[Question]) -> Iterator[str]:
    keys = [question.key for question in asked]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield _("Nøkkelen «%s» står ved flere spørsmål. Hvert spørsmål må ha sin egen.") % key


def key_clashes(template: ReportTemplate, keys: set[str]) -> dict[str, Question]:
    """By key, a question of another kind that another template has asked under it (1 query)."""
    others = Question.objects.filter(key__in=keys).exclude(section__template=template)
    own = dict(Question.objects.filter(section__template=template).values_list("key", "kind"))
    rows = others.select_related("section__template").order_by("pk")
    return {row.key: row for row in rows if row.kind != own.get(row.key, row.kind)}


def earlier_use(template: ReportTemplate, key: str, kind: str) -> Question | None:
    """A question of another kind that another template has asked under the key."""
    others = Question.objects.filter(key=key).exclude(section__template=template).exclude(kind=kind)
    return others.select_related("section__template").order_by("pk").first()


def clash_in_words(then: Question) -> str:
    return _(
        "Nøkkelen «%(key)s» er brukt til et annet slag spørsmål i malen %(template)s: «%(question)s» (%(kind)s). "
        "Svarene kan ikke sammenliknes. Lag et nytt spørsmål med en ny nøkkel."
    ) % {
        "key": then.key,
        "template": then.section.template.key,
        "question": then,
        "kind": then.get_kind_display(),
    }


def question_faults(question: Question, clashes: dict[str, Question]) -> Iterator[str]:
    if question.key in clashes:
        yield clash_in_words(clashes[question.key])
    if question.kind in WITH_OPTIONS and len(question.options) < 2:
        yield _("Et spørsmål med valg må ha minst to valg.")
    if wrong := computed_fault(question.kind, question.computed):
        yield wrong
    waits = question.shown_if
    if waits and (waits.section_id != question.section_id or waits.position >= question.position):
        yield _("Spørsmålet det venter på, må stå tidligere i samme kapittel.")


def computed_fault(kind: str, computed: str) -> str:
    """Why the portal's figure does not answer a question of the kind; nothing where it does."""
    if not computed:
        return ""
    if computed not in SAYINGS:
        return _("Portalen kan ikke regne ut «%s».") % computed
    wanted = sayings.kind_of(computed)
    if kind == wanted:
        return ""
    return _("Tallet gir et svar av slaget «%s». Velg det slaget, eller la fylket svare selv.") % wanted.label
