"""Forms that two people may have open at once: nothing is saved over words that its writer has not seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from http import HTTPStatus
from typing import Any, TypeVar

from django import forms
from django.forms.models import model_to_dict
from django.http import QueryDict
from django.utils.formats import localize
from django.utils.translation import gettext as _

from portal.errors import Stale, Unseen
from portal.formats import yes_or_no
from portal.forms import ModelForm
from portal.letters import SameLetter, mark_of, together
from portal.models.versions import Versioned
from portal.operations.cells import Cell

Saved = TypeVar("Saved")
Words = tuple[str, str]  # a field's label, and what is typed in it
CARRIED = "initial-"  # before the name of an input that says what its page showed
LABEL = "label"  # after a row's prefix: the input that says what the row is called


class MayBeStale(forms.BaseForm):
    """A form that can say what stands there now, and since when."""

    conflict: Stale | None = None

    @property
    def status(self) -> int:
        """Of the page that shows the form."""
        return HTTPStatus.CONFLICT if self.conflict else HTTPStatus.OK

    @property
    def taken(self) -> list[forms.BoundField]:
        """The fields where something else stands than what is typed."""
        return [self[name] for name, field in self.fields.items() if hasattr(field, "theirs")]

    def retype(self, sent: Mapping[str, str]) -> None:
        """Be drawn as if this had been sent, by the inputs' names, with the rest as it was."""
        data: Any = copy(self.data)
        for name, text in sent.items():
            data[name] = text
        self.data = data


class SendingForm(forms.Form):
    """A form whose operation may write to people: the letters are shown first, and sent when that page is sent in."""

    previewed = forms.Field(required=False, widget=forms.HiddenInput)
    letters: Sequence[SameLetter] = ()

    @property
    def previewed_mark(self) -> str:
        return self.cleaned_data["previewed"] or ""

    @property
    def typed(self) -> dict[str, Any]:
        """All but which letters have been looked at."""
        return {name: value for name, value in self.cleaned_data.items() if name != "previewed"}

    def show_letters(self, unseen: Unseen) -> None:
        """Say who will get what; sending from here sends it."""
        self.letters = together(unseen.letters)
        self.data = copy(self.data)
        self.data[self.add_prefix("previewed")] = mark_of(unseen.letters)  # type: ignore[index]


class EditForm(MayBeStale, ModelForm):
    """The form of a row that people edit, with the mark of what its page was made from."""

    seen = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["seen"]
        else:
            self.initial["seen"] = self.instance.mark

    @property
    def values(self) -> dict[str, Any]:
        """What is typed of the row's own fields."""
        return {
            name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data
        }

    def standing(self, row: Versioned) -> dict[str, Any]:
        """What the form of `row` would show."""
        return model_to_dict(row, self._meta.fields)

    def show_beside(self, stale: Stale) -> None:
        """Say what stands there beside what was typed; saving from here replaces it, knowingly."""
        assert stale.row is not None  # noqa: S101 - a row's form is refused for the row
        for name, value in self.standing(stale.row).items():
            if name in self.fields and self.fields[name].has_changed(value, self[name].data):
                self.fields[name].theirs = in_words(self.fields[name], value)  # type: ignore[attr-defined]
        self.retype({self.add_prefix("seen"): stale.row.mark})
        self.conflict = stale


def saved(form: EditForm, operation: Callable[..., Saved], **details: Any) -> Saved | None:
    """What `operation` makes of a valid form and `details`.

    None where nothing was sent, something is wrong, somebody was there first, or there are letters to look at: the
    form then says which.
    """
    if not form.is_valid():
        return None
    if isinstance(form, SendingForm):
        details["previewed"] = form.previewed_mark
    try:
        return operation(values=form.values, seen=form.cleaned_data.get("seen"), **details)
    except Stale as stale:
        form.show_beside(stale)
    except Unseen as unseen:
        form.show_letters(unseen)  # type: ignore[attr-defined]
    return None


def sent(form: SendingForm, operation: Callable[..., Saved], **details: Any) -> Saved | None:
    """What `operation` makes of what is typed and `details` when its letters have been looked at.

    None where nothing was sent, something is wrong, or the form now shows the letters.
    """
    if not form.is_valid():
        return None
    try:
        return operation(previewed=form.previewed_mark, **form.typed, **details)
    except Unseen as unseen:
        form.show_letters(unseen)
        return None


