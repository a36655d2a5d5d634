"""Privacy: who a sender is, is kept as long as it is needed to tell them what came of it, and no longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from criteria.hearing.models import Attachment, Expert, Hearing, HearingComment, HearingReply, SenderKind
from criteria.hearing.operations.letters import reference_of
from criteria.hearing.workflow import CAME_IN, IS_OVER
from criteria.models.selection import new_token
from portal import clock
from portal.history import because
from portal.models import OutgoingMail


def erase_old(*, on: dt.date) -> int:
    """Erase in hearings whose deadline was more than the set time ago; returns in how many. Twice changes nothing."""
    before = on - dt.timedelta(days=settings.HEARING_ADDRESS_DAYS)
    old = Hearing.objects.filter(state__in=IS_OVER, closes_on__lt=before, erased_at=None)
    for hearing in old:
        erase(hearing=hearing)
    return len(old)


@transaction.atomic
def erase(*, hearing: Hearing) -> None:
    """Senders' addresses, the names that nobody was to see, the mails to them, and all of what never came in.

    What was said in the answers that came in stays: it is part of the decision. Their history never held who sent
    them, and loses from where it was written.
    """
    hearing = Hearing.objects.select_for_update(of=("self",)).get(pk=hearing.pk)
    with because(_("Slettet personopplysninger"), None):
        forget(hearing.replies.exclude(state__in=CAME_IN))
        stays = hearing.replies.filter(state__in=CAME_IN)
        stays.exclude(kind=SenderKind.PRIVATE, shows_name=True).update(contact_name="")
        stays.update(email="")
        hearing.invitations.all().delete()
        hearing.erased_at = clock.now()
        hearing.save(update_fields=["erased_at"])
    OutgoingMail.objects.filter(reference=reference_of(hearing)).delete()
    said = HearingComment.objects.filter(reply__in=stays)
    _forget_where_from(HearingReply, stays.values_list("pk", flat=True))
    _forget_where_from(HearingComment, said.values_list("pk", flat=True))


def forget(replies: models.QuerySet[HearingReply]) -> None:
    """Everything of answers that never came in, or were taken back: words, files, senders, and their history."""
    keys = list(replies.values_list("pk", flat=True))
    said = list(HearingComment.objects.filter(reply__in=keys).values_list("pk", flat=True))
    files = list(Attachment.objects.filter(reply__in=keys).values_list("file", flat=True))
    HearingReply.objects.filter(pk__in=keys).delete()
    for model, rows in ((HearingReply, keys), (HearingComment, said)):
        _forget_history(model, rows)
    transaction.on_commit(lambda: _throw_away(files))


def empty(reply: HearingReply) -> None:
    """An answer that is taken back: its words and files with their history, who sent it, and the mails to them. The
    row stays, so that its link can say what became of it."""
    said = list(reply.comments.values_list("pk", flat=True))
    files = list(reply.attachments.values_list("file", flat=True))
    OutgoingMail.objects.filter(reference=reference_of(reply.hearing), to__iexact=reply.email).delete()
    reply.attachments.all().delete()
    reply.comments.all().delete()
    _forget_where_from(HearingReply, [reply.pk])
    _forget_history(HearingComment, said)
    names = {"organisation": "", "org_number": "", "contact_name": "", "email": ""}
    HearingReply.objects.filter(pk=reply.pk).update(kind=SenderKind.PRIVATE, shows_name=False, **names)
    transaction.on_commit(lambda: _throw_away(files))


def _forget_history(model: type[models.Model], keys: Collection[int]) -> None:
    """Of rows that are gone; of others the database keeps it."""
    _forget_where_from(model, keys)
    _ask("hearing_forget_history", model, keys)


def _throw_away(files: Collection[str]) -> None:
    for name in files:
        default_storage.delete(name)


def _forget_where_from(model: type[models.Model], keys: Collection[int]) -> None:
    """Which page and address the rows' history was written from: a sender's page has their key in its address."""
    _ask("hearing_forget_where_from", model, keys)


def _ask(function: str, model: type[models.Model], keys: Collection[int]) -> None:
    """Of the owner, by a function that a migration made: the application cannot touch a history itself."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s::bigint[])", [model._meta.model_name, list(keys)])


@transaction.atomic
def erase_senders_of(replies: models.QuerySet[HearingReply]) -> int:
    """Who sent them, and the whole of those that never came in. What came in stays, without name and address."""
    keys = list(replies.exclude(email="").values_list("pk", flat=True))
    found = HearingReply.objects.filter(pk__in=keys)
    with because(_("Slettet personopplysninger"), None):
        forget(found.exclude(state__in=CAME_IN))
        found.update(email="", contact_name="", shows_name=False)
    said = HearingComment.objects.filter(reply__in=found)
    _forget_where_from(HearingReply, keys)
    _forget_where_from(HearingComment, said.values_list("pk", flat=True))
    return len(keys)


@transaction.atomic
def erase_experts(experts: models.QuerySet[Expert]) -> int:
    """Name, place of work, address, key and interests, also in the history; their words to the panel stay."""
    found = list(experts.exclude(email="").select_for_update(of=("self",)))
    with because(_("Slettet personopplysninger"), None):
        for expert in found:
            expert.name, expert.organisation, expert.email, expert.token = _("Slettet"), "", "", new_token()
            expert.interests = _("Slettet") if expert.interests else ""
            expert.save(update_fields=["name", "organisation", "email", "token", "interests"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT hearing_forget_experts(%s::bigint[])", [[expert.pk for expert in found]])
    return len(found)
