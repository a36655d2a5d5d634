"""What goes out by mail: a subject is one line, whoever made it."""

import pytest

from portal.letters import Letter, mark_of, together
from portal.operations.notifications import notify
from portal.operations.outbox import post, send_waiting

BROKEN = [
    ("Kurs\nBcc: alle@example.org", "Kurs Bcc: alle@example.org"),
    ("Kurs\r\n i Hamar", "Kurs i Hamar"),
    ("Kurs\u2028i\x85Hamar\x0b!", "Kurs i Hamar !"),
    ("\x07Kurs\t2011 ", "Kurs 2011"),
    ("å" * 300, "å" * 200),
]


@pytest.mark.parametrize(("typed", "sent"), BROKEN)
def test_a_subject_is_one_line_in_every_mail(typed, sent, people, mailoutbox):
    post([Letter("tone@example.org", typed, "Hei")])
    notify(users=[people["kari"]], subject=typed, body="Hei", path="/")
    assert send_waiting() == 2
    assert [mail.subject for mail in mailoutbox] == [sent, sent]


def test_letters_alike_are_shown_once_and_marked_by_who_gets_what():
    anne, berit = (Letter(to, "Flyttet", "Nå i Hamar", own=f"lenke-{to}") for to in ("anne", "berit"))
    (shown,) = together([anne, berit])
    assert (shown.people, "lenke" in shown.text) == (["anne", "berit"], False)
    assert mark_of([anne, berit]) == mark_of([berit, anne]) != mark_of([anne])
    assert mark_of([]) == ""
