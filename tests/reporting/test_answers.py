from decimal import Decimal

import pytest

from reporting.answers import Invalid, answers, clean_values, parse, parse_number
from reporting.forms import AnswerField, written
from reporting.models import Question
from tests import factories


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (" 1 250,5 ", "1250.5"),
        ("1\u00a0250", 1250),
        ("1.250.000", 1_250_000),
        ("−3", -3),
        ("0,75", "0.75"),
        ("1.25", "1.25"),
    ],
)
def test_numbers_are_read_as_norwegians_write_them(typed, number):
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["ti", "1,2,3", "1.2.5", "--3", "=1+1", "1e9", "٣"])
def test_what_is_no_number_is_said_so(typed):
    with pytest.raises(Invalid, match="er ikke et tall"):
        parse_number(typed)


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("number", "61", "høyst 60"),
        ("number", "-1", "minst 0"),
        ("number", "1,5", "helt tall"),
        ("percent", "101", "høyst 100"),
        ("nok", "-5", "minst 0"),
        ("yesno", "kanskje", "ja eller nei"),
        ("choice", "x", "ikke et av valgene"),
        ("choices", ["a", "x"], "ikke et av valgene"),
        ("text", "ord " * 10, "Kort det ned"),
    ],
)
def test_an_answer_outside_its_limits_is_refused_in_words(kind, typed, words):
    limits = {"minimum": Decimal(0), "maximum": Decimal(60)} if kind == "number" else {}
    question = Question(kind=kind, options=[["a", "A"]], max_length=20, **limits)
    with pytest.raises(Invalid, match=words):
        parse(question, typed)


def test_kroner_have_points_between_thousands():
    assert parse(Question(kind="nok"), "500.000") == 500_000
    assert AnswerField(Question(kind="nok")).clean("500.000") == 500_000


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("nok", "500.000", "500\u00a0000 kr"),
        ("nok", "kr 1.250.000,-", "1\u00a0250\u00a0000 kr"),
        ("number", "12.5", "12,5"),
        ("nok", "500 000", ""),
        ("number", "12,5", ""),
    ],
)
def test_a_number_written_otherwise_is_said_back(kind, typed, said):
    field = AnswerField(Question(kind=kind, decimals=1))
    field.clean(typed)
    assert field.read_as == said


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("nok", "600.000", "600\u00a0000 kr"),
        ("number", "12.5", "12,5"),
        ("number", "1250", "1\u00a0250"),
        ("nok", "tull", "tull kr"),
    ],
)
def test_a_typed_number_is_shown_as_the_portal_writes_it(kind, typed, said):
    assert written(Question(kind=kind, decimals=1), typed) == said


def test_choices_keep_the_templates_order():
    question = Question(kind="choices", options=[["a", "A"], ["b", "B"]])
    assert parse(question, ["b", "a"]) == ["a", "b"]
    assert written(question, ["b", "a"]) == "A; B"


def test_a_dependent_question_is_only_missing_when_it_shows(db):
    section = factories.sections(factories.draft())[0]

    def missing(first: str) -> set[str]:
        found = answers(section, {"styringsgruppe_oppnevnt": first})
        return {answer.question.key for answer in found if answer.is_missing}

    assert "styringsgruppe_moter" in missing("ja")
    assert "styringsgruppe_moter" not in missing("nei")


def test_only_the_sections_own_questions_are_kept_and_no_zero_bytes(db):
    section = factories.sections(factories.draft())[0]
    typed = {"organisering_vurdering": " a\x00b\r\nc ", "fremmed": "x", "sekretariat": ""}
    assert clean_values(section.questions.all(), typed) == {"organisering_vurdering": "ab\nc"}
