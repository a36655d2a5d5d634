"""What is written to those who are invited to a hearing, and to those who answer it."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from criteria.hearing.models import Hearing, HearingComment, HearingReply, Invitation
from portal import formats
from portal.letters import Letter
from portal.links import reverse


def address(path: str) -> str:
    return f"{settings.PORTAL_BASE_URL}{path}"


def reference_of(hearing: Hearing) -> str:
    """By which the mails of a hearing are found when its senders' addresses are erased."""
    return f"hearing:{hearing.pk}"


def of_invitation(hearing: Hearing, invitation: Invitation) -> Letter:
    path = reverse("hearing:reply-begin", args=[hearing.pk])
    text = "\n\n".join(
        filter(
            None,
            [
                hearing.letter,
                _("Dette spør vi om:\n%s") % hearing.asked,
                _("Høringen åpner %(opens)s. Fristen er %(closes)s.")
                % {
                    "opens": formats.day_in_words(hearing.opens_on),
                    "closes": formats.day_in_words(hearing.closes_on),
                },
                _("Les mer her:\n%s") % address(hearing.get_absolute_url()),
            ],
        )
    )
    own = _("Svar her:\n%s") % f"{address(path)}?fra={invitation.token}"
    return _letter(hearing, invitation.email, _("Høring: %s") % hearing, text, own)


def of_extension(hearing: Hearing, reason: str) -> tuple[str, str]:
    """Subject and text; the deadline is the new one already."""
    text = _("Fristen for å svare på høringen «%(hearing)s» er forlenget til %(day)s.\n\n%(reason)s")
    details = {"hearing": hearing, "day": formats.day_in_words(hearing.closes_on), "reason": reason}
    return _("Ny frist: %s") % hearing, text % details


def of_cancellation(hearing: Hearing, reason: str) -> tuple[str, str]:
    text = _("Høringen «%(hearing)s» er avlyst.\n\n%(reason)s") % {"hearing": hearing, "reason": reason}
    return _("Høringen er avlyst: %s") % hearing, text


def to_one(hearing: Hearing, email: str, subject: str, text: str) -> Letter:
    page = _("Les mer her:\n%s") % address(hearing.get_absolute_url())
    return _letter(hearing, email, subject, f"{text}\n\n{page}")


def of_reminder(hearing: Hearing, invitation: Invitation) -> Letter:
    path = reverse("hearing:reply-begin", args=[hearing.pk])
    text = _("Fristen for å svare på høringen «%(hearing)s» er %(day)s. Vi har ikke fått svar fra %(name)s.")
    details = {
        "hearing": hearing, "day": formats.day_in_words(hearing.closes_on), "name": invitation.name,
    }  # fmt: skip
    own = _("Svar her:\n%s") % f"{address(path)}?fra={invitation.token}"
    return _letter(hearing, invitation.email, _("Frist nærmer seg: %s") % hearing, text % details, own)


def of_unsent(hearing: Hearing, reply: HearingReply, confirms: str = "") -> Letter:
    """To one whose answer is begun and not sent, or sent and not confirmed with the key `confirms`."""
    text = _("Fristen er %(day)s. Svaret ditt på høringen «%(hearing)s» er ikke sendt inn ennå.")
    if reply.waits_for_confirmation:
        text = _("Fristen er %(day)s. Svaret ditt på høringen «%(hearing)s» er ikke bekreftet ennå.")
    details = {"hearing": hearing, "day": formats.day_in_words(hearing.closes_on)}
    if confirms:
        own = _("Bekreft her, så er svaret levert:\n%s") % address(
            reverse("hearing:reply-confirm", args=[reply.token, confirms])
        )
        return _letter(hearing, reply.email, _("Svaret er ikke levert: %s") % hearing, text % details, own)
    return _to_sender(reply, _("Svaret er ikke levert: %s") % hearing, text % details)


def of_beginning(reply: HearingReply) -> Letter:
    """The way back to what is begun; `hearing` must be loaded."""
    text = _("Du har begynt på et svar på høringen «%(hearing)s». Fristen er %(day)s.")
    details = {"hearing": reply.hearing, "day": formats.day_in_words(reply.hearing.closes_on)}
    return _to_sender(reply, _("Svaret ditt på høringen: %s") % reply.hearing, text % details)


def of_confirmation(reply: HearingReply, key: str) -> Letter:
    path = reverse("hearing:reply-confirm", args=[reply.token, key])
    text = _(
        "Noen har sendt inn et svar på høringen «%s» med denne e-postadressen. Er det deg, så bekreft svaret. "
        "Er det ikke deg, trenger du ikke gjøre noe: svaret teller ikke."
    )
    own = _("Bekreft her, så er svaret levert:\n%s") % address(path)
    subject = _("Bekreft svaret ditt på høringen: %s") % reply.hearing
    return _letter(reply.hearing, reply.email, subject, text % reply.hearing, own)


def of_receipt(reply: HearingReply) -> Letter:
    text = _("Svaret ditt på høringen «%(hearing)s» er kommet inn som nummer %(number)d.") % {
        "hearing": reply.hearing,
        "number": reply.number or 0,
    }
    return _to_sender(reply, _("Svaret er mottatt: %s") % reply.hearing, text)


def of_hiding(reply: HearingReply, reason: str) -> Letter:
    text = _("Svaret ditt på høringen «%(hearing)s» vises ikke for andre.\n\n%(reason)s") % {
        "hearing": reply.hearing,
        "reason": reason,
    }
    return _to_sender(reply, _("Svaret vises ikke: %s") % reply.hearing, text)


def of_showing(reply: HearingReply) -> Letter:
    text = _("Svaret ditt på høringen «%s» vises nå for alle.") % reply.hearing
    return _to_sender(reply, _("Svaret vises: %s") % reply.hearing, text)


def of_outcome(reply: HearingReply, comments: Iterable[HearingComment]) -> Letter:
    """Each sender's own lines: what was said of each criterion and what came of it. Resolutions must be loaded."""
    lines = [
        _("%(what)s: %(outcome)s.\n%(reason)s")
        % {
            "what": comment.about,
            "outcome": comment.resolution.get_outcome_display(),
            "reason": comment.resolution.reason,
        }
        for comment in comments
        if comment.resolution is not None
    ]
    edition = reply.hearing.edition
    said = ngettext(
        "Utgave %(edition)s er publisert etter høringen «%(hearing)s». Dette ble gjort med merknaden din:",
        "Utgave %(edition)s er publisert etter høringen «%(hearing)s». Dette ble gjort med merknadene dine:",
        len(lines),
    )
    if not lines:
        said = _("Utgave %(edition)s er publisert etter høringen «%(hearing)s». Takk for svaret.")
    text = "\n\n".join([said % {"edition": edition, "hearing": reply.hearing}, *lines])
    return _to_sender(reply, _("Hva høringen førte til: %s") % reply.hearing, text)


def _to_sender(reply: HearingReply, subject: str, text: str) -> Letter:
    own = _("Svaret ditt finner du her:\n%s") % address(reply.own_path)
    return _letter(reply.hearing, reply.email, subject, text, own)


def _letter(hearing: Hearing, to: str, subject: str, text: str, own: str = "") -> Letter:
    return Letter(to, subject, text, own, reference=reference_of(hearing))
