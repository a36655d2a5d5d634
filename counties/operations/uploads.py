"""A file of rows: check every cell, then import all or nothing, a thousand rows at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import islice

import tablib
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from import_export.results import Result

from counties.models import CriterionUse, Region, Upload
from counties.registers import REGISTERS
from counties.resources import RegisterResource
from counties.workflow import UPLOAD, UploadAction
from portal import sheets
from portal.access import require
from portal.errors import Conflict, Stale
from portal.history import because
from portal.jobs import Progress
from portal.models import User
from portal.operations import jobs
from portal.sheets import Unreadable

CHECK_UPLOAD = "check_upload"
IMPORT_UPLOAD = "import_upload"
CHUNK = 1000  # rows in memory at a time
MOST_ROWS = sheets.MOST_ROWS
SHOWN_ERRORS = 200
SHOWN_ROWS = 20
SHOWN_MOVED = 10
FOUND_BY_CHECK = ["state", "row_count", "new_count", "error_count", "errors", "preview", "made_from"]


@dataclass(frozen=True)
class CellError:
    """A cell that is wrong: where ("C17"), under which heading, what stands there, and what to do."""

    cell: str
    column: str
    value: str
    message: str


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
    errors: list[CellError] = []
    preview: list[list[str]] = []
    count = new = wrong = 0
    try:
        resource = _resource(upload)
        for chunk in _chunks(upload):
            found, chunk_new = _try(resource, chunk)
            wrong += len(found)
            errors += found[: SHOWN_ERRORS - len(errors)]
            if not preview:
                preview = [chunk.headings, *map(_preview, chunk.rows[:SHOWN_ROWS])]
            count, new = count + len(chunk.rows), new + chunk_new
            progress(count, max(count, chunk.total), _("%d rader kontrollert") % count)
    except Unreadable as error:
        wrong, errors = 1, [CellError("", "", "", str(error))]
    if not count and not wrong:
        wrong, errors = 1, [CellError("", "", "", _("Filen har ingen rader under overskriftene."))]
    upload.state = UPLOAD.target(upload, UploadAction.REJECT if wrong else UploadAction.CLEAR)
    upload.row_count, upload.new_count, upload.error_count = count, new, wrong
    upload.errors, upload.preview = [asdict(error) for error in errors], preview
    upload.made_from = {} if wrong else resource.made_from()
    with because(_("Kontrollerte %s") % upload, upload.uploaded_by):
        upload.save(update_fields=FOUND_BY_CHECK)


@transaction.atomic
def accept(*, upload: Upload, by: User) -> Upload:
    """Import what has been checked. Raises `Denied`, `Conflict`, or `Stale` where the register has moved since."""
    upload = _locked(upload)
    upload.state = UPLOAD.guard(upload, UploadAction.ACCEPT, by)
    _require_unmoved(upload, _resource(upload), upload.made_from)
    with because(_("Importerte %s") % upload, by):
        upload.save(update_fields=["state"])
    _ask(upload, IMPORT_UPLOAD, _("Importerer %s") % upload, by)
    return upload


def bring_in(*, upload: Upload, progress: Progress) -> None:
    """Write the rows, all or none; a job that is run again begins anew, or finds them written.

    What has changed since the check is said on the file's page; other trouble leaves it stopped, to be tried again.
    """
    if not UPLOAD.allows(upload, UploadAction.FINISH):
        return
    progress(0, upload.row_count, _("Skriver %d rader. Alle blir skrevet, eller ingen.") % upload.row_count)
    try:
        _write_all(upload)
    except (Conflict, Unreadable) as error:
        _reject(upload, str(error))
    except Exception:
        _move(upload, UploadAction.STOP, _("Importen av %s stoppet") % upload)
        raise
    else:
        progress(upload.done_count, upload.done_count, _("%d rader importert") % upload.done_count)


@transaction.atomic
def _write_all(upload: Upload) -> None:
    """One import at a time in a region; everybody else writes there as before."""
    Region.objects.select_for_update(no_key=True).get(pk=upload.region_id)
    resource = _resource(upload)
    _require_unmoved(upload, resource, upload.made_from)
    done = 0
    with because(_("Importert fra %s") % upload, upload.uploaded_by):
        for chunk in _chunks(upload):
            _write(resource, chunk)
            done += len(chunk.rows)
    upload.done_count = done
    _move(upload, UploadAction.FINISH, _("Importerte %s") % upload, "done_count")


def _write(resource: RegisterResource, chunk: Chunk) -> None:
    result = resource.import_data(chunk.dataset, dry_run=False, raise_errors=False)
    if result.base_errors:  # of the database: the library keeps them
        raise result.base_errors[0].error
    if errors := _errors(resource, chunk, result):
        text = _("Noe er endret etter kontrollen, så ingenting er importert. %(cell)s: %(message)s")
        raise Conflict(text % {"cell": errors[0].cell, "message": errors[0].message})


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
    moved = resource.moved(made_from)
    if moved:
        text = _(
            "Disse er endret i registeret etter at filen ble kontrollert: %s. "
            "Last opp filen på nytt og se over den nye forhåndsvisningen."
        )
        shown = ", ".join(moved[:SHOWN_MOVED]) + (" …" if len(moved) > SHOWN_MOVED else "")
        raise Stale(text % shown, about=upload)


@transaction.atomic
def undo(*, upload: Upload, by: User) -> int:
    """Delete the activities that came with a file; returns how many. Raises `Denied` or `Conflict`."""
    upload = _locked(upload)
    after = UPLOAD.guard(upload, UploadAction.UNDO, by)
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
        anew=True,
    )


def _resource(upload: Upload) -> RegisterResource:
    resource = REGISTERS[upload.noun].resource
    assert resource is not None  # noqa: S101 - for the type checker; only such nouns are sent in
    return resource(region=upload.region, upload=upload, by=upload.uploaded_by)


@dataclass(frozen=True)
class Chunk:
    """Some rows of the file, with their headings."""

    headings: list[str]
    rows: list[sheets.Row]
    total: int

    @property
    def dataset(self) -> tablib.Dataset:
        return tablib.Dataset(*(row.values for row in self.rows), headers=self.headings)


def _try(resource: RegisterResource, chunk: Chunk) -> tuple[list[CellError], int]:
    """The chunk's wrong cells, and how many of its rows are new; nothing is written."""
    result = resource.import_data(chunk.dataset, dry_run=True, raise_errors=False)
    return _errors(resource, chunk, result), result.totals["new"]


