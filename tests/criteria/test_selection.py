"""A buyer picks, adapts and weighs; nobody else sees it."""

import datetime as dt
from decimal import Decimal

import pytest

from criteria.chapter import chapter_of
from criteria.models import Selection
from criteria.models.selection import OWN_WORDS
from criteria.operations import editions, selections
from criteria.tasks import tidy_selections
from criteria.workflow import EditionAction
from portal import clock
from portal.errors import Conflict
from tests import factories
from tests.conftest import PASSWORD
from tests.reporting.test_queries import LIMIT, count


def kinds(selection: Selection) -> set[str]:
    return {warning.kind for warning in chapter_of(selection).warnings}


def adapt(selection: Selection, code: str, **details) -> None:
    item = selection.items.select_related("criterion", "selection").get(criterion__code=code)
    plain = {name: getattr(item, f"{name}_shown") for name in OWN_WORDS} | {"weight": None, "note": ""}
    selections.adapt(item=item, values=plain | details, seen=item.mark)


def test_a_selection_without_an_account_is_kept_in_the_session_and_taken_along_at_log_in(as_, people):
    client = as_("anon")
    client.post("/utvalg/legg-til/", {"kriterium": [factories.in_force().pk]})
    selection = Selection.objects.get()
    path = selection.get_absolute_url()
    assert selection.owner is None
    assert client.get(path).status_code == 200
    assert as_("anon").get(path).status_code == 302
    assert as_("jan").get(path).status_code == 404
    client.post("/konto/login/", {"login": "jan@example.org", "password": PASSWORD})
    selection.refresh_from_db()
    assert selection.owner == people["jan"]
    assert client.get(path).status_code == 200
    assert as_("jan").get(path).status_code == 200


def test_a_whole_group_follows_the_level(people):
    edition = factories.in_force().edition
    basis, advanced = factories.selection(), factories.selection(level="avansert")
    selections.add_edition(selection=basis, edition=edition)
    selections.add_edition(selection=advanced, edition=edition)
    assert set(basis.items.values_list("criterion__level", flat=True)) == {"basis"}
    assert advanced.items.count() == edition.criteria.count() > basis.items.count()


def test_what_is_there_is_not_added_twice(people, as_):
    selection = factories.selection("jan", "PAP-S01")
    adapt(selection, "PAP-S01", text="Egen tekst")
    assert selections.add(selection=selection, criteria=[factories.in_force()]).new == 0
    assert selection.items.get().text == "Egen tekst"


@pytest.mark.parametrize(
    "data", [{}, {"kriterium": "x"}, {"kriterium": "9" * 30}, {"utgave": "9" * 30}, {"utgave": "²"}]
)
def test_strange_choices_add_nothing(as_, db, data):
    assert as_("anon").post("/utvalg/legg-til/", data).status_code in (302, 404)
    assert not Selection.objects.filter(items__isnull=False).exists()


def test_the_way_back_is_never_to_another_site(as_, db):
    answer = as_("anon").post("/utvalg/legg-til/", {"tilbake": "https://example.com/"})
    assert answer["Location"].startswith("/utvalg/")


@pytest.mark.parametrize("name", ["jan", "mette"])
def test_what_may_still_change_cannot_be_picked(as_, people, name):
    draft = factories.edition()
    proposed = factories.criterion(draft)
    factories.on_hearing(draft)
    as_(name).post("/utvalg/legg-til/", {"kriterium": proposed.pk})
    assert as_(name).post("/utvalg/legg-til/", {"utgave": draft.pk}).status_code == 404
    assert "Legg valgte i utvalget" not in as_(name).get(draft.get_absolute_url()).content.decode()
    assert not Selection.objects.filter(items__isnull=False).exists()


@pytest.mark.parametrize("end", [factories.withdrawn, factories.published])
def test_what_no_longer_holds_is_not_picked_and_says_why(as_, people, end):
    old = factories.in_force()
    end()
    for data in ({"kriterium": old.pk}, {"utgave": old.edition.pk}):
        page = as_("jan").post("/utvalg/legg-til/", data, follow=True).content.decode()
        assert "kan ikke legges i et utvalg. Utgave 2010-1 ble" in page
    for path in (old.get_absolute_url(), old.edition.get_absolute_url()):
        assert "/utvalg/legg-til/" not in as_("jan").get(path).content.decode()
    assert not Selection.objects.filter(items__isnull=False).exists()


def test_what_no_longer_holds_stays_listed_and_is_found_by_its_code(as_, people):
    old = factories.withdrawn(reason="Feil grenser.")
    for path in ("/kriterier/", "/kriterier/sok/?q=pap-s01", old.edition.group.get_absolute_url()):
        page = as_("anon").get(path).content.decode()
        assert "Feil grenser." in page
    assert (
        "/utvalg/legg-til/"
        not in as_("anon").get("/kriterier/sok/?q=pap-s01").content.decode().split("<article")[1]
    )
    assert "PAP-S01" not in as_("anon").get("/kriterier/sok/?q=papir").content.decode()


