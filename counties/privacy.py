"""What the counties' registers hold about persons."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from counties.models import AssistanceRequest, Registration
from counties.operations import erasing
from counties.workflow import RequestState
from portal.personal_data import Basis, erased_by, holds, names_who_did_it
from portal.privacy import WITH_ACCOUNT, before, days


def _old_sign_ups(on: dt.date) -> int:
    old = Registration.objects.filter(event__ends_at__lt=before(on, "REGISTRATION_DAYS"))
    return erasing.erase_sign_ups(old)


def _old_requests(on: dt.date) -> int:
    before_then = before(on, "REQUEST_DAYS")
    return erasing.erase_requests(
        AssistanceRequest.objects.filter(state=RequestState.CLOSED, closed_at__lt=before_then)
    )


AFTER_CLOSING = days("REQUEST_DAYS", _("at saken er lukket"))

holds(
    model="counties.Registration",
    fields=["name", "email", "organisation"],
    what=_("Melder du deg på et kurs: navn, e-post og virksomhet. Arrangøren ser listen."),
    why=_("Å holde av plassen, og si fra om endringer"),
    basis=Basis.ASKED,
    kept=days("REGISTRATION_DAYS", _("arrangementet")),
    emails=["email"],
    erase=erasing.erase_sign_ups,
    expire=_old_sign_ups,
)
holds(
    model="counties.AssistanceRequest",
    fields=[
        "asker",
        "asker_name",
        "asker_email",
        "asker_phone",
        "subject",
        "text",
        "outcome",
        "handler",
        "closed_by",
    ],
    what=_(
        "Ber du om hjelp: det du skriver, og hvordan knutepunktet når deg. "
        "Knutepunktet og fylkesmannen i fylket ser saken, og DIFI."
    ),
    why=_("Å svare deg"),
    basis=Basis.ASKED,
    kept=AFTER_CLOSING,
    emails=["asker_email"],
    users=["asker"],
    erase=erasing.erase_requests,
    expire=_old_requests,
)
holds(
    model="counties.RequestMessage",
    fields=["author", "text"],
    what=_("Meldingene i en sak om hjelp: hvem som skrev, og hva"),
    why=_("Å svare deg"),
    basis=Basis.ASKED,
    kept=AFTER_CLOSING,
    emails=["request__asker_email"],
    users=["request__asker"],
    stays=_("Slettes sammen med saken."),
)
holds(
    model="counties.HandOver",
    fields=["reason", "handed_by"],
    what=_("Hvorfor en sak om hjelp ble overført til et annet fylke"),
    why=_("Å svare deg"),
    basis=Basis.ASKED,
    kept=AFTER_CLOSING,
    emails=["request__asker_email"],
    users=["request__asker"],
    stays=_("Slettes sammen med saken."),
)
holds(
    model="counties.Member",
    fields=["name", "title", "organisation", "email"],
    what=_("Sitter du i en styringsgruppe: navn, stilling og organisasjon. De vises åpent, e-posten ikke."),
    why=_("Å vise hvem som styrer, og kalle inn til møter"),
    basis=Basis.TASK,
    kept=_("Navn og verv varig, e-posten til den slettes"),
    emails=["email"],
    erase=erasing.erase_members,
    stays=_("Hvem som hadde vervet, er offentlig og arkivpliktig. E-posten slettes."),
)
holds(
    model="counties.Knutepunkt",
    fields=["contact_name", "contact_email", "contact_phone"],
    what=_("Er du kontaktperson for et knutepunkt: navn, e-post og telefon. De vises åpent."),
    why=_("At folk når knutepunktet"),
    basis=Basis.TASK,
    kept=_("Til en annen overtar eller du ber om sletting"),
    emails=["contact_email"],
    erase=erasing.erase_contacts,
)
holds(
    model="counties.Fylkesmann",
    fields=["name"],
    what=_("Navnet på embetet som fylkesmann. Det vises åpent."),
    why=_("Å vise hvem som har ansvaret"),
    basis=Basis.TASK,
    kept=_("Varig"),
    stays=_("Er embetets navn."),
)
holds(
    model="counties.Thread",
    fields=["author", "title", "text"],
    what=_(
        "Skriver du i nettverket mellom knutepunktene: teksten og navnet ditt. De andre knutepunktene ser det."
    ),
    why=_("At knutepunktene lærer av hverandre"),
    basis=Basis.TASK,
    kept=_("Varig, uten navn når kontoen er slettet"),
    users=["author"],
    stays=_("Andre har svart på det. Det står under «Tidligere bruker»."),
)
holds(
    model="counties.Reply",
    fields=["author", "text"],
    what=_("Svarer du i nettverket: teksten og navnet ditt"),
    why=_("At knutepunktene lærer av hverandre"),
    basis=Basis.TASK,
    kept=_("Varig, uten navn når kontoen er slettet"),
    users=["author"],
    stays=_("Svaret er del av en samtale. Det står under «Tidligere bruker»."),
)
holds(
    model="counties.BoardSubscription",
    fields=["user"],
    what=_("Hva du følger i nettverket"),
    why=_("Å sende deg det du ber om"),
    basis=Basis.ASKED,
    kept=WITH_ACCOUNT,
    users=["user"],
    erase=erased_by(delete=True),
)
names_who_did_it(
    app="counties",
    Activity="recorded_by",
    CriterionUse="recorded_by",
    SupplierReadiness="recorded_by",
    GrantLetter="created_by",
    TemplateVersion="uploaded_by",
    Upload="uploaded_by",
)
