"""Rules as data: what each kind says of the numbers, and when it says nothing."""

from decimal import Decimal

import pytest

from reporting.answers import answer
from reporting.models import Question, ReportTemplate, Rule, Section
from reporting.models.rules import RuleKind
from reporting.operations.templates import load_template
from reporting.rule_faults import faults
from reporting.rules import LastYear, breach_of

QUESTIONS = {
    question.key: question
    for question in [
        Question(key="mottatt", label="Mottatt", kind="nok", required=True, decimals=2),
        Question(key="annet", label="Annet", kind="nok", decimals=2),
        Question(key="brukt", label="Brukt", kind="nok", required=True),
        Question(key="igjen", label="Igjen", kind="number", unit="kr", required=True, minimum=-9),
        Question(key="andel", label="Andel", kind="percent", decimals=1),
        Question(key="ja_nei", label="Er det noe?", kind="yesno"),
        Question(key="valg", label="Hva?", kind="choices", options=[["a", "A"], ["b", "B"]]),
    ]
}
SUM = {"kind": "sum_at_most", "question": "mottatt", "parameters": {"parts": ["brukt", "annet"]}}
MEETS = {
    "kind": "meets",
    "question": "igjen",
    "parameters": {"plus": ["mottatt", "annet"], "minus": ["brukt"]},
}
BETWEEN = {"kind": "between", "question": "igjen", "parameters": {"minimum": "-1.5", "maximum": 5}}
CHANGE = {"kind": "versus_last_year", "question": "igjen", "parameters": {"percent": 50, "units": 3}}


def wanted(**parameters):
    return {"kind": "required_if", "question": "annet", "parameters": parameters}


def said(rule: dict, values: dict, then: str | None = None) -> str:
    """What the rule says of what was typed; nothing where it is kept."""
    answers = {key: answer(question, values) for key, question in QUESTIONS.items()}
    before = LastYear(2009, None if then is None else Decimal(then))
    breach = breach_of(Rule(severity="warning", **rule), answers, before)
    return breach.words.replace("\xa0", " ") if breach else ""


@pytest.mark.parametrize(
    ("rule", "values", "words"),
    [
        (SUM, {"mottatt": "5", "brukt": "3", "annet": "2"}, ""),  # exactly at the limit
        (SUM, {"mottatt": "5", "brukt": "3", "annet": "2,01"}, "er til sammen 5,01 kr, men «Mottatt» er bare 5 kr."),
        (SUM, {"mottatt": "0", "brukt": "3"}, "«Brukt» er 3 kr, men «Mottatt» er bare 0 kr."),
        (SUM, {"mottatt": "1"}, ""),  # what must be answered is told by itself
        (SUM, {"brukt": "3"}, ""),
        (SUM, {"mottatt": "1", "brukt": "mye"}, ""),
        (SUM, {"mottatt": "1", "brukt": "-4"}, ""),  # below the question's own limit
        (MEETS, {"mottatt": "500 000", "brukt": "410.000", "igjen": "90000"}, ""),
        (MEETS, {"mottatt": "500 000", "brukt": "410 000", "igjen": "80 000"},
         "«Mottatt» 500 000 kr minus «Brukt» 410 000 kr er 90 000 kr, men «Igjen» er 80 000 kr."),
        (MEETS, {"mottatt": "1", "annet": "2", "brukt": "0", "igjen": "0"}, "«Mottatt» 1 kr pluss «Annet» 2 kr er 3 kr"),
        (MEETS, {"mottatt": "0", "brukt": "4", "igjen": "-4"}, ""),
        (MEETS, {"mottatt": "0", "brukt": "4", "igjen": "4"}, "0 kr minus «Brukt» 4 kr er −4 kr, men «Igjen» er 4 kr."),
        (MEETS, {"mottatt": "1", "brukt": "1"}, ""),
        (MEETS, {"mottatt": "1", "brukt": "1", "annet": "x", "igjen": "3"}, ""),
        (BETWEEN, {"igjen": "5"}, ""),
        (BETWEEN, {"igjen": "-1"}, ""),
        (BETWEEN, {"igjen": "6"}, "Svaret er 6 kr, som er mer enn 5 kr."),
        (BETWEEN, {"igjen": "-2"}, "Svaret er −2 kr, som er mindre enn −1,5 kr."),
        (BETWEEN, {"igjen": "seks"}, ""),
        (BETWEEN, {}, ""),
        (wanted(when="mottatt", above=0), {"mottatt": "0"}, ""),
        (wanted(when="mottatt", above=0), {"mottatt": "0,5"}, "er mer enn 0 kr. Nå er det 0,5 kr."),
        (wanted(when="mottatt", above=0), {"mottatt": "3", "annet": "0"}, ""),
        (wanted(when="mottatt", above=0), {"mottatt": "x"}, ""),
        (wanted(when="ja_nei", **{"is": "ja"}), {"ja_nei": "ja"}, "når svaret på «Er det noe?» er «Ja»."),
        (wanted(when="ja_nei", **{"is": "ja"}), {"ja_nei": "nei"}, ""),
        (wanted(when="ja_nei", is_not="ja"), {"ja_nei": "nei"}, "et annet enn «Ja»"),
        (wanted(when="ja_nei", is_not="ja"), {}, ""),
        (wanted(when="valg", **{"is": "b"}), {"valg": ["a", "b"]}, "er «B»."),
        (wanted(when="valg", is_not="b"), {"valg": ["a", "b"]}, ""),
    ],
)  # fmt: skip
def test_what_a_rule_says_of_the_answers(rule, values, words):
    found = said(rule, values)
    assert (words in found) if words else (found == "")


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        ("15", "10", ""),  # 50 % exactly
        ("16", "10", "Svaret er 16 kr, mot 10 kr i 2009: 60 % mer."),
        ("4", "10", "60 % mindre"),
        ("2", "1", ""),  # twice as much, but only one
        ("4", "1", "300 % mer"),  # three units exactly
        ("3", "0", "3 kr mer"),
        ("2", "0", ""),
        ("0", "3", "100 % mindre"),
        ("-3", "3", "200 % mindre"),
        ("7", None, ""),
        ("", "10", ""),
        ("ti", "10", ""),
        ("10", "10.00", ""),
    ],
)
def test_a_jump_is_told_by_percent_and_size(now, then, words):
    found = said(CHANGE, {"igjen": now}, then)
    assert (words in found) if words else (found == "")