def test_a_code_in_force_stands_before_its_earlier_editions(as_, people):
    factories.published("PAP-S01", text="Nye ord.")
    rows = as_("anon").get("/kriterier/sok/?q=PAP-S01").context["page"]
    assert [row.edition.number for row in rows] == ["2011-1", "2010-1"]


def test_a_whole_group_says_what_it_left_out(as_, people):
    edition = factories.in_force().edition
    factories.selection("jan", "PAP-S01")
    page = as_("jan").post("/utvalg/legg-til/", {"utgave": edition.pk}, follow=True).content.decode()
    advanced = edition.criteria.filter(level="avansert").values_list("code", flat=True)
    assert (
        f"er på avansert nivå og er ikke tatt med: {', '.join(advanced)}. Utvalget er på nivå basis." in page
    )
    assert "1 var der fra før." in page
    page = as_("jan").post("/utvalg/legg-til/", {"kriterium": ""}, follow=True).content.decode()
    assert "Ingenting er valgt." in page


def test_own_words_stand_beside_the_original_with_changes_marked(as_, people):
    selection = factories.selection("jan", "PAP-S01")
    item = selection.items.get()
    path = f"{selection.get_absolute_url()}{item.pk}/"
    text = item.criterion.text + " Gjelder også konvolutter."
    typed = {"text": text, "verification": item.criterion.verification, "note": "Spør Kari"}
    as_("jan").post(path, typed | {"seen": item.mark})
    item.refresh_from_db()
    assert (item.text, item.verification, item.note) == (text, None, "Spør Kari")
    assert "<ins> Gjelder også konvolutter.</ins>" in as_("jan").get(path).content.decode()
    typed = {"text": item.criterion.text, "verification": "", "note": ""}
    as_("jan").post(path, typed | {"seen": item.mark})
    item.refresh_from_db()
    assert (item.text, item.verification) == (None, "")


def test_a_wrong_weight_is_refused_and_nothing_is_lost(as_, people):
    selection = factories.selection("jan", "PAP-T01")
    path = f"{selection.get_absolute_url()}{selection.items.get().pk}/"
    for weight in ("101", "-1", "mye", "1e99", "NaN"):
        page = as_("jan").post(path, {"text": "Mine ord", "verification": "x", "weight": weight})
        assert page.status_code == 200
        assert "Mine ord" in page.content.decode()
    assert selection.items.get().weight is None


def test_order_within_a_type(people):
    selection = factories.selection("jan", "PAP-S01", "PAP-T01", "PAP-S02")
    item = selection.items.select_related("criterion", "selection").get(criterion__code="PAP-S02")
    selections.move(item=item, up=True)
    assert [line.code for line in chapter_of(selection).lines] == ["PAP-S02", "PAP-S01", "PAP-T01"]
    selections.move(item=item, up=True)
    assert chapter_of(selection).lines[0].number == "1.1"


def test_each_warning(people):
    selection = factories.selection("jan", "PAP-S01", "PAP-T01")
    assert kinds(selection) == {"weights"}
    adapt(selection, "PAP-T01", weight=Decimal(30))
    assert kinds(selection) == set()
    adapt(selection, "PAP-S01", verification="")
    assert "proof" in kinds(selection)
    adapt(selection, "PAP-S01", text="Skal ha Svanemerket.", verification="Lisens.")
    assert "label" in kinds(selection)
    adapt(selection, "PAP-S01", text="Skal ha Svanemerket eller tilsvarende.", verification="Lisens.")
    assert "label" not in kinds(selection)


@pytest.mark.parametrize(
    ("label", "text", "asked"),
    [
        ("svanemerket", "Skal være Svanemerket.", True),
        ("iso_14001", "Skal ha ISO 14001-sertifikat.", True),
        ("ns_3031", "Beregnes etter NS 3031.", True),
        ("oekologisk", "Skal ha EUs økologimerke.", True),
        ("fsc", "Skal ha FSC eller likeverdig sertifisering.", False),
        ("fsc", "Skal ha fscx-papir.", False),  # another word
        ("reach", "Skal oppfylle REACH.", False),
        ("cites", "Treslag på CITES godtas ikke.", False),
        ("rohs", "Skal oppfylle RoHS.", False),
        ("euro_5", "Skal oppfylle Euro 5.", False),
    ],
)
def test_equals_are_asked_for_of_labels_and_standards_not_of_laws(people, label, text, asked):
    named = factories.criterion(factories.edition(), "PAP-S91", (label,), text=text, verification="Lisens.")
    selection = factories.selection("jan")
    selection.items.create(criterion=named, position=1)
    assert ("label" in kinds(selection)) is asked


def test_a_code_of_two_editions_is_warned_of(people):
    selection = factories.selection("jan", "PAP-S01")
    selections.add(selection=selection, criteria=[factories.published("PAP-S01", text="Nye ord.")])
    assert {"twice", "superseded"} <= kinds(selection)


