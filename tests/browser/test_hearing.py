"""The demo's open hearing in a browser: an organisation, a private person, the panel, and a buyer."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import Page, expect

from portal import clock
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.servers, pytest.mark.usefixtures("by_keyboard")]

DRAFT = """
import django
django.setup()
from tests import factories
draft = factories.edition("kontorrekvisita")
factories.criterion(draft, "KON-S91")
factories.criterion(draft, "KON-S92", title="Resirkulert papir", text="Papiret skal være resirkulert.")
"""
OPEN_IN_THE_DEMO = """
import django
django.setup()
from reporting.demo import hearings
from tests import factories
hearings.under_way(factories.cast()["mette"])
"""
PAST_THE_DEADLINE = """
import datetime as dt
import django
django.setup()
from django.db.models import F
from criteria.hearing.models import Hearing
from criteria.hearing.operations import running
from portal import clock
day = {"opens_on": F("opens_on") - dt.timedelta(days=60), "closes_on": clock.today() - dt.timedelta(days=1)}
Hearing.objects.filter(title="Kriterier for datamaskiner og skjermer").update(**day)
running.follow_the_days(on=clock.today())
"""
EDITION = "/kriterier/datamaskiner_og_skjermer/2011-1/"


def mails_to(site: Site, person: str) -> Iterator[tuple[str, str]]:
    """Subject and text of each, the newest file first."""
    for file in sorted((site.folder / "mail").glob("*"), reverse=True):
        for part in file.read_bytes().split(b"-" * 79):
            body = message_from_bytes(part.strip(), policy=policy.default)
            if person in str(body["To"]):
                yield str(body["Subject"]), body.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def once(look: Callable[[], str | None]) -> str:
    """What is found, when it has come."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.3)
    raise AssertionError("It did not come in time")


def link_to(site: Site, person: str, part: str) -> str:
    """The address with `part` in it in the newest mail to `person`."""
    address = re.compile(rf"http\S*{part}\S*")

    def found() -> str | None:
        hits = (address.search(text) for _subject, text in mails_to(site, person))
        return next((hit[0] for hit in hits if hit), None)

    return once(found)


def mail_to(site: Site, person: str, subject: str) -> str:
    """Its text."""
    return once(lambda: next((text for title, text in mails_to(site, person) if subject in title), None))


def say_who(page: Page, kind: str, name: str, email: str) -> None:
    page.get_by_label(kind, exact=True).check()
    page.get_by_label("Navn", exact=True).fill(name)
    if email:
        page.get_by_label("E-post").fill(email)
    page.get_by_label("Jeg har lest hvordan").check()
    page.wait_for_timeout(2100)  # nobody fills in a form in less
    page.get_by_role("button", name="Begynn på svaret").click()
    expect(page.get_by_role("heading", name="Svaret ditt", level=1)).to_be_visible()


def confirm(site: Site, page: Page, email: str) -> None:
    page.get_by_role("button", name="Send inn svaret").click()
    expect(page.get_by_role("alert").first).to_contain_text("Nesten ferdig")
    page.goto(link_to(site, email, "/bekreft/"))
    page.get_by_role("button", name="Bekreft svaret").click()
    expect(page.get_by_role("status").first).to_contain_text("mottatt som nummer")


def send_on_hearing(mette: Page) -> None:
    """The panel: a draft, who is asked, and the letters looked at before they go."""
    mette.goto("/kriterier/kontorrekvisita/2011-1/rediger/")
    mette.get_by_role("link", name="Send på høring").click()
    mette.get_by_label("Hva dere spør om").fill("Er kravene til å leve med?")
    mette.get_by_label("Høringsbrev").fill("Panelet sender forslaget på høring.")
    mette.get_by_label("Åpner").fill(clock.today().isoformat())
    mette.get_by_role("button", name="Lag høringen").click()
    mette.get_by_role("link", name="Inviter flere").click()
    mette.get_by_label("Hvem som skal inviteres").fill("Papirforbundet; post@papir.example")
    mette.get_by_role("button", name="Legg til").click()
    mette.get_by_role("link", name="Neste: kunngjør høringen").click()
    mette.get_by_role("button", name="Se over invitasjonene").click()
    expect(mette.get_by_text("post@papir.example")).to_be_visible()
    mette.get_by_role("button", name="Bekreft og send e-postene").click()
    expect(mette.get_by_role("status").first).to_contain_text("kunngjort")


def find(page: Page) -> None:
    page.goto("/horinger/")
    page.get_by_role("link", name="Kriterier for datamaskiner og skjermer").click()
    page.get_by_role("link", name="Svar på høringen").click()


