"""The outbox: letters are written with the change they tell of, and sent afterwards, each by itself.

One process sends at a time. A letter is claimed before it is sent, and no transaction is open meanwhile: whoever dies
in the middle leaves it claimed, and it is tried again later under the same Message-ID.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from smtplib import SMTPDataError, SMTPRecipientsRefused

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import broker, clock
from portal.access import Permission, require
from portal.errors import Conflict, Unseen
from portal.letters import Letter, mark_of
from portal.models import OutgoingMail, User

logger = logging.getLogger(__name__)

LONGEST_SUBJECT = 200
METHOD = re.compile(r"^METHOD:(\w+)", re.MULTILINE)
CLAIM = dt.timedelta(minutes=5)  # for how long a letter is its sender's
# Between one attempt and the next; after the last of them the letter is set aside.
PAUSES = [dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 3 * 60, 6 * 60, 12 * 60)]
ROUND = 60  # seconds that one round may take, well within the time limit of a task
TROUBLE = 3  # letters in a row that the server broke off at: it is the server, and the others wait
SENDING = 7_402_011  # the advisory lock of the process that sends
FOR_GOOD = 500  # SMTP's answers from here on are the same tomorrow (RFC 5321, 4.2.1)


def post(letters: Iterable[Letter]) -> None:
    """Write to people who need not have an account; whose address is erased, gets nothing."""
    write(
        OutgoingMail(
            to=letter.to,
            subject=letter.subject[:LONGEST_SUBJECT],
            body=letter.body,
            calendar=letter.calendar,
            reference=letter.reference,
        )
        for letter in letters
        if letter.to
    )


def write(letters: Iterable[OutgoingMail]) -> None:
    """Put them in the outbox, and wake who sends when this is written for good."""
    if OutgoingMail.objects.bulk_create(letters):
        transaction.on_commit(_wake_the_sender)


def post_as_previewed(letters: Sequence[Letter], previewed: str) -> None:
    """As `post`, for what a person does to others. Raises `Unseen` as `require_previewed`."""
    require_previewed(letters, previewed)
    post(letters)


def require_previewed(letters: Sequence[Letter], previewed: str) -> None:
    """Raise `Unseen` where the person has not looked at these letters, whose mark is `previewed`, or at others."""
    if mark_of(letters) != previewed:
        raise Unseen(
            _("Se over e-postene før de sendes. Ingenting er endret eller sendt ennå."), letters=letters
        )


def send_waiting() -> int:
    """Send what is due; returns how many went. Another process that is sending already is left to it."""
    with _alone() as is_alone:
        return sum(_each_sent()) if is_alone else 0


def send_again(*, letter: OutgoingMail, by: User) -> OutgoingMail:
    """Put a letter that was set aside in the outbox again. Raises `Denied`, or `Conflict` where it is not aside."""
    require(by, Permission.USERS_MANAGE)
    taken = OutgoingMail.objects.set_aside().filter(pk=letter.pk)
    if not taken.update(set_aside_at=None, attempts=0, due_at=timezone.now()):
        raise Conflict(_("E-posten er ikke lagt til side lenger. Last siden på nytt."))
    transaction.on_commit(_wake_the_sender)
    return OutgoingMail.objects.get(pk=letter.pk)


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether no other process is sending; the lock goes with the connection of one that dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [SENDING])
        [is_alone] = cursor.fetchone() or [False]
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [SENDING])


def _each_sent() -> Iterator[bool]:
    """Whether each that is due went, until there are no more, the server is away, or the next sweep may go on."""
    mail, broken_off, ends = get_connection(), 0, time.monotonic() + ROUND
    try:
        while broken_off < TROUBLE and time.monotonic() < ends and (letter := _claimed()):
            try:
                mail.open()
            except OSError as error:  # smtplib's errors are of this kind too
                logger.warning("The mail server is away: %s", error)
                _wait(letter, str(error), PAUSES[0], attempts=letter.attempts - 1)
                return
            went = _tried(letter, mail)
            broken_off = broken_off + 1 if went is None else 0
            yield bool(went)
    finally:
        mail.close()


def _claimed() -> OutgoingMail | None:
    """The next letter, which is this process's for a while, with the attempt counted."""
    now = timezone.now()
    with transaction.atomic():
        found = OutgoingMail.objects.due(at=now).select_for_update(skip_locked=True, of=("self",)).first()
        if found is not None:
            found.attempts, found.due_at = found.attempts + 1, now + CLAIM
            found.save(update_fields=["attempts", "due_at"])
    return found


