"""Opening a spreadsheet that somebody sent in."""

from __future__ import annotations

import zipfile
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

MOST_UNPACKED = 300 * 1024 * 1024  # bytes; a workbook that grows beyond this is not a list of rows


class Unreadable(ValueError):
    """The file cannot be read at all; the text says what to do."""


def first_sheet(file: IO[bytes]) -> Any:
    """The first sheet, read-only. Raises `Unreadable`, also for files that swell when unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(item.file_size for item in archive.infolist()) > MOST_UNPACKED:
                raise Unreadable(_("Filen er for stor når den pakkes ut. Behold bare radene som skal inn."))
        file.seek(0)
        return load_workbook(file, read_only=True).worksheets[0]
    except Unreadable:
        raise
    except Exception as error:  # whatever a damaged or hostile workbook makes the library say
        raise Unreadable(
            _("Filen kan ikke leses som Excel. Åpne den og lagre den på nytt som .xlsx.")
        ) from error
