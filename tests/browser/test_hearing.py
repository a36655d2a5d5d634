"""A whole hearing in a browser: the panel, an organisation, a private person, and a buyer."""

from __future__ import annotations

import re
import time
from email import message_from_string, policy

import pytest
from playwright.sync_api import Page, expect

from portal import clock
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.servers]

DRAFT = """
import django
django.setup()
from tests import factories
draft = factories.edition("kontorrekvisita")
factories.criterion(draft, "KON-S91")
factories.criterion(draft, "KON-S92", title="Resirkulert papir", text="Papiret skal være resirkulert.")
"""
PAST_THE_DEADLINE = """
import datetime as dt
import django
django.setup()
from django.db.models import F
from criteria.hearing.models import Hearing
from criteria.hearing.operations import running
from portal import clock
Hearing.objects.update(opens_on=F("opens_on") - dt.timedelta(days=60), closes_on=clock.today() - dt.timedelta(days=1))
running.follow_the_days(on=clock.today())
"""
EDITION = "/kriterier/kontorrekvisita/2011-1/"


def link_to(site: Site, person: str, part: str) -> str:
    """The address with `part` in it in the newest mail to `person`, once it has come."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for file in sorted((site.folder / "mail").glob("*"), reverse=True):
            for text in file.read_text().split("-" * 79):
                body = message_from_string(text.strip(), policy=policy.default)
                if person in str(body["To"]):
                    words = body.get_body(("plain",)).get_content()  # type: ignore[union-attr]
                    if found := re.search(rf"http\S*{part}\S*", words):
                        return found[0]
        time.sleep(0.3)
    raise AssertionError(f"No mail to {person} with {part}")


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


def mail_to(site: Site, person: str, subject: str) -> str:
    """The text of the mail, once it has come."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for file in (site.folder / "mail").glob("*"):
            for text in file.read_text().split("-" * 79):
                body = message_from_string(text.strip(), policy=policy.default)
                if person in str(body["To"]) and subject in str(body["Subject"]):
                    return str(body.get_body(("plain",)).get_content())  # type: ignore[union-attr]
        time.sleep(0.3)
    raise AssertionError(f"No mail to {person} about {subject}")


def send_on_hearing(mette: Page) -> None:
    """The panel: a draft, who is asked, and the letters looked at before they go."""
    mette.goto(f"{EDITION}rediger/")
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


def answer_as_invited(site: Site, invited: Page) -> None:
    """From the letter's link, with a wording of one criterion."""
    invited.goto(link_to(site, "post@papir.example", "/svar/ny/"))
    expect(invited.get_by_label("Organisasjon", exact=True)).to_have_value("Papirforbundet")
    say_who(invited, "Bransje- eller arbeidsgiverorganisasjon", "Anne", "")
    invited.get_by_role("link", name=re.compile("KON-S92")).click()
    invited.get_by_label("Er imot").check()
    invited.get_by_label(re.compile("^Merknad")).fill("For strengt for konvolutter.")
    invited.get_by_label("Forslag til kravtekst").fill("Papiret skal være resirkulert eller sertifisert.")
    other_tab = invited.context.new_page()  # as after a crash: what was typed waits in the browser
    other_tab.goto(invited.url)
    other_tab.get_by_role("button", name="Hent den fram").click()
    expect(other_tab.get_by_label(re.compile("^Merknad"))).to_have_value("For strengt for konvolutter.")
    expect(other_tab.get_by_label("Er imot")).to_be_checked()
    invited.get_by_role("button", name="Lagre", exact=True).click()
    expect(invited.locator("ins").first).to_be_visible()
    other_tab.goto(other_tab.url)
    expect(other_tab.get_by_label(re.compile("^Merknad"))).to_have_value("For strengt for konvolutter.")
    expect(other_tab.get_by_role("button", name="Hent den fram")).to_be_hidden()
    other_tab.close()
    confirm(site, invited, "post@papir.example")


def answer_as_a_person(site: Site, tone: Page) -> None:
    """Found on the list, on the whole, without script."""
    tone.goto("/horinger/")
    tone.get_by_role("link", name=re.compile("kontorrekvisita")).click()
    tone.get_by_role("link", name="Svar på høringen").click()
    say_who(tone, "Privatperson", "Tone Vik", "tone@privat.example")
    tone.get_by_role("link", name="Forslaget som helhet").click()
    tone.get_by_label("Støtter", exact=True).check()
    tone.get_by_label(re.compile("^Merknad")).fill("Dette er på tide.")
    tone.get_by_role("button", name="Lagre", exact=True).click()
    confirm(site, tone, "tone@privat.example")


def work_through_and_publish(mette: Page) -> None:
    """The panel: one wording taken in, each comment answered, the edition published."""
    mette.goto("/")
    mette.get_by_role("link", name="Gå gjennom").click()
    mette.get_by_role("link", name=re.compile("For strengt for konvolutter")).click()
    mette.get_by_role("button", name="Ta ordlyden inn i utkastet").click()
    expect(mette.get_by_text("Ordlyden står i utkastet.")).to_be_visible()
    mette.get_by_label("Tatt til følge", exact=True).check()
    mette.get_by_label("Begrunnelse").fill("Sertifisert papir godtas.")
    mette.get_by_role("button", name="Lagre og gå til neste").click()
    mette.get_by_label("Tatt til følge", exact=True).check()
    mette.get_by_label("Begrunnelse").fill("Takk.")
    mette.get_by_role("button", name="Lagre", exact=True).click()
    expect(mette.get_by_text("Alle er besvart.")).to_be_visible()
    mette.get_by_role("link", name="Til utkastet").click()
    mette.get_by_label("hva som er endret").fill("Sertifisert papir godtas også.")
    mette.get_by_label("skal revideres innen").fill("2013-01-01")
    mette.get_by_role("button", name="Lagre opplysningene").click()
    mette.get_by_role("link", name="Publiser").click()
    mette.get_by_role("button", name="Publiser").click()
    expect(mette.get_by_role("status").first).to_contain_text("Gjeldende")


def read_what_came_of_it(buyer: Page) -> None:
    """From the criterion to every comment on it."""
    buyer.goto(f"{EDITION}KON-S92/")
    buyer.get_by_role("link", name="1 merknad og hva den førte til").click()
    expect(buyer.get_by_text("For strengt for konvolutter.")).to_be_visible()
    expect(buyer.get_by_text("Sertifisert papir godtas.")).to_be_visible()
    buyer.get_by_role("link", name="Nullstill").click()
    expect(buyer.get_by_role("heading", name="Privatperson")).to_be_visible()
    assert "Tone" not in buyer.content()


def test_a_hearing_from_the_draft_to_what_everyone_reads_of_it(site, page_of):
    site.script(DRAFT)
    site.start_worker()
    mette = page_of("mette")
    send_on_hearing(mette)
    answer_as_invited(site, page_of(""))
    answer_as_a_person(site, page_of("", script=False))
    site.script(PAST_THE_DEADLINE)
    work_through_and_publish(mette)
    assert "Sertifisert papir godtas." in mail_to(site, "post@papir.example", "Hva høringen førte til")
    read_what_came_of_it(page_of(""))
