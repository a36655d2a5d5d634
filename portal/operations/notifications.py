"""Telling people: the row is written with the change itself, the e-mail goes out afterwards."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from kombu.exceptions import OperationalError

from portal.errors import Unseen
from portal.letters import Letter, mark_of
from portal.models import MailChoice, Notification, OutgoingMail, User
from portal.models.notifications import Delivery, Mails

logger = logging.getLogger(__name__)

BATCH = 100
LONGEST_SUBJECT = 200
METHOD = re.compile(r"^METHOD:(\w+)", re.MULTILINE)


def notify(*, users: Iterable[User], subject: str, body: str, path: str, is_handover: bool = False) -> None:
    """Tell each person once, however many roles brought them into the list, and by mail when they want it.

    A handover puts something in the person's hands.
    """
    people = {user.pk: user for user in users}
    chosen = dict(MailChoice.objects.filter(user__in=people).values_list("user", "mails"))
    Notification.objects.bulk_create(
        Notification(
            user=user,
            subject=subject[:LONGEST_SUBJECT],
            body=body,
            path=path,
            delivery=_delivery(chosen.get(user.pk, Mails.AT_ONCE), is_handover),
        )
        for user in people.values()
    )
    transaction.on_commit(_wake_the_sender)


def _delivery(mails: str, is_handover: bool) -> Delivery:
    if mails == Mails.DAILY:
        return Delivery.DAILY
    return Delivery.NOW if mails == Mails.AT_ONCE or is_handover else Delivery.PAGE


def choose_mails(*, mails: str, by: User) -> MailChoice:
    """What is told from now on; what waits for the morning is sent as it was chosen then."""
    choice, _is_new = MailChoice.objects.update_or_create(user=by, defaults={"mails": mails})
    return choice


def send_waiting() -> int:
    """Send what is unsent, at most a batch, each in its own transaction; returns how many.

    Where the mail server refuses one, or is away, the row stays unsent and the next sweep tries again.
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
            reference=letter.reference,
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


def send_together() -> int:
    """Every morning: to each who wants it, one mail of all that is new. Returns how many; twice sends nothing."""
    mail, sent = get_connection(), 0
    for user in User.objects.filter(notifications__in=Notification.objects.for_the_morning()).distinct():
        with transaction.atomic():
            waiting = Notification.objects.for_the_morning().select_for_update(skip_locked=True)
            news = list(waiting.filter(user=user).order_by("pk"))
            if news and _went(_message_of(user, news, mail)):
                Notification.objects.filter(pk__in=[row.pk for row in news]).update(emailed_at=timezone.now())
                sent += 1
    return sent


def _send_letters(mail: BaseEmailBackend) -> int:
    sent = 0
    for pk in OutgoingMail.objects.unsent().order_by("pk").values_list("pk", flat=True)[:BATCH]:
        with transaction.atomic():
            letter = OutgoingMail.objects.unsent().select_for_update(skip_locked=True).filter(pk=pk).first()
            if letter is not None and _went(_letter(letter, mail)):
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
            if notification is not None and _went(_message(notification, mail)):
                notification.emailed_at = timezone.now()
                notification.save(update_fields=["emailed_at"])
                sent += 1
    return sent


def _went(message: EmailMessage) -> bool:
    """Send it. One that the server will not have stays unsent and stops no other; one without a server does."""
    try:
        message.send()
    except (SMTPRecipientsRefused, SMTPDataError):
        logger.exception("The mail server refused a mail: %s", message.subject)
        return False
    return True


@transaction.atomic
def mark_read(*, user: User) -> int:
    return user.notifications.unread().update(read_at=timezone.now())


def _letter(letter: OutgoingMail, mail: BaseEmailBackend) -> EmailMessage:
    message = _mail(letter.subject, letter.body, to=letter.to, mail=mail)
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
    return _mail(notification.subject, notification.body, to=notification.user.email, link=link, mail=mail)


def _message_of(user: User, news: Sequence[Notification], mail: BaseEmailBackend) -> EmailMessage:
    parts = [f"{one.subject}\n\n{one.body}\n\n{settings.PORTAL_BASE_URL}{one.path}" for one in news]
    subject = ngettext("%d nytt varsel", "%d nye varsler", len(news)) % len(news)
    return _mail(subject, "\n\n".join(parts), to=user.email, mail=mail)


def _mail(
    subject: str, body: str, *, to: str, mail: BaseEmailBackend, link: str = ""
) -> EmailMultiAlternatives:
    """As text, and the same as HTML, where `link` is a button."""
    text = "\n\n".join(filter(None, [body, link, _closing()]))
    message = EmailMultiAlternatives(subject=subject, body=f"{text}\n", to=[to], connection=mail)
    context = {"subject": subject, "text": body, "link": link, "closing": _closing()}
    message.attach_alternative(render_to_string("mail/message.html", context), "text/html")
    return message


def _wake_the_sender() -> None:
    from portal.tasks import send_notifications  # noqa: PLC0415 - tasks import this module

    try:
        send_notifications.delay()
    except (OperationalError, OSError):
        logger.warning("The broker is down; the sweep will send the e-mails")
