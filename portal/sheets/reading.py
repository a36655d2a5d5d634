"""A file on its way in, read twice: once to see what is in it, and once for the rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.translation import gettext as _

from portal.files.cells import plain, text_of
from portal.sheets.headings import TAKEN, likeness
from portal.sheets.notes import HIDDEN, FileQuestion, notes_of, questions_of
from portal.sheets.survey import Survey, Wanted, chosen, surveyed
from portal.sheets.text import page_of
from portal.sheets.values import FileLine, Homeless, Unreadable, Unusable, address, is_empty
from portal.sheets.workbook import MOST_COLUMNS, Page, pages_of

MOST_ROWS = 50_000
FEWEST_CELLS = (
    300_000  # looked at in the shortest list: coloured cells without anything in them cost time too
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Row:
    """A line of the file: its number there, and a value for each heading; `columns` (from 1) are where they stand."""

    number: int
    values: list[Any]
    columns: Sequence[int]
    homeless: str = ""  # the address of a cell beyond the last heading, in a CSV file

    def address(self, place: int) -> str:
        """Of the cell below the heading (from 0): "C17"."""
        return address(self.columns[place], self.number)

    def by_heading(self, headings: list[str]) -> dict[str, Any]:
        return dict(zip(headings, self.values, strict=True))

    def unusable(self) -> Iterator[tuple[int | None, str, str]]:
        """Cells without a value that can be taken: the heading's place, the address, and what to do."""
        for place, value in enumerate(self.values):
            if isinstance(value, Unusable):
                yield place, self.address(place), str(value.reason)
        if self.homeless:
            yield None, self.homeless, str(Homeless.reason)


@dataclass(frozen=True)
class SentIn:
    """`rows` are read once, without the empty ones; `total` is how many there are. Where there are `questions`, the
    rows are not to be read before they are answered."""

    headings: list[str]
    rows: Iterator[Row]
    total: int
    notes: list[str] = field(default_factory=list)
    questions: list[FileQuestion] = field(default_factory=list)

    def settled(self) -> SentIn:
        """For a page that cannot ask. Raises `Unreadable` with what the person would have been asked."""
        if self.questions:
            raise Unreadable(self.questions[0].refusal)
        return self

    def sound(self) -> Iterator[Row]:
        """The rows. Raises `Unreadable` at the first cell without a usable value."""
        for row in self.rows:
            for _place, cell, reason in row.unusable():
                raise Unreadable(f"{cell}: {reason}")
            yield row


def read(
    file: IO[bytes],
    *,
    known: Sequence[str],
    required: Sequence[str] = (),
    choices: Mapping[str, str] | None = None,
    most_rows: int = MOST_ROWS,
) -> SentIn:
    """A workbook or CSV file, known by what is in it. Raises `Unreadable`, also while rows are read."""
    wanted, choices = Wanted(tuple(known), tuple(required)), choices or {}
    surveys = [surveyed(page, wanted, most_rows) for page in _pages(file, wanted, most_rows)]
    fit = chosen(surveys, choices)
    if not fit:
        raise Unreadable(_("Filen har ingen synlige ark. Vis arket i Excel, og last opp på nytt."))
    survey, others = fit[0], [other for other in surveys if other is not fit[0]]
    questions = questions_of(fit, choices)
    notes = [] if len(fit) > 1 else notes_of(survey, others, choices)
    read_as = {column.number: column.is_read_as(choices) for column in survey.columns}
    if not questions:
        _check_headings(survey, others, read_as)
    left_out = set() if choices.get(HIDDEN) == TAKEN else set(survey.hidden_rows)
    total = len(survey.rows) - len(left_out)
    if total > most_rows or survey.is_cut:
        raise Unreadable(_("Filen har flere enn %d rader. Del den i flere.") % most_rows)
    columns = [number for number, name in read_as.items() if name]
    rows = _rows(survey, columns, left_out)
    return SentIn([read_as[number] for number in columns], rows, total, notes, questions)


def shown(value: Any) -> str:
    """What stands in a cell, as a Norwegian reads it."""
    return text_of(plain(value))


def _pages(file: IO[bytes], wanted: Wanted, most_rows: int) -> Sequence[Page]:
    start = file.read(8)
    file.seek(0)
    if start.startswith(b"PK"):
        return pages_of(file, most_cells=max(most_rows * MOST_COLUMNS, FEWEST_CELLS))
    if start.startswith(OLD_OFFICE):
        raise Unreadable(
            _("Filen er en eldre Excel-fil eller har passord. Lagre den som .xlsx uten passord.")
        )
    if start.startswith(b"%PDF"):
        raise Unreadable(_("Filen er en PDF. Lagre listen som .xlsx eller CSV."))
    content = file.read()
    if content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<",)):
        raise Unreadable(
            _("Filen er en nettside, ikke et regneark. Åpne den i Excel og lagre den som .xlsx.")
        )
    return [page_of(content, lambda cells: likeness(cells, wanted.known))]


def _check_headings(survey: Survey, others: Sequence[Survey], read_as: Mapping[int, str]) -> None:
    wanted, found = survey.wanted, [name for name in read_as.values() if name]
    missing = [name for name in wanted.required if name not in found]
    doubled = next((name for name in found if found.count(name) > 1), None)
    if missing:
        words = {"missing": ", ".join(missing), "known": ", ".join(wanted.known)}
        text = (
            _("Første rad må ha overskriftene. Disse mangler: %(missing)s. Alle overskrifter: %(known)s.")
            % words
        )
        raise Unreadable(" ".join([text, *_elsewhere(survey, others)]))
    if doubled:
        columns = [column for column in survey.columns if read_as[column.number] == doubled]
        words = {
            "name": doubled,
            "columns": ", ".join(f"{column.letter} «{column.text[:60]}»" for column in columns),
        }
        raise Unreadable(
            _("Flere kolonner er «%(name)s»: %(columns)s. Behold én av dem, og gi de andre et annet navn.")
            % words
        )


def _elsewhere(survey: Survey, others: Sequence[Survey]) -> list[str]:
    """Which sheet was looked at, and whether one that nobody sees has them."""
    hidden = [f"«{other.page.title}»" for other in others if other.page.hidden and other.has_required]
    said = [_("Arket «%s» ble lest.") % survey.page.title] if survey.page.title and others else []
    return said + (
        [_("Overskriftene står i et skjult ark: %s. Vis det i Excel.") % ", ".join(hidden)] if hidden else []
    )


def _rows(survey: Survey, columns: Sequence[int], left_out: set[int]) -> Iterator[Row]:
    last_heading = max((column.number for column in survey.columns), default=0)
    for line in survey.page.lines():
        if not survey.rows or line.number > survey.rows[-1]:
            return  # only coloured cells from here on
        if line.number <= survey.top.number or line.number in left_out or line.is_blank:
            continue
        values = [line.values[number - 1] if number <= len(line.values) else None for number in columns]
        yield Row(line.number, values, columns, _homeless(line, last_heading) if survey.page.is_text else "")


def _homeless(line: FileLine, last_heading: int) -> str:
    beyond = enumerate(line.values[last_heading:], start=last_heading + 1)
    return next((address(column, line.number) for column, value in beyond if not is_empty(value)), "")
