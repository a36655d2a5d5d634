"""The chapter for other programs: CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from criteria.chapter import Chapter, CriterionLine

COLUMNS = {
    "number": _("Nr."),
    "code": _("Kode"),
    "edition": _("Utgave"),
    "group": _("Produktgruppe"),
    "type_label": _("Type"),
    "level": _("Nivå"),
    "title": _("Tittel"),
    "text": _("Kravtekst"),
    "verification": _("Dokumentasjon"),
    "weight_text": _("Vekt (%)"),
    "note": _("Notat"),
    "address": _("Adresse"),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_of(chapter: Chapter) -> bytes:
    """Semicolons and a byte order mark, as Norwegian Excel reads it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(label) for label in COLUMNS.values()])
    for line in chapter.lines:
        writer.writerow([harmless(_plain(line, name)) for name in COLUMNS])
    return ("\ufeff" + out.getvalue()).encode()


def json_of(chapter: Chapter) -> bytes:
    """`{title, made_on, criteria: [...]}`; a weight is a string of per cent, or null."""
    rows = [
        {name: _plain(line, name) for name in COLUMNS if name != "weight_text"}
        | {"type": line.type, "weight": _plain(line, "weight"), "original": line.original}
        for line in chapter.lines
    ]
    whole = {"title": chapter.title, "made_on": chapter.made_on.isoformat(), "criteria": rows}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def _plain(line: CriterionLine, name: str) -> str | None:
    value = getattr(line, name)
    return None if value is None else str(value)
