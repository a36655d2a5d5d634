"""What stands before the text on the pages to sign and to judge, and that the act comes after it."""

import re

import pytest

from portal.models import Notification
from reporting.models import AnnualReport
from reporting.operations import reports, signing, writing
from reporting.workflow import Status
from tests import factories

REPORT = "/rapporter/2010/hedmark/"


def page(client, name: str) -> str:
    """The page's words with single spaces."""
    return " ".join(client.get(REPORT + name).content.decode().replace("\xa0", " ").split())


def rewrite(report, by, key: str, **changed: str) -> None:
    saved = report.answers.select_related("section").get(section__key=key)
    section = next(row for row in factories.sections(report) if row.pk == saved.section_id)
    values = saved.values | changed
    writing.save_section(report=report, section=section, values=values, version=saved.version, by=by)


@pytest.mark.parametrize(
    ("status", "name", "url", "act"),
    [
        (Status.AWAITING_SIGNATURE, "ola", "signer/", 'id="signer"'),
        (Status.IN_REVIEW, "siv", "vurder/", 'id="avgjor"'),
    ],
)
def test_the_act_comes_after_what_is_new_and_the_whole_text(status, name, url, act, people, as_):
    factories.report_at(Status.PUBLISHED, year=2009)
    report = factories.draft()
    factories.fill(report, people["kari"])
    rewrite(report, people["kari"], "oppgaver", akt_kurs="7", delt_ledere="1", oppgaver_vurdering="Nye ord.")
    reports.submit(report=report, by=people["kari"])
    if status == Status.IN_REVIEW:
        signing.sign(report=report, by=people["ola"])
        reports.start_review(report=report, by=people["siv"])
    shown = page(as_(name), url)
    assert "1 tall er høyere og 1 er lavere." in shown
    assert re.search(r"\b1 av \d+ tekster er nye\.", shown)
    assert "Portalen har regnet ut: 0 aktiviteter. Fylkets begrunnelse: Rettet. (Kari" in shown
    order = [
        "Endret siden 2009",
        "Overstyrte tall",
        'id="kapittel-organisering"',
        'id="kapittel-innspill"',
        act,
    ]
    assert [shown.index(words) for words in order] == sorted(shown.index(words) for words in order)


def test_the_reviewer_meets_the_own_words_again_and_whether_they_were_heeded(people, as_):
    report = factories.report_at(Status.IN_REVIEW)
    asked = {"oppgaver": "Skriv mer om kursene.", "planer": "Hva med etikk?"}
    reports.return_to_region(report=report, by=people["siv"], comment="Nesten der.", section_comments=asked)
    report = AnnualReport.objects.select_related("round__template", "region__pulje").get(pk=report.pk)
    rewrite(report, people["kari"], "oppgaver", oppgaver_vurdering="Kursene samlet mange.")
    reports.submit(report=report, by=people["kari"])
    for name, url in (("ola", "signer/"), ("siv", "vurder/")):
        shown = page(as_(name), url)
        assert "Nesten der." in shown
        heeded = shown[shown.index("Knutepunktets seks oppgaver</a>") :]
        assert heeded.index("Endret siden") < heeded.index("Skriv mer om kursene.")
        assert heeded.index("Ikke endret") < heeded.index("Hva med etikk?")
        if name == "ola":
            signing.sign(report=report, by=people["ola"])


def test_the_reviewer_sees_what_is_said_otherwise_since_and_all_that_was_asked_before(people, as_):
    report = factories.report_at(Status.IN_REVIEW)
    for time, text in enumerate(("Kursene var gode.", "Kursene samlet mange.")):
        asked = {"oppgaver": f"Skriv mer, gang {time + 1}."}
        reports.return_to_region(report=report, by=people["siv"], comment="", section_comments=asked)
        report = AnnualReport.objects.select_related("round__template", "region__pulje").get(pk=report.pk)
        rewrite(report, people["kari"], "oppgaver", oppgaver_vurdering=text)
        reports.submit(report=report, by=people["kari"])
        signing.sign(report=report, by=people["ola"])
        reports.start_review(report=report, by=people["siv"])
    shown = page(as_("siv"), "vurder/")
    changed = shown[shown.index("Endret siden forrige versjon") : shown.index("Tidligere kommentarer")]
    assert changed.count("<details") == 2  # the text, and the comments that come after
    assert "Kursene <del>var gode</del>." in changed
    assert "Kursene <ins>samlet mange</ins>." in changed
    earlier = shown[shown.index("Tidligere kommentarer") :]
    assert "Skriv mer, gang 1." in earlier
    assert "Skriv mer, gang 2." not in earlier


def test_an_approval_takes_a_word_along(people, as_):
    report = factories.report_at(Status.IN_REVIEW)
    address = report.get_absolute_url() + "vurder/godkjenn/"
    seen = as_("siv").get(address).context["seen"]
    as_("siv").post(address, {"seen": seen, "comment": "Godt arbeid, 100 % svar."})
    event = report.events.order_by("-pk").first()
    assert (event.action, event.comment) == ("approve", "Godt arbeid, 100 % svar.")
    told = Notification.objects.filter(subject__startswith="Godkjent")
    assert {"Godt arbeid, 100 % svar." in note.body for note in told} == {True}


def test_a_report_without_a_year_before_says_so(people, as_):
    factories.report_at(Status.AWAITING_SIGNATURE, overrules=False)
    shown = page(as_("ola"), "signer/")
    assert "Det er ingen rapport fra året før å sammenlikne med." in shown
    assert "Alle tall som portalen teller, står som de er telt." in shown
