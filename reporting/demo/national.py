"""The demo's national edition: of the last round whose reports are all published."""

from __future__ import annotations

import datetime as dt

from portal import clock
from portal.models import User
from reporting.models import NationalEdition, ReportingRound
from reporting.operations import national

YEAR = 2009
WORDS = {
    "summary": """\
2009 var det første året med begge puljer. De seks fylkene i pulje 1 har fått styringsgrupper og knutepunkter som er
i full drift, mens de tolv regionene i pulje 2 brukte høsten på å organisere seg.

Alle regionene har levert årsrapport. Flere innkjøpere enn året før har vært på kurs, og de første fellesavtalene med
miljøkriterier er inngått.""",
    "assessment": """\
DIFI mener at organiseringen virker etter hensikten. Pulje 2 kom raskere i gang enn pulje 1 gjorde, fordi maler og
erfaringer lå klare. Forskjellene mellom regionene er likevel store, særlig i hvor mange kommuner som har vedtatt en
innkjøpspolitikk.

Tallene bør leses med varsomhet: året var kort for pulje 2, og enkelte svar bygger på anslag.""",
    "way_forward": """\
I 2010 skal kriteriene fra Innkjøpspanelet tas i bruk i flere avtaler. Regionene bør

- følge opp kommunene som ikke har vedtatt en politikk
- ta opp innkjøp i tildelingsbrevene til statlige virksomheter
- dele maler og erfaringer i nettverket mellom knutepunktene""",
}


def publish(round_: ReportingRound, difi: User) -> None:
    """Of the one year; a worker makes its file when it has made those of the reports."""
    if round_.year != YEAR:
        return
    words = {name: _paragraphs(text) for name, text in WORDS.items()}
    with clock.at(dt.datetime(YEAR + 1, 6, 1, 12, tzinfo=dt.UTC)):
        edition = national.begin(round_=round_, by=difi)
        national.write(edition=edition, values=words, seen=edition.mark, by=difi)
        national.publish(edition=NationalEdition.objects.get(pk=edition.pk), by=difi)


def _paragraphs(text: str) -> str:
    """Lines of a paragraph are one; those of a list stand."""
    return "\n\n".join(
        part if part.startswith("- ") else part.replace("\n", " ") for part in text.split("\n\n")
    )
