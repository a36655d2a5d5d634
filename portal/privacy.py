"""What the portal's own models hold about persons."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.models import Job, Notification, OutgoingMail, Removal
from portal.models.invitations import RoleInvitation
from portal.models.jobs import JobState
from portal.operations import erasing
from portal.personal_data import Basis, Words, erased_by, holds, names_who_did_it


def days(setting: str, after: Words) -> Any:
    """How long, in words: "90 dager etter at brevet er sendt"."""
    return lambda: _t("%(days)d dager etter %(after)s") % {"days": getattr(settings, setting), "after": after}


def before(on: dt.date, setting: str) -> dt.datetime:
    """The moment that what is older than the set time is older than."""
    day = on - dt.timedelta(days=getattr(settings, setting))
    return clock.begin_of(day)


def empty_mail(rows: QuerySet[OutgoingMail]) -> int:
    emptied = rows.order_by().update(
        to="", user=None, subject=_t("Slettet"), body="", calendar="", path="", answer="", reference=""
    )
    return int(emptied)


def _old_mail(on: dt.date) -> int:
    gone = Q(sent_at__lt=before(on, "MAIL_DAYS")) | Q(set_aside_at__lt=before(on, "MAIL_DAYS"))
    return empty_mail(OutgoingMail.objects.filter(gone).exclude(to="", user=None))


def _old_notifications(on: dt.date) -> int:
    return Notification.objects.filter(created_at__lt=before(on, "TRACE_DAYS")).delete()[0]


def _old_jobs(on: dt.date) -> int:
    old = Job.objects.filter(state=JobState.DONE, created_at__lt=before(on, "TRACE_DAYS"))
    return old.delete()[0]


def _old_removals(on: dt.date) -> int:
    return Removal.objects.filter(removed_at__lt=before(on, "TRACE_DAYS")).delete()[0]


def _old_sessions(_on: dt.date) -> int:
    call_command("clearsessions")
    return 0


def _old_invitations(on: dt.date) -> int:
    last = on - dt.timedelta(days=settings.ACCESS_DAYS)
    return erasing.erase_invitees(RoleInvitation.objects.filter(expires_on__lt=last))


WHILE_ACCOUNT = _("Så lenge du har konto")
WITH_ACCOUNT = _("Slettes når kontoen slettes")

holds(
    model="portal.User",
    fields=["email", "name", "title", "password"],
    what=_("Har du konto: navn, e-post, tittel og passord (bare som et avtrykk)"),
    why=_("Å vite hvem som skriver, signerer og vurderer"),
    basis=Basis.TASK,
    kept=WHILE_ACCOUNT,
    emails=["email"],
    users=["pk"],
    secret=["password"],
    stays=_(
        "Navn, e-post, tittel og passord slettes. Raden blir stående som «Tidligere bruker» for historikken."
    ),
)
holds(
    model="account.EmailAddress",
    fields=["user", "email"],
    what=_("Adressen du logger inn med, og om den er bekreftet"),
    why=_("Å vite at adressen er din"),
    basis=Basis.SAFETY,
    kept=WHILE_ACCOUNT,
    emails=["email"],
    users=["user"],
    erase=erased_by(delete=True),
)
holds(
    model="mfa.Authenticator",
    fields=["user", "data"],
    what=_("Koder og nøkler for innlogging i to trinn"),
    why=_("Å beskytte kontoen"),
    basis=Basis.SAFETY,
    kept=_("Til du fjerner dem, eller kontoen slettes"),
    users=["user"],
    secret=["data"],
    erase=erased_by(delete=True),
)
holds(
    model="usersessions.UserSession",
    fields=["user", "ip", "user_agent", "session_key", "data"],
    what=_("Hvor du er logget inn: nettleser, nettadresse og tid"),
    why=_("At du kan se det og logge ut andre steder"),
    basis=Basis.SAFETY,
    kept=_("Til du logger ut eller økten går ut"),
    users=["user"],
    secret=["session_key", "data"],
    erase=erased_by(delete=True),
)
holds(
    model="sessions.Session",
    fields=["session_key", "session_data"],
    what=_("Økten i nettleseren: at du er logget inn, og utvalget ditt"),
    why=_("At portalen husker deg fra side til side"),
    basis=Basis.ASKED,
    kept=_("To uker etter sist du var her"),
    stays=_("Er ikke knyttet til navn eller e-post. Øktene til en konto som slettes, avsluttes."),
    expire=_old_sessions,
)
holds(
    model="socialaccount.SocialAccount",
    fields=["user", "uid", "extra_data"],
    what=_("Logger du inn med ID-porten: hvem den sier at du er"),
    why=_("Å kjenne deg igjen"),
    basis=Basis.SAFETY,
    kept=WHILE_ACCOUNT,
    users=["user"],
    erase=erased_by(delete=True),
)
holds(
    model="portal.RoleGrant",
    fields=["user", "granted_by", "revoked_by"],
    what=_("Rollene dine: hvilke, når og hvem som ga dem"),
    why=_("Å styre hva hver kan gjøre, og vise det etterpå"),
    basis=Basis.LAW,
    kept=_("Varig, uten navn når kontoen er slettet"),
    users=["user"],
    stays=_("Hvem som hadde hvilken rolle når, er del av historikken. Rollene trekkes tilbake."),
)
holds(
    model="portal.RoleInvitation",
    fields=["email", "name", "invited_by", "accepted_by", "revoked_by"],
    what=_(
        "Blir du invitert til en rolle: navn, e-post, hvem som inviterte deg, og om du tok imot. "
        "De som har roller i fylket, DIFI og administratoren ser det."
    ),
    why=_("Å gi rollen til rett person"),
    basis=Basis.TASK,
    kept=days("ACCESS_DAYS", _("at lenken er gått ut")),
    emails=["email"],
    users=["accepted_by"],
    erase=erasing.erase_invitees,
    expire=_old_invitations,
)
holds(
    model="portal.Notification",
    fields=["user", "subject", "body"],
    what=_("Varslene på «Min side»"),
    why=_("Å si fra når noe venter på deg"),
    basis=Basis.TASK,
    kept=days("TRACE_DAYS", _("at det kom")),
    users=["user"],
    erase=erased_by(delete=True),
    expire=_old_notifications,
)
holds(
    model="portal.MailChoice",
    fields=["user"],
    what=_("Hva du vil ha på e-post"),
    why=_("Å følge ønsket ditt"),
    basis=Basis.ASKED,
    kept=WHILE_ACCOUNT,
    users=["user"],
    erase=erased_by(delete=True),
)
holds(
    model="portal.OutgoingMail",
    fields=["to", "user", "subject", "body", "answer"],
    what=_("E-post fra portalen: adresse, emne og tekst"),
    why=_("Å sende den, og finne ut av det når den ikke kommer fram"),
    basis=Basis.TASK,
    kept=days("MAIL_DAYS", _("at den er sendt eller gitt opp")),
    emails=["to"],
    users=["user"],
    erase=erased_by(delete=True),
    expire=_old_mail,
)
holds(
    model="portal.LogEntry",
    fields=["who", "about", "network"],
    what=_("Logger du inn: når og fra hvilket nett, avviste forsøk, og at du henter ut lister med personer"),
    why=_("Å oppdage og oppklare misbruk. Bare administratoren ser det."),
    basis=Basis.SAFETY,
    kept=days("LOG_DAYS", _("at det hendte")),
    users=["who", "about"],
    stays=_("Loggen kan ingen endre. Hver linje slettes når tiden er ute, og navnet forsvinner med kontoen."),
)
holds(
    model="portal.Removal",
    fields=["row", "label", "removed_by", "restored_by"],
    what=_("Rader som er slettet i fylkets registre, hele, så de kan hentes tilbake"),
    why=_("At en feil kan rettes"),
    basis=Basis.TASK,
    kept=days("TRACE_DAYS", _("slettingen")),
    users=["removed_by"],
    stays=_("Sier bare hvem som slettet. Rader som har personen i seg, slettes helt."),
    expire=_old_removals,
)
holds(
    model="portal.Job",
    fields=["requested_by", "cancelled_by"],
    what=_("Arbeid du har bestilt, som en PDF"),
    why=_("Å vise deg hvor langt det er kommet"),
    basis=Basis.TASK,
    kept=days("TRACE_DAYS", _("bestillingen")),
    users=["requested_by"],
    stays=_("Sier bare hvem som bestilte, og slettes når tiden er ute."),
    expire=_old_jobs,
)
holds(
    model="pghistory.Context",
    fields=["metadata"],
    what=_("Hva du har endret: hvem, når, på hvilken side og hvorfor"),
    why=_("At det kan etterprøves hvordan rapporteringen ble til"),
    basis=Basis.LAW,
    kept=_("Varig, uten navn når kontoen er slettet"),
    stays=_("Historikken har nøkkelen til kontoen, ikke navn eller e-post."),
)
names_who_did_it(app="admin", LogEntry="user")
