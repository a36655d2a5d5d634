"""The demo's templates and the network's board; see `county.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.core.files.base import ContentFile

from counties.models import BoardSubscription, DocumentTemplate, Region, Reply, TemplateVersion, Thread
from portal.files import Sheet, as_bytes
from portal.models import User

TEMPLATES = [
    ("hedmark", "Sjekkliste for miljø i konkurransegrunnlag", "Gå gjennom listen før kunngjøring.", 3, 84),
    (
        "rogaland",
        "Kravspesifikasjon for kontormøbler",
        "Minstekrav, tildelingskriterier og dokumentasjon.",
        2,
        61,
    ),
    (
        "hordaland",
        "Svarskjema for leverandører",
        "Leverandøren fyller ut, dere evaluerer i neste kolonne.",
        1,
        47,
    ),
    (
        "vestfold",
        "Oppfølging av kontrakt, årlig rapport",
        "Skjema for gjennomgang av miljøkravene hvert år.",
        2,
        39,
    ),
    ("nordland", "Behovskartlegging", "Trenger vi det, eller kan vi leie, dele eller reparere?", 1, 28),
    ("agder", "Politisk sak om innkjøpspolitikk", "Utkast til saksframlegg for kommunestyret.", 2, 52),
    ("troms", "Kjøreplan for dialogkonferanse", "Innbydelse, program og referat i ett dokument.", 1, 19),
    ("oslo", "Livssykluskostnader, regneark", "Sammenlign pris, drift og avhending over levetiden.", 4, 133),
]
QUESTIONS = [
    ("hedmark", "Hvor høyt vekter dere miljø for drosje?", "Vi har 20 prosent i dag.", "rogaland",
     "Vi gikk over til minstekrav på utslipp og vekter bare andelen nullutslipp."),
    ("agder", "Dokumentasjon på arbeidstøy uten merke", "Hva godtar dere når leverandøren ikke har Svanen?", "oslo",
     "Testrapport fra uavhengig laboratorium og en egenerklæring med kjemikalieliste."),
    ("troms", "Kurs for politikere på én time?", "Noen som har et opplegg som virker?", "vestfold",
     "Vi bruker tre eksempler fra egen kommune og en avstemning. Lysarkene ligger under maler."),
    ("buskerud", "Felles avtale på tvers av fylker", "Er det noen som har prøvd?", "hordaland",
     "Ja, på papir. Begynn med felles kravspesifikasjon, ikke felles avtale."),
    ("nordland", "Små leverandører og miljøledelse", "Markedet her har få med sertifikat.", "", ""),
]  # fmt: skip


def share(people: Mapping[str, User]) -> None:
    """Eight templates with versions and downloads, and five questions."""
    for slug, title, text, versions, downloads in TEMPLATES:
        region = Region.objects.get(slug=slug)
        template = DocumentTemplate.objects.create(region=region, title=title, description=text)
        for number in range(1, versions + 1):
            version = TemplateVersion(
                template=template,
                number=number,
                name=f"mal-{template.pk}-v{number}.xlsx",
                note="" if number == 1 else "Rettet etter innspill fra nettverket",
                downloads=downloads // versions,
                uploaded_at=dt.datetime(2009 + number % 2, 3 + number, 12, 10, tzinfo=dt.UTC),
                uploaded_by=people[f"knutepunkt.{slug}"],
            )
            version.file.save(version.name, ContentFile(_sheet(title, text)), save=False)
            version.save()
    for day, (asker, title, text, helper, answer) in enumerate(QUESTIONS, start=1):
        _question(people, day, asker, title, text, helper, answer)


def _question(
    people: Mapping[str, User], day: int, asker: str, title: str, text: str, helper: str, answer: str
) -> None:
    by = people[f"knutepunkt.{asker}"]
    asked = dt.datetime(2011, 1, 3 * day, 9, tzinfo=dt.UTC)
    thread = Thread.objects.create(
        title=title, text=text, author=by, place=str(Region.objects.get(slug=asker)), created_at=asked
    )
    BoardSubscription.objects.create(user=by, thread=thread)
    if helper:
        Reply.objects.create(
            thread=thread,
            text=answer,
            author=people[f"knutepunkt.{helper}"],
            place=str(Region.objects.get(slug=helper)),
            written_at=asked + dt.timedelta(days=1),
        )


def _sheet(title: str, text: str) -> bytes:
    headings = ["Punkt", "Krav", "Dokumentasjon", "Vurdering"]
    return as_bytes(Sheet(headings, [[1, text, None, None]]), "xlsx", title)
