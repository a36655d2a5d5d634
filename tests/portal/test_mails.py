"""Who gets which mail when, and what it looks like."""

import lxml.html
import pytest
from django.conf import settings

from portal.models import Notification
from portal.operations.notifications import choose_mails, notify, send_together
from portal.operations.outbox import send_waiting
from tests import factories

PAGE = "/min-side/e-post/"
TEXT = "Se over:\n• møbler\n• papir\n\nhttps://eksempel.no/?a=1&b=2"


@pytest.fixture
def told(people):
    """Of a handover and of something else, three people who want it each in their own way."""
    for name, mails in {"ola": "daily", "knut": "handovers"}.items():
        choose_mails(mails=mails, by=people[name])
    users = [people[name] for name in ("kari", "ola", "knut")]
    notify(users=users, subject="Til signering", body=TEXT, path="/rapporter/", is_handover=True)
    notify(users=users, subject="Nytt på tavla", body="Noen spør.", path="/nettverk/")


def got(mailoutbox) -> set[tuple[str, str]]:
    found = {(mail.to[0].split("@")[0], mail.subject) for mail in mailoutbox}
    mailoutbox.clear()
    return found


def test_mail_comes_as_it_was_chosen_and_all_stands_on_the_page(told, people, mailoutbox):
    send_waiting()
    assert got(mailoutbox) == {
        ("kari", "Til signering"), ("kari", "Nytt på tavla"), ("knut", "Til signering"),
    }  # fmt: skip
    assert (send_together(), send_together(), send_waiting()) == (1, 0, 1)
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([people["ola"].email], "2 nye varsler")
    assert all(
        words in mail.body for words in ("Til signering", "/rapporter/", "Nytt på tavla", "/nettverk/")
    )
    assert all(people[name].notifications.count() == 2 for name in ("kari", "ola", "knut"))


def test_a_choice_counts_from_then_on(told, people, mailoutbox):
    choose_mails(mails="at_once", by=people["ola"])
    send_waiting()
    mailoutbox.clear()
    notify(users=[people["ola"]], subject="Etterpå", body="x", path="/")
    send_waiting()
    assert got(mailoutbox) == {("ola", "Etterpå")}
    assert send_together() == 1


def test_a_mail_is_the_same_as_text_and_as_html(told, mailoutbox):
    send_waiting()
    mail = next(mail for mail in mailoutbox if mail.subject == "Til signering")
    ((html, kind),) = mail.alternatives
    page = lxml.html.fromstring(html)
    assert kind == "text/html"
    assert TEXT in mail.body
    assert [item.text for item in page.xpath("//li")] == ["møbler", "papir"]
    assert page.xpath("//a/@href") == [
        "https://eksempel.no/?a=1&b=2",
        f"{settings.PORTAL_BASE_URL}/rapporter/",
    ]


def test_what_others_write_is_text_in_a_mail(people, mailoutbox):
    notify(users=[people["kari"]], subject="<b>Hei</b>", body="<script>x</script>", path="/")
    send_waiting()
    html = mailoutbox[0].alternatives[0][0]
    assert "<script" not in html
    assert "<b>Hei" not in html


def test_a_person_chooses_on_a_page_of_their_own(as_, people):
    assert as_("kari").get(PAGE).context["form"]["mails"].value() == "at_once"
    as_("kari").post(PAGE, {"mails": "daily"})
    assert as_("kari").get(PAGE).context["form"]["mails"].value() == "daily"
    assert as_("kari").post(PAGE, {"mails": "aldri"}).status_code == 200
    notify(users=[people["kari"]], subject="x", body="y", path="/")
    assert Notification.objects.get().delivery == "daily"
    assert factories.cast()["ola"].notifications.count() == 0
