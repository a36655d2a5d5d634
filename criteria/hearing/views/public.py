"""Hearings as everyone sees them: the list, one hearing, its answers, and what came of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from criteria.hearing import calendar
from criteria.hearing.forms.filters import CommentFilterForm, HearingFilterForm, ReplyFilterForm
from criteria.hearing.models import Hearing, HearingComment, HearingReply
from criteria.hearing.models.comments import IN_ORDER
from criteria.hearing.models.hearings import HearingQuerySet
from criteria.hearing.models.replies import HearingReplyQuerySet
from criteria.hearing.operations import answering, printing
from criteria.hearing.tables import CommentTable, HearingTable, ReplyTable
from criteria.hearing.views.answering import file_of
from criteria.hearing.views.find import find_hearing, find_reply
from criteria.hearing.voices import voices
from criteria.hearing.workflow import CAME_IN, HEARING, REPLY, SEEN_BY_ALL
from criteria.views.catalogue import by_type, in_print_order
from criteria.views.following import SteadyAtom
from criteria.workflow import EDIT
from portal import throttle
from portal.access import Permission, can
from portal.errors import Conflict
from portal.files import MEDIA, FileAnswer, attachment, named, respond_table
from portal.http import SignedInRequest, for_programs, render_part
from portal.links import reverse
from portal.lists import page_of, paged
from portal.operations.log import hands_out_persons
from portal.templatetags.portal import as_typed

NEWEST = 30
FIRST = 10  # answers on the hearing's own page

if TYPE_CHECKING:  # generic to type checkers alone
    FeedOfHearings = Feed[Hearing, None]
else:
    FeedOfHearings = Feed


@login_not_required
@require_safe
def hearing_list(request: HttpRequest) -> HttpResponse:
    form = HearingFilterForm(request.GET)
    page = page_of(request, _counted(form.rows(Hearing.objects.visible_to(request.user))))
    context = {"form": form, "page": page, "filtered": bool(form.wanted), "may_edit": can(request.user, EDIT)}
    return render(request, "hearing/hearing_list.html", context)


@login_not_required
@require_safe
def hearing_export(request: HttpRequest, kind: str) -> FileAnswer:
    rows = HearingFilterForm(request.GET).rows(Hearing.objects.visible_to(request.user))
    return respond_table(HearingTable(_counted(rows)), kind, "høringer")


def _counted(rows: HearingQuerySet) -> HearingQuerySet:
    """With how many answers have come in."""
    came_in = (
        HearingReply.objects.filter(hearing=OuterRef("pk"), state__in=CAME_IN).order_by().values("hearing")
    )
    return (
        rows.with_place()
        .annotate(answers=Coalesce(Subquery(came_in.annotate(n=Count("pk")).values("n")), 0))
        .in_order()
    )


class HearingNews(FeedOfHearings):
    """Hearings as Atom, the last opened first."""

    feed_type = SteadyAtom
    author_name = gettext_lazy("Innkjøpspanelet")
    title = gettext_lazy("Høringer om miljøkriterier")
    feed_guid = "urn:innkjopsportalen:horinger"

    def link(self) -> str:
        return reverse("hearing:hearing-list")

    def items(self) -> HearingQuerySet:
        return (
            Hearing.objects.filter(opened_at__isnull=False)
            .with_place()
            .order_by("-opened_at", "-pk")[:NEWEST]
        )

    def item_title(self, item: Hearing) -> str:
        return item.title

    def item_description(self, item: Hearing) -> str:
        return as_typed(item.asked)

    def item_pubdate(self, item: Hearing) -> dt.datetime | None:
        return item.opened_at

    def item_updateddate(self, item: Hearing) -> dt.datetime | None:
        return item.settled_at or item.closed_at or item.opened_at

    def item_guid(self, item: Hearing) -> str:
        return f"urn:innkjopsportalen:horing:{item.pk}"


NEWS = login_not_required(for_programs(HearingNews()))


@login_not_required
@for_programs
def hearing_calendar(request: HttpRequest) -> HttpResponse:
    """Deadlines of the hearings that are announced or open, for people's own calendars."""
    rows = Hearing.objects.filter(state__in=SEEN_BY_ALL).with_place().order_by("closes_on", "pk")
    return HttpResponse(calendar.feed(rows), content_type="text/calendar; charset=utf-8")


@login_not_required
@never_cache
@require_safe
def hearing_detail(request: HttpRequest, pk: int) -> HttpResponse:
    hearing = find_hearing(request, pk)
    works = _works(request)
    answers = _answers(request, hearing)
    context = {
        "hearing": hearing,
        "works": works,
        "may_answer": answering.is_open(hearing),
        "steps": HEARING.steps(hearing, request.user) if can(request.user, EDIT) else [],
        "count": hearing.replies.filter(state__in=CAME_IN).count(),
        "answers": answers[:FIRST] if hearing.shows_answers else [],
        "voices": voices(hearing, answers) if hearing.shows_answers else [],
        "invitations": hearing.invitations.all() if hearing.state in SEEN_BY_ALL else [],
        "extensions": hearing.extensions.all(),
        "heard": hearing.heard.all(),
    }
    return render(request, "hearing/hearing_detail.html", context)