def _errors(resource: RegisterResource, chunk: Chunk, result: Result) -> list[CellError]:
    errors = []
    for row in result.invalid_rows:
        sent = chunk.rows[row.number - 1]
        for name, messages in row.field_specific_errors.items():
            column = resource.fields[name].column_name if name in resource.fields else name
            place = chunk.headings.index(column) if column in chunk.headings else 0
            value = sheets.shown(sent.values[place])[:80]
            errors += [CellError(sent.address(place), column, value, message) for message in messages]
    for number, row_errors in result.row_errors():
        line = str(chunk.rows[number - 1].number)
        errors += [CellError(line, "", "", str(error.error)[:200]) for error in row_errors]
    return errors


def _chunks(upload: Upload) -> Iterator[Chunk]:
    """The file's rows below the headings, without the empty ones. Raises `Unreadable`."""
    with upload.file.open("rb") as file:
        sent = sheets.read(file, upload.name, most_rows=MOST_ROWS)
        _check_headings(sent.headings, _resource(upload))
        while part := list(islice(sent.rows, CHUNK)):
            yield Chunk(sent.headings, part, sent.total)


def _check_headings(headings: list[str], resource: RegisterResource) -> None:
    known = resource.headings()
    missing = [name for name in resource.required if name not in headings]
    doubled = sorted({name for name in headings if name and headings.count(name) > 1})
    if missing:
        raise Unreadable(
            _("Første rad må ha overskriftene. Disse mangler: %(missing)s. Alle overskrifter: %(known)s.")
            % {"missing": ", ".join(missing), "known": ", ".join(known)}
        )
    if doubled:
        raise Unreadable(_("Overskriften «%s» står to ganger.") % doubled[0][:40])


def _preview(row: sheets.Row) -> list[str]:
    return [sheets.shown(value)[:60] for value in row.values]
