"""Naming criteria by their codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from counties.models import CriterionUse, Outcome, SupplierReadiness
from criteria.models import Criterion, ProductGroup
from criteria.models.criterion import CriterionQuerySet
from portal.editing import MayBeStale
from portal.errors import Stale
from portal.forms import FilterForm, ModelForm, WrittenField

MOST_CODES = 60


def criteria_of(text: str) -> list[Criterion]:
    """ "PAP-S01, PAP-S02 2010-1": the edition in force where none is named. Raises `ValidationError` by code."""
    found: list[Criterion] = []
    parts = [part.split() for part in text.upper().split(",") if part.strip()]
    if len(parts) > MOST_CODES:
        raise forms.ValidationError(_("Skriv høyst %d koder om gangen.") % MOST_CODES)
    public = Criterion.objects.published().with_place()
    for code, *edition in parts:
        rows = public.filter(code=code)
        wanted = rows.filter(edition__number=edition[0]) if edition else rows.in_force()
        criterion = wanted.first()
        if criterion is None:
            raise forms.ValidationError(_not_found(code, edition, rows))
        found.append(criterion)
    return list({criterion.pk: criterion for criterion in found}.values())


def _not_found(code: str, edition: list[str], rows: CriterionQuerySet) -> str:
    """Why a code isn't taken: it is unknown, or no longer holds and its edition wasn't named."""
    ended = None if edition else rows.order_by("-edition__published_on", "-pk").first()
    if ended:
        details = {"code": code, "edition": ended.edition.number, "end": ended.edition.end_in_words}
        return (
            _t("%(code)s gjelder ikke nå. %(end)s Skriv «%(code)s %(edition)s» hvis det var den.") % details
        )
    return (
        _t("Fant ikke «%s». Skriv koden som den står i biblioteket, som PAP-S01 eller PAP-S01 2010-1.")
        % " ".join([code, *edition])[:40]
    )


class CodesField(WrittenField):
    def clean(self, value: Any) -> list[Criterion]:
        return criteria_of(super().clean(value))


class NotingForm(MayBeStale, ModelForm):
    """Something said of each criterion that is named; what others have said is shown before it is replaced."""

    seen = WrittenField(required=False, max_length=2000, widget=forms.HiddenInput)

    @property
    def criteria(self) -> list[Criterion]:
        """Those that are named."""
        return list(self.cleaned_data["codes"])

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def show_beside(self, stale: Stale) -> None:
        """Saving from here replaces what the page now says is noted."""
        self.retype({"seen": " ".join(map(str, stale.cells))})
        self.conflict = stale


class TickedField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic to type checkers alone
    """The criteria of a product group that are in force; ticking none is an answer too."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, group: ProductGroup, noted: Mapping[int, CriterionUse]) -> None:
        rows = Criterion.objects.in_force().filter(edition__group=group).order_by("position", "pk")
        super().__init__(rows, label=group.name)
        self.noted = noted
        self.has_rows = rows.exists()

    def label_from_instance(self, criterion: Criterion) -> str:
        label = f"{criterion.code} {criterion.title} ({criterion.get_level_display().lower()})"
        use = self.noted.get(criterion.pk)
        return f"{label} – {_t('alt ført')}: {use.said}" if use else label

    def clean(self, value: Any) -> Any:
        return super().clean(value) if value else Criterion.objects.none()


class UseForm(NotingForm):
    """Criteria are ticked from `groups`; an earlier edition's, or another group's, are named by their codes."""

    codes = CodesField(
        label=_("Koder fra andre grupper eller tidligere utgaver"),
        required=False,
        max_length=600,
        help_text=_(
            "Med komma mellom: PAP-S01, PAP-S02 2010-1. Utgaven som gjelder nå, om du ikke nevner en annen."
        ),
    )

    class Meta:
        model = CriterionUse
        fields = ("outcome", "reason")
        widgets = {"outcome": forms.RadioSelect}

    field_order = ("outcome", "reason", "codes")

    def __init__(
        self,
        *args: Any,
        groups: Sequence[ProductGroup] = (),
        noted: Iterable[CriterionUse] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = Outcome.choices  # type: ignore[attr-defined]
        known = {use.criterion_id: use for use in noted}
        ticked = {f"group-{group.pk}": TickedField(group, known) for group in groups}
        self.ticked_names = [name for name, field in ticked.items() if field.has_rows]
        self.without_criteria = [group for group in groups if f"group-{group.pk}" not in self.ticked_names]
        self.fields.update({name: ticked[name] for name in self.ticked_names})

    @property
    def ticked(self) -> list[forms.BoundField]:
        return [self[name] for name in self.ticked_names]

    @property
    def criteria(self) -> list[Criterion]:
        """Those that are ticked, and those that are named."""
        ticked = [row for name in self.ticked_names for row in self.cleaned_data[name].with_place()]
        return list({row.pk: row for row in [*ticked, *self.cleaned_data["codes"]]}.values())

    def clean(self) -> None:
        if not self.errors and not self.criteria:
            first = next(iter(self.ticked_names), "codes")
            self.add_error(first, _("Kryss av minst ett kriterium."))
        if self.cleaned_data.get("outcome") == Outcome.DROPPED and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Skriv hvorfor kriteriet ikke ble brukt. Panelet leser det."))


class ReadinessForm(NotingForm):
    codes = CodesField(label=_("Kode"), max_length=30)

    class Meta:
        model = SupplierReadiness
        fields = ("meets", "asked")

    field_order = ("codes", "meets", "asked")

    def clean(self) -> None:
        meets, asked = self.cleaned_data.get("meets"), self.cleaned_data.get("asked")
        if asked == 0:
            self.add_error("asked", _("Skriv hvor mange leverandører som ble spurt."))
        elif meets is not None and asked is not None and meets > asked:
            self.add_error("meets", _("Flere oppfyller kravet enn det var som ble spurt."))


class UseGroupFilterForm(FilterForm):
    """Whose criteria are listed, where they are not those of the agreement's own groups."""

    gruppe = forms.ModelChoiceField(
        ProductGroup.objects.all(),
        label=_("Produktgruppe"),
        required=False,
        to_field_name="key",
        empty_label=_("Velg"),
    )


class RevisionFilterForm(FilterForm):
    q = WrittenField(label=_("Søk i kode og tittel"), required=False, max_length=100)
