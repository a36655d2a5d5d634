"""The sender's own pages: everything here is reached by the link that was mailed, without an account."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from criteria.hearing.forms.answering import AttachmentForm, BeginReplyForm, HearingCommentForm, SenderForm
from criteria.hearing.models import Attachment, HeardCriterion, HearingComment, HearingReply, Invitation
from criteria.hearing.operations import answering, attaching
from criteria.hearing.views.find import WRITES, find_hearing, find_own
from portal import throttle
from portal.editing import saved
from portal.errors import Conflict
from portal.files import MEDIA, inline
from portal.http import seen_on
from portal.unsaved import keeps_words, typed_in

View = Callable[..., HttpResponse]


def by_link(*methods: str) -> Callable[[View], View]:
    """A page behind a sender's link: for no search engine and no cache; other sites are never told its address."""

    def mark(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                response = view(request, *args, **kwargs)
            except Conflict as conflict:
                if request.method != "POST" or typed_in(request):
                    raise
                messages.warning(request, conflict.reason)
                response = redirect("hearing:reply-own", kwargs["token"])
            return response

        return login_not_required(never_cache(require_http_methods(methods)(answer)))

    return mark


@login_not_required
@never_cache
@require_http_methods(WRITES)
@keeps_words(BeginReplyForm)
def reply_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Who answers; `fra` is the token of an invitation, which fills it in."""
    hearing = find_hearing(request, pk)
    invitation = hearing.invitations.filter(token=request.GET.get("fra", "")[:60].replace("\0", "")).first()
    answering.require_open(hearing)
    form = BeginReplyForm(
        request.POST or None, instance=HearingReply(hearing=hearing), initial=_known(invitation)
    )
    if request.method == "POST" and form.is_valid():
        if throttle.allows(request, "hearing", mailbox=form.values["email"]):
            reply = answering.begin(hearing=hearing, values=form.values, invitation=invitation)
            messages.success(
                request,
                _("Vi har sendt lenken til svaret til %s. Bruk den for å komme tilbake hit.") % reply.email,
            )
            return redirect(reply.own_path)
        form.add_error(None, throttle.words(request))
    return render(request, "hearing/reply_begin.html", {"hearing": hearing, "form": form})


def _known(invitation: Invitation | None) -> dict[str, str]:
    if invitation is None:
        return {}
    return {"organisation": invitation.name, "org_number": invitation.org_number, "email": invitation.email}


@by_link("GET", "HEAD")
def reply_own(request: HttpRequest, token: str) -> HttpResponse:
    """What is written so far, what is left, and the acts that are open now."""
    reply = find_own(token)
    said = {row.heard_id: row for row in reply.comments.select_related("heard", "resolution")}
    context = {
        "reply": reply,
        "hearing": reply.hearing,
        "whole": said.pop(None, None),
        "lines": [(heard, said.get(heard.pk)) for heard in reply.hearing.heard.all()],
        "attachments": reply.attachments.all(),
        "file_form": AttachmentForm(),
        "may_write": answering.is_open(reply.hearing),
        "seen": answering.mark_of(reply),
    }
    return render(request, "hearing/reply_own.html", context)


@by_link(*WRITES)
@keeps_words(SenderForm)
def reply_sender(request: HttpRequest, token: str) -> HttpResponse:
    reply = find_own(token)
    if request.method != "POST" and not _writable(request, reply):
        return redirect(reply.own_path)
    form = SenderForm(request.POST or None, instance=reply)
    if saved(form, answering.describe, reply=reply):
        messages.success(request, _("Lagret."))
        return redirect(reply.own_path)
    context = {"reply": reply, "hearing": reply.hearing, "form": form}
    return render(request, "hearing/reply_sender.html", context, status=form.status)


@by_link(*WRITES)
@keeps_words(HearingCommentForm)
def reply_whole(request: HttpRequest, token: str) -> HttpResponse:
    return _write(request, find_own(token), None)


@by_link(*WRITES)
@keeps_words(HearingCommentForm)
def reply_criterion(request: HttpRequest, token: str, code: str) -> HttpResponse:
    reply = find_own(token)
    return _write(request, reply, get_object_or_404(reply.hearing.heard.all(), code__iexact=code))


def _write(request: HttpRequest, reply: HearingReply, heard: HeardCriterion | None) -> HttpResponse:
    """One comment; after it the next criterion, or the whole answer again."""
    if request.method != "POST" and not _writable(request, reply):
        return redirect(reply.own_path)
    comment = reply.comments.filter(heard=heard).first() or HearingComment(reply=reply, heard=heard)
    comment.reply, comment.heard = reply, heard
    form = HearingCommentForm(request.POST or None, instance=comment)
    following = _next(reply, heard)
    if form.is_valid() and _kept(form, comment):
        messages.success(request, _("Lagret. Svaret er ikke sendt inn ennå."))
        return redirect(following if following and "neste" in request.POST else reply.own_path)
    context = {
        "reply": reply, "hearing": reply.hearing, "heard": heard, "form": form, "next": following,
    }  # fmt: skip
    return render(request, "hearing/reply_write.html", context, status=form.status)


def _writable(request: HttpRequest, reply: HearingReply) -> bool:
    """Whether it can be written in now; else says what must be done first."""
    if answering.is_open(reply.hearing) and reply.is_written_in:
        return True
    if answering.is_open(reply.hearing) and not reply.is_withdrawn and not reply.is_hidden:
        messages.info(request, _("Svaret er sendt inn. Trykk «Endre svaret» for å skrive mer i det."))
    return False


def _kept(form: HearingCommentForm, comment: HearingComment) -> bool:
    """Whether it is saved; taken out counts too."""

    def write(**details: Any) -> bool:
        answering.write(**details)
        return True

    return bool(saved(form, write, comment=HearingComment(reply=comment.reply, heard=comment.heard)))


def _next(reply: HearingReply, heard: HeardCriterion | None) -> str:
    """The address of the criterion after this one; of the first after the whole."""
    place = heard.position if heard else 0
    found = reply.hearing.heard.filter(position__gt=place).first()
    return f"{reply.own_path}kriterium/{found.code}/" if found else ""


@by_link("POST")
def attachment_add(request: HttpRequest, token: str) -> HttpResponse:
    reply, form = find_own(token), AttachmentForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, str(form.errors["file"][0]))
    else:
        try:
            attached = attaching.attach(reply=reply, file=form.sent)
            messages.success(request, _("«%s» er lagt ved.") % attached)
        except Conflict as conflict:
            messages.error(request, conflict.reason)
    return redirect(f"{reply.own_path}#vedlegg")


@by_link("GET", "HEAD")
def attachment_own(request: HttpRequest, token: str, attachment: int) -> HttpResponse:
    return file_of(get_object_or_404(find_own(token).attachments.all(), pk=attachment))


@by_link("POST")
def attachment_delete(request: HttpRequest, token: str, attachment: int) -> HttpResponse:
    reply = find_own(token)
    found = get_object_or_404(reply.attachments.select_related("reply__hearing"), pk=attachment)
    attaching.detach(attachment=found)
    messages.success(request, _("«%s» er tatt ut.") % found)
    return redirect(f"{reply.own_path}#vedlegg")


def file_of(attachment: Attachment) -> HttpResponse:
    """The PDF, to be looked at; whatever is in it runs nothing here."""
    with attachment.file.open("rb") as file:
        response = inline(file.read(), MEDIA["pdf"], attachment.name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@by_link("POST")
def reply_send(request: HttpRequest, token: str) -> HttpResponse:
    reply = find_own(token)
    reply = answering.send(reply=reply, seen=request.POST.get("seen", ""))
    if not reply.waits_for_confirmation:
        messages.success(request, _("Svaret er sendt inn."))
    return redirect(reply.own_path)


@by_link(*WRITES)
def reply_confirm(request: HttpRequest, token: str, key: str) -> HttpResponse:
    """From the mail. A press on a button, since mail programs open links by themselves."""
    reply = find_own(token)
    if not answering.confirms(reply, key):
        raise Http404
    if request.method == "POST":
        reply = answering.confirm(reply=reply, key=key)
        messages.success(request, _("Takk. Svaret er mottatt som nummer %d.") % (reply.number or 0))
        return redirect(reply.own_path)
    return render(request, "hearing/reply_confirm.html", {"reply": reply, "hearing": reply.hearing})


@by_link("POST")
def reply_change(request: HttpRequest, token: str) -> HttpResponse:
    reply = answering.change(reply=find_own(token))
    messages.info(request, _("Du kan endre svaret nå. Send det inn igjen når du er ferdig."))
    return redirect(reply.own_path)


@by_link(*WRITES)
def reply_withdraw(request: HttpRequest, token: str) -> HttpResponse:
    reply = find_own(token)
    if request.method == "POST":
        answering.withdraw(reply=reply, seen=request.POST.get("seen", ""))
        messages.success(request, _("Svaret er trukket. Det vises ikke for noen."))
        return redirect(reply.own_path)
    context = {"reply": reply, "hearing": reply.hearing, "seen": seen_on(request, reply.mark)}
    return render(request, "hearing/reply_withdraw.html", context)