def _tried(letter: OutgoingMail, mail: BaseEmailBackend) -> bool | None:
    """Whether it went; None where the server broke off."""
    try:
        message_of(letter, mail).send()
    except (SMTPRecipientsRefused, SMTPDataError) as refused:
        logger.warning("The mail server refused letter %s: %s", letter.pk, refused)
        code, answer = _answer_in(refused)
        if code >= FOR_GOOD:
            _set_aside(letter, answer)
        else:
            _try_later(letter, answer)
        return False
    except OSError as error:
        logger.warning("The mail server broke off at letter %s: %s", letter.pk, error)
        mail.close()
        _try_later(letter, str(error))
        return None
    except ValueError as error:  # what the e-mail's own rules refuse
        logger.warning("Letter %s cannot be written: %s", letter.pk, error)
        _set_aside(letter, _("Brevet kan ikke skrives som e-post: %s") % error)
        return False
    except SoftTimeLimitExceeded:
        raise
    except Exception:  # a fault of ours, which stops no other letter
        logger.exception("Letter %s was not sent", letter.pk)
        _try_later(letter, _("Noe gikk galt i portalen. Det står i loggen."))
        return False
    OutgoingMail.objects.filter(pk=letter.pk).update(sent_at=clock.now(), answer="")
    return True


def _answer_in(refused: SMTPRecipientsRefused | SMTPDataError) -> tuple[int, str]:
    """The server's code and words."""
    if isinstance(refused, SMTPDataError):
        answers = [(refused.smtp_code, refused.smtp_error)]
    else:
        answers = [*refused.recipients.values()]
    code, words = answers[0] if answers else (HTTPStatus.INTERNAL_SERVER_ERROR.value, b"")
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return code, f"{code} {text}".strip()


def _try_later(letter: OutgoingMail, answer: str) -> None:
    if letter.attempts > len(PAUSES):
        _set_aside(letter, answer)
    else:
        _wait(letter, answer, PAUSES[letter.attempts - 1], attempts=letter.attempts)


def _wait(letter: OutgoingMail, answer: str, pause: dt.timedelta, *, attempts: int) -> None:
    rows = OutgoingMail.objects.filter(pk=letter.pk)
    rows.update(due_at=timezone.now() + pause, answer=answer, attempts=attempts)


def _set_aside(letter: OutgoingMail, answer: str) -> None:
    OutgoingMail.objects.filter(pk=letter.pk).update(set_aside_at=clock.now(), answer=answer)


def message_of(letter: OutgoingMail, mail: BaseEmailBackend) -> EmailMultiAlternatives:
    """As text, and the same as HTML, where the page it is about is a button."""
    path = letter.link_path
    link = f"{settings.PORTAL_BASE_URL}{path}" if path else ""
    closing = _("Hilsen portalen for grønne innkjøp. Du kan ikke svare på denne e-posten.")
    text = "\n\n".join(filter(None, [letter.body, link, closing]))
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=f"{text}\n",
        to=[letter.address],
        connection=mail,
        headers={"Message-ID": letter.message_id},
    )
    context = {"subject": letter.subject, "text": letter.body, "link": link, "closing": closing}
    message.attach_alternative(render_to_string("mail/message.html", context), "text/html")
    if letter.calendar:
        message.attach("invitasjon.ics", letter.calendar, _media(letter.calendar))
    return message


def _media(calendar: str) -> str:
    """With the file's method, by which a mail program knows an invitation from a cancellation (RFC 6047)."""
    method = METHOD.search(calendar)
    return f"text/calendar; method={method[1]}" if method else "text/calendar"


def _wake_the_sender() -> None:
    from portal.tasks import send_notifications  # noqa: PLC0415 - tasks import this module

    broker.hand(send_notifications)
