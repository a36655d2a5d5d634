"""The panel makes an edition, and takes it through its states."""

import datetime as dt

import pytest

from criteria.models import CriteriaSet, Criterion
from criteria.operations import editions, writing
from criteria.workflow import EDITION, EditionAction, EditionState
from portal.errors import Conflict, Denied
from tests import factories

DRAFT = "/kriterier/papir_og_trykksaker/2011-1/"
AHEAD = dt.date(2013, 1, 1)
FORM = {
    "code": "PAP-S92",
    "type": "kravspesifikasjon",
    "level": "basis",
    "title": "Ubleket papir",
    "text": "Papiret skal være ubleket.",
    "verification": "Svanemerket eller tilsvarende.",
    "themes": ["klima"],
    "depends_on": "pap-s91",
}


@pytest.fixture
def draft(people) -> CriteriaSet:
    return editions.begin(group=factories.in_force().edition.group, by=people["mette"])


def ready(draft: CriteriaSet) -> CriteriaSet:
    draft.changes, draft.next_revision_on = "Strengere krav til papir.", AHEAD
    draft.save()
    return draft


def test_a_new_edition_is_a_copy_of_the_one_in_force(draft):
    old = factories.in_force().edition
    assert draft.number == "2011-1"
    for ours, theirs in zip(draft.criteria.all(), old.criteria.all(), strict=True):
        assert (ours.code, ours.text, ours.position) == (theirs.code, theirs.text, theirs.position)
        assert set(ours.labels.all()) == set(theirs.labels.all())
    assert draft.example  # as the one it is a copy of


def test_the_panel_says_when_the_words_are_its_own(draft, as_):
    path = draft.get_absolute_url() + "rediger/"
    details = {"changes": "Panelets egne ord.", "next_revision_on": "2012-01-01"}
    as_("mette").post(path, details | {"example": "on", "seen": draft.mark})
    draft.refresh_from_db()
    assert draft.example
    as_("mette").post(path, details | {"seen": draft.mark})
    draft.refresh_from_db()
    assert not draft.example


def test_two_editions_are_not_worked_on_at_once(draft, people):
    with pytest.raises(Conflict, match="allerede"):
        editions.begin(group=draft.group, by=people["mette"])


def test_publishing_takes_the_place_of_the_edition_before(draft, people):
    old = factories.in_force().edition
    editions.take(edition=ready(draft), action=EditionAction.PUBLISH, by=people["mette"])
    old.refresh_from_db()
    draft.refresh_from_db()
    assert (old.state, old.ended_on) == (EditionState.SUPERSEDED, dt.date(2011, 2, 15))
    assert (draft.state, draft.published_on) == (EditionState.PUBLISHED, dt.date(2011, 2, 15))
    assert factories.in_force().edition == draft


def test_what_was_published_meanwhile_is_not_overwritten(draft, people):
    editions.take(
        edition=ready(CriteriaSet.objects.get(pk=draft.pk)), action=EditionAction.PUBLISH, by=people["mette"]
    )
    with pytest.raises(Conflict):
        writing.describe(edition=draft, values={"changes": "Sent."}, seen=draft.mark, by=people["mette"])
    assert CriteriaSet.objects.get(pk=draft.pk).changes == "Strengere krav til papir."


def test_what_is_missing_is_said_before_publishing(draft, people, as_):
    page = as_("mette").get(DRAFT + "rediger/").content.decode()
    assert "Skriv hva som er endret siden forrige utgave" in page
    assert "Sett en dato fram i tid" in page
    with pytest.raises(Conflict):
        editions.take(edition=draft, action=EditionAction.PUBLISH, by=people["mette"])
    assert CriteriaSet.objects.get(pk=draft.pk).state == EditionState.DRAFT


def test_a_criterion_that_needs_another_is_not_published_without_it(draft, people):
    Criterion.objects.filter(edition=draft, code="PAP-S02").update(depends_on=["PAP-S77"])
    assert any("PAP-S77" in text for text in editions.obstacles(ready(draft), EditionAction.PUBLISH))


def test_withdrawing_takes_a_reason(people, as_):
    edition = factories.in_force().edition
    path = edition.get_absolute_url() + "steg/withdraw/"
    assert as_("mette").post(path, {"reason": " "}).status_code == 200
    edition.refresh_from_db()
    assert edition.state == EditionState.PUBLISHED
    as_("mette").post(path, {"reason": "Regnefeil i grensene.", "seen": editions.mark_of(edition)})
    edition.refresh_from_db()
    assert edition.state == EditionState.WITHDRAWN
    assert "Regnefeil i grensene." in as_("anon").get(edition.get_absolute_url()).content.decode()


# The state after each action, or None where it is refused.
WAYS = {
    (EditionState.DRAFT, EditionAction.SEND_ON_HEARING): EditionState.ON_HEARING,
    (EditionState.DRAFT, EditionAction.PUBLISH): EditionState.PUBLISHED,
    (EditionState.DRAFT, EditionAction.CLOSE_HEARING): None,
    (EditionState.DRAFT, EditionAction.WITHDRAW): None,
    (EditionState.ON_HEARING, EditionAction.CLOSE_HEARING): EditionState.REVISED,
    (EditionState.ON_HEARING, EditionAction.PUBLISH): None,
    (EditionState.ON_HEARING, EditionAction.WITHDRAW): None,
    (EditionState.REVISED, EditionAction.PUBLISH): EditionState.PUBLISHED,
    (EditionState.REVISED, EditionAction.SEND_ON_HEARING): EditionState.ON_HEARING,
    (EditionState.PUBLISHED, EditionAction.WITHDRAW): EditionState.WITHDRAWN,
    (EditionState.PUBLISHED, EditionAction.PUBLISH): None,
    (EditionState.PUBLISHED, EditionAction.SEND_ON_HEARING): None,
    (EditionState.WITHDRAWN, EditionAction.PUBLISH): None,
    (EditionState.WITHDRAWN, EditionAction.WITHDRAW): None,
}
TO = {
    EditionState.DRAFT: [],
    EditionState.ON_HEARING: [EditionAction.SEND_ON_HEARING],
    EditionState.REVISED: [EditionAction.SEND_ON_HEARING, EditionAction.CLOSE_HEARING],
    EditionState.PUBLISHED: [EditionAction.PUBLISH],
    EditionState.WITHDRAWN: [EditionAction.PUBLISH, EditionAction.WITHDRAW],
}


