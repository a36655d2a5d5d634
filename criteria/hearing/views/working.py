"""The panel at work: which answers are shown, the matrix of comments, and what is done with each."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from criteria.difference import words_between
from criteria.hearing.forms.filters import CommentFilterForm
from criteria.hearing.forms.preparing import HideReplyForm
from criteria.hearing.forms.resolving import AssignCommentsForm, ResolutionForm
from criteria.hearing.models import Hearing, HearingComment, HearingReply
from criteria.hearing.models.comments import IN_ORDER, HearingCommentQuerySet
from criteria.hearing.operations import moderating, resolving, settling
from criteria.hearing.tables import CommentTable
from criteria.hearing.views.find import WRITES, find_hearing, find_reply
from criteria.hearing.voices import voices
from criteria.hearing.workflow import REPLY, ReplyAction
from criteria.workflow import EDIT
from portal.access import Permission, can, require
from portal.errors import Conflict, Stale
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest, seen_on, whole_numbers
from portal.lists import page_of
from portal.operations.log import hands_out_persons
from portal.unsaved import keeps_words

PER_PAGE = 50
MOST_TOGETHER = 200  # comments answered in one go


@require_POST
def reply_show(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    reply = find_reply(request, pk, number)
    moderating.show(reply=reply, seen=request.POST.get("seen", ""), by=request.user)
    messages.success(request, _("Svaret vises for alle."))
    return redirect(reply)


@never_cache
@require_http_methods(WRITES)
@keeps_words(HideReplyForm)
def reply_hide(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    reply = find_reply(request, pk, number)
    REPLY.guard(reply, ReplyAction.HIDE, request.user)
    form, seen = HideReplyForm(request.POST or None), seen_on(request, reply.mark)
    if request.method == "POST" and form.is_valid():
        mark = request.POST.get("seen", "")
        moderating.hide(reply=reply, reason=form.cleaned_data["reason"], seen=mark, by=request.user)
        messages.success(request, _("Svaret vises ikke lenger, og den som svarte, får vite hvorfor."))
        return redirect(reply)
    context = {"hearing": reply.hearing, "reply": reply, "form": form, "seen": seen}
    return render(request, "hearing/reply_hide.html", context)


@never_cache
@require_safe
def hearing_work(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every comment by criterion: with whom it is, and what came of it."""
    hearing = _find(request, pk)
    form = CommentFilterForm(request.GET, hearing=hearing, working=True)
    found = voices(hearing, HearingReply.objects.came_in())
    context = {
        "hearing": hearing,
        "form": form,
        "page": page_of(request, form.rows(_comments(hearing)), per_page=PER_PAGE),
        "filtered": bool(form.wanted),
        "voices": [row for row in found if row.total],
        "left": sum(row.unanswered for row in found),
        "words": sum(row.words for row in found),
        "assign": AssignCommentsForm(),
        "may_edit": can(request.user, EDIT) and hearing.is_being_worked_through,
        "changed_much": settling.changed_much(hearing) if hearing.is_being_worked_through else [],
    }
    return render(request, "hearing/hearing_work.html", context)


@require_safe
@hands_out_persons(gettext_lazy("Merknader til høring"))
def work_export(request: SignedInRequest, pk: int, kind: str) -> FileAnswer:
    hearing = _find(request, pk)
    rows = CommentFilterForm(request.GET, hearing=hearing, working=True).rows(_comments(hearing))
    return respond_table(CommentTable(rows), kind, "merknader", hearing)


def _comments(hearing: Hearing) -> HearingCommentQuerySet:
    return (
        HearingComment.objects.filter(reply__hearing=hearing)
        .to_answer()
        .select_related("reply__hearing", "heard", "resolution", "assigned_to")
        .order_by(*IN_ORDER)
    )


