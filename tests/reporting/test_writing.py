import datetime as dt
import re

import pytest

from portal import clock
from portal.errors import Conflict
from reporting.completion import SectionStatus, completion_of
from reporting.models import SectionAnswers
from reporting.models.answers import saved_versions
from reporting.operations import reports, writing
from reporting.versions import versions_of
from reporting.workflow import Status
from tests import factories

URL = "/rapporter/2010/hedmark/organisering/"


@pytest.fixture
def report(people):
    return factories.draft()


def save(report, by, text, version):
    section = factories.sections(report)[0]
    return writing.save_section(
        report=report, section=section, values={"organisering_vurdering": text}, version=version, by=by
    )


def test_a_stale_save_changes_nothing_and_tells_whose_words_stand(report, people):
    save(report, people["kari"], "Først", 0)
    with pytest.raises(writing.Stale) as stale:
        save(report, people["ola"], "Sist", 0)
    assert stale.value.saved.saved_by == people["kari"]
    assert SectionAnswers.objects.get().values == {"organisering_vurdering": "Først"}


def test_saving_the_same_again_is_harmless(report, people):
    save(report, people["kari"], "Likt", 0)
    assert save(report, people["kari"], "Likt", 0).version == 1


def test_nothing_is_written_after_submission(people):
    report = factories.report_at(Status.AWAITING_SIGNATURE)
    with pytest.raises(Conflict):
        save(report, people["kari"], "For sent", 1)


def test_an_invalid_draft_is_kept_and_shown_with_its_error(report, as_):
    client = as_("kari")
    typed = {"version": 0, "styringsgruppe_oppnevnt": "ja", "styringsgruppe_moter": "fire"}
    page = client.post(URL, typed, follow=True).content.decode()
    assert "«fire» er ikke et tall" in page
    assert 'value="fire"' in page
    assert SectionAnswers.objects.get().values["styringsgruppe_moter"] == "fire"


def test_save_and_go_on_leads_to_the_next_section(report, as_):
    section = factories.sections(report)[0]
    response = as_("kari").post(URL, factories.full_answers(section) | {"version": 0, "next": "1"})
    assert response.url == "/rapporter/2010/hedmark/forankring/"