@pytest.mark.parametrize(("state", "action"), list(WAYS))
def test_every_step_from_every_state(draft, people, state, action):
    edition = ready(draft)
    for way in TO[state]:
        edition = taken(edition, way, people["mette"])
    wanted = WAYS[state, action]
    if wanted is None:
        with pytest.raises(Conflict):
            taken(edition, action, people["mette"])
        assert CriteriaSet.objects.get(pk=edition.pk).state == state
    else:
        assert taken(edition, action, people["mette"]).state == wanted


def taken(edition, action, by):
    """By the panel, or by the portal where a hearing opens and closes."""
    if action in (EditionAction.SEND_ON_HEARING, EditionAction.CLOSE_HEARING):
        with pytest.raises(Denied, match="gjør portalen selv"):
            editions.take(edition=edition, action=action, by=by)
        return editions.follow_hearing(edition=edition, action=action)
    return editions.take(edition=edition, action=action, reason="Feil.", by=by)


def test_the_table_has_the_ways_above_and_no_others():
    assert {key for key, target in WAYS.items() if target} == {
        key for key in EDITION.table if key[1] != EditionAction.SUPERSEDE
    }


@pytest.mark.parametrize("name", ["kari", "knut", "siv", "dag", "jan", "bente"])
def test_only_the_panel_writes(draft, people, name):
    by = people[name]
    for write in (
        lambda: editions.begin(group=draft.group, by=by),
        lambda: editions.take(edition=draft, action=EditionAction.PUBLISH, by=by),
        lambda: editions.reorder(edition=draft, codes=[], seen=[], by=by),
        lambda: editions.remove_criterion(criterion=draft.criteria.first(), by=by),
        lambda: editions.correct(criterion=factories.in_force(), text="x", by=by),
    ):
        with pytest.raises(Denied):
            write()


def test_a_criterion_is_written_with_labels_and_found_by_them(draft, as_):
    factories.criterion(draft)
    answer = as_("mette").post(DRAFT + "nytt/", FORM)
    assert answer.status_code == 302
    new = draft.criteria.get(code="PAP-S92")
    assert new.depends_on == ["PAP-S91"]
    assert "Papir og trykksaker" in new.keywords
    assert new.position == draft.criteria.count()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("code", "papir", "En kode er tre store bokstaver"),
        ("code", "PAP-S01", "er brukt av et annet kriterium"),
        ("type", "tildelingskriterium", "Koden sier Kravspesifikasjon"),
        ("depends_on", "PAP-S92", "ikke henge sammen med seg selv"),
        ("depends_on", "hei", "En kode er tre store bokstaver"),
        ("title", "", "Feltet må fylles ut"),
    ],
)
def test_a_wrong_criterion_is_refused_in_words_and_kept_in_the_form(draft, as_, field, value, words):
    before = draft.criteria.count()
    page = as_("mette").post(DRAFT + "nytt/", FORM | {field: value}).content.decode()
    assert words in page or "påkrevet" in page
    assert "Papiret skal være ubleket." in page
    assert draft.criteria.count() == before


def test_a_preview_saves_nothing(draft, as_):
    page = as_("mette").post(DRAFT + "nytt/", FORM | {"vis": "1"}).content.decode()
    assert "ikke lagret ennå" in page
    assert not draft.criteria.filter(code="PAP-S92").exists()


def test_order_by_button_and_by_dragging(draft, as_):
    codes = list(draft.criteria.values_list("code", flat=True))
    as_("mette").post(DRAFT + "rekkefolge/", {"flytt": f"{codes[1]}:opp"})
    assert list(draft.criteria.values_list("code", flat=True))[:2] == [codes[1], codes[0]]
    moved = ",".join(draft.criteria.values_list("code", flat=True))
    as_("mette").post(DRAFT + "rekkefolge/", {"rekkefolge": ",".join(reversed(codes)), "sett": moved})
    assert list(draft.criteria.values_list("code", flat=True)) == codes[::-1]
    as_("mette").post(DRAFT + "rekkefolge/", {"rekkefolge": "tull,\x00", "sett": "tull"})
    assert list(draft.criteria.values_list("code", flat=True)) == codes[::-1]


def test_an_edition_on_hearing_is_read_by_all_and_written_by_none(draft, people, as_):
    factories.on_hearing(draft)
    assert as_("anon").get(DRAFT).status_code == 200
    assert as_("mette").get(DRAFT + "nytt/").status_code == 409
    with pytest.raises(Conflict):
        editions.reorder(edition=draft, codes=[], seen=[], by=people["mette"])


def test_an_erratum_stands_beside_the_text(as_, db):
    criterion = factories.in_force()
    as_("mette").post(criterion.get_absolute_url() + "rettelse/", {"text": "Det skal stå 60 prosent."})
    page = as_("anon").get(criterion.get_absolute_url()).content.decode()
    assert "Det skal stå 60 prosent." in page
    assert criterion.text[:40] in page


def test_a_draft_gets_no_erratum(draft, people):
    with pytest.raises(Conflict):
        editions.correct(criterion=draft.criteria.first(), text="x", by=people["mette"])
