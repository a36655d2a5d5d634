"""A register's rows as a spreadsheet, out and in again (django-import-export): what each column means, what stands in
its cell, and what is said of a cell that is wrong. A file that is exported can be imported unchanged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from import_export.resources import ModelResource

from counties.columns import DayCell, Field, NumberCell, SheetCell
from counties.models import Activity, Kommune, Region, Task, Theme, Virksomhet, VirksomhetKind
from portal import reading
from portal.files import Sheet
from portal.norwegian import folded
from portal.org_numbers import validate_org_number
from portal.reading import Unclear, written
from portal.sheets import TAKEN, Formula

SHOWN_ROWS = 20
SAME, TWINS = "finnes", "like"  # questions: of rows that stand in the register, and twice in the file
LARGEST_NUMBER = 2_000_000_000
CHUNK = 2000  # rows read at a time for a file


class TextCell(SheetCell):
    def __init__(self, *, longest: int, required: bool = False, lines: bool = False) -> None:
        super().__init__()
        self.longest, self.required, self.lines = longest, required, lines

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = "" if value is None else written(value, lines=self.lines)
        if isinstance(value, Formula):
            raise Unclear(_("Cellen har en formel. Lim inn verdien i stedet."))
        if self.required and not text:
            raise Unclear(_("Cellen er tom. Skriv en tekst."))
        if len(text) > self.longest:
            raise Unclear(_("Teksten er for lang: høyst %d tegn.") % self.longest)
        return text


class ChoiceCell(SheetCell):
    """One of a few words: the label as the portal shows it, or its key."""

    def __init__(self, choices: Any) -> None:
        super().__init__()
        self.keys: dict[str, str] = {str(label).casefold(): key for key, label in choices}
        self.keys |= {str(key).casefold(): key for key, _label in choices}
        self.labels = {key: str(label) for key, label in choices}

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return self.labels[value]

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        try:
            return self.keys[str(value or "").strip().casefold()]
        except KeyError:
            raise Unclear(_("Skriv ett av disse: %s.") % "; ".join(self.labels.values())) from None


class ChoicesCell(ChoiceCell):
    """Several of them, with commas between."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return ", ".join(self.labels[key] for key in value)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        words = [word for word in str(value or "").split(",") if word.strip()]
        return [ChoiceCell.clean(self, word) for word in words]


class OrgNumberCell(SheetCell):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        number = reading.digits(value)
        try:
            validate_org_number(number)
        except ValidationError as error:
            raise Unclear(error.messages[0]) from None
        return number


class KommuneCell(SheetCell):
    """A kommune by number or either of its names, with or without Sámi letters; doubles need the number."""

    def __init__(self, *, required: bool) -> None:
        super().__init__()
        self.required = required

    @cached_property
    def by_word(self) -> dict[str, Kommune]:
        kommuner = Kommune.objects.select_related("fylke")
        return {folded(word): kommune for kommune in kommuner for word in kommune.known_as}

    def render(self, value: Kommune | None, obj: Any = None, **kwargs: Any) -> str:
        return value.name_in_full if value else ""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Kommune | None:
        word = reading.kommune_number(value) or folded(written(value or "", lines=False)).removesuffix(
            " kommune"
        )
        if not word and not self.required:
            return None
        if word not in self.by_word:
            raise Unclear(_("Vi finner ikke denne kommunen. Skriv navnet eller nummeret, for eksempel 0403."))
        return self.by_word[word]


