"""Error pages say in Bokmål what is wrong and what to do."""

from django.test import Client, RequestFactory
from django.views.defaults import server_error

from tests import factories


def test_an_unknown_address_has_a_page_of_the_portal(as_):
    response = as_("kari").get("/finnes-ikke/")
    assert response.status_code == 404
    assert "Vi finner ikke siden" in response.content.decode()


def test_a_missing_right_is_explained(as_, people):
    factories.draft()
    response = as_("kari").get("/rapporter/2010/hedmark/signer/")
    assert response.status_code == 403
    assert "Det kan bare den som har rollen Fylkesmann" in response.content.decode()


def test_a_page_that_is_too_old_is_explained(people):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["kari"])
    response = client.post("/min-side/lest/")
    assert response.status_code == 403
    assert "for gammel" in response.content.decode()


def test_our_own_fault_has_a_page_that_asks_nothing():
    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Noe gikk galt hos oss" in response.content.decode()
