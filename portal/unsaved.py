"""Words sent with a form that cannot be kept: its row is gone, or is no longer to be written in.

Error pages show them, so that nothing is lost that somebody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict

from portal.editing import Words, in_words
from portal.forms import ModelForm

# Of what no person wrote, or nobody may see.
NOT_WORDS = re.compile("^(initial-|csrf)|passw|seen$|token|previewed$|-label$")
WORDS = re.compile(r"[^\W\d_]\S*\s+\S*[^\W\d_]|[^\W\d_]{16}")  # more than one, or one that is no choice's key
UNSENT = {"csrfmiddlewaretoken", "seen"}  # not part of what is to be saved as new

View = TypeVar("View", bound=Callable[..., HttpResponse])
Fields = Mapping[str, forms.Field]
FormClass = type[forms.Form] | type[ModelForm]
WrittenIn = FormClass | Callable[..., "FormClass | forms.BaseForm | None"]


@dataclass(frozen=True)
class Typed:
    """The words under their labels ("" where it is not known), and the address that makes a new row of `sent`."""

    words: list[Words]
    anew: str = ""
    sent: list[tuple[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True)
class _Kept:
    form: WrittenIn
    anew: Callable[..., str] | None

    def fields(self, place: dict[str, Any]) -> Fields:
        found: FormClass | forms.BaseForm | None
        found = self.form if isinstance(self.form, type) else self.form(**place)
        if isinstance(found, forms.BaseForm):
            return found.fields
        return found.base_fields if found else {}


def keeps_words(form: WrittenIn, *, anew: Callable[..., str] | None = None) -> Callable[[View], View]:
    """Marks a view where people write, so that error pages show all that was typed, under its labels.

    `form` is the form or its class, and `anew` the address that makes a new row of the same words; both may depend
    on the parts of the view's own address.
    """

    def mark(view: View) -> View:
        view.keeps_words = _Kept(form, anew)  # type: ignore[attr-defined]  # functions have no such attribute
        return view

    return mark


def typed_in(request: HttpRequest, *, is_gone: bool = False) -> Typed:
    """What was typed in the request's form; it can be saved as new where its row `is_gone`."""
    if request.method != "POST":
        return Typed([])
    match = request.resolver_match
    kept: _Kept | None = getattr(match.func, "keeps_words", None) if match else None
    place = match.kwargs if match else {}
    fields = kept.fields(place) if kept else {}
    words = [*_under_labels(fields, request.POST), *_others(fields, request.POST)]
    if not (kept and kept.anew and is_gone and words):
        return Typed(words)
    sent = [(name, text) for name, texts in request.POST.lists() if name not in UNSENT for text in texts]
    return Typed(words, kept.anew(**place), sent)


def _under_labels(fields: Fields, data: QueryDict) -> list[Words]:
    """Rows of other tables are left out: they are chosen again, and their names are not for everyone."""
    found = []
    for name, wanted in fields.items():
        if wanted.widget.is_hidden or isinstance(wanted, forms.ModelChoiceField):
            continue
        typed = wanted.widget.value_from_datadict(data, MultiValueDict(), name)
        if typed:
            found.append((str(wanted.label or name), in_words(wanted, _as_read(wanted, typed))))
    return found


def _as_read(wanted: forms.Field, typed: Any) -> Any:
    """A browser's 2011-02-04 is 4. februar 2011 to who typed it; text, and what cannot be read, is as it is."""
    try:
        return typed if isinstance(wanted, forms.CharField) else wanted.to_python(typed)
    except forms.ValidationError:
        return typed


def _others(fields: Fields, data: QueryDict) -> list[Words]:
    """What people write in fields that are not known; no keys, dates, marks, what the page itself had, or secrets."""
    sent = ((name, text.strip()) for name, texts in data.lists() if name not in fields for text in texts)
    return [("", text) for name, text in sent if not NOT_WORDS.search(name) and WORDS.search(text)]
