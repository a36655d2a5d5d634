"""Telling people: the row is written with the change itself, the e-mail goes out afterwards."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from portal.errors import Unseen
from portal.letters import Letter, mark_of
from portal.models import Notification, OutgoingMail, User

logger = logging.getLogger(__name__)

BATCH = 100
LONGEST_SUBJECT = 200
METHOD = re.compile(r"^METHOD:(\w+)", re.MULTILINE)


def notify(*, users: Iterable[User], subject: str, body: str, path: str) -> None:
    """Tell each person once, however many roles brought them into the list."""
    people = {user.pk: user for user in users}.values()
    Notification.objects.bulk_create(
        Notification(user=user, subject=subject[:LONGEST_SUBJECT], body=body, path=path) for user in people
    )
    transaction.on_commit(_wake_the_sender)


def send_waiting() -> int:
    """Send what is unsent, at most a batch, each in its own transaction; returns how many.

    Where the mail server refuses, the row stays unsent and the next sweep tries again.
    """
    mail = get_connection()
    return _send_notifications(mail) + _send_letters(mail)


def post(letters: Iterable[Letter]) -> None:
    """Write to people who need not have an account."""
    rows = [
        OutgoingMail(
            to=letter.to,
            subject=letter.subject[:LONGEST_SUBJECT],
            body=letter.body,
            calendar=letter.calendar,
        )
        for letter in letters
    ]
    if OutgoingMail.objects.bulk_create(rows):
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


def _send_letters(mail: BaseEmailBackend) -> int:
    sent = 0
    for pk in OutgoingMail.objects.unsent().order_by("pk").values_list("pk", flat=True)[:BATCH]:
        with transaction.atomic():
            letter = OutgoingMail.objects.unsent().select_for_update(skip_locked=True).filter(pk=pk).first()
            if letter is not None:
                _letter(letter, mail).send()
                letter.sent_at = timezone.now()
                letter.save(update_fields=["sent_at"])
                sent += 1
    return sent


def _send_notifications(mail: BaseEmailBackend) -> int:
    sent = 0
    for pk in Notification.objects.unsent().order_by("pk").values_list("pk", flat=True)[:BATCH]:
        with transaction.atomic():
            waiting = Notification.objects.unsent().select_for_update(skip_locked=True, of=("self",))
            notification = waiting.select_related("user").filter(pk=pk).first()
            if notification is not None:
                _message(notification, mail).send()
                notification.emailed_at = timezone.now()
                notification.save(update_fields=["emailed_at"])
                sent += 1
    return sent


@transaction.atomic
def mark_read(*, user: User) -> int:
    return user.notifications.unread().update(read_at=timezone.now())


def _letter(letter: OutgoingMail, mail: BaseEmailBackend) -> EmailMessage:
    message = EmailMessage(
        subject=letter.subject,
        body=f"{letter.body}\n\n{_closing()}\n",
        to=[letter.to],
        connection=mail,
    )
    if letter.calendar:
        message.attach("invitasjon.ics", letter.calendar, _media(letter.calendar))
    return message


def _media(calendar: str) -> str:
    """With the file's method, by which a mail program knows an invitation from a cancellation (RFC 6047)."""
    method = METHOD.search(calendar)
    return f"text/calendar; method={method[1]}" if method else "text/calendar"


def _closing() -> str:
    return _("Hilsen portalen for grønne innkjøp. Du kan ikke svare på denne e-posten.")


def _message(notification: Notification, mail: BaseEmailBackend) -> EmailMessage:
    link = f"{settings.PORTAL_BASE_URL}{notification.path}"
    return EmailMessage(
        subject=notification.subject,
        body=f"{notification.body}\n\n{link}\n\n{_closing()}\n",
        to=[notification.user.email],
        connection=mail,
    )


def _wake_the_sender() -> None:
    from portal.tasks import send_notifications  # noqa: PLC0415 - tasks import this module

    try:
        send_notifications.delay()
    except (OperationalError, OSError):
        logger.warning("The broker is down; the sweep will send the e-mails")
