"""Reading workbooks and CSV files that people send in: what is read is what is there, and what is not read is said.

`values` is what a cell can be, `workbook` and `text` find the cells, `headings` knows the columns, `notes` says what
was found, and `reading` puts them together.
"""

from portal.sheets.headings import LEFT, TAKEN
from portal.sheets.notes import FileQuestion, some
from portal.sheets.reading import MOST_ROWS, Row, SentIn, read, shown
from portal.sheets.values import Formula, Unreadable, Unusable

__all__ = [
    "LEFT",
    "MOST_ROWS",
    "TAKEN",
    "FileQuestion",
    "Formula",
    "Row",
    "SentIn",
    "Unreadable",
    "Unusable",
    "read",
    "shown",
    "some",
]
