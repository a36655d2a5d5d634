"""Templates for everyone, in versions that are counted; questions and answers between the knutepunkter."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import IntegrityError

from counties.models import DocumentTemplate, Thread
from counties.operations import sharing
from portal.errors import Denied
from portal.models import Notification
from tests import factories


def test_a_knutepunkt_shares_a_template_with_everyone(as_):
    typed = {
        "region": factories.region().pk,
        "title": "Sjekkliste",
        "description": "Før kunngjøring.",
        "file": SimpleUploadedFile("s.docx", b"abc"),
    }
    as_("knut").post("/maler/ny/", typed)
    template = DocumentTemplate.objects.get()
    assert "Sjekkliste" in as_("anon").get("/maler/").content.decode()
    answer = as_("anon").post(f"/maler/{template.pk}/1/hent/")
    assert (b"".join(answer.streaming_content), answer["Content-Disposition"]) == (
        b"abc",
        'attachment; filename="s.docx"',
    )
    assert template.versions.get().downloads == 1


def test_nobody_shares_for_another_region(as_):
    typed = {
        "region": factories.region("nordland").pk,
        "title": "X",
        "description": "y",
        "file": SimpleUploadedFile("s.docx", b"abc"),
    }
    assert as_("knut").post("/maler/ny/", typed).status_code == 200
    assert not DocumentTemplate.objects.exists()


@pytest.mark.parametrize(("name", "word"), [("s.exe", "Filen må være"), ("s.svg", "Filen må være")])
def test_only_documents_are_shared(as_, name, word):
    template = factories.template()
    page = as_("knut").post(f"/maler/{template.pk}/versjon/", {"file": SimpleUploadedFile(name, b"abc")})
    assert word in page.content.decode()
    assert template.versions.count() == 1


def test_a_new_version_keeps_the_old_ones(as_):
    template = factories.template()
    as_("knut").post(
        f"/maler/{template.pk}/versjon/", {"file": SimpleUploadedFile("ny.docx", b"ny"), "note": "Nye krav"}
    )
    assert list(template.versions.values_list("number", "name")) == [(2, "ny.docx"), (1, "mal.docx")]
    assert "Nye krav" in as_("anon").get(template.get_absolute_url()).content.decode()


def told() -> list[tuple[str, str]]:
    return list(Notification.objects.order_by("pk").values_list("user__name", "subject"))


def test_an_answer_is_mailed_to_those_who_follow(people, as_):
    sharing.follow(thread=None, by=people["nils"])
    as_("knut").post("/nettverk/ny/", {"title": "Krav til biler?", "text": "Hva gjør dere?"})
    thread = Thread.objects.get()
    assert (thread.author, thread.place) == (people["knut"], "Hedmark")
    as_("per").post(thread.get_absolute_url(), {"text": "Vi bruker 120 gram."})
    as_("knut").post(thread.get_absolute_url(), {"text": "Takk!"})
    assert told() == [
        ("Nils", "Nytt spørsmål i nettverket: Krav til biler?"),
        ("Knut", "Svar i nettverket: Krav til biler?"),
        ("Per", "Svar i nettverket: Krav til biler?"),
    ]


def test_following_is_turned_off_again(people):
    thread = sharing.ask(title="x", text="y", by=people["knut"])
    assert sharing.follow(thread=thread, by=people["knut"]) is False
    sharing.reply(thread=thread, text="z", by=people["per"])
    assert told() == []


@pytest.mark.parametrize("name", ["stine", "dag", "mette", "jan"])
def test_the_board_is_for_the_network(people, name):
    with pytest.raises(Denied):
        sharing.ask(title="x", text="y", by=people[name])


@pytest.mark.parametrize("query", ["?side=x", "?q=%00", "?product_group=x"])
@pytest.mark.parametrize("url", ["/maler/", "/nettverk/"])
def test_a_strange_address_is_never_an_error(as_, url, query):
    assert as_("kari").get(url + query).status_code == 200


WRONG_ROWS = [
    ("UPDATE counties_templateversion SET number = 1", "a_version_number_stands_once_in_its_template"),
    ("UPDATE counties_boardsubscription SET thread_id = NULL", "a_person_subscribes_once_to_a_thread"),
]


@pytest.mark.parametrize(("statement", "constraint"), WRONG_ROWS)
def test_the_database_itself_refuses_what_must_never_be(people, statement, constraint):
    template = factories.template()
    sharing.add_version(
        template=template, file=SimpleUploadedFile("b.docx", b"b"), note="", by=people["kari"]
    )
    for title in ("a", "b"):
        sharing.ask(title=title, text="y", by=people["knut"])
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
