"""A chapter read by itself, as a page that saves itself is answered, says what it says in the whole report."""

import pytest

from reporting import chapter, completion
from reporting.chapter import chapter_of
from reporting.completion import completion_of
from reporting.models import AnnualReport
from reporting.operations import writing
from reporting.structure import sections_of
from reporting.workflow import Status
from tests import factories

ACROSS = {  # more money than there were courses: told in one chapter, of a figure that the portal counts in another
    "key": "paa_tvers", "kind": "sum_at_most", "severity": "error", "message": "", "question": "midler_fra_i_fjor",
    "parameters": {"parts": ["akt_kurs"]},
}  # fmt: skip


@pytest.fixture
def report(people, monkeypatch) -> AnnualReport:
    """Answered in full, but for what breaks rules of each kind, one of them across chapters."""
    factories.report_at(Status.PUBLISHED, year=2009)
    report = factories.draft()
    factories.fill(report, people["kari"])
    factories.activity()
    wrong = {
        "miljokriterier": {"avtaler_nye": "1", "avtaler_med_kriterier": "3"},
        "oppgaver": {"akt_kurs": ""},
        "okonomi": {"midler_ubrukt": "1", "midler_fra_i_fjor": "0"},
    }
    for row in completion_of(report).sections:
        stood, version = (row.saved.values, row.saved.version) if row.saved else ({}, 0)
        writing.save_section(
            report=report, section=row.section, values=stood | wrong.get(row.section.key, {}), version=version,
            by=people["kari"],
        )  # fmt: skip

    def with_one_more(templates, reports):
        found = sections_of(templates, reports)
        for section in found[report.round.template_id]:
            for question in section.questions.all():
                if question.key == ACROSS["question"]:
                    question.rule_rows.append(ACROSS)
        return found

    monkeypatch.setattr(chapter, "sections_of", with_one_more)
    monkeypatch.setattr(completion, "sections_of", with_one_more)
    return report


def said_of(breaches) -> list[tuple[str, str]]:
    return [(breach.rule.key, breach.words) for breach in breaches]


def test_each_chapter_by_itself_is_told_what_the_whole_report_tells_it(report):
    found = set()
    for row in completion_of(report).sections:
        alone = chapter_of(report, row.section.key)
        told = {key: said_of(breaches) for key, breaches in alone.breaches.items()}
        assert told == {
            question.key: said_of(row.breaches_at(question))
            for question in row.section.questions.all()
            if row.breaches_at(question)
        }
        for question in row.section.questions.all():
            assert alone.figures.get(question.computed) == row.figures.get(question.computed)
        found |= {key for breaches in told.values() for key, _words in breaches}
    assert found >= {"paa_tvers", "pengene_gaar_opp", "kriterier_i_avtaler_som_finnes"}


def test_a_chapter_that_is_not_there(report):
    assert chapter_of(report, "finnes-ikke") is None


def test_a_save_asks_little_however_long_the_report_is(report, as_, django_assert_max_num_queries):
    kari, path = as_("kari"), "/rapporter/2010/hedmark/oppgaver/"
    row = completion_of(report).find("oppgaver").saved
    sent = row.values | {"version": row.version, "oppgaver_vurdering": "Godt i gang."}
    headers = {"Accept": "application/json"}
    sent["version"] = kari.post(path, sent, headers=headers).json()["version"]
    sent["oppgaver_vurdering"] = "Bedre i gang."
    with django_assert_max_num_queries(15):
        answer = kari.post(path, sent, headers=headers)
    assert answer.json()["state"] == "saved"
