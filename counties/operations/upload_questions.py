"""Rows that stand in the register already, or twice in the file: what is said of them, and what is asked."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counties.resources import SAME, TWINS, RegisterResource
from portal.sheets import LEFT, TAKEN, FileQuestion, some


def repeated(resource: RegisterResource) -> dict[str, str]:
    """By the key of the question whether they are meant: which rows they are."""
    said = {SAME: _same(resource), TWINS: _twins(resource.twins)}
    return {key: text for key, text in said.items() if text}


def question(key: str, said: str) -> FileQuestion:
    """Whether the rows of `repeated` are meant as more of the same."""
    if key == SAME:
        asked = _("Dato, hva og oppgave er de samme. Skal de inn én gang til?")
        options = [(LEFT, _("Nei, hopp over dem")), (TAKEN, _("Ja, ta dem med én gang til"))]
    else:
        asked = _("Alt i dem er likt. Var det flere, eller er de ført to ganger?")
        options = [(LEFT, _("Ført to ganger: ta med den første")), (TAKEN, _("Det var flere: ta med alle"))]
    return FileQuestion(key, f"{said} {asked}", options, refusal=said)


def _same(resource: RegisterResource) -> str:
    if not resource.same:
        return ""
    text = ngettext(
        "%(count)d rad finnes i registeret fra før: %(rows)s.",
        "%(count)d rader finnes i registeret fra før: %(rows)s.",
        resource.same,
    )
    rows = [
        _("rad %(row)d (%(what)s)") % {"row": row, "what": what} for row, what in resource.same_rows.items()
    ]
    return text % {"count": resource.same, "rows": some(rows)}


def _twins(twins: dict[int, int]) -> str:
    if not twins:
        return ""
    pairs = [
        _("rad %(row)d er lik rad %(first)d") % {"row": row, "first": first} for row, first in twins.items()
    ]
    text = ngettext(
        "Én rad står to ganger i filen: %(rows)s.",
        "%(count)d rader er like andre i filen: %(rows)s.",
        len(pairs),
    )
    return text % {"count": len(pairs), "rows": some(pairs)}
