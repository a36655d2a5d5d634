"""What goes out by mail: a subject is one line, whoever made it, and a row that is not is refused by the database."""

import pytest
from django.db import IntegrityError, transaction

from portal.letters import Letter, mark_of, together
from portal.models import Notification, OutgoingMail
from portal.operations.notifications import notify, post, send_waiting

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


@pytest.mark.parametrize("broken", ["a\nb", "a\rb", "a\u2028b", "a\x85b", "a\x07b"])
def test_the_database_refuses_a_subject_that_breaks(broken, people):
    rows = [
        OutgoingMail(to="tone@example.org", subject=broken, body=""),
        Notification(user=people["kari"], subject=broken, body="", path="/"),
    ]
    for row in rows:
        with pytest.raises(IntegrityError, match="one_line"), transaction.atomic():
            row.save()


def test_letters_alike_are_shown_once_and_marked_by_who_gets_what():
    anne, berit = (Letter(to, "Flyttet", "Nå i Hamar", own=f"lenke-{to}") for to in ("anne", "berit"))
    (shown,) = together([anne, berit])
    assert (shown.people, "lenke" in shown.text) == (["anne", "berit"], False)
    assert mark_of([anne, berit]) == mark_of([berit, anne]) != mark_of([anne])
    assert mark_of([]) == ""
