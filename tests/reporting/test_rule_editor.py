"""DIFI writes the rules of a draft in the browser, by the same measure as a template's file."""

import json

import pytest
from django.http import QueryDict

from portal.errors import Conflict, Stale
from reporting import rule_words
from reporting.completion import completion_of
from reporting.models import AnnualReport, ReportTemplate, Rule
from reporting.models.rules import RuleKind
from reporting.operations import template_drafts, template_rules, writing
from reporting.rule_forms import RuleForm
from reporting.template_changes import changes_of
from tests import factories

DRAFT = "/rapporter/maler/arsrapport-2012/"
NEW = f"{DRAFT}regel/ny/"
BETWEEN = {"question": "styringsgruppe_moter", "severity": "warning", "minimum": "2", "maximum": "12"}


@pytest.fixture
def template(people) -> ReportTemplate:
    return factories.draft_template()


@pytest.fixture
def questions(template):
    return template_rules.questions_of(template)


def plain(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def sent_by(form) -> QueryDict:
    """As a browser sends the form, untouched."""
    data = QueryDict(mutable=True)
    for field in form:
        shown = field.value()
        shown = field.field.prepare_value(shown)
        data.setlist(
            field.html_name, shown if isinstance(shown, list) else [] if shown is None else [str(shown)]
        )
    return data


def test_each_rule_is_what_its_form_makes_of_it_and_says_a_sentence(template, questions):
    for rule in template.rules.all():
        shown = RuleForm(instance=rule, questions=[*questions.values()])
        form = RuleForm(sent_by(shown), instance=rule, questions=[*questions.values()])
        assert form.is_valid(), (rule.key, form.errors)
        kept = {name: getattr(rule, name) for name in form.values}
        assert json.loads(json.dumps(form.values)) == kept, rule.key
        assert rule.key not in rule_words.in_words(rule, questions)
        assert rule_words.example(rule, questions), rule.key


@pytest.mark.parametrize(
    ("kind", "parameters", "sentence", "example"),
    [
        (
            "sum_at_most",
            {"parts": ["akt_kurs", "akt_maler"]},
            "«Kurs for politikere, ledere og innkjøpere» og «Maler for innkjøpsprosesser» er til sammen høyst så mye som "
            "«Møter i styringsgruppen».",
            "men «Møter i styringsgruppen» er bare 10 møter.",
        ),
        (
            "meets",
            {"plus": ["akt_kurs"], "minus": ["akt_maler"]},
            "minus «Maler for innkjøpsprosesser» er det samme som «Møter i styringsgruppen».",
            "er 0 møter, men «Møter i styringsgruppen» er 11 møter.",
        ),
        (
            "required_if",
            {"when": "styringsgruppe_oppnevnt", "is": "ja"},
            "«Møter i styringsgruppen» må besvares når svaret på «Styringsgruppen er oppnevnt» er «Ja».",
            "Svar her når svaret på «Styringsgruppen er oppnevnt» er «Ja».",
        ),
        ("between", {"minimum": 2}, "«Møter i styringsgruppen» er minst 2 møter.", "Svaret er 1 møte"),
        ("between", {"minimum": 2, "maximum": 9}, "er mellom 2 og 9 møter.", "Svaret er 10 møter"),
        (
            "versus_last_year",
            {"percent": 50, "units": 3},
            "er høyst 50 % mer eller mindre enn i fjor, og det telles bare når det skiller minst 3 møter.",
            "mot 13 møter i 2010",
        ),
    ],
)
def test_each_kind_says_what_it_asks_and_what_a_county_reads(questions, kind, parameters, sentence, example):
    rule = Rule(
        key="ny", kind=kind, severity="warning", question="styringsgruppe_moter", parameters=parameters
    )
    assert sentence in rule_words.in_words(rule, questions).replace("\xa0", " ")
    assert example in rule_words.example(rule, questions).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("kind", "sent", "words"),
    [
        ("between", {"minimum": "", "maximum": ""}, "den nedre grensen, den øvre eller begge"),
        ("between", {"minimum": "9", "maximum": "2"}, "høyere enn den øvre"),
        ("sum_at_most", {}, "hvilke spørsmål svaret skal regnes mot"),
        ("meets", {"plus": "styringsgruppe_moter"}, "sammenliknes med seg selv"),
        ("required_if", {"condition": "akt_kurs"}, "ett svar eller ett tall"),
        ("versus_last_year", {"units": "3"}, "hvor mange prosent"),
        ("between", {"key": "pengene_gaar_opp"}, "En annen regel har nøkkelen"),
    ],
)
def test_what_does_not_fit_is_told_on_the_page_and_refused_by_the_operation(kind, sent, words, as_, template):
    page = as_("siv").post(f"{NEW}{kind}/", BETWEEN | sent)
    assert page.status_code == 200
    assert words in plain(page)
    assert template.rules.count() == ReportTemplate.objects.get(key="arsrapport").rules.count()


