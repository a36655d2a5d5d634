"""Telling people with an account: on "min side" with the change itself, and by e-mail as each has chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from portal.models import MailChoice, Notification, OutgoingMail, User
from portal.models.notifications import Delivery, Mails
from portal.operations import outbox
from portal.operations.outbox import LONGEST_SUBJECT


def notify(*, users: Iterable[User], subject: str, body: str, path: str, is_handover: bool = False) -> None:
    """Tell each person once, however many roles brought them into the list, and by mail when they want it.

    A handover puts something in the person's hands.
    """
    people = {user.pk: user for user in users}
    chosen = dict(MailChoice.objects.filter(user__in=people).values_list("user", "mails"))
    rows = [
        Notification(
            user=user,
            subject=subject[:LONGEST_SUBJECT],
            body=body,
            path=path,
            delivery=_delivery(chosen.get(user.pk, Mails.AT_ONCE), is_handover),
        )
        for user in people.values()
    ]
    at_once = [row for row in rows if row.delivery == Delivery.NOW]
    for row in at_once:
        row.emailed_at = timezone.now()
    Notification.objects.bulk_create(rows)
    outbox.write(
        OutgoingMail(user=row.user, to=row.user.email, subject=row.subject, body=body, path=path)
        for row in at_once
    )


def _delivery(mails: str, is_handover: bool) -> Delivery:
    if mails == Mails.DAILY:
        return Delivery.DAILY
    return Delivery.NOW if mails == Mails.AT_ONCE or is_handover else Delivery.PAGE


def choose_mails(*, mails: str, by: User) -> MailChoice:
    """What is told from now on; what waits for the morning is sent as it was chosen then."""
    choice, _is_new = MailChoice.objects.update_or_create(user=by, defaults={"mails": mails})
    return choice


def send_together() -> int:
    """Every morning: to each who wants it, one mail of all that is new. Returns how many; twice sends nothing."""
    sent = 0
    for user in User.objects.filter(notifications__in=Notification.objects.for_the_morning()).distinct():
        with transaction.atomic():
            waiting = Notification.objects.for_the_morning().select_for_update(skip_locked=True)
            news = list(waiting.filter(user=user).order_by("pk"))
            if news:
                outbox.write([_letter_of(user, news)])
                Notification.objects.filter(pk__in=[row.pk for row in news]).update(emailed_at=timezone.now())
                sent += 1
    return sent


def _letter_of(user: User, news: Sequence[Notification]) -> OutgoingMail:
    parts = [f"{one.subject}\n\n{one.body}\n\n{settings.PORTAL_BASE_URL}{one.path}" for one in news]
    subject = ngettext("%d nytt varsel", "%d nye varsler", len(news)) % len(news)
    return OutgoingMail(user=user, to=user.email, subject=subject, body="\n\n".join(parts))


@transaction.atomic
def mark_read(*, user: User) -> int:
    return user.notifications.unread().update(read_at=timezone.now())
