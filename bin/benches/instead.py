"""The portal's lists against what else there is for them: Django's admin, and a spreadsheet that is opened."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.db.models import Model
from django.http import HttpRequest
from django.test import override_settings
from openpyxl import Workbook, load_workbook

from benches.figures import Figure, Outcome, answered, in_turns
from benches.pages import DIFI, KARI, client
from counties.models import Activity, AssistanceRequest, Event, Virksomhet
from reporting.models import AnnualReport

LISTS: list[tuple[str, str, type[Model]]] = [
    (KARI, "/fylker/hedmark/aktiviteter/", Activity),
    (KARI, "/fylker/hedmark/virksomheter/", Virksomhet),
    (KARI, "/fylker/hedmark/bistand/", AssistanceRequest),
    (DIFI, "/kalender/", Event),
    (DIFI, "/rapporter/", AnnualReport),
]


class OpenSite(AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return True


class OpenAdmin(ModelAdmin):  # type: ignore[type-arg]
    """With Django's own settings; whoever asks may look."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True


SITE = OpenSite("benches")
for _who, _path, model in LISTS:
    SITE.register(model, OpenAdmin)


def book(model: type[Model], path: Path) -> None:
    """All rows of `model` as a sheet, as somebody keeps them."""
    made = Workbook(write_only=True)
    page = made.create_sheet()
    columns = [field.attname for field in model._meta.concrete_fields]
    page.append(columns)
    for row in model._base_manager.values_list(*columns).iterator():
        page.append([value if isinstance(value, int | float | str | None) else str(value) for value in row])
    made.save(path)


def first_of_region(path: Path) -> list[tuple[Any, ...]]:
    """The first 25 rows that the list would show."""
    rows = load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)
    return [row for row in rows if "hedmark" in str(row)][:25]


@override_settings(ROOT_URLCONF="benches.urls")
def outcome(*, quick: bool) -> Outcome:
    found = []
    for who, path, model in LISTS:
        one = client(who)
        other = f"/annet/{model._meta.app_label}/{model._meta.model_name}/"
        answered(one, other)
        ours, admins = in_turns(lambda: one.get(path), lambda: one.get(other))  # noqa: B023 - at once
        found.append(
            Figure(
                f"admin-{model._meta.model_name}",
                f"{path} mot Djangos admin",
                ours / admins,
                1,
                "×",
                note="prosessortid",
            )
        )
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "rader.xlsx"
            book(model, file)
            ours, opened = in_turns(lambda: one.get(path), lambda: first_of_region(file), rounds=2)  # noqa: B023
        found.append(
            Figure(
                f"sheet-{model._meta.model_name}",
                f"{path} mot et regneark",
                ours / opened,
                1,
                "×",
                note="prosessortid",
            )
        )
    return Outcome(found)
