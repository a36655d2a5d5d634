"""A passkey made and used in a real browser, with an authenticator that is made up (WebAuthn over CDP)."""

import pytest
from playwright.sync_api import expect

from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def at_localhost(page_of, site):
    """A passkey belongs to a name, and an address of numbers is none."""
    page = page_of(base_url=site.address.replace("127.0.0.1", "localhost"))
    faults: list[str] = []
    page.on("console", lambda said: said.type == "error" and faults.append(said.text))
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    assert faults == []  # nor of the Content-Security-Policy


def test_a_passkey_is_made_and_then_lets_in_by_itself(at_localhost):
    page = at_localhost
    page.goto("/konto/login/")
    page.get_by_label("E-post").fill("mette@example.org")
    page.get_by_label("Passord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Logg inn", exact=True).click()
    expect(page.get_by_role("button", name="Logg ut")).to_be_visible()
    page.goto("/konto/2fa/webauthn/add/")
    page.get_by_label("Hva du vil kalle den").fill("Min PC")
    page.get_by_role("button", name="Lag passnøkkelen").click()
    expect(page.get_by_role("heading", name="Gjenopprettingskoder", level=1)).to_be_visible()
    page.get_by_role("button", name="Logg ut").click()
    expect(page.get_by_role("button", name="Logg ut")).to_be_hidden()
    page.goto("/konto/login/")
    page.get_by_role("button", name="Logg inn med passnøkkel").click()
    expect(page.get_by_role("button", name="Logg ut")).to_be_visible()
    page.goto("/konto/2fa/webauthn/")
    expect(page.get_by_role("cell", name="Min PC")).to_be_visible()