def answer_as_a_body(site: Site, invited: Page) -> None:
    """With a wording of one criterion."""
    find(invited)
    invited.get_by_label("Organisasjon", exact=True).fill("Skjermforbundet")
    say_who(invited, "Bransje- eller arbeidsgiverorganisasjon", "Anne", "post@skjerm.example")
    invited.get_by_role("link", name=re.compile("IKT-S03")).click()
    invited.get_by_label("Er imot").check()
    invited.get_by_label(re.compile("^Merknad")).fill("For strengt for store skjermer.")
    invited.get_by_label("Forslag til kravtekst").fill("Lydnivået skal være høyst 4,2 B.")
    other_tab = invited.context.new_page()  # as after a crash: what was typed waits in the browser
    other_tab.goto(invited.url)
    other_tab.get_by_role("button", name="Hent den fram").click()
    expect(other_tab.get_by_label(re.compile("^Merknad"))).to_have_value("For strengt for store skjermer.")
    expect(other_tab.get_by_label("Er imot")).to_be_checked()
    invited.get_by_role("button", name="Lagre", exact=True).click()
    expect(invited.locator("ins").first).to_be_visible()
    other_tab.goto(other_tab.url)
    expect(other_tab.get_by_label(re.compile("^Merknad"))).to_have_value("For strengt for store skjermer.")
    expect(other_tab.get_by_role("button", name="Hent den fram")).to_be_hidden()
    other_tab.close()
    confirm(site, invited, "post@skjerm.example")


def answer_as_a_person(site: Site, tone: Page) -> None:
    """On the whole, without script."""
    find(tone)
    say_who(tone, "Privatperson", "Tone Lie", "tone@privat.example")
    tone.get_by_role("link", name="Forslaget som helhet").click()
    tone.get_by_label("Støtter", exact=True).check()
    tone.get_by_label(re.compile("^Merknad")).fill("Dette er på tide.")
    tone.get_by_role("button", name="Lagre", exact=True).click()
    confirm(site, tone, "tone@privat.example")


def work_through_and_publish(mette: Page) -> None:
    """The panel: one wording taken in, the others answered together, and the edition published."""
    mette.goto("/")
    mette.get_by_role("link", name="Gå gjennom").click()
    mette.get_by_role("link", name=re.compile("For strengt for store skjermer")).click()
    mette.get_by_role("button", name="Ta ordlyden inn i utkastet").click()
    expect(mette.get_by_text("Ordlyden står i utkastet.")).to_be_visible()
    answer(mette, "Tatt til følge", "Store skjermer får en egen grense.")
    mette.get_by_text("Filtrer").first.click()
    mette.get_by_label("Status").select_option("open")
    mette.get_by_role("button", name="Bruk filtrene").click()
    for box in mette.get_by_role("checkbox").all():
        box.check()
    mette.get_by_role("button", name="Svar på de valgte sammen").click()
    answer(mette, "Ikke tatt til følge", "Kravene står som foreslått.")
    expect(mette.get_by_text("Alle er besvart.")).to_be_visible()
    mette.get_by_role("link", name="Til utkastet").click()
    mette.get_by_label("hva som er endret").fill("Store skjermer får en egen grense.")
    mette.get_by_label("skal revideres innen").fill("2013-01-01")
    mette.get_by_role("button", name="Lagre opplysningene").click()
    mette.get_by_role("link", name="Publiser").click()
    mette.get_by_role("button", name="Publiser").click()
    expect(mette.get_by_role("status").first).to_contain_text("Gjeldende")


def answer(mette: Page, outcome: str, reason: str) -> None:
    mette.get_by_label(outcome, exact=True).check()
    mette.get_by_label("Begrunnelse").fill(reason)
    mette.get_by_role("button", name="Lagre", exact=True).click()
    expect(mette.get_by_role("status").first).to_be_visible()


def read_what_came_of_it(buyer: Page) -> None:
    """From what changed to the words that caused it, and from the criterion to every comment on it."""
    buyer.goto(f"{EDITION}endringer/")
    changed = buyer.locator("#IKT-S03")
    expect(changed).to_contain_text("Store skjermer får en egen grense.")
    changed.get_by_role("link", name="Skjermforbundet").click()
    expect(buyer.locator("#IKT-S03")).to_contain_text("For strengt for store skjermer.")
    buyer.goto(f"{EDITION}IKT-S03/")
    buyer.get_by_role("link", name="2 merknader og hva de førte til").click()
    expect(buyer.get_by_text("Støy er det elevene klager mest over.")).to_be_visible()
    buyer.get_by_role("link", name="Nullstill").click()
    assert "Tone Lie" not in buyer.content()


def test_a_draft_is_sent_on_hearing_when_the_letters_have_been_looked_at(site, page_of):
    site.script(DRAFT)
    site.start_worker()
    send_on_hearing(page_of("mette"))
    invited = page_of("")
    invited.goto(link_to(site, "post@papir.example", "/svar/ny/"))
    expect(invited.get_by_label("Organisasjon", exact=True)).to_have_value("Papirforbundet")


def test_the_open_hearing_of_the_demo_until_everyone_reads_what_came_of_it(site, page_of):
    site.script(OPEN_IN_THE_DEMO)
    site.start_worker()
    answer_as_a_body(site, page_of(""))
    answer_as_a_person(site, page_of("", script=False))
    site.script(PAST_THE_DEADLINE)
    work_through_and_publish(page_of("mette"))
    told = mail_to(site, "post@skjerm.example", "Hva høringen førte til")
    assert "Store skjermer får en egen grense." in told
    read_what_came_of_it(page_of("", script=False))