def test_a_title_of_ones_own(as_, people):
    selection = factories.selection("jan", "PAP-S01")
    item = selection.items.get()
    path = f"{selection.get_absolute_url()}{item.pk}/"
    typed = {"title": "Vårt papir", "text": item.text_shown, "verification": item.verification_shown}
    as_("jan").post(path, typed | {"seen": item.mark})
    (line,) = chapter_of(selection).lines
    assert (line.title, line.is_adapted) == ("Vårt papir", True)
    item.refresh_from_db()
    as_("jan").post(path, typed | {"title": "", "seen": item.mark})
    (line,) = chapter_of(selection).lines
    assert (line.title, line.is_adapted) == (item.criterion.title, False)


def test_too_many_award_criteria_and_too_much_weight(people):
    codes = ["PAP-T01", "MOB-T01", "BIL-T01", "IKT-T01", "SKR-T01", "TEX-T01"]
    selection = factories.selection("jan", *codes)
    for code in codes:
        adapt(selection, code, weight=Decimal(20))
    assert kinds(selection) == {"many", "sum"}


def test_environmental_management_is_not_demanded_of_goods(people):
    draft = factories.edition(changes="Nytt.", next_revision_on=dt.date(2013, 1, 1))
    goods = factories.criterion(draft, "PAP-K91", ("iso_14001",), type="kvalifikasjonskrav")
    editions.take(edition=draft, action=EditionAction.PUBLISH, by=people["mette"])
    selection = factories.selection("jan")
    selections.add(selection=selection, criteria=[goods])
    assert "management" in kinds(selection)
    assert "management" not in kinds(factories.selection("jan", "BYG-K01"))


def test_a_criterion_that_needs_another_and_an_edition_that_no_longer_holds(people):
    draft = editions.begin(group=factories.in_force().edition.group, by=people["mette"])
    draft.criteria.filter(code="PAP-S01").update(depends_on=["PAP-S02"])
    draft.changes, draft.next_revision_on = "Nytt.", dt.date(2013, 1, 1)
    draft.save()
    old = factories.selection("jan", "PAP-S01")
    editions.take(edition=draft, action=EditionAction.PUBLISH, by=people["mette"])
    assert kinds(old) == {"superseded"}
    assert kinds(factories.selection("jan", "PAP-S01")) == {"depends"}
    editions.take(edition=draft, action=EditionAction.WITHDRAW, reason="Feil.", by=people["mette"])
    picked = Selection.objects.latest("pk")
    assert kinds(picked) == {"depends", "withdrawn"}


def test_sharing_by_a_secret_address_that_can_be_taken_back(as_, people):
    selection = factories.selection("jan", "PAP-S01")
    adapt(selection, "PAP-S01", note="Hemmelig notat")
    as_("jan").post(f"{selection.get_absolute_url()}del/")
    selection.refresh_from_db()
    path = f"/utvalg/delt/{selection.share_token}/"
    page = as_("anon").get(path)
    assert "PAP-S01" in page.content.decode()
    assert "Hemmelig" not in page.content.decode()
    client = as_("anon")
    client.post(path + "kopi/")
    assert Selection.objects.latest("pk").items.get().note == ""
    as_("jan").post(f"{selection.get_absolute_url()}del/", {"av": "1"})
    assert as_("anon").get(path).status_code == 404


def test_several_selections_and_which_one_is_filled(as_, people):
    client = as_("jan")
    first, second = factories.selection("jan"), factories.selection("jan")
    client.post(f"{first.get_absolute_url()}bruk/")
    client.post("/utvalg/legg-til/", {"kriterium": factories.in_force().pk})
    assert (first.items.count(), second.items.count()) == (1, 0)


def test_a_selection_has_an_end(people, monkeypatch):
    monkeypatch.setattr(selections, "MOST_ITEMS", 1)
    with pytest.raises(Conflict, match="plass til 1"):
        factories.selection("jan", "PAP-S01", "PAP-S02")


def test_forgotten_selections_are_deleted_and_owned_ones_kept(people):
    with clock.at(clock.now() - dt.timedelta(days=40)):
        factories.selection(None)
        mine = factories.selection("jan")
    held = factories.selection(None)
    tidy_selections()
    assert set(Selection.objects.all()) == {mine, held}


def test_a_long_selection_asks_no_more(as_, people):
    selection = factories.selection("jan", "PAP-S01")
    before = count(as_("jan"), selection.get_absolute_url())
    for code in ("MOB-S01", "BIL-S01", "IKT-S01", "TEX-S01", "PAP-S02", "PAP-T01"):
        selections.add(selection=selection, criteria=[factories.in_force(code)])
    assert count(as_("jan"), selection.get_absolute_url()) == before <= LIMIT
    assert count(as_("jan"), "/utvalg/") <= LIMIT
