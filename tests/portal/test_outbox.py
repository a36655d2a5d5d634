"""The outbox against mail servers as they are: one that refuses, one that is silent, one that is away."""

from __future__ import annotations

import datetime as dt
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.db import connections
from django.utils import timezone

from portal.access import Denied
from portal.errors import Conflict
from portal.letters import Letter
from portal.models import OutgoingMail
from portal.operations import outbox
from portal.operations.notifications import notify

HOUR = dt.timedelta(hours=1)
PATIENCE = 30  # seconds; however busy the machine is, a server that answers is not taken for a silent one


class Conversation(socketserver.StreamRequestHandler):
    """SMTP as far as a letter needs it (RFC 5321). `server.refused` says who is refused, and how."""

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "QUIT":
                return self.say("221 bye")
            if not (answer := self.answer_to(word, line)):
                return None  # breaks off
            self.say(answer)
        return None

    def answer_to(self, word: str, line: str) -> str:
        if word == "RCPT":
            return next((how for who, how in self.server.refused.items() if who in line), "250 ok")
        if word == "DATA":
            self.say("354 go on")
            body = b"".join(iter(self.rfile.readline, b".\r\n"))
            self.server.received.append(message_from_bytes(body, policy=policy.default))
        return "250 ok"

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.received: list = []
        self.refused: dict[str, str] = {}

    @property
    def addressees(self) -> list[str]:
        return [str(message["To"]) for message in self.received]


@contextmanager
def running() -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def smtp(settings) -> Iterator[MailServer]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = PATIENCE
    with running() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server


def letters(count: int) -> None:
    outbox.post(Letter(f"person{number}@example.org", f"Brev {number}", "Hei") for number in range(count))


def of(name: str) -> OutgoingMail:
    return OutgoingMail.objects.get(subject=name.replace("person", "Brev "))


def later(time: dt.timedelta) -> None:
    """What waits has waited for so long."""
    for row in OutgoingMail.objects.unsent():
        OutgoingMail.objects.filter(pk=row.pk).update(due_at=row.due_at - time)


def test_one_poisoned_letter_among_two_hundred_stops_no_other(smtp, db):
    letters(200)
    OutgoingMail.objects.filter(subject="Brev 7").update(to="person7@example.org\nBcc: alle@example.org")
    smtp.refused = {"person8@": "550 no such person", "person9@": "451 come again"}
    assert outbox.send_waiting() == 197
    assert outbox.send_waiting() == 0
    assert sorted(smtp.addressees) == sorted(
        f"person{n}@example.org" for n in range(200) if n not in (7, 8, 9)
    )
    assert [of(f"person{n}").state for n in (7, 8, 9)] == ["set_aside", "set_aside", "waiting"]
    assert "kan ikke skrives" in of("person7").answer
    assert of("person8").answer == "550 no such person"
    smtp.refused = {}
    later(HOUR)
    assert outbox.send_waiting() == 1
    assert (of("person9").state, of("person9").answer) == ("sent", "")


def test_what_is_put_off_is_tried_with_longer_and_longer_pauses_and_then_set_aside(smtp, db):
    letters(1)
    smtp.refused = {"person0@": "451 not now"}
    pauses = []
    while (waiting := of("person0")).state == "waiting":
        before = timezone.now()
        assert outbox.send_waiting() == 0
        pauses.append(round((of("person0").due_at - before) / dt.timedelta(minutes=1)))
        later(dt.timedelta(days=1))
    assert pauses[:-1] == sorted(pauses[:-1]) == [pause / dt.timedelta(minutes=1) for pause in outbox.PAUSES]
    assert of("person0").attempts == len(outbox.PAUSES) + 1
    assert waiting.message_id == of("person0").message_id


def test_a_letter_that_the_server_breaks_off_at_is_left_for_later_and_the_others_go(
    smtp, db, monkeypatch, settings
):
    letters(3)
    settings.EMAIL_TIMEOUT = 2
    answer_to = Conversation.answer_to

    def silent_at_the_first(self, word: str, line: str) -> str:
        if word == "RCPT" and "person0@" in line:
            self.rfile.read()  # until the other end has had enough
        return answer_to(self, word, line)

    monkeypatch.setattr(Conversation, "answer_to", silent_at_the_first)
    assert outbox.send_waiting() == 2
    assert (of("person0").state, of("person0").attempts) == ("waiting", 1)


