"""The numbers of a chapter as a sheet: a template to fill in, and a filled-in one read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from counties.forms.virksomheter import SheetForm
from portal import formats, reading, sheets
from portal.files import Sheet
from reporting.answers import Invalid, Raw, clean_raw, parse, reason_key
from reporting.figures import Figures
from reporting.forms import AnswerField, SectionForm, written
from reporting.models import Question, Section
from reporting.models.templates import Kind

NUMBER, QUESTION, ANSWER, REASON = "Nummer", "Spørsmål", "Svar", "Begrunnelse"
MOST_ROWS = 200


class SectionSheetForm(SheetForm):
    """The numbers of a chapter as a sheet. It fills the chapter's form and saves nothing."""

    def typed(self, section: Section) -> tuple[dict[str, Raw], list[str]]:
        """The form's fields as the sheet has them, and notes. Raises `ValidationError`, naming every wrong cell."""
        try:
            typed, notes, faults = read(self.cleaned_data["file"], section)
        except sheets.Unreadable as error:
            raise ValidationError(str(error)) from error
        if faults:
            raise ValidationError(faults)
        if not typed:
            raise ValidationError(_("Filen har ingen svar. Skriv dem i kolonnen «%s».") % ANSWER)
        return typed, notes


def numeric(section: Section) -> list[Question]:
    return [question for question in section.questions.all() if question.is_numeric]


def headings_of(section: Section) -> list[str]:
    """With a column of reasons where the portal counts anything."""
    reasons = [REASON] if any(question.computed for question in numeric(section)) else []
    return [NUMBER, QUESTION, ANSWER, *reasons]


def template(section: Section, values: Mapping[str, Raw]) -> Sheet:
    """A row for each question with a number, with what has been answered."""
    headings = headings_of(section)
    rows = [
        [question.number, question.label, _cell(question, values), values.get(reason_key(question), "")]
        for question in numeric(section)
    ]
    return Sheet(headings, [row[: len(headings)] for row in rows])


def read(file: IO[bytes], section: Section) -> tuple[dict[str, Raw], list[str], list[str]]:
    """The answers and reasons in the sheet, by their names in the form; what is said of the file; and what is wrong
    in it, cell by cell. An empty cell answers nothing. Raises `sheets.Unreadable` in words."""
    headings = headings_of(section)
    sent = sheets.read(file, known=headings, required=[NUMBER, ANSWER], most_rows=MOST_ROWS).settled()
    found: dict[str, Raw] = {}
    faults: list[str] = []
    seen: dict[str, int] = {}  # question → its first row
    for row in sent.rows:
        unusable = [f"{cell}: {reason}" for _place, cell, reason in row.unusable()]
        faults += unusable
        cells = row.by_heading(sent.headings)
        if unusable or not (sheets.shown(cells[ANSWER]) or sheets.shown(cells.get(REASON))):
            continue
        try:
            question = _question(section, cells[NUMBER], row.number, seen)
            found |= _answer(question, cells, row.address(sent.headings.index(ANSWER)))
        except sheets.Unreadable as error:
            faults.append(str(error))
    return found, sent.notes, faults


def _cell(question: Question, values: Mapping[str, Raw]) -> Any:
    """The answer as a number; as it was typed where it is none."""
    raw = values.get(question.key, "")
    try:
        return parse(question, raw)
    except Invalid:
        return raw


def _question(section: Section, named: Any, row: int, seen: dict[str, int]) -> Question:
    """By its number or key. Raises `Unreadable` for one that the chapter has not, or that an earlier row has."""
    name = sheets.shown(named).strip()
    words = {"row": row, "name": name[:40]}
    fit = [question for question in numeric(section) if _is_called(question, named, name)]
    if len(fit) != 1:
        text = _("Rad %(row)d: «%(name)s» er ikke nummeret til et spørsmål med tall i dette kapittelet.")
        raise sheets.Unreadable(text % words)
    if (first := seen.setdefault(fit[0].key, row)) != row:
        text = _("Rad %(row)d: «%(name)s» står i rad %(first)d også. Behold én av dem.")
        raise sheets.Unreadable(text % (words | {"first": first}))
    return fit[0]


def _is_called(question: Question, named: Any, name: str) -> bool:
    """A program may have made 3.2 the number 3,2, in which 3.20 would be the same."""
    if isinstance(named, int | float):
        return float(question.number) == named
    return name.replace(",", ".") == question.number or name.casefold() == question.key


def _answer(question: Question, cells: Mapping[str, Any], address: str) -> dict[str, Raw]:
    """Raises `Unreadable` with the cell's address."""
    try:
        typed = clean_raw(_typed(question, cells[ANSWER]))
        parse(question, typed)
    except Invalid as invalid:
        raise sheets.Unreadable(f"{address}: {invalid}") from None
    reason = clean_raw(sheets.shown(cells.get(REASON))) if question.computed else ""
    said = {question.key: typed, reason_key(question): reason}
    return {name: text for name, text in said.items() if text}


def _typed(question: Question, cell: Any) -> str:
    """As it would be typed: a number with a comma, everything else as it stands. Raises `Invalid`."""
    if not isinstance(cell, int | float) or not math.isfinite(cell):
        shown = sheets.shown(cell).strip()
        return shown.removesuffix("%").strip() if question.kind == Kind.PERCENT else shown
    number = formats.decimal(reading.number(cell))
    if question.kind == Kind.PERCENT and 0 < cell <= 1:  # a workbook keeps 40 % as 0,4
        words = {"number": number, "percent": formats.decimal(reading.number(round(cell * 100, 6)))}
        text = _("Cellen kan bety %(number)s %% eller %(percent)s %%. Skriv den som tekst, med prosenttegn.")
        raise Invalid(text % words)
    return number


def fill(
    section: Section, stands: Mapping[str, Raw], found: Mapping[str, Raw], figures: Figures
) -> SectionForm:
    """The chapter's form with what stands and, over it, what was `found`; changed fields say what stood there."""
    by_name = {question.key: question for question in section.questions.all()}
    changed = {
        name: raw for name, raw in found.items() if not _is_same(by_name.get(name), stands.get(name, ""), raw)
    }
    form = SectionForm(section, {**stands, **changed}, figures)
    for name in changed:
        field: Any = form.fields.get(name)
        if field is not None:
            field.before = _before(field, stands.get(name, ""))
    return form


def _is_same(question: Question | None, stood: Raw, now: Raw) -> bool:
    """Whether the two say the same number, or are the same text."""
    try:
        return stood == now if question is None else parse(question, stood) == parse(question, now)
    except Invalid:
        return False


def _before(field: Any, stood: Raw) -> str:
    if not isinstance(field, AnswerField):
        return str(stood or "–")
    return written(field.question, stood) if stood else field.counted_text or "–"
