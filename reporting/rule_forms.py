"""What DIFI types about a rule of a draft: one form for each kind, with what that kind asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.forms import NumberField
from reporting.models import Question, Rule
from reporting.models.rules import RuleKind
from reporting.models.templates import Kind
from reporting.rule_faults import LISTS, NUMBERS, amount, faults
from reporting.rule_words import answers_to
from reporting.template_forms import KeyedForm, key_from

CHOSEN = frozenset({Kind.YESNO, Kind.CHOICE, Kind.CHOICES})

# What a kind asks for, in order, and what its own question is there.
ASKED: dict[str, tuple[str, ...]] = {
    RuleKind.SUM_AT_MOST: ("parts", "question"),
    RuleKind.MEETS: ("plus", "minus", "question"),
    RuleKind.REQUIRED_IF: ("question", "condition", "above"),
    RuleKind.BETWEEN: ("question", "minimum", "maximum"),
    RuleKind.VERSUS_LAST_YEAR: ("question", "percent", "units"),
}
OWN = {
    RuleKind.SUM_AT_MOST: _("Høyst så mye som"),
    RuleKind.MEETS: _("Blir det samme som"),
    RuleKind.REQUIRED_IF: _("Spørsmålet som må besvares"),
    RuleKind.BETWEEN: _("Spørsmålet"),
    RuleKind.VERSUS_LAST_YEAR: _("Spørsmålet"),
}
Choices = list[tuple[str, Any]]


class RuleForm(KeyedForm):
    """`questions` are the template's, in order."""

    named_by = "question"
    question = forms.ChoiceField()
    parts = forms.MultipleChoiceField(
        label=_("Disse til sammen"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg hvilke spørsmål svaret skal regnes mot.")},
    )
    plus = forms.MultipleChoiceField(
        label=_("Disse lagt sammen"), required=False, widget=forms.CheckboxSelectMultiple
    )
    minus = forms.MultipleChoiceField(
        label=_("Minus disse"), required=False, widget=forms.CheckboxSelectMultiple
    )
    condition = forms.ChoiceField(
        label=_("Når"),
        error_messages={
            "required": _("Velg spørsmålet som avgjør, og ett svar eller ett tall å måle det mot.")
        },
    )
    above = NumberField(
        label=_("Tallet det må være mer enn"),
        required=False,
        help_text=_("Bare når det er et tall som avgjør."),
    )
    minimum = NumberField(label=_("Minst"), required=False)
    maximum = NumberField(label=_("Høyst"), required=False)
    percent = NumberField(
        label=_("Prosent svaret kan være mer eller mindre enn i fjor"),
        error_messages={"required": _("Skriv hvor mange prosent svaret kan endre seg, og minst hvor mye.")},
    )
    units = NumberField(
        label=_("Minste forskjell som telles"),
        required=False,
        help_text=_("I spørsmålets egen enhet, så små tall ikke gir varsel for hver endring."),
    )

    class Meta:
        model = Rule
        fields = ("severity", "message", "key")

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {question.key: question for question in questions}
        self.rule_kind = RuleKind(self.instance.kind)
        fields: dict[str, Any] = self.fields
        for name in {name for names in ASKED.values() for name in names} - set(ASKED[self.rule_kind]):
            del fields[name]
        needs_number = self.rule_kind != RuleKind.REQUIRED_IF
        numeric = self._grouped(question for question in questions if question.is_numeric)
        for name in LISTS:
            if name in fields:
                fields[name].choices = numeric
        fields["question"].label = OWN[self.rule_kind]
        fields["question"].choices = [
            ("", _t("Velg")),
            *(numeric if needs_number else self._grouped(questions)),
        ]
        if "condition" in fields:
            fields["condition"].choices = [("", _t("Velg")), *self._conditions()]
        if self.rule_kind == RuleKind.VERSUS_LAST_YEAR:
            del fields["severity"]  # it can only be a warning
        self.initial.update(self._own(self.instance))
        self.order_fields([*ASKED[self.rule_kind], "severity", "message", "key"])

    @staticmethod
    def _grouped(questions: Any) -> Choices:
        """By chapter."""
        found: dict[str, list[tuple[str, str]]] = {}
        for question in questions:
            found.setdefault(str(question.section), []).append(
                (question.key, f"{question.number} {question}")
            )
        return [*found.items()]

    def _conditions(self) -> Iterator[tuple[str, Any]]:
        for question in self.questions.values():
            if question.is_numeric:
                yield question.key, _t("«%s» er mer enn tallet under") % question
            for key, words in answers_to(question) if question.kind in CHOSEN else []:
                said = {"question": question, "answer": words}
                yield f"{question.key}=is={key}", _t("svaret på «%(question)s» er «%(answer)s»") % said
                if question.kind != Kind.YESNO:
                    not_said = _t("svaret på «%(question)s» er et annet enn «%(answer)s»")
                    yield f"{question.key}=is_not={key}", not_said % said

    @staticmethod
    def _own(rule: Rule) -> dict[str, Any]:
        """How the form says what the row keeps in another way."""
        kept: Mapping[str, Any] = rule.parameters
        own: dict[str, Any] = {name: amount(kept.get(name)) for name in NUMBERS}
        own |= {"question": rule.question}
        tests = [f"={name}={kept[name]}" for name in ("is", "is_not") if kept.get(name)]
        return (
            own
            | {name: kept.get(name) or [] for name in LISTS}
            | {"condition": f"{kept.get('when', '')}{tests[0] if tests else ''}"}
        )

    def standing(self, row: Any) -> dict[str, Any]:
        return super().standing(row) | self._own(row)

    @property
    def parameters(self) -> dict[str, Any]:
        """As the row keeps them: a number in the shortest form that a file would have."""
        said = self.cleaned_data
        found: dict[str, Any] = {name: said[name] for name in LISTS if said.get(name)}
        found |= {name: _plain(said[name]) for name in NUMBERS if said.get(name) is not None}
        if condition := said.get("condition"):
            when, _equals, test = condition.partition("=")
            name, _equals, answer = test.partition("=")
            found |= {"when": when} | ({name: answer} if name else {})
        return found

    @property
    def values(self) -> dict[str, Any]:
        return super().values | {"question": self.cleaned_data["question"], "parameters": self.parameters}

    @property
    def typed(self) -> Rule:
        """The rule as it would be, of a valid form."""
        return Rule(
            **{"kind": self.rule_kind, "severity": self.instance.severity, "key": self.instance.key}
            | self.values
        )

    def clean_key(self) -> str:
        if not self.cleaned_data.get("key"):
            self.cleaned_data["key"] = self._made_key()
        return super().clean_key()

    def _made_key(self) -> str:
        """Of the question and the kind; with a number where there is one already."""
        base = key_from(f"{self.data.get(self.add_prefix('question'), '')[:40]} {ENDS[self.rule_kind]}")
        taken = set(self.instance.template.rules.values_list("key", flat=True))
        tries = [base, *(f"{base}_{number}" for number in range(2, len(taken) + 3))]
        return next(key for key in tries if key not in taken)

    def check_key(self, key: str) -> None:
        if self.instance.template.rules.filter(key=key).exists():
            raise ValidationError(_("En annen regel har nøkkelen «%s». Velg en annen.") % key)

    def clean(self) -> None:
        """As the operation and a template's file ask it."""
        if not self.errors:
            for fault in faults(self.typed, self.questions):
                self.add_error(None, fault)


ENDS = {
    RuleKind.SUM_AT_MOST: "sum",
    RuleKind.MEETS: "gar_opp",
    RuleKind.REQUIRED_IF: "kreves",
    RuleKind.BETWEEN: "grenser",
    RuleKind.VERSUS_LAST_YEAR: "mot_i_fjor",
}


def _plain(number: Decimal) -> int | str:
    return int(number) if number == number.to_integral_value() else f"{number.normalize():f}"