def test_the_operation_asks_what_a_file_is_asked(people, template):
    wrong = {
        "question": "finnes_ikke",
        "severity": "error",
        "parameters": {"minimum": 2},
        "key": "ny",
        "message": "",
    }
    with pytest.raises(Conflict, match="finnes ikke i malen"):
        template_rules.save_rule(rule=Rule(template=template, kind="between"), values=wrong, by=people["siv"])


def test_difi_tries_adds_changes_and_takes_out_a_rule(as_, people, template):
    siv = as_("siv")
    assert all(str(kind.label) in plain(siv.get(NEW)) for kind in RuleKind)
    tried = siv.post(f"{NEW}between/", BETWEEN | {"prov": "1"})
    assert "«Møter i styringsgruppen» er mellom 2 og 12 møter." in plain(tried)
    assert "Svaret er 13 møter, som er mer enn 12 møter." in plain(tried)
    assert not template.rules.filter(key="styringsgruppe_moter_grenser").exists()

    seen = template_drafts.mark_of(template)
    assert siv.post(f"{NEW}between/", BETWEEN).url == f"{DRAFT}#regler"
    rule = template.rules.get(key="styringsgruppe_moter_grenser")
    assert (rule.parameters, rule.severity) == ({"minimum": 2, "maximum": 12}, "warning")
    assert "«Møter i styringsgruppen» er mellom 2 og 12 møter." in plain(siv.get(DRAFT))
    assert [change.kind for change in changes_of(template)] == ["added"]
    with pytest.raises(Stale):  # what is published is what was looked at
        template_drafts.publish(template=template, seen=seen, by=people["siv"])

    page = f"{DRAFT}regel/{rule.key}/"
    assert siv.post(page, BETWEEN | {"maximum": "4", "seen": rule.mark}).url == f"{DRAFT}#regler"
    rule.refresh_from_db()
    assert (rule.parameters, rule.version) == ({"minimum": 2, "maximum": 4}, 2)
    assert siv.post(page + "slett/", {"seen": rule.mark}).url == f"{DRAFT}#regler"
    assert changes_of(template) == []


def test_a_rule_of_the_browser_is_told_to_the_county_and_stands_still_when_it_is_published(
    as_, people, template
):
    siv, kari = as_("siv"), people["kari"]
    siv.post(f"{NEW}between/", BETWEEN | {"severity": "error", "message": "Så ofte møtes ingen."})
    template_drafts.publish(template=template, by=people["siv"])
    assert "er publisert og kan ikke endres" in plain(siv.get(NEW, follow=True))
    days = {"opens_on": "2011-02-01", "due_on": "2011-03-01", "closes_on": "2011-06-01"}
    sent = {"year": "2010", "kind": "rehearsal", "template": template.pk} | days
    assert siv.post("/rapporter/runder/ny/", sent).status_code == 302
    report = AnnualReport.objects.select_related("round__template", "region").get(
        round__kind="rehearsal", region__slug="hedmark"
    )
    section = factories.sections(report)[0]
    said = {"styringsgruppe_oppnevnt": "ja", "styringsgruppe_moter": "40"}
    writing.save_section(report=report, section=section, values=said, version=0, by=kari)
    found = completion_of(report).find(section.key).breaches
    (breach,) = (breach for breach in found if breach.rule.key == "styringsgruppe_moter_grenser")
    assert (
        breach.words.replace("\xa0", " ")
        == "Så ofte møtes ingen. Svaret er 40 møter, som er mer enn 12 møter."
    )
