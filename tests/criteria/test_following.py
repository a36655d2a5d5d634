"""Those who follow a group, or hold a criterion that changed, are told; anyone may say what they think."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.db import DatabaseError, connection, transaction
from django.test import Client
from lxml import etree

from criteria.models import CriteriaSet, Feedback, GroupNews
from criteria.operations import editions, feedback, news, selections
from criteria.workflow import EditionAction
from portal.models import Notification
from tests import factories
from tests.criteria.test_selection import adapt

GROUP = "/kriterier/papir_og_trykksaker/"


def revised(people, **texts: str) -> CriteriaSet:
    """The next edition, in force, with new texts for some codes."""
    draft = editions.begin(group=factories.in_force().edition.group, by=people["mette"])
    for code, text in texts.items():
        draft.criteria.filter(code=code.replace("_", "-")).update(text=text)
    draft.criteria.filter(code="PAP-V02").delete()
    draft.changes, draft.next_revision_on = "Strengere krav.", dt.date(2013, 1, 1)
    draft.save()
    return editions.take(edition=draft, action=EditionAction.PUBLISH, by=people["mette"])


def messages_to(people, name: str) -> list[Notification]:
    return list(Notification.objects.filter(user=people[name]).order_by("pk"))


def test_subscribers_get_word_of_a_new_edition(as_, people):
    as_("jan").post(GROUP + "abonner/")
    revised(people)
    (message,) = messages_to(people, "jan")
    assert message.subject == "Nye kriterier for Papir og trykksaker"
    assert message.body == "Strengere krav."
    assert message.path == GROUP + "2011-1/"
    assert messages_to(people, "kari") == []


def test_one_can_stop_following(as_, people):
    as_("jan").post(GROUP + "abonner/")
    as_("jan").post(GROUP + "abonner/", {"av": "1"})
    revised(people)
    assert messages_to(people, "jan") == []


def test_owners_are_told_what_changed_in_what_they_hold_and_nothing_else(people):
    old = factories.in_force("PAP-S01").text
    factories.selection("jan", "PAP-S01", "PAP-S02", "PAP-V02")
    factories.selection("kari", "PAP-S02")
    factories.selection(None, "PAP-S01")
    revised(people, PAP_S01=old + " Også konvolutter.")
    (message,) = messages_to(people, "jan")
    assert "Kravtekst, nå: «Også konvolutter.»" in message.body
    assert "PAP-V02" in message.body
    assert "Er ikke med i utgave 2011-1." in message.body
    assert "PAP-S02" not in message.body
    assert messages_to(people, "kari") == []


def test_owners_are_told_of_an_erratum_and_of_a_withdrawal(people):
    factories.selection("jan", "PAP-S01")
    editions.correct(criterion=factories.in_force(), text="Skal være 60.", by=people["mette"])
    edition = factories.in_force().edition
    editions.take(edition=edition, action=EditionAction.WITHDRAW, reason="Feil grenser.", by=people["mette"])
    first, second = messages_to(people, "jan")
    assert "Skal være 60." in first.body
    assert "Feil grenser." in second.body


def test_one_click_updates_what_has_no_words_of_its_own(as_, people):
    selection = factories.selection("jan", "PAP-S01", "PAP-S02", "MOB-S01")
    adapt(selection, "PAP-S02", text="Egne ord")
    edition = revised(people, PAP_S01="Ny tekst.")
    as_("jan").post(f"{selection.get_absolute_url()}oppdater/")
    now = {item.criterion.code: item for item in selection.items.select_related("criterion__edition")}
    assert now["PAP-S01"].criterion.edition == edition
    assert now["PAP-S01"].text_shown == "Ny tekst."
    assert now["PAP-S02"].criterion.edition != edition
    assert now["MOB-S01"].criterion == factories.in_force("MOB-S01")


def test_adapted_words_are_compared_and_kept(as_, people):
    selection = factories.selection("jan", "PAP-S02")
    adapt(selection, "PAP-S02", text="Egne ord")
    revised(people, PAP_S02="Helt ny tekst.")
    item = selection.items.get()
    path = f"{selection.get_absolute_url()}{item.pk}/"
    assert "Ny utgave 2011-1" in as_("jan").get(path).content.decode()
    as_("jan").post(path + "ny-utgave/")
    item.refresh_from_db()
    assert (item.criterion.edition.number, item.text) == ("2011-1", "Egne ord")
    assert as_("jan").post(path + "ny-utgave/").status_code == 302
    assert news.newest_of(selection.items.all()) == {}


def test_updating_when_the_new_one_is_there_already_doubles_nothing(people):
    selection = factories.selection("jan", "PAP-S01")
    revised(people)
    selections.add(selection=selection, criteria=[factories.in_force()])
    assert selections.bring_up_to_date(selection=selection) == (0, 1)
    assert selection.items.count() == 2


def test_the_feed_has_the_news(as_, people):
    revised(people)
    for path in ("/kriterier/nyheter.atom", GROUP + "nyheter.atom"):
        answer = as_("anon").get(path)
        assert answer["Content-Type"].startswith("application/atom+xml")
        assert "Strengere krav." in answer.content.decode()
    assert "Strengere" not in as_("anon").get("/kriterier/kontormoebler/nyheter.atom").content.decode()
    assert as_("anon").get("/kriterier/finnes-ikke/nyheter.atom").status_code == 404


def atom(path: str = "/kriterier/nyheter.atom") -> etree._Element:
    return etree.fromstring(Client().get(path).content)


def texts(feed: etree._Element, path: str) -> list[str]:
    return [found.text or "" for found in feed.findall(path, {"a": "http://www.w3.org/2005/Atom"})]


def test_the_feeds_have_author_own_titles_and_own_ids(db):
    feeds = [atom(), atom(GROUP + "nyheter.atom"), atom("/kriterier/kontormoebler/nyheter.atom")]
    assert {name for feed in feeds for name in texts(feed, "a:author/a:name")} == {"Innkjøpspanelet"}
    for element in ("a:title", "a:id"):
        assert len({texts(feed, element)[0] for feed in feeds}) == 3


def test_news_of_two_editions_have_titles_of_their_own_in_plain_letters(people):
    edition = CriteriaSet.objects.published().get(group__key="papir_og_trykksaker")
    for text in ("a < b & c", "To\nlinjer", "En\x0bto\x07"):
        GroupNews.objects.create(edition=edition, title="Nye kriterier for R&D", text=text)
    feed = atom()
    assert set(texts(feed, "a:entry/a:title")) == {f"Nye kriterier for R&D ({edition.number})"}
    assert sorted(texts(feed, "a:entry/a:summary")) == [
        "<p>En<br>to</p>",
        "<p>To<br>linjer</p>",
        "<p>a &lt; b &amp; c</p>",
    ]


@pytest.mark.parametrize("path", ["/kriterier/nyheter.atom", GROUP + "nyheter.atom"])
def test_updated_moves_with_the_news_and_not_with_the_clock(path, people):
    empty = atom(path)
    assert texts(empty, "a:updated") == texts(atom(path), "a:updated") == ["2008-09-01T00:00:00+00:00"]
    revised(people)
    feed = atom(path)
    assert texts(feed, "a:updated") == [max(texts(feed, "a:entry/a:updated"))]


def test_news_and_errata_never_change(people):
    editions.correct(criterion=factories.in_force(), text="Skal være 60.", by=people["mette"])
    assert GroupNews.objects.exists()
    for sql in ("UPDATE criteria_erratum SET text = ''", "DELETE FROM criteria_groupnews"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


FEEDBACK = GROUP + "2010-1/PAP-S01/tilbakemelding/"
SAID = {
    "name": "Tone",
    "organisation": "Hamar kommune",
    "text": "Lett å bruke, <b>men</b> uklar dokumentasjon.",
}


def test_what_a_known_person_says_everyone_sees(as_, db):
    assert as_("jan").post(FEEDBACK, SAID).status_code == 302
    page = as_("anon").get(GROUP + "2010-1/PAP-S01/").content.decode()
    assert "Lett å bruke, &lt;b&gt;men&lt;/b&gt;" in page


def test_what_a_stranger_says_waits_for_the_panel(as_, people):
    told = as_("anon").post(FEEDBACK, SAID, follow=True).content.decode()
    assert "når det har sett på den" in told
    own = GROUP + "2010-1/PAP-S01/"
    assert "Lett å bruke" not in told
    assert "Lett å bruke" not in as_("mette").get(own).content.decode()
    assert "venter på å bli vist" in as_("mette").get("/").content.decode()
    assert "Venter på dere" in as_("mette").get("/kriterier/tilbakemeldinger/").content.decode()
    row = Feedback.objects.get()
    assert as_("jan").post(f"/kriterier/tilbakemeldinger/{row.pk}/vis/").status_code == 404
    as_("mette").post(f"/kriterier/tilbakemeldinger/{row.pk}/vis/")
    assert "Lett å bruke" in as_("anon").get(own).content.decode()
    assert "venter på å bli vist" not in as_("mette").get("/").content.decode()


def test_what_waits_stands_first(as_, people):
    as_("anon").post(FEEDBACK, SAID)
    as_("jan").post(FEEDBACK, SAID | {"name": "Jan"})
    rows = as_("mette").get("/kriterier/tilbakemeldinger/").context["page"]
    assert [(row.name, row.waits) for row in rows] == [("Tone", True), ("Jan", False)]


def test_an_account_whose_address_is_not_confirmed_is_a_stranger(as_, people):
    EmailAddress.objects.filter(user=people["jan"]).update(verified=False)
    as_("jan").post(FEEDBACK, SAID)
    assert Feedback.objects.get().waits


def test_what_waits_and_is_hidden_waits_no_more(as_, people):
    as_("anon").post(FEEDBACK, SAID)
    row = feedback.hide(feedback=Feedback.objects.get(), reason="Reklame", by=people["mette"])
    assert (row.waits, Feedback.objects.waiting().count()) == (False, 0)


def test_it_follows_the_code_to_the_next_edition(as_, people):
    as_("jan").post(FEEDBACK, SAID)
    revised(people)
    assert "Lett å bruke" in as_("anon").get(GROUP + "2011-1/PAP-S01/").content.decode()


def test_machines_and_floods_are_stopped_without_losing_words(as_, db, settings):
    assert as_("anon").post(FEEDBACK, SAID | {"nettside": "http://spam"}).status_code == 200
    settings.FORMS_PER_HOUR = 1
    as_("anon").post(FEEDBACK, SAID)
    page = as_("anon").post(FEEDBACK, SAID)
    assert "Vent en time" in page.content.decode()
    assert "uklar dokumentasjon" in page.content.decode()
    assert Feedback.objects.count() == 1


def test_a_proposal_is_answered_in_its_hearing(as_, people):
    draft = editions.begin(group=factories.in_force().edition.group, by=people["mette"])
    factories.on_hearing(draft)
    assert as_("anon").get(GROUP + "2011-1/PAP-S01/tilbakemelding/").status_code == 409


def test_the_panel_hides_and_shows_again(as_, db):
    as_("jan").post(FEEDBACK, SAID)
    row = Feedback.objects.get()
    path = f"/kriterier/tilbakemeldinger/{row.pk}/"
    as_("mette").post(path + "skjul/", {"reason": "Reklame"})
    assert "Lett å bruke" not in as_("anon").get(GROUP + "2010-1/PAP-S01/").content.decode()
    assert "Reklame" in as_("mette").get("/kriterier/tilbakemeldinger/?q=PAP").content.decode()
    as_("mette").post(path + "vis/")
    assert "Lett å bruke" in as_("anon").get(GROUP + "2010-1/PAP-S01/").content.decode()
