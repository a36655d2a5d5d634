"""What the reports hold about persons."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.personal_data import Basis, holds, names_who_did_it
from portal.privacy import days
from reporting.models import ReadingLink


def _old_readers(on: dt.date) -> int:
    last = on - dt.timedelta(days=settings.ACCESS_DAYS)
    old = ReadingLink.objects.filter(expires_on__lt=last).exclude(reader=_t("Slettet"))
    return old.update(reader=_t("Slettet"))


holds(
    model="reporting.SealedReport",
    fields=["signed_by", "snapshot"],
    what=_("Signerer du en rapport: navn, tittel og tid, og det rapporten sier om styringsgruppen"),
    why=_("At det kan kontrolleres hvem som signerte hva"),
    basis=Basis.LAW,
    kept=_("Varig"),
    users=["signed_by"],
    stays=_("En signert rapport er forseglet og arkivpliktig. Verken den eller signaturen kan endres."),
)
holds(
    model="reporting.ReportEvent",
    fields=["done_by", "comment"],
    what=_("Stegene i en rapport: hvem som sendte, signerte og vurderte, og hva de skrev"),
    why=_("At saksgangen kan etterprøves"),
    basis=Basis.LAW,
    kept=_("Varig, uten navn når kontoen er slettet"),
    users=["done_by"],
    stays=_("Saksgangen er arkivpliktig. Det står «Tidligere bruker»."),
)
holds(
    model="reporting.ReadingLink",
    fields=["reader", "created_by", "revoked_by"],
    what=_(
        "Leser du et utkast til årsrapport med en lenke: navnet som lenken er laget for, og det du kommenterer. "
        "De som skriver rapporten, ser det."
    ),
    why=_("At de som skriver, vet hvem som har lest"),
    basis=Basis.TASK,
    kept=days("ACCESS_DAYS", _("at lenken er gått ut")),
    stays=_("Har bare navnet, og finnes ikke ved e-post. Navnet slettes når tiden er ute."),
    expire=_old_readers,
)
holds(
    model="reporting.ReaderComment",
    fields=["text"],
    what=_("Kommentarene fra dem som leser et utkast"),
    why=_("At rapporten blir bedre"),
    basis=Basis.TASK,
    kept=_("Så lenge rapporten finnes, uten navn når lenken er gammel"),
    stays=_("Er del av arbeidet med rapporten."),
)
names_who_did_it(
    app="reporting",
    ReportTemplate="published_by",
    AnnualReport="reviewer",
    SectionAnswers="saved_by",
    Extension="given_by",
    NationalEdition="begun_by published_by",
)
