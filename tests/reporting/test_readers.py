"""A draft read by a link: by whom, how long, and what comes of it."""

import datetime as dt

import pytest

from portal import clock
from portal.errors import Conflict
from reporting.models import ReaderComment, ReadingLink
from reporting.operations import readers, writing
from reporting.workflow import Status
from tests import factories

LIST = "/rapporter/2010/hedmark/lesere/"
DAY = dt.date(2011, 2, 20)


@pytest.fixture
def link(people) -> ReadingLink:
    return readers.invite(report=factories.draft(), reader="Anne Berg", expires_on=DAY, by=people["kari"])


def test_a_reader_without_account_reads_says_and_agrees(link, as_):
    reader, address = as_("anon"), link.get_absolute_url()
    page = reader.get(address)
    assert "Utkast til gjennomlesing for Anne Berg" in page.content.decode()
    reader.post(address, {"kapittel": "organisering", "text": "Hvem er nestleder?"})
    seen = reader.get(address).context["compiled"].sha256
    reader.post(address, {"agrees": "on", "seen": seen})
    shown = as_("kari").get(LIST).content.decode()
    assert all(words in shown for words in ("Hvem er nestleder?", "Har sluttet seg til", link.address))


def test_a_link_is_taken_back_after_a_question(link, as_):
    asked = as_("kari").get(f"{LIST}{link.pk}/trekk/").content.decode()
    assert "Trekke tilbake lenken til Anne Berg?" in asked
    assert as_("anon").get(link.get_absolute_url()).status_code == 200


def test_who_agreed_with_another_draft_is_asked_again(link, people, as_):
    reader, address = as_("anon"), link.get_absolute_url()
    seen = reader.get(address).context["compiled"].sha256
    section = factories.sections(link.report)[0]
    writing.save_section(
        report=link.report,
        section=section,
        values={"organisering_vurdering": "Nytt."},
        version=0,
        by=people["kari"],
    )
    reader.post(address, {"agrees": "on", "seen": seen})
    link.refresh_from_db()
    assert link.agreed_at is None


@pytest.mark.parametrize("how", ["later", "revoked", "handed in"])
def test_a_link_that_is_closed_shows_and_takes_nothing(how, link, people, as_, monkeypatch):
    if how == "later":
        monkeypatch.setattr(clock, "today", lambda: DAY + dt.timedelta(days=1))
    elif how == "revoked":
        as_("kari").post(f"{LIST}{link.pk}/trekk/")
    else:
        factories.report_at(Status.DELIVERED)
    answer = as_("anon").post(link.get_absolute_url(), {"kapittel": "organisering", "text": "Hei"})
    assert (answer.status_code, ReaderComment.objects.count()) == (410, 0)
    assert "organisering" not in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"reader": "", "expires_on": "2011-02-20"}, "Skriv hvem som skal lese."),
        ({"reader": "Anne", "expires_on": "2011-02-14"}, "høyst 60 dager"),
        ({"reader": "Anne", "expires_on": "2012-01-01"}, "høyst 60 dager"),
        ({"reader": "Anne", "expires_on": "i morgen"}, "dato"),
    ],
)
def test_a_wrong_invitation_is_refused_in_words(asked, words, people, as_):
    factories.draft()
    assert words in as_("kari").post(LIST, asked).content.decode()
    assert not ReadingLink.objects.exists()


def test_nobody_is_invited_to_what_is_handed_in(people):
    with pytest.raises(Conflict, match="levert"):
        readers.invite(
            report=factories.report_at(Status.DELIVERED), reader="A", expires_on=DAY, by=people["kari"]
        )


def test_an_empty_comment_and_an_unknown_chapter_are_no_error(link, as_):
    address = link.get_absolute_url()
    assert "Skriv en kommentar" in as_("anon").post(address, {"kapittel": "organisering"}).content.decode()
    assert as_("anon").post(address, {"kapittel": "finnes-ikke", "text": "x"}).status_code == 200
    assert as_("anon").get("/les/feil/").status_code == 404
    assert not ReaderComment.objects.exists()