def test_two_tabs_meet_on_a_page_that_shows_both(report, people, as_):
    save(report, people["ola"], "Det Ola skrev", 0)
    response = as_("kari").post(URL, {"version": 0, "organisering_vurdering": "Det Kari skrev"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Det Ola skrev" in page
    assert "Det Kari skrev" in page
    assert SectionAnswers.objects.get().values == {"organisering_vurdering": "Det Ola skrev"}


# What the page's script asks for


def autosave(client, version: int, text: str, **more: str) -> tuple[int, dict]:
    words = {"version": version, "organisering_vurdering": text, **more}
    answer = client.post(URL, words, headers={"Accept": "application/json"})
    return answer.status_code, answer.json()


def test_a_script_is_told_what_became_of_it(report, as_):
    status, told = autosave(as_("kari"), 0, "Først")
    assert (status, told["state"], told["version"], told["others"]) == (200, "saved", 1, "")
    assert re.fullmatch(r"Lagret 15\.2\.2011 \d\d\.\d\d av Kari\.", told["said"])
    status, told = autosave(as_("ola"), 0, "Sist")
    assert (status, told["state"], told["others"]) == (409, "stale", "Kari skriver her nå.")
    assert told["said"] == "Kari har lagret dette kapittelet etter at du åpnet det."
    assert autosave(as_("kari"), 0, "Først")[1]["version"] == 1  # sent again, since no answer came
    assert SectionAnswers.objects.get().values == {"organisering_vurdering": "Først"}


def test_a_script_is_told_in_words_when_nothing_can_be_written(people, as_):
    factories.report_at(Status.AWAITING_SIGNATURE)
    status, told = autosave(as_("kari"), 0, "For sent")
    assert (status, told["state"]) == (409, "refused")
    assert "kan ikke endres nå" in told["said"]


def test_a_page_that_is_only_open_writes_nothing(report, as_):
    assert autosave(as_("kari"), 0, "")[1] == {
        "state": "saved",
        "version": 0,
        "said": "",
        "others": "",
        "breaches": {},
    }
    assert not SectionAnswers.objects.exists()


def test_a_sign_of_life_writes_nothing_also_where_the_form_cannot_show_what_stands(report, people, as_):
    """A draft may say what no button says, as an answer that a file or a program brought."""
    section, kari = factories.sections(report)[0], as_("kari")
    said = {"organisering_vurdering": "Godt.", "styringsgruppe_oppnevnt": "kanskje"}
    writing.save_section(report=report, section=section, values=said, version=0, by=people["ola"])
    status, told = autosave(kari, 1, "Godt.", alive="1")
    assert (status, told["state"], told["version"]) == (200, "saved", 1)
    assert SectionAnswers.objects.get().values == said
    assert len(saved_versions(report)) == 1
    save(report, people["ola"], "Bedre.", 1)
    status, told = autosave(kari, 1, "Godt.", alive="1")
    assert (status, told["state"]) == (409, "stale")
    assert autosave(as_("ola"), 2, "", alive="1")[1]["others"] == "Kari skriver her nå."


# Earlier versions


@pytest.fixture
def rewritten(report, people, monkeypatch):
    """Kari twice in one sitting, Ola, and Kari again an hour later."""
    moment = clock.now()
    for version, (name, minutes, text) in enumerate(
        [("kari", 0, "En"), ("kari", 2, "En til"), ("ola", 3, "Olas"), ("kari", 60, "Siste")]
    ):
        monkeypatch.setattr(clock, "now", lambda at=moment + dt.timedelta(minutes=minutes): at)
        save(report, people[name], text, version)
    return report


def test_a_sitting_is_one_version(rewritten):
    found = versions_of(rewritten, factories.sections(rewritten)[0])
    assert [(version.number, version.who) for version in found] == [(4, "Kari"), (3, "Ola"), (2, "Kari")]
    assert all(len(version.changed) == 1 for version in found)


def test_an_earlier_version_is_looked_at_and_taken_back(rewritten, as_):
    assert "versjoner/2/" in as_("ola").get(f"{URL}versjoner/").content.decode()
    page = as_("ola").get(f"{URL}versjoner/2/").content.decode()
    assert "En til" in page
    assert "Siste" in page
    as_("ola").post(f"{URL}versjoner/2/", {"version": 4})
    stands = SectionAnswers.objects.select_related("saved_by").get()
    assert (stands.values, stands.version, stands.saved_by.name) == (
        {"organisering_vurdering": "En til"},
        5,
        "Ola",
    )
    assert "lik det som står" in as_("ola").get(f"{URL}versjoner/2/").content.decode()


def test_nothing_newer_than_what_was_seen_is_taken_away(rewritten, people, as_):
    save(rewritten, people["kari"], "Aller siste", 4)
    as_("ola").post(f"{URL}versjoner/2/", {"version": 4})
    assert SectionAnswers.objects.get().values == {"organisering_vurdering": "Aller siste"}
    assert as_("ola").post(f"{URL}versjoner/99/", {"version": 5}).status_code == 404


def test_far_too_much_text_is_refused_in_words_and_changes_nothing(report, as_):
    response = as_("kari").post(URL, {"version": 0, "organisering_vurdering": "x" * 3_000_000})
    assert response.status_code == 400
    assert "Ingenting er endret" in response.content.decode()
    assert not SectionAnswers.objects.exists()


def test_one_person_with_two_tabs_is_told_so(report, people, as_):
    save(report, people["kari"], "Fra den første fanen", 0)
    response = as_("kari").post(URL, {"version": 0, "organisering_vurdering": "Fra den andre"})
    assert "Du har selv lagret" in response.content.decode()


def test_a_section_that_cannot_be_written_in_leads_to_reading(people, as_):
    factories.report_at(Status.AWAITING_SIGNATURE)
    assert as_("kari").get(URL).url == "/rapporter/2010/hedmark/hele/#kapittel-organisering"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "١"])
def test_a_strange_version_is_a_conflict_and_never_an_error(report, people, as_, version):
    save(report, people["ola"], "Det Ola skrev", 0)
    response = as_("kari").post(URL, {"version": version, "organisering_vurdering": "Noe annet"})
    assert response.status_code == 409


def test_what_was_typed_too_late_stays_on_the_screen(people, as_):
    factories.report_at(Status.AWAITING_SIGNATURE)
    response = as_("kari").post(URL, {"version": 1, "organisering_vurdering": "Skrevet for sent"})
    assert response.status_code == 409
    assert "Skrevet for sent" in response.content.decode()


def test_script_in_an_answer_is_only_text(report, people, as_):
    save(report, people["kari"], "<script>alert(1)</script>", 0)
    for url in (URL, "/rapporter/2010/hedmark/hele/"):
        assert "<script>alert" not in as_("kari").get(url).content.decode()


def test_the_submit_page_lists_what_is_missing_as_links(report, as_):
    page = as_("kari").get("/rapporter/2010/hedmark/send/").content.decode()
    assert f"{URL}#felt-sekretariat" in page


def test_returned_sections_ask_for_changes_until_they_are_changed(people):
    report = factories.report_at(Status.IN_REVIEW)
    reports.return_to_region(
        report=report, by=people["siv"], comment="", section_comments={"organisering": "Utdyp"}
    )
    report.refresh_from_db()
    assert completion_of(report).find("organisering").status == SectionStatus.CHANGES_ASKED
    save(report, people["kari"], "Utdypet", 1)
    assert completion_of(report).find("organisering").status == SectionStatus.CHANGES_MADE


def test_returning_without_a_word_is_refused_and_keeps_nothing(people, as_):
    report = factories.report_at(Status.IN_REVIEW)
    response = as_("siv").post("/rapporter/2010/hedmark/vurder/returner/", {})
    assert "Skriv minst én kommentar" in response.content.decode()
    report.refresh_from_db()
    assert report.status == Status.IN_REVIEW