class CellsForm(MayBeStale):
    """A form whose fields are cells of a grid. What the page showed travels with each, so that only what this
    person changed is saved, and only over what they saw."""

    def carry_seen(self) -> None:
        for field in self.fields.values():
            field.show_hidden_initial = True

    @property
    def cells(self) -> dict[str, Cell]:
        """The cells that this person has changed, by field."""
        return {name: Cell(self._seen(name), self.cleaned_data[name]) for name in self.changed_data}

    def _seen(self, name: str) -> Any:
        bound, field = self[name], self.fields[name]
        raw = field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)
        try:
            return field.clean(raw)
        except forms.ValidationError:
            return object()  # like nothing that can stand there

    def show_upon(self, fresh: CellsForm, stale: Stale) -> None:
        """Be drawn as if made from what stands now, `fresh`: typed cells keep what was typed, and say what stands
        where it is a third value."""
        typed = self.cells
        untouched = [name for name in self.fields if name not in typed]
        self.show_as_from(fresh)
        self.retype({self[name].html_name: fresh.standing_text(name) for name in untouched})
        for name, cell in typed.items():
            if cell.is_taken(fresh[name].initial):
                self.fields[name].theirs = in_words(self.fields[name], fresh[name].initial)  # type: ignore[attr-defined]
        self.conflict = stale

    def show_as_from(self, fresh: CellsForm) -> None:
        """Keep everything that is typed, with what stands now as what the page showed."""
        self.retype({self[name].html_initial_name: fresh.standing_text(name) for name in self.fields})

    def show_filled(self, fresh: CellsForm) -> None:
        """As `show_as_from`, for cells that a file or another year has filled in: each says what stood in it."""
        self.show_as_from(fresh)
        for name in self.changed_data:
            self.fields[name].before = in_words(self.fields[name], fresh[name].initial)  # type: ignore[attr-defined]

    def standing_text(self, name: str) -> str:
        """What the page of a form that nobody has typed in sends for a cell."""
        value = self[name].initial
        return "" if value is None else str(self.fields[name].prepare_value(value))


class Grid:
    """A page of cells, in one form or one for each row: all of it is saved, or nothing, and it says why.

    `columns` are the fields of a row. The page carries each row's name, so that it can be said when the row is gone.
    """

    conflict: Stale | None = None

    def __init__(
        self,
        forms: Sequence[CellsForm],
        data: QueryDict | None = None,
        columns: Mapping[str, forms.Field] | None = None,
    ) -> None:
        self.forms = forms
        self.data = data
        self.columns = columns or {}

    @property
    def status(self) -> int:
        return HTTPStatus.CONFLICT if self.conflict else HTTPStatus.OK

    @property
    def taken(self) -> list[forms.BoundField]:
        return [cell for form in self.forms for cell in form.taken]

    def save(
        self, operation: Callable[[], Saved], *, upon: Callable[[], Sequence[CellsForm]]
    ) -> Saved | None:
        """What `operation` makes of valid cells; None where nothing is saved. `upon` makes the forms anew."""
        if self.data is None or not all(form.is_valid() for form in self.forms):
            return None
        try:
            self._require_rows(self.data)
            return operation()
        except Stale as stale:
            self.conflict = stale
            fresh = {form.prefix: form for form in upon()}
            for form in self.forms:
                form.show_upon(fresh.get(form.prefix, form), stale)
            return None

    def _require_rows(self, data: QueryDict) -> None:
        lost = list(self._lost(data))
        if lost:
            text = _("Noe du skrev i, er slettet av noen andre etter at du åpnet siden.")
            raise Stale(text, cells=dict(lost), lost=lost)

    def _lost(self, data: QueryDict) -> Iterator[Words]:
        """What is changed in rows that are no longer there."""
        here = {form.add_prefix(name) for form in self.forms for name in form.fields}
        for name in sorted({name.removeprefix(CARRIED) for name in data} - here):
            row, _dash, column = name.rpartition("-")
            called = data.get(f"{row}-{LABEL}")
            if called is None or column == LABEL:
                continue
            field = self.columns.get(column) or forms.CharField(label=column, required=False)
            typed = data.get(name, "")
            if field.has_changed(data.get(CARRIED + name, ""), typed):
                value = field.to_python(typed) if isinstance(field, forms.BooleanField) else typed
                yield f"{called}: {field.label}", in_words(field, value)


def in_words(field: forms.Field, value: Any) -> str:
    """A field's value as its reader sees it: labels of options, dates and numbers written out."""
    shown = field.prepare_value(value)
    labels = {str(key): str(label) for key, label in getattr(field.widget, "choices", ())}
    if isinstance(shown, list | tuple):
        return ", ".join(labels.get(str(key), str(key)) for key in shown) or "–"
    if shown in (None, ""):
        return "–"
    if isinstance(shown, bool):
        return yes_or_no(shown)
    return labels.get(str(shown), str(localize(shown)) if not isinstance(shown, str) else shown)
