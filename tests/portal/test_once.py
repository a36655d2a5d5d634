"""A form that is sent twice at the same time, or again at once, is done once."""

from __future__ import annotations

import datetime as dt
from threading import Barrier, Thread
from typing import Any

import lxml.html
import pgtrigger
import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from counties.models import Activity
from portal.models import SentForm
from tests import factories
from tests.conftest import sign_in

ADD = "/fylker/hedmark/aktiviteter/ny/"


def page_of(client: Client, **typed: str) -> dict[str, str]:
    """What a browser would send from a page that has just been drawn."""
    root = lxml.html.fromstring(client.get(ADD).content)
    form = next(form for form in root.forms if "title" in form.fields)
    return dict(form.form_values()) | {"title": "Kurs", "task": "kurs", "happened_on": "2010-05-04"} | typed


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        with pgtrigger.ignore():
            Activity.objects.all().delete()
            apps.get_model("counties", "ActivityEvent").objects.all().delete()
            SentForm.objects.all().delete()
        connection.close()


def test_two_at_the_same_time_are_one_and_both_are_led_on(committed):
    client = sign_in("kari")
    sent, start, answers = page_of(client), Barrier(2), []

    def send() -> None:
        own = Client()
        own.cookies = client.cookies
        start.wait()
        answers.append(own.post(ADD, sent))
        connection.close()

    threads = [Thread(target=send) for _one in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, ADD.removesuffix("ny/"))
    }
    assert Activity.objects.count() == 1


def test_the_same_words_from_another_page_or_later_are_new_ones(as_, people):
    client = as_("kari")
    sent = page_of(client)
    for again in (sent, sent, page_of(client)):
        assert client.post(ADD, again).status_code == 302
    assert Activity.objects.count() == 2
    SentForm.objects.update(sent_at=dt.datetime.now(tz=dt.UTC) - dt.timedelta(minutes=1))
    client.post(ADD, sent)
    assert Activity.objects.count() == 3


def test_other_words_from_the_same_page_and_other_people_are_their_own(as_, people):
    sent = page_of(as_("kari"))
    as_("kari").post(ADD, sent)
    as_("kari").post(ADD, sent | {"title": "Et annet"})
    as_("knut").post(ADD, sent)
    assert Activity.objects.count() == 3


def said(answer: HttpResponse) -> Any:
    return answer.status_code, SentForm.objects.count()


def test_what_was_not_done_can_be_sent_again(as_, people):
    """A form with a fault, one that the rules refuse, and one whose sender is to prove who they are."""
    client, sent = as_("kari"), page_of(as_("kari"), title="")
    assert [said(client.post(ADD, sent)) for _time in range(2)] == [(200, 0)] * 2
    report = factories.draft()
    submit = report.get_absolute_url() + "send/"
    token = {"csrfmiddlewaretoken": "x", "seen": "feil"}
    refused = [said(client.post(submit, token)) for _time in range(2)]
    assert refused[0] == refused[1]
    assert refused[0][1] == 0


def test_a_visitor_who_gets_a_session_gets_it_each_time(db):
    """The answer that was cut off by the second click may have carried it."""
    token = {"csrfmiddlewaretoken": "x"}
    for client in (Client(), Client()):
        assert client.post("/utvalg/nytt/", token).status_code == 302
        assert client.session.get("selection")
