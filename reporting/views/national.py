"""The national edition: what everyone reads, and DIFI's desk where it is made."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access import Permission, can, require
from portal.editing import saved
from portal.files import inline, named
from portal.http import SignedInRequest, seen_on
from portal.models import Job
from portal.unsaved import keeps_words
from reporting.models import NationalEdition, NationalFile, ReportingRound, SealedPdf
from reporting.national import content
from reporting.national.compile import CompiledEdition, compile_edition
from reporting.national.forms import CorrectionForm, NationalForm
from reporting.national.keys import NATIONAL_DRAFT, key_of_draft
from reporting.operations import national, rendering
from reporting.operations.signing import RENDER_SEALED

page_and_post = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@require_safe
def national_detail(request: HttpRequest, year: int) -> HttpResponse:
    """The newest published edition of a round, or that there is none yet."""
    round_ = get_object_or_404(ReportingRound.objects.yearly(), year=year)
    return _page(request, round_, round_.editions.published().order_by("-number").first())


@login_not_required
@require_safe
def national_edition(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One edition, also one that has been corrected since."""
    rows = NationalEdition.objects.yearly().published().select_related("round")
    edition = get_object_or_404(rows, round__year=year, number=number)
    return _page(request, edition.round, edition)


@login_not_required
@never_cache
@require_safe
def national_pdf(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The sealed file; while it is being made, the edition's page."""
    rows = NationalEdition.objects.yearly().published().select_related("seal__pdf")
    edition = get_object_or_404(rows, round__year=year, number=number)
    try:
        return inline(rendering.sealed_bytes(edition.seal), "application/pdf", edition.seal.file_name)
    except SealedPdf.DoesNotExist:
        messages.info(request, _("PDF-en lages nå. Prøv igjen om litt."))
        return redirect(edition)


@never_cache
@require_safe
def national_work(request: SignedInRequest, year: int) -> HttpResponse:
    """Who has delivered, DIFI's words, and what comes next."""
    require(request.user, Permission.REPORT_PUBLISH)
    round_ = get_object_or_404(ReportingRound.objects.yearly(), year=year)
    editions = list(round_.editions.select_related("published_by").order_by("-number"))
    edition = editions[0] if editions and not editions[0].is_published else None
    found = content.draft(edition or NationalEdition(round=round_, number=len(editions) + 1))
    key = key_of_draft(found)
    context = {
        "round": round_,
        "edition": edition,
        "compiled": _compiled(found),
        "published": [each for each in editions if each.is_published],
        "draft": edition and NationalFile.objects.filter(key=key).first(),
        "job": edition and Job.objects.filter(kind=NATIONAL_DRAFT, key=f"{edition.pk}:{key}").first(),
    }
    return render(request, "reporting/national_work.html", context)


@never_cache
@page_and_post
@keeps_words(CorrectionForm)
def national_begin(request: SignedInRequest, year: int) -> HttpResponse:
    """The first edition at once; one that corrects another says what."""
    require(request.user, Permission.REPORT_PUBLISH)
    round_ = get_object_or_404(ReportingRound.objects.yearly(), year=year)
    first = not round_.editions.exists()
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and (first or form.is_valid()):
        reason = "" if first else form.cleaned_data["reason"]
        edition = national.begin(round_=round_, reason=reason, by=request.user)
        return redirect(edition.url("national-write"))
    if first:
        return redirect("reporting:national-work", year)
    return render(request, "reporting/national_begin.html", {"round": round_, "form": form})


@never_cache
@page_and_post
@keeps_words(NationalForm)
def national_write(request: SignedInRequest, year: int) -> HttpResponse:
    edition = _open(request, year)
    form = NationalForm(request.POST or None, instance=edition)
    if saved(form, national.write, edition=edition, by=request.user) is not None:
        messages.success(request, _("Teksten er lagret."))
        return redirect(edition.url("national-work"))
    return render(
        request, "reporting/national_write.html", {"edition": edition, "form": form}, status=form.status
    )


@require_POST
def national_compile(request: SignedInRequest, year: int) -> HttpResponse:
    edition = _open(request, year)
    return redirect(national.ask_for_draft(edition=edition, by=request.user))


@never_cache
@require_safe
def national_draft(request: SignedInRequest, year: int) -> HttpResponse:
    """The draft of what stands now; where that is not drawn, DIFI's desk, which says so."""
    edition = _open(request, year)
    drawn = NationalFile.objects.filter(key=key_of_draft(content.draft(edition))).first()
    if drawn is None:
        messages.info(request, _("Noe er endret siden utkastet ble satt sammen. Sett det sammen på nytt."))
        return redirect(edition.url("national-work"))
    with drawn.file.open("rb") as file:
        return inline(file.read(), "application/pdf", f"{named('utkast', edition)}.pdf")


@never_cache
@page_and_post
def national_publish(request: SignedInRequest, year: int) -> HttpResponse:
    """A page that says what will happen, and a POST that does it."""
    edition = _open(request, year)
    found = content.draft(edition)
    if request.method == "POST":
        seal = national.publish(edition=edition, seen=request.POST.get("seen", ""), by=request.user)
        messages.success(request, _("Utgaven er publisert. Kvitteringsnummer: %s") % seal.receipt)
        return redirect(Job.objects.get(kind=RENDER_SEALED, key=str(seal.pk)))
    context = {
        "edition": edition,
        "compiled": _compiled(found),
        "seen": seen_on(request, national.mark_of(found)),
    }
    return render(request, "reporting/national_publish.html", context)


def _page(request: HttpRequest, round_: ReportingRound, edition: NationalEdition | None) -> HttpResponse:
    editions = list(round_.editions.published().select_related("seal__pdf").order_by("-number"))
    shown = next((each for each in editions if each == edition), None)
    context: dict[str, Any] = {
        "round": round_,
        "edition": shown,
        "others": [each for each in editions if each != shown],
        "is_newest": bool(editions) and editions[0] == shown,
        "newest": editions[0] if editions else None,
        "may_make": can(request.user, Permission.REPORT_PUBLISH),
    }
    if shown is not None:
        context["seal"] = shown.seal
        context["compiled"] = _compiled(shown.seal.content, shown.seal.sha256)
    return render(request, "reporting/national_detail.html", context)


def _compiled(found: dict[str, Any], sha256: str = "") -> CompiledEdition:
    return compile_edition(found, sha256=sha256 or national.mark_of(found), kind=content.name_of(found))


def _open(request: SignedInRequest, year: int) -> NationalEdition:
    """The round's edition that is being made."""
    require(request.user, Permission.REPORT_PUBLISH)
    rows = NationalEdition.objects.yearly().select_related("round").filter(published_at=None)
    return get_object_or_404(rows, round__year=year)
