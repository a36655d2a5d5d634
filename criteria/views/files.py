"""A whole edition as a file, and a file as a whole edition: looked at before it is taken in."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from criteria import sheets
from criteria.difference import Version, between, version_of
from criteria.forms import EditionFileForm
from criteria.models import CriteriaSet, Criterion, Label
from criteria.operations import editions
from criteria.views.catalogue import find_edition, in_print_order, versions
from criteria.workflow import require_editable
from portal.errors import Stale
from portal.files import MEDIA, attachment
from portal.http import SignedInRequest
from portal.sheets import Unreadable

TYPES = {"xlsx": MEDIA["xlsx"], "yaml": "application/yaml"}
SHOWN_ERRORS = 50


@login_not_required
@require_safe
def edition_file(request: HttpRequest, group: str, number: str, kind: str) -> HttpResponse:
    edition = find_edition(request, group, number)
    if kind not in sheets.KINDS:
        raise Http404
    content = sheets.written(in_print_order(edition), kind)
    return attachment(content, TYPES[kind], f"{group}-{number}.{kind}")


@require_http_methods(["GET", "HEAD", "POST"])
def edition_import(request: SignedInRequest, group: str, number: str) -> HttpResponse:
    """Read and check a file; nothing of the draft is changed before the preview is accepted."""
    edition = find_edition(request, group, number)
    require_editable(request.user, edition)
    form = EditionFileForm(request.POST or None, request.FILES or None)
    errors: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows, errors, notes = sheets.read(file, file.name)
        except Unreadable as error:
            errors = [str(error)]
        if not errors:
            editions.propose(edition=edition, rows=rows, by=request.user)
            for note in notes:
                messages.info(request, note)
            return redirect("criteria:edition-preview", group, number)
    context = {"edition": edition, "form": form, "errors": errors[:SHOWN_ERRORS], "error_count": len(errors)}
    return render(request, "criteria/edition_import.html", context)


@never_cache
@require_safe
def edition_preview(request: SignedInRequest, group: str, number: str) -> HttpResponse:
    edition = find_edition(request, group, number)
    require_editable(request.user, edition)
    if not edition.proposal:
        return redirect("criteria:edition-import", group, number)
    return _preview(request, edition)


def _preview(request: SignedInRequest, edition: CriteriaSet, stale: Stale | None = None) -> HttpResponse:
    """Everything that the file would change, word by word."""
    seen = editions.preview_mark(edition)
    new = _versions(edition, edition.proposal or [])
    context = {
        "edition": edition,
        "differences": between(versions(edition), new),
        "count": len(new),
        "seen": seen,
        "conflict": stale,
    }
    status = HTTPStatus.CONFLICT if stale else HTTPStatus.OK
    return render(request, "criteria/edition_preview.html", context, status=status)


def _versions(edition: CriteriaSet, rows: list[sheets.Row]) -> list[Version]:
    """The rows of a file as criteria that are not saved."""
    labels = {label.key: label for label in Label.objects.all()}
    return [
        version_of(
            Criterion(edition=edition, **{name: value for name, value in row.items() if name != "labels"}),
            [labels[key] for key in row["labels"]],
        )
        for row in rows
    ]


@require_POST
def edition_accept(request: SignedInRequest, group: str, number: str) -> HttpResponse:
    edition = find_edition(request, group, number)
    seen = request.POST.get("seen", "")
    try:
        if "forkast" in request.POST:
            editions.discard(edition=edition, seen=seen, by=request.user)
            messages.info(request, _("Filen er forkastet. Utkastet er som før."))
            return redirect("criteria:edition-edit", group, number)
        count = editions.accept(edition=edition, seen=seen, by=request.user)
    except Stale as stale:
        return _preview(request, find_edition(request, group, number), stale)
    text = ngettext(
        "Utkastet har nå %d kriterium fra filen.", "Utkastet har nå %d kriterier fra filen.", count
    )
    messages.success(request, text % count)
    return redirect("criteria:edition-edit", group, number)
