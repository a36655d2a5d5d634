"""Every page as those who use it: it fits, is accessible, begins at the top and keeps to its policy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.servers]
AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()

# Reports at each step, next year's template and round, and a row of each kind, whose numbers it tells.
SOMETHING_OF_EVERYTHING = """
import datetime as dt
import json
import django
django.setup()
from reporting.operations import national, readers
from reporting.overview.operations import facts
from reporting.workflow import Status
from tests import factories, inviting
people = factories.cast()
numbers = factories.one_of_each() | factories.hearings_of_each()
draft = factories.draft("hedmark")
factories.extend(factories.report_at(Status.AWAITING_SIGNATURE, "hedmark", 2009), dt.date(2011, 3, 1))
factories.report_at(Status.PUBLISHED, "nordland", 2009)
factories.report_at(Status.IN_REVIEW, "nordland")
reader = readers.invite(report=draft, reader="Anne", expires_on=draft.round.due_on, by=people["kari"])
factories.planned_round(template=factories.draft_template())
for round_ in (draft.round, factories.draft("hedmark", 2009).round):
    national.begin(round_=round_, by=people["siv"])
facts.count()
letter = factories.letter_set_aside().pk
numbers |= inviting.rows()
print(json.dumps(numbers | {"reader_token": reader.token, "letter": letter}, default=str))
"""
HEDMARK, DRAFT, SIGNED = "/fylker/hedmark/", "/rapporter/2010/hedmark/", "/rapporter/2009/hedmark/"
REVIEWED, PUBLISHED = "/rapporter/2010/nordland/", "/rapporter/2009/nordland/"
TEMPLATE = "/rapporter/maler/arsrapport-2012/"
PAPER_AND_PRINT = "/kriterier/papir_og_trykksaker/"
PAGES = {
    "anyone": f"""
        / /fylker/ {HEDMARK} {HEDMARK}styringsgruppe/ {HEDMARK}knutepunkt/ {HEDMARK}avtaler/ {HEDMARK}avtaler/{{avtaler}}/
        /rapporter/ {PUBLISHED} /verifiser/?receipt=x /verifiser/kjede/ /rapporter/nasjonal/2009/ /les/{{reader_token}}/
        /om-dataene/ /om/ /personvern/ /tilgjengelighet/ /data/ /api/v1/ /konto/login/ /konto/password/reset/ /finnes-ikke/
        /oversikt/ /oversikt/aktivitet/ /oversikt/rader/milepaeler_forsinket/ /sok/?q=papir
        /invitasjon/{{role_invitation}}/{{role_token}}/
        /kalender/ /kalender/{{event}}/ /kalender/pamelding/{{token}}/ /bistand/ /bistand/sak/{{request_token}}/
        /milepaeler/ /maler/ /maler/{{template}}/ /utvalg/
        /kriterier/ /kriterier/sok/?q=trykksaker {PAPER_AND_PRINT} {PAPER_AND_PRINT}2010-1/PAP-S01/
        {PAPER_AND_PRINT}2010-1/endringer/ {PAPER_AND_PRINT}2010-1/nivaer/ {PAPER_AND_PRINT}2010-1/PAP-S01/tilbakemelding/
        """,
    "anyone at a hearing": """
        /horinger/ /horinger/{hearing_open}/ /horinger/{hearing_open}/svar/ /horinger/{hearing_open}/svar/1/
        /horinger/{hearing_open}/svar/ny/ /horinger/utkast/{hearing_token}/ /horinger/mitt-svar/{own_token}/
        /horinger/mitt-svar/{own_token}/hvem/ /horinger/mitt-svar/{own_token}/helhet/
        /horinger/mitt-svar/{own_token}/kriterium/KON-S91/ /horinger/mitt-svar/{own_token}/trekk/
        /horinger/{hearing_settled}/ /horinger/{hearing_settled}/merknader/ /fagperson/{expert_token}/
        """,
    "kari": f"""
        / /min-side/ /min-side/e-post/ /min-side/oppsummering/ {HEDMARK} {HEDMARK}arbeid/ /oversikt/fylke/hedmark/
        {DRAFT} {DRAFT}organisering/ {DRAFT}okonomi/ {DRAFT}oppgaver/ {DRAFT}hele/ {DRAFT}lesere/ {DRAFT}organisering/versjoner/
        {HEDMARK}styringsgruppe/ {HEDMARK}styringsgruppe/rediger/ {HEDMARK}knutepunkt/ {HEDMARK}knutepunkt/rediger/
        {HEDMARK}medlemmer/ {HEDMARK}moter/ {HEDMARK}moter/{{moter}}/ {HEDMARK}kandidater/{{kandidater}}/velg/
        {HEDMARK}aktiviteter/ {HEDMARK}aktiviteter/ny/ {HEDMARK}aktiviteter/{{aktiviteter}}/ {HEDMARK}aktiviteter/{{aktiviteter}}/historikk/
        {HEDMARK}import/aktiviteter/ {HEDMARK}import/{{upload}}/ {HEDMARK}slettet/ {HEDMARK}virksomheter/
        {HEDMARK}avtaler/{{avtaler}}/ {HEDMARK}avtaler/{{avtaler}}/kriterier/ {HEDMARK}avtaler/{{avtaler}}/slett/
        {HEDMARK}kommuner/ {HEDMARK}tildelingsbrev/ {HEDMARK}milepaeler/ {HEDMARK}tilskudd/
        {HEDMARK}folk/ {HEDMARK}folk/inviter/ /roller/{{role_grant}}/avslutt/ /roller/{{role_grant}}/overlat/
        /invitasjoner/{{role_invitation}}/igjen/ /invitasjoner/{{role_invitation}}/trekk/
        {HEDMARK}arrangementer/ny/ /kalender/{{event}}/rediger/ /kalender/{{event}}/deltakere/ /kalender/{{event}}/deltakere/skriv/
        """,
    "ola": f"/ {SIGNED} {SIGNED}signer/ {SIGNED}hele/",
    "knut": f"/ {HEDMARK}bistand/ /bistand/{{request}}/ /bistand/{{request}}/lukk/ /bistand/{{request}}/overfor/"
    " /nettverk/ /nettverk/ny/ /nettverk/{thread}/ /maler/ny/",
    "stine": f"/ {HEDMARK}arbeid/ {HEDMARK}moter/{{moter}}/ {DRAFT}hele/",
    "per": f"/ /fylker/nordland/arbeid/ /fylker/nordland/aktiviteter/ /fylker/nordland/kommuner/ {REVIEWED} {DRAFT}signer/",
    "siv": f"""
        / /rapporter/ /rapporter/vurdering/ /rapporter/vurdering/fordel/ /rapporter/paminnelse/2010/
        {REVIEWED}vurder/ {REVIEWED}vurder/godkjenn/ {REVIEWED}historikk/
        /rapporter/2010/frister/ /rapporter/2010/frister/utsett/
        /rapporter/runder/ /rapporter/runder/ny/ /rapporter/runder/2010/ /rapporter/runder/2012/
        /rapporter/maler/ /rapporter/maler/arsrapport/ {TEMPLATE} {TEMPLATE}kapittel/nytt/ {TEMPLATE}publiser/
        {TEMPLATE}prov/organisering/ {TEMPLATE}kapittel/organisering/
        {TEMPLATE}regel/ny/ {TEMPLATE}regel/ny/required_if/ {TEMPLATE}regel/pengene_gaar_opp/ {TEMPLATE}regel/pengene_gaar_opp/slett/
        {TEMPLATE}kapittel/organisering/sporsmal/nytt/ {TEMPLATE}kapittel/organisering/sporsmal/styringsgruppe_moter/
        /rapporter/nasjonal/2009/arbeid/ /rapporter/nasjonal/2009/arbeid/tekst/ /rapporter/nasjonal/2009/arbeid/publiser/
        /oversikt/ /oversikt/rapporter/ /oversikt/kommuner/ /oversikt/puljer/?region=hedmark
        /tilskudd/2010/ /tilskudd/2010/brev/ /milepaeler/{{milestone}}/
        """,
    "dag": "/ /tilskudd/2010/ /oversikt/ /rapporter/",
    "mette": f"/ {PAPER_AND_PRINT}2011-1/rediger/ {PAPER_AND_PRINT}2011-1/PAP-S91/ /kriterier/revisjon/"
    f" {PAPER_AND_PRINT}2011-1/fagpersoner/ /horinger/{{hearing_draft}}/ /horinger/{{hearing_draft}}/rediger/"
    " /horinger/{hearing_draft}/kunngjor/ /horinger/{hearing_draft}/inviter/ /horinger/{hearing_open}/forleng/"
    " /horinger/{hearing_open}/avlys/ /horinger/{hearing_closed}/arbeid/ /horinger/{hearing_closed}/arbeid/{comment}/",
    "jan": "/ /utvalg/ /utvalg/{selection}/",
    "kim": "/ /nettverk/ /rapporter/vurdering/",
    "bente": "/ /logg/ /e-post/ /e-post/{letter}/ /brukere/ /brukere/{person}/ /brukere/inviter/ /brukere/invitasjoner/",
}
REFUSED = {
    ("anyone", "/finnes-ikke/"): 404,
    ("per", f"{DRAFT}signer/"): 404,
    ("kim", "/rapporter/vurdering/"): 403,
}

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
ENLARGED = {"width": 320, "height": 256}  # 1,280 by 1,024 at 400 %
PAPER = {"width": 703, "height": 1009}  # A4 within its margins
# Nothing is said of what passes: axe would find a selector for every such element, and send them all.
BROKEN_RULES = """axe.run({
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], selectors: false,
}).then(found => found.violations.map(rule => [rule.id, rule.nodes[0].html]))"""
FITS = "document.documentElement.scrollWidth <= innerWidth"
HEADER_FITS = (
    "[...document.querySelectorAll('.site-header__row > *')].every(e => e.scrollWidth <= e.clientWidth)"
)
BEGINS_AT_THE_TOP = "document.querySelector('h1').getBoundingClientRect().top < innerHeight"
# Of the page as it stands, and as it came before any script ran; drawings aside, whose table is beside them.
WORDS_SCRIPTS_MAKE = """(text) => {
  const came = new DOMParser().parseFromString(text, "text/html");
  const [now, before] = [document, came].map((page) => {
    const main = page.querySelector("main").cloneNode(true);
    for (const part of main.querySelectorAll("noscript, script, style, svg, [data-chart]")) part.remove();
    return main.textContent.split(/\\s+/).filter(Boolean);
  });
  return [now.filter((word) => !before.includes(word)), before.filter((word) => !now.includes(word))];
}"""


@pytest.fixture(scope="module")
def numbers(site) -> dict[str, str]:
    made: dict[str, str] = json.loads(site.script(SOMETHING_OF_EVERYTHING))
    return made


def found_at(page: Page, text: str) -> list[object]:
    """What is wrong with a page; `text` is what came from the server.

    The rules are asked of the narrow page: it has all of the wide one, tables that scroll and less room.
    """
    faults: list[object] = []
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    if not page.evaluate(FITS):
        faults.append("is cut on paper")
    page.emulate_media(media="screen")
    for size in (WIDE, ENLARGED, NARROW):
        page.set_viewport_size(size)
        if not page.evaluate(FITS):
            faults.append(f"scrolls sideways at {size['width']}")
        if not page.evaluate(HEADER_FITS):
            faults.append(f"has words over each other in its header at {size['width']}")
        if not page.evaluate(BEGINS_AT_THE_TOP):
            faults.append(f"has its heading below the first screen at {size['width']}")
    faults += page.evaluate(BROKEN_RULES)
    if any(changed := page.evaluate(WORDS_SCRIPTS_MAKE, text)):
        faults.append(("a script changes words", changed))
    return faults


@pytest.mark.parametrize("name", PAGES)
def test_every_page_fits_is_accessible_and_keeps_to_its_policy(name, numbers, page_of):
    page, complaints, faults = page_of("" if name.startswith("anyone") else name, viewport=NARROW), [], {}
    page.add_init_script(AXE)
    page.on(
        "console",
        lambda message: complaints.append(message.text) if "Content Security" in message.text else None,
    )
    for address in PAGES[name].split():
        answer = page.goto(address.format_map(numbers))
        assert answer.status == REFUSED.get((name, address), 200), address
        if found := found_at(page, answer.text()):
            faults[address] = found
    assert (faults, complaints) == ({}, [])
