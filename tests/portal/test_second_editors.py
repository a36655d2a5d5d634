"""The second of two who edit the same is told, in every place where people edit, on rows that the whole file shares."""

from typing import Any

import lxml.html
import pytest
from django.db.models import Model

from counties.models import Activity, KnutepunktCandidate, Member
from criteria.models import Criterion, Selection, SelectionItem
from tests.portal.test_editing import EDITS, fields_of, with_what_forms_need
from tests.portal.test_urls import address, make_rows


@pytest.fixture(scope="module")
def places_once(kept) -> dict[str, Any]:
    return with_what_forms_need(make_rows())


@pytest.fixture
def places(places_once, people) -> dict[str, Any]:
    """Those of the whole file; what a test does to them is rolled back."""
    return dict(places_once)


@pytest.mark.parametrize("name", EDITS)
def test_the_second_of_two_is_shown_both_texts_and_nothing_is_lost(name, places, as_):
    edit = EDITS[name]
    path, field = address(name, places) + edit.query, edit.field.format(**places)
    first, second = (as_(person) for person in edit.people)
    one, other = (fields_of(client.get(path), field) for client in (first, second))
    assert first.post(path, one | {field: [edit.words[0]]}).status_code == 302
    refused = second.post(path, other | {field: [edit.words[1]]})
    assert refused.status_code == 409
    assert (edit.shown or edit.words[0]) in refused.content.decode().replace("\xa0", " ")
    assert fields_of(refused, field)[field] == [edit.words[1]]
    assert fields_of(first.get(path), field)[field] == [edit.words[0]]
    assert second.post(path, fields_of(refused, field)).status_code == 302
    assert fields_of(first.get(path), field)[field] == [edit.words[1]]


# What is deleted while somebody writes in it (the row's name among `places`), and whether the words can be saved as new.
GONE: dict[str, tuple[type[Model], str, bool]] = {
    "counties:register-edit aktiviteter": (Activity, "aktiviteter", True),
    "counties:register-edit medlemmer": (Member, "medlemmer", True),
    "counties:register-edit kandidater": (KnutepunktCandidate, "kandidater", True),
    "criteria:criterion-edit": (Criterion, "draft_criterion", True),
    "criteria:selection-detail": (Selection, "selection", False),
    "criteria:item-edit": (SelectionItem, "item", False),
}


@pytest.mark.parametrize("name", GONE)
def test_words_typed_in_what_is_deleted_meanwhile_are_shown_and_can_be_saved_as_new(name, places, as_):
    (model, key, can_be_new), edit = GONE[name], EDITS[name]
    path, client = address(name, places), as_(edit.people[1])
    sent = fields_of(client.get(path), edit.field) | {edit.field: [edit.words[1]]}
    model._default_manager.get(pk=places[key]).delete()
    refused = client.post(path, sent)
    assert refused.status_code == 404
    assert f"<p>{edit.words[1]}</p>" in refused.content.decode()
    anew = [form for form in lxml.html.fromstring(refused.content).forms if edit.field in form.fields]
    assert bool(anew) == can_be_new
    for form in anew:
        assert client.post(form.action, fields_of(refused, edit.field)).status_code == 302
        assert model._default_manager.filter(**{edit.field: edit.words[1]}).exists()


@pytest.mark.parametrize("mark", [None, "", "x", "1", "0.0", "9" * 400, "1.1\x00"])
@pytest.mark.parametrize(
    "name", ["counties:event-edit", "criteria:item-edit", "counties:register-edit moter"]
)
def test_a_page_without_a_readable_mark_has_seen_nothing(name, mark, places, as_):
    edit = EDITS[name]
    path, client = address(name, places), as_(edit.people[0])
    sent = fields_of(client.get(path), edit.field) | {edit.field: ["Overskrevet"]}
    del sent["seen"]
    assert client.post(path, sent | ({} if mark is None else {"seen": mark})).status_code == 409
    assert fields_of(client.get(path), edit.field)[edit.field] != ["Overskrevet"]


@pytest.mark.parametrize("name", ["counties:event-edit", "counties:kommune-grid", "criteria:criterion-edit"])
def test_a_double_click_does_no_harm(name, places, as_):
    edit = EDITS[name]
    path, field, client = address(name, places) + edit.query, edit.field.format(**places), as_(edit.people[0])
    sent = fields_of(client.get(path), field) | {field: [edit.words[0]]}
    assert [client.post(path, sent).status_code for _click in range(2)] == [302, 302]
