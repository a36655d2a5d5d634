"""A file of rows: check every cell and ask what only the person knows, then import all or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from counties.models import CriterionUse, Region, Upload
from counties.operations.upload_questions import question, repeated
from counties.operations.upload_rows import (
    CellError,
    Chunk,
    chunks,
    errors_in,
    opened,
    preview_of,
    resource_of,
    result_of,
)
from counties.registers import REGISTERS
from counties.resources import SAME, RegisterResource
from counties.workflow import UPLOAD, UploadAction
from portal.access import require
from portal.errors import Conflict, Stale
from portal.history import because
from portal.jobs import Progress
from portal.models import User
from portal.models.jobs import JobQueue
from portal.operations import jobs, records
from portal.sheets import SentIn, Unreadable

CHECK_UPLOAD = "check_upload"
IMPORT_UPLOAD = "import_upload"
SHOWN_ERRORS = 200
SHOWN_MOVED = 10
COUNTS = ["row_count", "new_count", "same_count", "error_count"]
FOUND_BY_CHECK = [*COUNTS, "errors", "notes", "questions", "preview", "made_from"]


@transaction.atomic
def send_in(*, region: Region, noun: str, file: UploadedFile[bytes], by: User) -> Upload:
    """Keep the file and ask for its check. Raises `Denied`."""
    require(by, REGISTERS[noun].edit, region)
    with because(_("Lastet opp"), by):
        upload = Upload.objects.create(
            region=region, noun=noun, file=file, name=str(file.name)[:200], uploaded_by=by
        )
    _ask(upload, CHECK_UPLOAD, _("Kontrollerer %s") % upload, by)
    return upload


@transaction.atomic
def choose(*, upload: Upload, choices: Mapping[str, str], by: User) -> Upload:
    """How the file is to be read; it is checked again with that. Raises `Denied` or `Conflict`."""
    upload = _locked(upload)
    upload.state = UPLOAD.guard(upload, UploadAction.CHOOSE, by)
    upload.choices = {**upload.choices, **choices}
    with because(_("Valgte hvordan %s leses") % upload, by):
        upload.save(update_fields=["state", "choices"])
    _ask(upload, CHECK_UPLOAD, _("Kontrollerer %s") % upload, by)
    return upload


def check(*, upload: Upload, progress: Progress) -> None:
    """Read every cell and write nothing but what was found; a job that is run again finds it done."""
    if not UPLOAD.allows(upload, UploadAction.CLEAR):
        return
    upload.row_count = upload.new_count = upload.same_count = upload.error_count = 0
    upload.errors, upload.notes, upload.questions, upload.preview, upload.made_from = [], [], [], [], {}
    try:
        with opened(upload) as sent:
            upload.notes = sent.notes
            upload.questions = [asdict(question) for question in sent.questions]
            if not sent.questions:
                _check_rows(upload, sent, progress)
    except Unreadable as error:
        _note_errors(upload, [CellError("", "", "", str(error))])
    action = UploadAction.CLEAR
    if upload.error_count:
        action = UploadAction.REJECT
    elif upload.questions:
        action = UploadAction.ASK
    _move(upload, action, _("Kontrollerte %s") % upload, *FOUND_BY_CHECK)


def _check_rows(upload: Upload, sent: SentIn, progress: Progress) -> None:
    resource = resource_of(upload)
    for chunk in chunks(sent):
        result = result_of(resource, chunk, dry_run=True)
        _note_errors(upload, errors_in(resource, chunk, result))
        upload.preview = upload.preview or preview_of(resource, chunk)
        upload.row_count += len(chunk.rows)
        upload.new_count += result.totals["new"]
        progress(upload.row_count, sent.total, _("%d rader kontrollert") % upload.row_count)
    upload.same_count = resource.same
    if not upload.row_count:
        _note_errors(upload, [CellError("", "", "", _("Filen har ingen rader under overskriftene."))])
    if not upload.error_count:
        upload.made_from = resource.made_from()
        _note_repeated(upload, resource)


def _note_errors(upload: Upload, errors: list[CellError]) -> None:
    upload.error_count += len(errors)
    upload.errors += map(asdict, errors[: SHOWN_ERRORS - len(upload.errors)])


def _note_repeated(upload: Upload, resource: RegisterResource) -> None:
    """Rows that stand in the register or in the file already: said, and asked about where they could be new ones."""
    said = repeated(resource)
    upload.notes += said.values()
    if not resource.asks_about_same:
        return
    upload.questions = [
        asdict(question(key, text)) for key, text in said.items() if key not in upload.choices
    ]
    if SAME in said and not upload.questions and not upload.new_count:
        nothing = _("Alle radene finnes i registeret fra før, så det er ingenting å importere.")
        _note_errors(upload, [CellError("", "", "", nothing)])


@transaction.atomic
def read_again(*, upload: Upload, by: User) -> Upload:
    """Check the same file against the register as it stands now, for a new preview. Raises `Denied` or `Conflict`."""
    upload = _locked(upload)
    upload.state = UPLOAD.guard(upload, UploadAction.READ_AGAIN, by)
    with because(_("Leste %s på nytt") % upload, by):
        upload.save(update_fields=["state"])
    _ask(upload, CHECK_UPLOAD, _("Kontrollerer %s") % upload, by)
    return upload


def preview_mark(upload: Upload) -> str:
    """What the file's page shows, as a hash: what the check found, and the activities that came of it."""
    came = list(upload.activities.order_by("pk").values_list("pk", "version"))
    shown = [getattr(upload, name) for name in ("choices", *FOUND_BY_CHECK)]
    return hashlib.sha256(json.dumps([shown, came], sort_keys=True).encode()).hexdigest()