@pytest.mark.parametrize("answers", [False, True], ids=["away", "silent"])
def test_a_server_that_is_away_or_silent_costs_one_wait_and_no_letter_an_attempt(answers, db, settings):
    """A socket that takes the call and says nothing, or nothing at all there."""
    letters(50)
    settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT = "django.core.mail.backends.smtp.EmailBackend", 0.2
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings.EMAIL_HOST, settings.EMAIL_PORT = listening.getsockname()
        if not answers:
            listening.close()
        begun = timezone.now()
        assert outbox.send_waiting() == 0
        assert timezone.now() - begun < dt.timedelta(seconds=5)
    rows = OutgoingMail.objects.unsent()
    assert {row.attempts for row in rows} == {0}
    assert [bool(row.answer) for row in rows.order_by("pk")] == [True] + [False] * 49
    with running() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = PATIENCE
        later(HOUR)
        assert outbox.send_waiting() == 50


def test_a_server_that_breaks_off_at_every_letter_is_left_alone_after_a_few(smtp, db, monkeypatch):
    letters(20)
    monkeypatch.setattr(
        Conversation, "answer_to", lambda self, word, _line: "" if word == "MAIL" else "250 ok"
    )
    assert outbox.send_waiting() == 0
    assert OutgoingMail.objects.filter(attempts=1).count() == outbox.TROUBLE


def test_a_fault_of_ours_stops_no_letter_for_good_and_a_long_round_ends(db, mailoutbox, monkeypatch):
    letters(3)
    write = outbox.message_of

    def broken(letter, mail):
        if letter.subject == "Brev 1":
            raise LookupError("template")
        return write(letter, mail)

    monkeypatch.setattr(outbox, "message_of", broken)
    assert outbox.send_waiting() == 2
    assert (of("person1").state, of("person1").attempts) == ("waiting", 1)
    monkeypatch.undo()
    later(HOUR)
    monkeypatch.setattr(outbox, "ROUND", 0)
    assert outbox.send_waiting() == 0
    monkeypatch.undo()
    assert outbox.send_waiting() == 1


def test_one_process_sends_at_a_time(django_db_setup, django_db_blocker, mailoutbox):
    """Another connection has the lock: nothing is sent, and nobody waits."""
    with django_db_blocker.unblock():
        try:
            letters(1)
            other = connections.create_connection("default")
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [outbox.SENDING])
                assert outbox.send_waiting() == 0
                # A connection that is closed lets go a moment later.
                cursor.execute("SELECT pg_advisory_unlock(%s)", [outbox.SENDING])
            other.close()
            assert outbox.send_waiting() == 1
        finally:
            OutgoingMail.objects.all().delete()
    assert len(mailoutbox) == 1


def test_a_claimed_letter_is_another_senders_until_its_claim_is_over(db, mailoutbox):
    """As after a process that was killed in the middle."""
    letters(1)
    assert outbox._claimed() is not None
    assert outbox.send_waiting() == 0
    later(outbox.CLAIM)
    assert outbox.send_waiting() == 1
    assert mailoutbox[0].extra_headers["Message-ID"] == of("person0").message_id


def test_a_letter_goes_to_the_address_that_its_person_has_now(people, mailoutbox):
    notify(users=[people["kari"]], subject="Nytt", body="x", path="/")
    people["kari"].email = "kari.ny@example.org"
    people["kari"].save()
    outbox.send_waiting()
    assert mail.outbox[0].to == ["kari.ny@example.org"]


def test_what_was_set_aside_is_sent_again_by_an_administrator(smtp, people):
    letters(1)
    smtp.refused = {"person0@": "550 no"}
    outbox.send_waiting()
    with pytest.raises(Denied):
        outbox.send_again(letter=of("person0"), by=people["siv"])
    smtp.refused = {}
    assert outbox.send_again(letter=of("person0"), by=people["bente"]).attempts == 0
    with pytest.raises(Conflict):
        outbox.send_again(letter=of("person0"), by=people["bente"])
    assert (outbox.send_waiting(), smtp.addressees) == (1, ["person0@example.org"])