class RegisterResource(ModelResource):
    """Rows of one region's register, both ways: the cells decide everything else."""

    required: tuple[str, ...] = ()  # headings that the file must have
    asks_about_same = (
        False  # whether a row that stands in the register or the file already could be meant as one more
    )

    def __init__(self, *, region: Region, upload: Any = None, by: Any = None) -> None:
        super().__init__()
        self.region, self.upload, self.by = region, upload, by
        self.first: list[dict[str, Any]] = []  # the first rows of the file, as they will be in the register
        self.same = 0  # rows of the file that stand in the register already
        self.same_rows: dict[int, str] = {}  # their numbers in the file, and what they are
        self.lines: Sequence[int] = []  # the numbers, in the file, of the rows that are read now
        self.line = 0
        self.twins: dict[int, int] = {}  # row → the first row of the file that says the same
        self.said: dict[bytes, int] = {}
        for field in self.fields.values():  # translated once, not for every cell
            field.column_name = str(field.column_name)

    @classmethod
    def headings(cls) -> list[str]:
        return [str(cls.fields[name].column_name) for name in cls._meta.export_order]

    def sheet(self, rows: QuerySet[Any]) -> Sheet:
        """`rows` as the import reads them."""
        fields = [self.fields[name] for name in self._meta.export_order]
        lines = ([field.export(row) for field in fields] for row in rows.iterator(chunk_size=CHUNK))
        return Sheet(self.headings(), lines)

    def key(self, row: Mapping[str, Any]) -> str:
        """What a row of the file is known by in the register; nothing where every row is new."""
        return ""

    def made_from(self) -> dict[str, int]:
        """The versions of the register's rows that the file is compared with, by key; 0 where there is none."""
        return {}

    def moved(self, made_from: Mapping[str, int], *, lock: bool = False) -> list[str]:
        """The keys of those that somebody has written in since."""
        return []

    def import_instance(self, instance: Model, row: Any, **kwargs: Any) -> None:
        self.line = self.lines[kwargs["row_number"] - 1]
        super().import_instance(instance, row, **kwargs)
        if len(self.first) < SHOWN_ROWS:
            self.first.append({field.column_name: field.export(instance) for field in self.fields.values()})

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """Whether the row is left as it stands in the register."""
        if import_validation_errors:
            return False
        skipped = self._is_twin(instance) and not self._is_meant(TWINS)
        if self.is_same(instance):
            self.same += 1
            self.same_rows[self.line] = str(instance)
            skipped = skipped or not self._is_meant(SAME)
        return skipped

    def _is_meant(self, key: str) -> bool:
        """Whether the person said that such rows are to be there once more."""
        return self.upload is not None and self.upload.choices.get(key) == TAKEN

    def _is_twin(self, instance: Any) -> bool:
        """Whether an earlier row of the file says all the same."""
        if not self.asks_about_same:
            return False
        first = self.said.setdefault(sha256(repr(self.values(instance)).encode()).digest(), self.line)
        if first != self.line:
            self.twins[self.line] = first
        return first != self.line

    def values(self, instance: Model) -> list[Any]:
        return [field.get_value(instance) for field in self.fields.values()]

    def is_same(self, instance: Any) -> bool:
        """Whether what the file says stands in the register already."""
        return False

    def validate_instance(self, instance: Model, import_validation_errors: Any = None, **kwargs: Any) -> None:
        """The cells have been checked one by one; a query per row would add nothing but time."""
        if import_validation_errors:
            raise ValidationError(import_validation_errors)

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Leave the id sequence alone. The library sets it to the highest id that it sees, as for rows that bring
        their ids along; these never do, and beside another import that would hand out ids that are taken."""

    class Meta:
        clean_model_instances = True
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        report_skipped = False
        use_transactions = False


class ActivityResource(RegisterResource):
    happened_on = Field("happened_on", _("Dato"), widget=DayCell())
    title = Field("title", _("Hva"), widget=TextCell(longest=200, required=True))
    task = Field("task", _("Oppgave"), widget=ChoiceCell(Task.choices))
    audience = Field("audience", _("For hvem"), widget=TextCell(longest=200))
    politikere = Field("politikere", _("Politikere"), widget=NumberCell(highest=10_000))
    ledere = Field("ledere", _("Ledere"), widget=NumberCell(highest=10_000))
    innkjopere = Field("innkjopere", _("Innkjøpere"), widget=NumberCell(highest=10_000))
    leverandorer = Field("leverandorer", _("Leverandører"), widget=NumberCell(highest=10_000))
    hours = Field("hours", _("Timer"), widget=NumberCell(highest=9_999, empty=None, read=reading.number))
    themes = Field("themes", _("Tema"), widget=ChoicesCell(Theme.choices))
    notes = Field("notes", _("Notat"), widget=TextCell(longest=4000, lines=True))

    required = ("Dato", "Hva", "Oppgave")
    asks_about_same = True

    @cached_property
    def known(self) -> set[tuple[dt.date, str, str]]:
        """Read at the first row, so that rows of the same file are not taken for each other."""
        rows = Activity.objects.of_region(self.region).values_list("happened_on", "title", "task")
        return {(day, folded(title), task) for day, title, task in rows.iterator(chunk_size=CHUNK)}

    def is_same(self, instance: Any) -> bool:
        return (instance.happened_on, folded(instance.title), instance.task) in self.known

    def get_instance(self, instance_loader: Any, row: Any) -> None:
        """Every row is a new activity."""
        return None

    def init_instance(self, row: Any = None) -> Activity:
        return Activity(region=self.region, recorded_by=self.by, upload=self.upload)

    class Meta(RegisterResource.Meta):
        model = Activity
        fields = (
            "happened_on", "title", "task", "audience", "politikere", "ledere", "innkjopere", "leverandorer",
            "hours", "themes", "notes",
        )  # fmt: skip
        import_order = fields
        export_order = fields


class VirksomhetResource(RegisterResource):
    org_number = Field("org_number", _("Organisasjonsnummer"), widget=OrgNumberCell())
    name = Field("name", _("Navn"), widget=TextCell(longest=200, required=True))
    kind = Field("kind", _("Slag"), widget=ChoiceCell(VirksomhetKind.choices))
    kommune = Field("kommune", _("Kommune"), widget=KommuneCell(required=True))
    regional_office = Field("regional_office", _("Regionkontor"), widget=KommuneCell(required=False))
    employees = Field("employees", _("Ansatte"), widget=NumberCell(highest=LARGEST_NUMBER, empty=None))
    purchases = Field(
        "purchases", _("Innkjøp i året"), widget=NumberCell(highest=10**12, empty=None, read=reading.kroner)
    )

    required = ("Organisasjonsnummer", "Navn", "Slag", "Kommune")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.seen: dict[str, int] = {}  # number → its first row in the file

    @cached_property
    def known(self) -> dict[str, tuple[Virksomhet, Region]]:
        """Number → the row, and its region as it is before a row of the file changes it."""
        return {row.org_number: (row, row.region) for row in Virksomhet.objects.with_place()}

    def import_instance(self, instance: Model, row: Any, **kwargs: Any) -> None:
        before = self.values(instance)
        super().import_instance(instance, row, **kwargs)
        self.is_changed = instance.pk is None or self.values(instance) != before

    def is_same(self, instance: Any) -> bool:
        """Of another region or named twice, it is for `validate_instance` to refuse."""
        _row, region = self.known.get(instance.org_number, (None, None))
        same = not self.is_changed and region == self.region and instance.org_number not in self.seen
        if same:
            self.seen[instance.org_number] = self.line
        return same

    def key(self, row: Mapping[str, Any]) -> str:
        return reading.digits(row.get("Organisasjonsnummer"))

    def made_from(self) -> dict[str, int]:
        return {number: self.known[number][0].version if number in self.known else 0 for number in self.seen}

    def moved(self, made_from: Mapping[str, int], *, lock: bool = False) -> list[str]:
        rows = Virksomhet.objects.filter(org_number__in=made_from).order_by("pk")
        rows = rows.select_for_update() if lock else rows
        now = dict(rows.values_list("org_number", "version"))
        return sorted(number for number, version in made_from.items() if now.get(number, 0) != version)

    def get_instance(self, instance_loader: Any, row: Any) -> Virksomhet | None:
        found, _region = self.known.get(self.key(row), (None, None))
        return found

    def validate_instance(self, instance: Model, import_validation_errors: Any = None, **kwargs: Any) -> None:
        assert isinstance(instance, Virksomhet)  # noqa: S101 - for the type checker
        errors = dict(import_validation_errors or {})
        _row, region = self.known.get(instance.org_number, (None, None))
        if first := self.seen.get(instance.org_number):
            errors["org_number"] = ValidationError(
                _("Nummeret står i rad %d også. Behold én av dem.") % first
            )
        elif region not in (None, self.region):
            errors["org_number"] = ValidationError(
                _("Virksomheten er registrert i %s. Be dem om å endre den.") % region
            )
        if instance.org_number:  # empty where it could not be read
            self.seen.setdefault(instance.org_number, self.line)
        if not errors and instance.regional_office and instance.kind != VirksomhetKind.STATSETAT:
            errors["regional_office"] = ValidationError(_("Bare statsetater har regionkontor."))
        if not errors and instance.access_region_id != self.region.pk:
            errors["kommune"] = ValidationError(
                _("%(place)s ligger ikke i %(region)s.") % {"place": instance.seat, "region": self.region}
            )
        super().validate_instance(instance, errors)

    class Meta(RegisterResource.Meta):
        model = Virksomhet
        fields = ("org_number", "name", "kind", "kommune", "regional_office", "employees", "purchases")
        import_order = fields
        export_order = fields