def test_a_share_jumps_by_percentage_points():
    rule = {"kind": "versus_last_year", "question": "andel", "parameters": {"percent": 50}}
    assert said(rule, {"andel": "32,5"}, "20.0000").endswith(": 12,5 prosentpoeng mer.")


def test_own_words_come_before_the_numbers():
    found = said(BETWEEN | {"message": "Det er uvanlig."}, {"igjen": "6"})
    assert found == "Det er uvanlig. Svaret er 6 kr, som er mer enn 5 kr."


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (SUM, ""),
        (MEETS, ""),
        (BETWEEN, ""),
        (CHANGE, ""),
        (wanted(when="mottatt", above=0), ""),
        (wanted(when="valg", is_not="b"), ""),
        (SUM | {"parameters": {"parts": ["finnes_ikke"]}}, "«finnes_ikke» finnes ikke i malen"),
        (SUM | {"parameters": {"parts": ["ja_nei"]}}, "ikke et tall til svar"),
        (SUM | {"parameters": {"parts": ["mottatt"]}}, "med seg selv"),
        (SUM | {"parameters": {"parts": "brukt"}}, "må være en liste"),
        (MEETS | {"parameters": {}}, "Velg hvilke spørsmål"),
        (BETWEEN | {"parameters": {}}, "Skriv den nedre grensen"),
        (BETWEEN | {"parameters": {"minimum": 6, "maximum": 5}}, "høyere enn den øvre"),
        (BETWEEN | {"parameters": {"minimum": "ti"}}, "må være et tall"),
        (BETWEEN | {"parameters": {"percent": 6}}, "bruker ikke «percent»"),
        (CHANGE | {"parameters": {"units": 6}}, "hvor mange prosent"),
        (wanted(when="mottatt", **{"is": "ja"}), "et tall mot et tall"),
        (wanted(when="ja_nei", **{"is": "kanskje"}), "er ikke et svar på"),
        (wanted(when="ja_nei"), "Velg spørsmålet som avgjør"),
        (CHANGE | {"severity": "error"}, "bare være et varsel"),
        (SUM | {"kind": "noe_annet"}, "ikke et slag av regler"),
    ],
)
def test_a_rule_that_does_not_fit_is_refused_in_words(rule, words):
    found = faults(Rule(**{"severity": "warning"} | rule), QUESTIONS)
    assert (words in found[0]) if words else (found == [])


def test_the_template_has_rules_of_every_kind_and_reads_them_again(db):
    before = set(Rule.objects.values_list("pk", "key"))
    load_template()
    assert set(Rule.objects.values_list("pk", "key")) == before
    assert set(Rule.objects.values_list("kind", flat=True)) == set(RuleKind.values)


def test_a_rules_questions_stand_in_its_own_template(db):
    template = ReportTemplate.objects.get(key="arsrapport")
    section = Section.objects.filter(template=template).first()
    rows = Question.objects.filter(section__template=template)
    assert section is not None
    assert not [rule for rule in template.rules.all() if faults(rule, {row.key: row for row in rows})]
