"""Why an aim is missed, by the figure's key. What is missed and not here makes the run fail."""

MANY_PARTS = (
    "Oversikten, kartet, søket og listene tegner mange små deler, og søk og rapporter setter opp SQL i hver "
    "forespørsel; den tomme siden er dessuten blitt en tredel billigere (beslutning 65)."
)
FOR_A_COUNTRY = (
    "Tilskuddene, DIFIs arbeidsbord og valget av kommune eller region viser alle: rett for 18 regioner og 430 "
    "kommuner."
)
ONE_COLUMN = "Djangos liste har én kolonne uten lenker; portalens har flere, med søkerad og meny for rollen."
COMMON_WORDS = (
    "Et ord som finnes i en stor del av radene: kriteriene telles i alle for fasettene, og årsrapportenes tekster "
    "prøves mot hvem som får lese dem."
)
REASONS: dict[str, str] = {
    "admin-activity": ONE_COLUMN,
    "admin-virksomhet": ONE_COLUMN,
    "admin-event": ONE_COLUMN,
    "admin-annualreport": ONE_COLUMN,
    "sheet-annualreport": "Et ark med demoens 42 rapporter åpnes på et par millisekunder.",
    "page-worst": MANY_PARTS,
    "page-over": MANY_PARTS,
    "page-calls": MANY_PARTS,
    "page-time": MANY_PARTS,
    "growth": FOR_A_COUNTRY,
    "growth-over": FOR_A_COUNTRY,
    "plans": (
        "Lister over hele landet, og søk etter ord som finnes i en stor del av radene, leses raskest fra ende til "
        "annen."
    ),
    "search-criteria": COMMON_WORDS,
    "search-site": COMMON_WORDS,
    "start-memory": "To arbeidere med hver sin barneprosess er det meste; tråder kan ikke avbrytes (beslutning 64).",
    "start-web": "Portalen lastes før det første svaret: 1,6 s er kode, som openpyxl og det som tegner åpne data.",
    "pdf-before": "Det som er igjen, er WeasyPrints egen tegning, jevnt fordelt (beslutning 31).",
}
