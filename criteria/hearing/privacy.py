"""What hearings hold about persons."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from criteria.hearing.models import Expert
from criteria.hearing.operations import erasing
from portal.personal_data import Basis, erased_by, holds, names_who_did_it
from portal.privacy import days


def _old_experts(on: dt.date) -> int:
    last = on - dt.timedelta(days=settings.ACCESS_DAYS)
    return erasing.erase_experts(Expert.objects.filter(expires_on__lt=last))


AFTER_THE_HEARING = days("HEARING_ADDRESS_DAYS", _("fristen"))

holds(
    model="hearing.HearingReply",
    fields=["contact_name", "email", "organisation"],
    what=_(
        "Svarer du på en høring: det du skriver, og hvem du svarer for. Det vises åpent. "
        "Er du privatperson, står navnet bare der hvis du ber om det. E-postadressen vises aldri."
    ),
    why=_("At alle kan se hva som er sagt, og at du får vite hva det førte til"),
    basis=Basis.TASK,
    kept=AFTER_THE_HEARING,
    emails=["email"],
    erase=erasing.erase_senders_of,
    stays=_("Det som er sagt i et svar som er kommet inn, er del av vedtaket. Navn og e-post slettes."),
)
holds(
    model="hearing.HearingComment",
    fields=["text", "proposal", "assigned_to"],
    what=_("Merknadene i et høringssvar"),
    why=_("At alle kan se hva som er sagt, og hva det førte til"),
    basis=Basis.LAW,
    kept=_("Varig. Trekker du svaret før fristen, slettes alt."),
    emails=["reply__email"],
    stays=_("Er del av vedtaket når svaret er kommet inn. I et svar som ikke er sendt, slettes de."),
)
holds(
    model="hearing.Attachment",
    fields=["name"],
    what=_("Vedlegg til et høringssvar"),
    why=_("At alle kan se hva som er sagt"),
    basis=Basis.LAW,
    kept=_("Varig. Trekker du svaret før fristen, slettes alt."),
    emails=["reply__email"],
    stays=_("Er del av vedtaket når svaret er kommet inn. I et svar som ikke er sendt, slettes de."),
)
holds(
    model="hearing.Invitation",
    fields=["name", "email", "added_by"],
    what=_("Blir du invitert til å svare på en høring: hvem det er sendt til, og e-posten"),
    why=_("Å sende invitasjonen og minne om fristen"),
    basis=Basis.TASK,
    kept=AFTER_THE_HEARING,
    emails=["email"],
    erase=erased_by(delete=True),
)
holds(
    model="hearing.Expert",
    fields=["name", "organisation", "email", "interests", "invited_by", "revoked_by"],
    what=_(
        "Leser du et utkast til kriterier som fagperson: navn, e-post, interessene du oppgir, og det du kommenterer. "
        "Panelet ser det."
    ),
    why=_("At panelet vet hvem som har gitt råd, og hvilke interesser de har"),
    basis=Basis.TASK,
    kept=days("ACCESS_DAYS", _("at lenken er gått ut")),
    emails=["email"],
    erase=erasing.erase_experts,
    expire=_old_experts,
)
holds(
    model="hearing.ExpertComment",
    fields=["text"],
    what=_("Merknadene fra fagpersoner"),
    why=_("At panelet kan bruke rådene"),
    basis=Basis.TASK,
    kept=_("Så lenge utgaven finnes, uten navn når fagpersonen er slettet"),
    emails=["expert__email"],
    stays=_("Rådet er del av arbeidet med utgaven. Det står uten navn."),
)
names_who_did_it(
    app="hearing",
    Hearing="created_by",
    HearingExtension="extended_by",
    Resolution="decided_by",
)
