"""What is said of a file before anything is taken from it, and what the person must choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.sheets.headings import LEFT, TAKEN, Column
from portal.sheets.survey import SOME, Survey
from portal.sheets.workbook import MOST_COLUMNS

HIDDEN = "skjulte"  # the question's key


@dataclass(frozen=True)
class FileQuestion:
    """`options` are keys with their texts; `refusal` says it where nobody can be asked."""

    key: str
    text: str
    options: list[tuple[str, str]]
    refusal: str


def questions_of(fit: Sequence[Survey], choices: Mapping[str, str]) -> list[FileQuestion]:
    """Which sheet first: the rest depends on it."""
    if len(fit) > 1:
        return [_which_sheet(fit)]
    asked = [_heading(column) for column in fit[0].columns if column.near] + _hidden(fit[0])
    return [question for question in asked if choices.get(question.key) not in dict(question.options)]


def notes_of(survey: Survey, others: Sequence[Survey], choices: Mapping[str, str]) -> list[str]:
    found = [
        *survey.page.notes,
        *_sheets(survey, others),
        *_top(survey),
        *(_column(column, choices) for column in survey.columns),
        _headings(survey, choices),
        *_outside(survey),
        *_rows(survey, choices),
        *_cells(survey),
    ]
    return [note for note in found if note]


def some(addresses: Sequence[object]) -> str:
    return ", ".join(map(str, addresses[:SOME])) + (" …" if len(addresses) > SOME else "")


def _which_sheet(fit: Sequence[Survey]) -> FileQuestion:
    text = _("Flere ark har overskriftene. Hvilket skal leses?")
    options = [(s.page.title, f"{s.page.title} ({_rows_in(s)})") for s in fit]
    names = ", ".join(f"«{survey.page.title}»" for survey in fit)
    refusal = _("Flere ark har overskriftene: %s. Behold det som skal leses, og slett de andre.") % names
    return FileQuestion("ark", text, options, refusal)


def _rows_in(survey: Survey) -> str:
    return ngettext("%d rad", "%d rader", len(survey.rows)) % len(survey.rows)


def _heading(column: Column) -> FileQuestion:
    words = {"letter": column.letter, "text": column.text[:60], "near": column.near}
    text = _("Kolonne %(letter)s har overskriften «%(text)s». Er det «%(near)s»?") % words
    options = [(TAKEN, _("Ja, les den som «%s»") % column.near), (LEFT, _("Nei, ikke les kolonnen"))]
    refusal = (
        _("Kolonne %(letter)s har overskriften «%(text)s». Skriv «%(near)s», eller slett kolonnen.") % words
    )
    return FileQuestion(column.key, text, options, refusal)


def _hidden(survey: Survey) -> list[FileQuestion]:
    if not survey.hidden_rows:
        return []
    words = {"count": len(survey.hidden_rows), "rows": some(survey.hidden_rows)}
    filtered = _("Listen er filtrert, og ") if survey.page.filtered else ""
    text = ngettext(
        "én rad er skjult i Excel (rad %(rows)s). Skal den være med?",
        "%(count)d rader er skjult i Excel (rad %(rows)s). Skal de være med?",
        len(survey.hidden_rows),
    )
    said = filtered + text % words
    options = [(TAKEN, _("Ja, ta med det som er skjult")), (LEFT, _("Nei, bare det som synes"))]
    refusal = (
        _("Rader er skjult i Excel (rad %s). Vis dem eller slett dem, og last opp på nytt.") % words["rows"]
    )
    return [FileQuestion(HIDDEN, said[:1].upper() + said[1:], options, refusal)]


def _sheets(survey: Survey, others: Sequence[Survey]) -> list[str]:
    unread = [
        f"«{other.page.title}»" + (_(" (skjult)") if other.page.hidden else "")
        for other in others
        if other.filled
    ]
    if not unread:
        return []
    words = {"read": survey.page.title, "unread": ", ".join(unread)}
    return [_("Arket «%(read)s» leses. Disse arkene leses ikke: %(unread)s.") % words]


def _top(survey: Survey) -> list[str]:
    if not survey.first or survey.first[0].number == survey.top.number:
        return []
    return [_("Overskriftene står i rad %d. Det som står over dem, leses ikke.") % survey.top.number]


def _column(column: Column, choices: Mapping[str, str]) -> str:
    if column.near and column.key not in choices:
        return ""  # it is asked
    words = {"letter": column.letter, "text": column.text[:60], "name": column.is_read_as(choices)}
    if words["name"]:
        is_other = words["name"].casefold() != column.text.casefold()
        return _("Kolonne %(letter)s «%(text)s» leses som «%(name)s».") % words if is_other else ""
    words["name"] = column.nearest
    if not column.nearest:
        return _("Kolonne %(letter)s «%(text)s» er ukjent og leses ikke.") % words
    return (
        _("Kolonne %(letter)s «%(text)s» er ukjent og leses ikke. Den som ligner mest, er «%(name)s».")
        % words
    )


def _headings(survey: Survey, choices: Mapping[str, str]) -> str:
    """Which there are, where a column is none of them and near to none."""
    if not any(not column.is_read_as(choices) and not column.nearest for column in survey.columns):
        return ""
    return _("Overskriftene som leses, er: %s.") % ", ".join(survey.wanted.known)


def _outside(survey: Survey) -> list[str]:
    if not survey.outside or survey.page.is_text:
        return []
    return [_("Celler som ikke står under en overskrift, leses ikke: %s.") % some(survey.outside)]


def _rows(survey: Survey, choices: Mapping[str, str]) -> list[str]:
    notes = []
    if blank := survey.blank_rows:
        text = ngettext(
            "Én tom rad er hoppet over (rad %(rows)s).",
            "%(count)d tomme rader er hoppet over (rad %(rows)s).",
            len(blank),
        )
        notes.append(text % {"count": len(blank), "rows": some(blank)})
    if (hidden := survey.hidden_rows) and HIDDEN in choices:
        taken = choices[HIDDEN] == TAKEN
        text = _("Skjulte rader er med: rad %s.") if taken else _("Skjulte rader er ikke med: rad %s.")
        notes.append(text % some(hidden))
    columns = [column.letter for column in survey.columns if column.number in survey.page.hidden_columns]
    return notes + ([_("Kolonner som er skjult i Excel, leses også: %s.") % some(columns)] if columns else [])


def _cells(survey: Survey) -> list[str]:
    notes = []
    if survey.unescaped:
        text = _("Skjulte tegn («_x000D_») er lest som det de står for, oftest linjeskift: %s.")
        notes.append(text % some(survey.unescaped))
    if any(column > MOST_COLUMNS for column in survey.last_used):
        notes.append(_("Bare de første %d kolonnene leses.") % MOST_COLUMNS)
    return notes
