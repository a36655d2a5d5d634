"""What is read from a request: whose it is, and numbers that anyone may have written."""

import pytest
from pghistory.models import Context

from criteria.hearing.operations import answering
from portal.http import whole_number, whole_numbers
from portal.middleware import without_keys
from tests import factories


@pytest.mark.parametrize("text", ["", "-1", "1.0", " 1", "１", "²", "x", "1" * 5000, "9223372036854775808"])
def test_what_is_no_number_of_a_row_is_none(text):
    assert whole_number(text) is None


def test_numbers_have_a_highest():
    assert (whole_number("999", highest=999), whole_number("1000", highest=999)) == (999, None)
    assert whole_numbers(["1", "x", "2", "1", "²"]) == {1, 2}


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/les/abc123/", "/les/…/"),
        ("/horinger/mitt-svar/abc123/bekreft/def456/", "/horinger/mitt-svar/…/bekreft/…/"),
        ("/horinger/mitt-svar/abc123/kriterium/KON-S91/", "/horinger/mitt-svar/…/kriterium/KON-S91/"),
        ("/kalender/pamelding/abc123/", "/kalender/pamelding/…/"),
        ("/bistand/sak/abc123/", "/bistand/sak/…/"),
        ("/utvalg/delt/abc123/kopi/", "/utvalg/delt/…/kopi/"),
        ("/konto/password/reset/key/3-abc-def/", "/konto/password/reset/key/…-…/"),
        ("/rapporter/maler/arsrapport/", "/rapporter/maler/arsrapport/"),
        ("/finnes-ikke/", "/finnes-ikke/"),
    ],
)
def test_history_keeps_no_key_of_an_address(path, kept):
    assert without_keys(path) == kept


def test_what_is_written_by_a_link_has_no_key_in_its_history(people, as_):
    reply = answering.begin(
        hearing=factories.on_hearing(), values=factories.SENDER | {"email": "a@example.org"}
    )
    said = {"stance": "for", "text": "Bra.", "proposal": ""}
    assert as_("anon").post(f"{reply.own_path}helhet/", said).status_code == 302
    urls = [context.metadata.get("url", "") for context in Context.objects.all()]
    assert "/horinger/mitt-svar/…/helhet/" in urls
    assert not any(reply.token in url for url in urls)
