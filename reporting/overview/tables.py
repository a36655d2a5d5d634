"""A subject of the overview: its table of figures, and the charts of the same numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from reporting.overview.numbers import FigureRow, remarks_on
from reporting.remarks import Remark

SUBJECTS = {
    "milepaeler": _("Milepæler"), "aktivitet": _("Aktiviteter"), "deltakere": _("Deltakere"),
    "kriterier": _("Kriterier i bruk"), "avtaler": _("Fellesavtaler"), "kommuner": _("Kommunene"),
    "tildelingsbrev": _("Statsetatene"), "tilskudd": _("Tilskudd"),
}  # fmt: skip


@dataclass(frozen=True)
class OverviewChart:
    """A chart to be drawn: the specification's name in `reporting/charts/`, and its rows."""

    key: str
    title: str
    rows: list[dict[str, Any]]
    remarks: list[str] = field(default_factory=list)  # on the figures it is drawn from
    says: str = ""  # what stands out in it, as a slide's heading


@dataclass(frozen=True)
class Table:
    """A table of figures, and the charts with the same numbers."""

    key: str
    title: str
    lead: str
    columns: list[str]
    rows: list[FigureRow]
    charts: list[OverviewChart]  # all its numbers: the table is folded under them

    @property
    def remarks(self) -> list[Remark]:
        return remarks_on(figure for row in self.rows for figure in row.figures)

    @property
    def is_wide(self) -> bool:
        return len(self.columns) > 6

    @property
    def is_empty(self) -> bool:
        return not any(figure.value for row in self.rows for figure in row.figures)
