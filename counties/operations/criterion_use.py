"""Recording where criteria are used, and how ready suppliers are."""

from __future__ import annotations

from django.db import transaction
from django.forms import ModelForm
from django.utils.translation import gettext as _

from counties.models import Activity, CriterionUse, Event, FrameworkAgreement, SupplierReadiness
from portal import clock
from portal.access import Permission, require
from portal.errors import Conflict
from portal.history import because
from portal.models import User


@transaction.atomic
def record(*, place: Activity | FrameworkAgreement, form: ModelForm, by: User) -> int:
    """One row for each criterion that the form names; a row that is there gets the new outcome. Raises `Denied`."""
    require(by, Permission.WORK_RECORD, place)
    link = {"activity": place} if isinstance(place, Activity) else {"agreement": place}
    facts = {name: form.cleaned_data[name] for name in ("outcome", "reason")}
    with because(_("Bruk av kriterier"), by):
        for criterion in form.cleaned_data["codes"]:
            CriterionUse.objects.update_or_create(
                **link,
                criterion=criterion,
                defaults=facts | {"recorded_by": by, "recorded_at": clock.now()},
            )
    return len(form.cleaned_data["codes"])


@transaction.atomic
def note_readiness(*, event: Event, form: ModelForm, by: User) -> int:
    """Raises `Denied`, or `Conflict` for events where no suppliers are asked."""
    if event.region_id is None:
        require(by, Permission.NATIONAL_PLAN)
    else:
        require(by, Permission.WORK_RECORD, event)
    if event.kind != "dialogkonferanse":
        raise Conflict(_("Bare dialogkonferanser har leverandører å spørre."), about=event)
    facts = {name: form.cleaned_data[name] for name in ("meets", "asked")}
    with because(_("Leverandørenes modenhet"), by):
        for criterion in form.cleaned_data["code"]:
            SupplierReadiness.objects.update_or_create(
                event=event,
                criterion=criterion,
                defaults=facts | {"recorded_by": by, "recorded_at": clock.now()},
            )
    return len(form.cleaned_data["code"])
