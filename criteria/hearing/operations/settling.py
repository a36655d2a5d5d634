"""The circle closed: nothing is published before every comment is answered, and each sender hears what came of it."""

from __future__ import annotations

from difflib import SequenceMatcher

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from criteria.hearing.models import HeardCriterion, Hearing, HearingComment
from criteria.hearing.models.comments import IN_ORDER
from criteria.hearing.operations import letters, printing
from criteria.hearing.workflow import HEARING, HearingAction, HearingState, ReplyState
from criteria.hooks import follows, hinders
from criteria.models import CriteriaSet
from criteria.workflow import EditionAction
from portal import clock
from portal.history import because
from portal.letters import Letter
from portal.models import User
from portal.operations.outbox import post

LARGE = 0.25  # of a text's words exchanged, from where it is another requirement than the one that was heard
NAMED = 5  # comments named where publishing is refused; the page has them all


@hinders
def unanswered(edition: CriteriaSet, action: EditionAction) -> list[str]:
    """What stands in the way of publishing: a hearing under way, or comments without an answer."""
    if action != EditionAction.PUBLISH:
        return []
    found = []
    for hearing in edition.hearings.exclude(state__in=[HearingState.SETTLED, HearingState.CANCELLED]):
        if hearing.state != HearingState.CLOSED:
            found.append(_("Høringen «%s» er ikke avsluttet.") % hearing)
        elif waiting := unresolved_in(hearing):
            said = ngettext(
                "%(count)d merknad i høringen «%(hearing)s» er ikke besvart: %(which)s.",
                "%(count)d merknader i høringen «%(hearing)s» er ikke besvart: %(which)s.",
                len(waiting),
            )
            found.append(said % {"count": len(waiting), "hearing": hearing, "which": _named(waiting)})
    return found


def _named(comments: list[HearingComment]) -> str:
    shown = "; ".join(str(one) for one in comments[:NAMED])
    left = len(comments) - NAMED
    return shown if left <= 0 else _("%(shown)s og %(left)d til") % {"shown": shown, "left": left}


def unresolved_in(hearing: Hearing) -> list[HearingComment]:
    rows = HearingComment.objects.filter(reply__hearing=hearing).unresolved()
    return list(rows.select_related("reply", "heard").order_by(*IN_ORDER))


@follows
def settle(edition: CriteriaSet, action: EditionAction, by: User) -> None:
    """With the publishing: the hearings are done, and each sender gets their own lines.

    What the panel has worked through and not hidden is shown, also where nobody pressed the button.
    """
    if action != EditionAction.PUBLISH:
        return
    for hearing in edition.hearings.select_for_update(of=("self",)).filter(state=HearingState.CLOSED):
        hearing.state = HEARING.target(hearing, HearingAction.SETTLE)
        hearing.settled_at = clock.now()
        with because(_("Ferdig behandlet"), by):
            hearing.save(update_fields=["state", "settled_at"])
            hearing.replies.filter(state=ReplyState.RECEIVED).update(state=ReplyState.SHOWN)
        post(outcomes_of(hearing))
        printing.ask(hearing=hearing, by=by)


def outcomes_of(hearing: Hearing) -> list[Letter]:
    """To each sender whose address the portal still has: what was done with their comments (3 queries)."""
    comments = HearingComment.objects.select_related("resolution", "heard").order_by(*IN_ORDER)
    said: dict[int, list[HearingComment]] = {}
    for comment in comments.filter(reply__hearing=hearing):
        said.setdefault(comment.reply_id, []).append(comment)
    replies = hearing.replies.came_in().exclude(email="").select_related("hearing__edition__group")
    return [letters.of_outcome(reply, said.get(reply.pk, [])) for reply in replies]


def changed_much(hearing: Hearing) -> list[str]:
    """Criteria of the draft that are not what was heard, as sentences: reasons to hear it again."""
    heard = {row.code: row for row in hearing.heard.all()}
    now = {row.code: row for row in hearing.edition.criteria.order_by("position", "pk")}
    found = [
        _("%s er nytt og har ikke vært på høring.") % row for code, row in now.items() if code not in heard
    ]
    for code, row in now.items():
        if code in heard and _apart(heard[code], row.text) > LARGE:
            found.append(_("%s er skrevet mye om.") % row)
    return found


def _apart(heard: HeardCriterion, text: str) -> float:
    """How much of the wording is exchanged, from 0 to 1."""
    return 1 - SequenceMatcher(None, heard.text.split(), text.split(), autojunk=False).ratio()
