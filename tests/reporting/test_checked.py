"""The rules at work: what stops a report, what a comment does, and figures that have moved since they were seen."""

import json

import pytest

from reporting.completion import SectionStatus, completion_of
from reporting.models.answers import saved_versions
from reporting.operations import reports, signing, writing
from reporting.operations.steps import Incomplete
from reporting.workflow import Status
from tests import factories

REPORT = "/rapporter/2010/hedmark/"
WHY = {"akt_kurs--kommentar": "Vi holdt kurs i alle kommunene."}


def chapter(report, key):
    return completion_of(report).find(key)


def save(report, people, key, looked_over=True, **values):
    """What stood there, and `values` over it."""
    row = chapter(report, key)
    stood, version = (row.saved.values, row.saved.version) if row.saved else ({}, 0)
    writing.save_section(
        report=report, section=row.section, values=stood | values, version=version,
        looked_over=looked_over, by=people["kari"],
    )  # fmt: skip


def autosave(client, key, version, **values):
    sent = client.post(
        REPORT + key + "/", values | {"version": version}, headers={"Accept": "application/json"}
    )
    return sent.json()


def plain(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


@pytest.fixture
def jump(people):
    """A report that is answered in full, where the courses are 20, and were 3 in the published one of 2009."""
    factories.report_at(Status.PUBLISHED, year=2009)
    report = factories.draft()
    factories.fill(report, people["kari"])
    save(report, people, "oppgaver", akt_kurs="20")
    return report


def test_money_that_does_not_meet_stops_the_report_and_no_comment_helps(people, as_):
    report = factories.draft()
    factories.fill(report, people["kari"])
    save(report, people, "okonomi", **{"midler_ubrukt": "6 000", "midler_ubrukt--kommentar": "Det stemmer."})
    row = chapter(report, "okonomi")
    assert (row.status, row.left_in_words) == (SectionStatus.BEGUN, "1 svar må rettes")
    with pytest.raises(Incomplete):
        reports.submit(report=report, by=people["kari"])
    page = plain(as_("kari").get(REPORT + "send/"))
    assert "er 6 250 kr, men «Ubrukte midler» er 6 000 kr." in page
    assert f"{REPORT}okonomi/#felt-midler_ubrukt" in page
    save(report, people, "okonomi", midler_ubrukt="6 250")
    reports.submit(report=report, by=people["kari"])


def test_a_jump_waits_for_its_comment_which_the_sealed_report_keeps(jump, people, as_):
    row = chapter(jump, "oppgaver")
    assert (row.is_finished, row.left_in_words) == (False, "1 varsel mangler kommentar")
    with pytest.raises(Incomplete):
        reports.submit(report=jump, by=people["kari"])
    assert "oppgaver/#felt-akt_kurs--kommentar" in plain(as_("kari").get(REPORT + "send/"))
    save(jump, people, "oppgaver", **WHY)
    reports.submit(report=jump, by=people["kari"])
    seal = signing.sign(report=jump, by=people["ola"])
    said = "Varsel: Svaret er 20 aktiviteter, mot 3 aktiviteter i 2009: 567 % mer. Fylkets kommentar: Vi holdt kurs"
    siv = as_("siv")
    for page in ("hele/", "vurder/"):
        assert said in plain(siv.get(REPORT + page)), page
    rows = json.loads(siv.get("/rapporter/2010/svarrader.json").content)
    assert {row["kommentar"] for row in rows} == {"", *WHY.values()}
    found = [q for s in seal.content["sections"] for q in s["questions"] if q["comment"]]
    assert [(q["key"], len(q["warnings"])) for q in found] == [("akt_kurs", 1)]


def test_last_year_is_the_published_report_of_the_same_region(people):
    factories.report_at(Status.PUBLISHED, "nordland", year=2009)
    factories.report_at(Status.APPROVED, year=2009)
    report = factories.draft()
    factories.fill(report, people["kari"])
    save(report, people, "oppgaver", akt_kurs="20")
    assert chapter(report, "oppgaver").is_finished


def test_a_page_that_saves_itself_is_told_and_shows_where_to_answer(jump, as_, people):
    kari, row = as_("kari"), chapter(jump, "oppgaver")
    values = row.saved.values
    answer = autosave(kari, "oppgaver", row.saved.version, **values | {"akt_kurs": "3"})
    assert answer["breaches"] == {}
    assert '<div data-comment-on="akt_kurs" hidden>' in plain(kari.get(REPORT + "oppgaver/"))
    answer = autosave(kari, "oppgaver", answer["version"], **values | {"akt_kurs": "20"} | WHY)
    assert "567 % mer" in answer["breaches"]["akt_kurs"]
    page = plain(kari.get(REPORT + "oppgaver/"))
    assert '<div data-comment-on="akt_kurs">' in page
    assert WHY["akt_kurs--kommentar"] in page


def test_an_ordinary_save_stays_where_there_is_something_to_explain(jump, as_):
    row = chapter(jump, "oppgaver")
    sent = row.saved.values | {"version": row.saved.version, "next": "1", "akt_kurs": "21"}
    answer = as_("kari").post(REPORT + "oppgaver/", sent)
    assert answer.url == REPORT + "oppgaver/"


def test_a_figure_that_moves_is_told_until_somebody_looks_the_chapter_over(people, as_):
    report, kari = factories.draft(), as_("kari")
    save(report, people, "oppgaver", oppgaver_vurdering="Godt i gang.")
    factories.activity()
    said = "Tallet var 0 aktiviteter da kapittelet ble lagret 15. februar. Nå er det 1 aktivitet."
    assert said in plain(kari.get(REPORT + "oppgaver/"))
    assert "1 tall er endret siden sist" in plain(kari.get(REPORT))
    assert "Tall er endret siden «Knutepunktets seks oppgaver» ble lagret." in plain(kari.get("/"))
    save(report, people, "oppgaver", looked_over=False, oppgaver_vurdering="Snart ferdig.")
    row, written = chapter(report, "oppgaver"), len(saved_versions(report))
    assert [one.question.key for one in row.moved] == ["akt_kurs"]
    kari.post(REPORT + "oppgaver/", row.saved.values | {"version": row.saved.version})
    after = chapter(report, "oppgaver")
    assert (after.moved, after.saved.version) == ([], row.saved.version)
    assert len(saved_versions(report)) == written
    assert said not in plain(kari.get(REPORT + "oppgaver/"))


def test_a_figure_that_was_overruled_may_move(people):
    report = factories.draft()
    save(report, people, "oppgaver", **{"akt_kurs": "4", "akt_kurs--grunn": "Tre er ikke registrert."})
    factories.activity()
    assert chapter(report, "oppgaver").moved == []
