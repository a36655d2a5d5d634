"""Every table that leaves the portal as a file: one dialect, one formula guard, one place.

A list's file comes from its table's columns (`of_table`), an imported noun's from its import-export resource, the
rest from headings and rows of plain values (`Sheet`). Nothing else writes CSV, workbooks or `Content-Disposition`.
"""

from portal.files.cells import Sheet, text_of
from portal.files.csv_file import csv_lines
from portal.files.download import attachment, inline, named, streamed
from portal.files.json_file import json_bytes, json_lines
from portal.files.kinds import KINDS, MEDIA, FileAnswer, as_bytes, respond, respond_table
from portal.files.of_table import of_table

__all__ = [
    "KINDS",
    "MEDIA",
    "FileAnswer",
    "Sheet",
    "as_bytes",
    "attachment",
    "csv_lines",
    "inline",
    "json_bytes",
    "json_lines",
    "named",
    "of_table",
    "respond",
    "respond_table",
    "streamed",
    "text_of",
]