@require_POST
def comments_assign(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is done with the comments that are ticked: given to somebody, or taken to the page that answers them."""
    hearing = _find(request, pk)
    form, chosen = AssignCommentsForm(request.POST), whole_numbers(request.POST.getlist("merknad"))
    if chosen and "svar" in request.POST:
        keys = urlencode([("merknad", key) for key in sorted(chosen)[:MOST_TOGETHER]])
        return redirect(f"{hearing.get_absolute_url()}arbeid/svar/?{keys}")
    if not form.is_valid() or not chosen:
        messages.error(request, _("Kryss av for minst én merknad først."))
    else:
        count = resolving.assign(
            hearing=hearing, comments=chosen, to=form.cleaned_data["to"], by=request.user
        )
        messages.success(
            request, ngettext("%d merknad er fordelt.", "%d merknader er fordelt.", count) % count
        )
    return redirect(_back(request, hearing))


@never_cache
@require_http_methods(WRITES)
@keeps_words(ResolutionForm)
def comments_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Several comments that say the same, answered together: `merknad` is the key of each."""
    hearing = find_hearing(request, pk)
    require(request.user, EDIT)
    sent = request.POST if request.method == "POST" else request.GET
    chosen = list(whole_numbers(sent.getlist("merknad")))[:MOST_TOGETHER]
    rows = list(_comments(hearing).filter(pk__in=chosen))
    if not rows:
        messages.error(request, _("Kryss av for minst én merknad først."))
        return redirect("hearing:hearing-work", hearing.pk)
    return _answer(request, hearing, rows)


@never_cache
@require_http_methods(WRITES)
@keeps_words(ResolutionForm)
def comment_answer(request: SignedInRequest, pk: int, comment: int) -> HttpResponse:
    hearing = _find(request, pk)
    return _answer(request, hearing, [_one(hearing, comment)])


def _answer(request: SignedInRequest, hearing: Hearing, rows: list[HearingComment]) -> HttpResponse:
    standing = rows[0].resolution if len({row.resolution_id for row in rows}) == 1 else None
    initial = {"seen": resolving.mark_of(rows)}
    if standing is not None:
        initial |= {"outcome": standing.outcome, "reason": standing.reason}
    form = ResolutionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        details = {name: form.cleaned_data[name] for name in ("outcome", "reason", "seen")}
        try:
            resolving.resolve(hearing=hearing, comments=[row.pk for row in rows], **details, by=request.user)
        except Stale as stale:
            form.show_beside(stale, resolving.mark_of(rows))
        else:
            messages.success(request, ngettext("Merknaden er besvart.", "Merknadene er besvart.", len(rows)))
            return redirect(_next(request, hearing, rows))
    only = rows[0] if len(rows) == 1 else None
    draft = resolving.drafted(hearing, only.heard.code) if only and only.heard else None
    context = {
        "hearing": hearing,
        "rows": rows,
        "only": only,
        "standing": standing,
        "form": form,
        "draft": draft,
        "moved": words_between(only.heard.text, draft.text) if only and only.heard and draft else [],
        "is_in_draft": bool(only and draft and draft.text == only.proposal),
        "may_edit": can(request.user, EDIT) and hearing.is_being_worked_through,
    }
    return render(request, "hearing/comments_answer.html", context, status=form.status)


def _next(request: HttpRequest, hearing: Hearing, rows: list[HearingComment]) -> str:
    """The next comment without an answer, where that is asked for; else the matrix."""
    if "neste" in request.POST:
        left = _comments(hearing).filter(resolution=None)
        after = left.filter(heard=rows[-1].heard_id).first() or left.first()
        if after is not None:
            return after.get_absolute_url()
    return f"{hearing.get_absolute_url()}arbeid/"


@require_POST
def comment_take(request: SignedInRequest, pk: int, comment: int) -> HttpResponse:
    """The proposed wording into the draft."""
    row = _one(_find(request, pk), comment)
    criterion = resolving.take_wording(comment=row, seen=request.POST.get("seen", ""), by=request.user)
    messages.success(request, _("Ordlyden er tatt inn i utkastet: %s.") % criterion)
    return redirect(row)


@require_POST
def comment_unresolve(request: SignedInRequest, pk: int, comment: int) -> HttpResponse:
    row = _one(_find(request, pk), comment)
    resolving.unresolve(comment=row, seen=request.POST.get("seen", ""), by=request.user)
    messages.success(request, _("Svaret på merknaden er tatt bort."))
    return redirect(row)


def _one(hearing: Hearing, comment: int) -> HearingComment:
    return get_object_or_404(_comments(hearing), pk=comment)


def _find(request: SignedInRequest, pk: int) -> Hearing:
    """For the panel, and DIFI, which reads. Raises `Denied`, or `Conflict` before the deadline."""
    hearing = find_hearing(request, pk)
    require(request.user, Permission.CRITERIA_READ_DRAFTS)
    if not hearing.has_been:
        raise Conflict(_("Merknadene kan gås gjennom når fristen er ute."), about=hearing)
    return hearing


def _back(request: HttpRequest, hearing: Hearing) -> str:
    """The matrix as it was narrowed."""
    query = request.POST.get("query", "")
    return f"{hearing.get_absolute_url()}arbeid/" + (f"?{query}" if query and "\n" not in query else "")