def moved(upload: Upload) -> list[str]:
    """The keys of the register's rows that somebody has written in since the check read them."""
    return resource_of(upload).moved(upload.made_from) if UPLOAD.allows(upload, UploadAction.ACCEPT) else []


@transaction.atomic
def accept(*, upload: Upload, seen: str | None = None, by: User) -> Upload:
    """Import what has been checked, from the preview that was `seen`.

    Raises `Denied`, `Conflict`, or `Stale` where the register, or the preview, has moved since.
    """
    upload = _locked(upload)
    upload.state = UPLOAD.guard(upload, UploadAction.ACCEPT, by)
    records.require_same(seen, preview_mark(upload), about=upload)
    _require_unmoved(upload, resource_of(upload), upload.made_from)
    with because(_("Importerte %s") % upload, by):
        upload.save(update_fields=["state"])
    _ask(upload, IMPORT_UPLOAD, _("Importerer %s") % upload, by)
    return upload


def bring_in(*, upload: Upload, progress: Progress) -> None:
    """Write the rows, all or none; a job that is run again begins anew, or finds them written.

    What has changed since the check is said on the file's page; other trouble is the job's, which tells `stop`.
    """
    if not UPLOAD.allows(upload, UploadAction.FINISH):
        return
    progress(0, upload.row_count, _("Skriver %d rader. Alle blir skrevet, eller ingen.") % upload.row_count)
    try:
        _write_all(upload)
    except (Conflict, Unreadable) as error:
        _reject(upload, str(error))
    else:
        progress(upload.done_count, upload.done_count, _("%d rader importert") % upload.done_count)


@transaction.atomic
def stop(*, upload: Upload) -> None:
    """Nobody checks or imports it any more: it waits to be read or imported again. Nothing is written."""
    upload = _locked(upload)
    if UPLOAD.allows(upload, UploadAction.STOP):
        _move(upload, UploadAction.STOP, _("Arbeidet med %s stoppet") % upload)


@transaction.atomic
def _write_all(upload: Upload) -> None:
    """One import at a time in a region; everybody else writes there as before."""
    Region.objects.select_for_update(no_key=True).get(pk=upload.region_id)
    resource = resource_of(upload)
    _require_unmoved(upload, resource, upload.made_from)
    with because(_("Importert fra %s") % upload, upload.uploaded_by), opened(upload) as sent:
        upload.done_count = sum(_write(resource, chunk) for chunk in chunks(sent.settled()))
    if resource.same != upload.same_count:
        raise Stale(_("Registeret har fått eller mistet noen av radene etter kontrollen. Les filen på nytt."))
    _move(upload, UploadAction.FINISH, _("Importerte %s") % upload, "done_count")


def _write(resource: RegisterResource, chunk: Chunk) -> int:
    """How many rows were written."""
    result = result_of(resource, chunk, dry_run=False)
    if errors := errors_in(resource, chunk, result):
        text = _("Noe er endret etter kontrollen, så ingenting er importert. %(cell)s: %(message)s")
        raise Conflict(text % {"cell": errors[0].cell, "message": errors[0].message})
    written: int = result.totals["new"] + result.totals["update"]
    return written


def _reject(upload: Upload, reason: str) -> None:
    upload.error_count, upload.errors = 1, [asdict(CellError("", "", "", reason))]
    _move(upload, UploadAction.REJECT, _("Importerte ikke %s") % upload, "error_count", "errors")


def _move(upload: Upload, action: UploadAction, reason: str, *fields: str) -> None:
    """A step that the portal takes itself."""
    upload.state = UPLOAD.target(upload, action)
    with because(reason, upload.uploaded_by):
        upload.save(update_fields=["state", *fields])


def _require_unmoved(upload: Upload, resource: RegisterResource, made_from: Mapping[str, int]) -> None:
    """Raise `Stale` where somebody has written in the rows since the check compared the file with them."""
    moved = resource.moved(made_from, lock=True)
    if moved:
        text = _(
            "Disse er endret i registeret etter at filen ble kontrollert: %s. "
            "Les filen på nytt og se over den nye forhåndsvisningen."
        )
        shown = ", ".join(moved[:SHOWN_MOVED]) + (" …" if len(moved) > SHOWN_MOVED else "")
        raise Stale(text % shown, about=upload)


@transaction.atomic
def undo(*, upload: Upload, seen: str | None = None, by: User) -> int:
    """Delete the activities that came with a file, as they were `seen`; returns how many.

    Raises `Denied`, `Conflict`, or `Stale` where somebody has written in them since.
    """
    upload = _locked(upload)
    after = UPLOAD.guard(upload, UploadAction.UNDO, by)
    list(upload.activities.select_for_update())
    records.require_same(seen, preview_mark(upload), about=upload)
    if not upload.can_be_undone:
        raise Conflict(_("Bare import av aktiviteter kan angres."), about=upload)
    if CriterionUse.objects.filter(activity__upload=upload).exists():
        raise Conflict(
            _("Noen av aktivitetene har fått kriterier ført på seg. Fjern dem først."), about=upload
        )
    with because(_("Angret importen av %s") % upload, by):
        deleted, _by_model = upload.activities.all().delete()
        upload.state = after
        upload.save(update_fields=["state"])
    return deleted


def _locked(upload: Upload) -> Upload:
    return Upload.objects.select_for_update(of=("self",)).select_related("region").get(pk=upload.pk)


def _ask(upload: Upload, kind: str, title: str, by: User) -> None:
    jobs.enqueue(
        kind=kind,
        key=str(upload.pk),
        title=title,
        result_path=upload.get_absolute_url(),
        by=by,
        region_id=upload.region_id,
        queue=JobQueue.MASS if kind == IMPORT_UPLOAD else JobQueue.WAITED,
        anew=True,
    )
