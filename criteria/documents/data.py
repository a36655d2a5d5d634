"""The chapter for other programs: CSV and JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext_lazy as _

from criteria.chapter import Chapter, CriterionLine
from portal.files import Sheet, as_bytes, json_bytes

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
    "corrections": _("Rettelser"),
    "standing": _("Utgaven er ikke gjeldende"),
    "is_example": _("Eksempelinnhold"),
    "weight": _("Vekt (%)"),
    "note": _("Notat"),
    "address": _("Adresse"),
}


def csv_of(chapter: Chapter) -> bytes:
    rows = ([_value(line, name) for name in COLUMNS] for line in chapter.lines)
    return as_bytes(Sheet(list(COLUMNS.values()), rows), "csv", chapter.title)


def json_of(chapter: Chapter) -> bytes:
    """`{title, made_on, source, criteria: [...]}`; a weight is a string of per cent, or null.

    `corrections` are `{day, text}`.
    """
    rows = [
        {name: getattr(line, name) for name in COLUMNS}
        | {"corrections": [asdict(correction) for correction in line.corrections]}
        | {"type": line.type, "original": line.original}
        for line in chapter.lines
    ]
    about = {"title": chapter.title, "made_on": chapter.made_on, "source": chapter.source}
    return json_bytes(about | {"criteria": rows})


def _value(line: CriterionLine, name: str) -> Any:
    """A weight without its decimals where they are zero; corrections with their days."""
    value = getattr(line, name)
    if name == "corrections":
        return "\n".join(f"{correction.label}: {correction.text}" for correction in value)
    return value.normalize() if name == "weight" and value is not None else value
