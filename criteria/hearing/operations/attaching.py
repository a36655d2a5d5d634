"""PDFs that go with an answer. The content decides what a file is, and how large it may be."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from criteria.hearing.models import Attachment, HearingReply
from criteria.hearing.operations.answering import writable
from criteria.hearing.workflow import ReplyAction
from portal import clock
from portal.errors import Conflict
from portal.history import because
from portal.reading import written

LARGEST = 10 * 1024 * 1024  # bytes of one file
MOST_FILES = 5  # of one answer
LONGEST_NAME = 120
# A PDF begins with its version and ends with where its table of contents is (ISO 32000-1, 7.5.2 and 7.5.5).
HEAD = re.compile(rb"%PDF-[12]\.\d")
SEARCHED = 1024  # bytes from either end in which readers look for them
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")  # a letter of a name by its number (ISO 32000-1, 7.3.5)
ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b")


@transaction.atomic
def attach(*, reply: HearingReply, file: UploadedFile[Any]) -> Attachment:
    """Keep a PDF with an answer that is being written; the same file twice is one.

    Raises `Conflict` with what is wrong with the file, or where the answer is not open.
    """
    reply = writable(reply, ReplyAction.WRITE)
    content = _checked(file)
    sha256 = hashlib.sha256(content).hexdigest()
    already = reply.attachments.filter(sha256=sha256).first()
    if already is not None:
        return already
    if reply.attachments.count() >= MOST_FILES:
        raise Conflict(_("Et svar kan ha høyst %d vedlegg.") % MOST_FILES)
    name = _name_of(file.name or "")
    attachment = Attachment(reply=reply, name=name, size=len(content), sha256=sha256, added_at=clock.now())
    with because(_("La ved %s") % name, None):
        attachment.file.save(f"{sha256[:16]}.pdf", ContentFile(content), save=False)
        attachment.save()
    return attachment


def _checked(file: UploadedFile[Any]) -> bytes:
    """The file's bytes. Raises `Conflict` where it is too large, empty or anything but a plain PDF."""
    if (file.size or 0) > LARGEST:
        raise Conflict(_("«%(name)s» er større enn %(size)d MB.") % _of(file))
    content = bytes(file.read())
    if not content:
        raise Conflict(_("«%(name)s» er tom.") % _of(file))
    if not HEAD.match(content.lstrip()[:SEARCHED]) or b"%%EOF" not in content[-SEARCHED:]:
        raise Conflict(_("«%(name)s» er ikke en PDF. Lagre dokumentet som PDF og prøv igjen.") % _of(file))
    if ACTIVE.search(ESCAPED.sub(lambda letter: bytes([int(letter[1], 16)]), content)):
        raise Conflict(
            _("«%(name)s» inneholder programkode eller andre filer. Skriv den ut som PDF på nytt.")
            % _of(file)
        )
    return content


def _of(file: UploadedFile[Any]) -> dict[str, object]:
    return {"name": _name_of(file.name or ""), "size": LARGEST // 1024 // 1024}


def _name_of(name: str) -> str:
    """The last part of what the browser calls it, short enough to show, always ending in .pdf."""
    stem = PurePosixPath(written(name, lines=False).replace("\\", "/")).stem[: LONGEST_NAME - 4].strip()
    return f"{stem or 'vedlegg'}.pdf"


@transaction.atomic
def detach(*, attachment: Attachment) -> None:
    """Take a file out of an answer that is being written; the bytes go too. Raises `Conflict`."""
    writable(attachment.reply, ReplyAction.WRITE)
    row = Attachment.objects.filter(pk=attachment.pk).first()
    if row is not None:
        file, name = row.file, str(row.file.name)
        with because(_("Tok ut %s") % row.name, None):
            row.delete()
        transaction.on_commit(lambda: file.storage.delete(name))
