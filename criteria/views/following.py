"""Following a group by e-mail or feed, and what users say of criteria."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from criteria.forms import FeedbackFilterForm, FeedbackForm, HideForm
from criteria.models import Feedback, GroupNews, ProductGroup
from criteria.models.feedback import FeedbackQuerySet
from criteria.operations import feedback, news
from criteria.tables import FeedbackTable
from criteria.views.catalogue import find_criterion
from criteria.workflow import EDIT, FINAL
from portal import throttle
from portal.access import require
from portal.errors import Conflict
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest, for_programs
from portal.links import reverse
from portal.lists import page_of
from portal.operations.log import hands_out_persons
from portal.pages import get_visible
from portal.templatetags.portal import as_typed

NEWEST = 30
SHOWN = gettext_lazy("Takk. Tilbakemeldingen står nå ved kriteriet, og panelet får den.")
WAITS = gettext_lazy(
    "Takk. Panelet har fått tilbakemeldingen, og viser den ved kriteriet når det har sett på den."
)
BEFORE_ALL_NEWS = dt.datetime(2008, 9, 1, tzinfo=dt.UTC)  # the programme began


if TYPE_CHECKING:  # generic to type checkers alone
    NewsOfGroup = Feed[GroupNews, ProductGroup | None]
else:
    NewsOfGroup = Feed


class SteadyAtom(Atom1Feed):
    """Atom whose `updated` moves when there is news, and not with each reading."""

    def latest_post_date(self) -> dt.datetime:
        return super().latest_post_date() if self.items else BEFORE_ALL_NEWS


class NewsFeed(NewsOfGroup):
    """All groups' news, or one group's, as Atom."""

    feed_type = SteadyAtom
    author_name = gettext_lazy("Innkjøpspanelet")

    def get_object(self, request: HttpRequest, group: str = "") -> ProductGroup | None:
        return get_object_or_404(ProductGroup, key=group) if group else None

    def title(self, group: ProductGroup | None) -> str:
        return _("Nytt om kriteriene for %s") % group if group else _("Nytt om miljøkriteriene")

    def feed_guid(self, group: ProductGroup | None) -> str:
        return f"urn:innkjopsportalen:kriterienyheter:{group.key if group else 'alle'}"

    def link(self, group: ProductGroup | None) -> str:
        return group.get_absolute_url() if group else reverse("criteria:area-list")

    def items(self, group: ProductGroup | None) -> list[GroupNews]:
        rows = GroupNews.objects.select_related("edition__group")
        return list((rows.filter(edition__group=group) if group else rows)[:NEWEST])

    def item_title(self, item: GroupNews) -> str:
        """With the edition: the same is said of a group's next one too."""
        return f"{item.title} ({item.edition.number})"

    def item_description(self, item: GroupNews) -> str:
        return as_typed(item.text)  # Atom's summary is HTML

    def item_pubdate(self, item: GroupNews) -> dt.datetime:
        return item.happened_at

    def item_updateddate(self, item: GroupNews) -> dt.datetime:
        return item.happened_at

    def item_guid(self, item: GroupNews) -> str:
        return f"urn:innkjopsportalen:kriterienytt:{item.pk}"


NEWS = login_not_required(for_programs(NewsFeed()))


@require_POST
def group_follow(request: SignedInRequest, group: str) -> HttpResponse:
    found = get_object_or_404(ProductGroup, key=group)
    on = "av" not in request.POST
    news.follow(group=found, on=on, by=request.user)
    text = _("Du får e-post når noe skjer med %s.") if on else _("Du får ikke lenger e-post om %s.")
    messages.success(request, text % found)
    return redirect(found)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_give(request: HttpRequest, group: str, number: str, code: str) -> HttpResponse:
    criterion = find_criterion(request, group, number, code)
    if criterion.edition.state not in FINAL:
        raise Conflict(_("Du kan gi tilbakemelding på publiserte kriterier."), about=criterion)
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if throttle.allows(request, "feedback"):
            details = {name: form.cleaned_data[name] for name in ("name", "organisation", "text")}
            by = request.user if request.user.is_authenticated else None
            said = feedback.give(criterion=criterion, by=by, **details)
            messages.success(request, WAITS if said.waits else SHOWN)
            return redirect(criterion)
        form.add_error(None, throttle.words(request))
    context = {"criterion": criterion, "edition": criterion.edition, "form": form}
    return render(request, "criteria/feedback_give.html", context)


@require_safe
def feedback_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, EDIT)
    form = FeedbackFilterForm(request.GET)
    context = {"form": form, "page": page_of(request, _wanted(request, form)), "filtered": bool(form.wanted)}
    return render(request, "criteria/feedback_list.html", context)


@require_safe
@hands_out_persons(gettext_lazy("Tilbakemeldinger"))
def feedback_export(request: SignedInRequest, kind: str) -> FileAnswer:
    require(request.user, EDIT)
    rows = _wanted(request, FeedbackFilterForm(request.GET))
    return respond_table(FeedbackTable(rows), kind, "tilbakemeldinger")


def _wanted(request: HttpRequest, form: FeedbackFilterForm) -> FeedbackQuerySet:
    rows = Feedback.objects.visible_to(request.user).select_related("criterion__edition__group")
    return form.matching(rows.order_by("-waits", "-created_at", "-pk"))


@require_http_methods(["GET", "HEAD", "POST"])
def feedback_hide(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, EDIT)
    row = get_visible(request, Feedback.objects.select_related("criterion__edition__group"), pk=pk)
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        feedback.hide(feedback=row, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Tilbakemeldingen er skjult."))
        return redirect("criteria:feedback-list")
    return render(request, "criteria/feedback_hide.html", {"row": row, "form": form})


@require_POST
def feedback_show(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible(request, Feedback.objects.visible_to(request.user), pk=pk)
    feedback.show(feedback=row, by=request.user)
    messages.success(request, _("Tilbakemeldingen vises ved kriteriet."))
    return redirect("criteria:feedback-list")
