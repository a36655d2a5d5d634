"""Importing rows from a spreadsheet."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counties.forms import ChoicesForm, SheetForm
from counties.models import Region, Upload
from counties.operations import uploads
from counties.registers import REGISTERS, Register
from counties.resources import RegisterResource
from counties.views.find import find_region
from counties.workflow import UPLOAD, UploadAction
from portal.access import can, require
from portal.files import FileAnswer, Sheet, respond
from portal.http import SignedInRequest
from portal.models import Job, User
from portal.pages import get_visible
from portal.workflow import Step


@require_http_methods(["GET", "HEAD", "POST"])
def upload_add(request: SignedInRequest, slug: str, noun: str) -> HttpResponse:
    region = find_region(request, slug)
    register, resource = _imported(noun)
    require(request.user, register.edit, region)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = uploads.send_in(region=region, noun=noun, file=form.cleaned_data["file"], by=request.user)
        return redirect(Job.objects.get(kind=uploads.CHECK_UPLOAD, key=str(upload.pk)))
    context = {
        "region": region,
        "register": register,
        "form": form,
        "columns": [(heading, heading in resource.required) for heading in resource.headings()],
        "earlier": Upload.objects.of_region(region)
        .filter(noun=noun)
        .select_related("uploaded_by", "region")[:10],
    }
    return render(request, "counties/upload_add.html", context)


@require_safe
def upload_template(request: SignedInRequest, slug: str, noun: str, kind: str) -> FileAnswer:
    """An empty sheet with the right headings."""
    find_region(request, slug)
    _register, resource = _imported(noun)
    return respond(Sheet(resource.headings(), []), kind, "mal", noun)


@never_cache
@require_safe
def upload_detail(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    _region, upload = _find(request, slug, pk)
    return _page(request, upload, ChoicesForm(upload.questions))


def _page(request: SignedInRequest, upload: Upload, form: ChoicesForm) -> HttpResponse:
    jobs = Job.objects.filter(kind__in=[uploads.CHECK_UPLOAD, uploads.IMPORT_UPLOAD], key=str(upload.pk))
    moved = uploads.moved(upload)
    context = {
        "region": upload.region,
        "register": REGISTERS[upload.noun],
        "upload": upload,
        "form": form,
        "may_choose": can(request.user, upload.permission, upload),
        "moved": moved,
        "edited": upload.activities.filter(version__gt=1).count(),
        "steps": _steps(upload, request.user, moved),
        "seen": uploads.preview_mark(upload),
        "job": next((job for job in jobs if not job.has_ended), None),
        "headings": upload.preview[0] if upload.preview else [],
        "rows": upload.preview[1:],
    }
    return render(request, "counties/upload_detail.html", context)


@require_POST
def upload_choose(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The person's answers about the file; it is read again with them."""
    _region, upload = _find(request, slug, pk)
    require(request.user, upload.permission, upload)
    form = ChoicesForm(upload.questions, request.POST)
    if not form.is_valid():
        return _page(request, upload, form)
    uploads.choose(upload=upload, choices=form.cleaned_data, by=request.user)
    return redirect(Job.objects.get(kind=uploads.CHECK_UPLOAD, key=str(upload.pk)))


@require_POST
def upload_read_again(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    _region, upload = _find(request, slug, pk)
    uploads.read_again(upload=upload, by=request.user)
    return redirect(Job.objects.get(kind=uploads.CHECK_UPLOAD, key=str(upload.pk)))


@require_POST
def upload_accept(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    _region, upload = _find(request, slug, pk)
    uploads.accept(upload=upload, seen=request.POST.get("seen", ""), by=request.user)
    return redirect(Job.objects.get(kind=uploads.IMPORT_UPLOAD, key=str(upload.pk)))


@require_POST
def upload_undo(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    _region, upload = _find(request, slug, pk)
    count = uploads.undo(upload=upload, seen=request.POST.get("seen", ""), by=request.user)
    text = ngettext("%d aktivitet er fjernet igjen.", "%d aktiviteter er fjernet igjen.", count)
    messages.success(request, text % count)
    return redirect(upload)


def _steps(upload: Upload, user: User, moved: list[str]) -> list[Step[UploadAction]]:
    """Without the steps that would be refused, or say nothing new."""
    left_out = set()
    if UPLOAD.allows(upload, UploadAction.ACCEPT):
        left_out.add(UploadAction.ACCEPT if moved else UploadAction.READ_AGAIN)
    if not upload.can_be_undone:
        left_out.add(UploadAction.UNDO)
    return [step for step in UPLOAD.steps(upload, user) if step.action not in left_out]


def _imported(noun: str) -> tuple[Register, type[RegisterResource]]:
    """The noun's register and how its rows are read. Raises `Http404` where they are not imported."""
    register = REGISTERS.get(noun)
    if register is None or register.resource is None:
        raise Http404
    return register, register.resource


def _find(request: HttpRequest, slug: str, pk: int) -> tuple[Region, Upload]:
    region = find_region(request, slug)
    rows = Upload.objects.visible_to(request.user).of_region(region).select_related("region", "uploaded_by")
    return region, get_visible(request, rows, pk=pk)