@login_not_required
@never_cache
@require_safe
def hearing_preview(request: HttpRequest, token: str) -> HttpResponse:
    """What will be asked, and the text as it stands, for those who are given the link before the day."""
    hearing = get_object_or_404(Hearing.objects.with_place(), token=token)
    if hearing.opened_at is not None or hearing.is_cancelled:
        raise Conflict(
            _("Lenken gjaldt før høringen åpnet."), about=hearing if not hearing.is_draft else None
        )
    context = {"hearing": hearing, "parts": by_type(in_print_order(hearing.edition))}
    return render(request, "hearing/hearing_preview.html", context)


@login_not_required
@never_cache
@require_safe
def reply_list(request: HttpRequest, pk: int) -> HttpResponse:
    hearing = find_hearing(request, pk)
    form = ReplyFilterForm(request.GET)
    table = paged(request, ReplyTable(form.rows(_answers(request, hearing)), works=_works(request)))
    context = {
        "hearing": hearing,
        "form": form,
        "table": table,
        "page": table.page,
        "filtered": bool(form.wanted),
        "hidden": _hidden(hearing),
    }
    return render(request, "hearing/reply_list.html", context)


@login_not_required
@require_safe
@hands_out_persons(gettext_lazy("Høringssvar"))
def reply_export(request: HttpRequest, pk: int, kind: str) -> FileAnswer:
    hearing = find_hearing(request, pk)
    rows = ReplyFilterForm(request.GET).rows(_answers(request, hearing))
    return respond_table(ReplyTable(rows, works=_works(request)), kind, "høringssvar", hearing)


def _works(request: HttpRequest) -> bool:
    return can(request.user, Permission.CRITERIA_READ_DRAFTS)


def _answers(request: HttpRequest, hearing: Hearing) -> HearingReplyQuerySet:
    """Those that the reader may read, by number, with how much each says."""
    rows = HearingReply.objects.visible_to(request.user).filter(hearing=hearing)
    said = Count("comments", filter=~Q(comments__text="", comments__proposal=""))
    return rows.annotate(said=said).order_by("number")


def _hidden(hearing: Hearing) -> HearingReplyQuerySet:
    """What is not shown, and why, in its place."""
    rows = HearingReply.objects.filter(hearing=hearing)
    return rows.hidden() if hearing.shows_answers else rows.none()


@login_not_required
@never_cache
@require_safe
def reply_detail(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    reply = find_reply(request, pk, number)
    context = {
        "reply": reply,
        "hearing": reply.hearing,
        "comments": reply.comments.select_related("heard", "resolution").order_by(*IN_ORDER),
        "attachments": reply.attachments.all(),
        "steps": REPLY.steps(reply, request.user) if can(request.user, EDIT) else [],
        "works": can(request.user, Permission.CRITERIA_READ_DRAFTS),
    }
    return render(request, "hearing/reply_detail.html", context)


@login_not_required
@require_safe
def attachment_file(request: HttpRequest, pk: int, number: int, attachment: int) -> HttpResponse:
    reply = find_reply(request, pk, number)
    return file_of(get_object_or_404(reply.attachments.all(), pk=attachment))


@login_not_required
@require_safe
def comment_table(request: HttpRequest, pk: int) -> HttpResponse:
    """Every comment and what came of it, once the edition is published."""
    hearing = _settled(request, pk)
    form = CommentFilterForm(request.GET, hearing=hearing, working=False)
    page = page_of(request, form.rows(HearingComment.objects.public(hearing)))
    context = {
        "hearing": hearing,
        "form": form,
        "page": page,
        "filtered": bool(form.wanted),
        "hidden": _hidden(hearing),
    }
    return render(request, "hearing/comment_table.html", context)


@login_not_required
@require_safe
def comment_export(request: HttpRequest, pk: int, kind: str) -> FileAnswer:
    hearing = _settled(request, pk)
    rows = CommentFilterForm(request.GET, hearing=hearing, working=False).rows(
        HearingComment.objects.public(hearing)
    )
    return respond_table(CommentTable(rows), kind, "merknader", hearing)


def _settled(request: HttpRequest, pk: int) -> Hearing:
    hearing = find_hearing(request, pk)
    if not hearing.is_settled:
        raise Conflict(_("Oversikten over merknadene kommer når utgaven er publisert."), about=hearing)
    return hearing


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same as PDF: the file, how far it is, or the button that asks for it again."""
    hearing = _settled(request, pk)
    if request.method == "POST":
        throttle.require(request, "hearing-pdf")
        printing.ask(hearing=hearing, by=request.user if request.user.is_authenticated else None)
        return redirect("hearing:comment-pdf", pk)
    if hearing.table_pdf and not request.htmx:
        with hearing.table_pdf.open("rb") as file:
            return attachment(file.read(), MEDIA["pdf"], f"{named('merknader', hearing)}.pdf")
    context = {"hearing": hearing, "job": printing.job_of(hearing)}
    return render_part(request, "hearing/comment_pdf.html", "progress", context)
