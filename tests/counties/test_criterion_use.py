"""From a criterion to where it is used, and back to its next revision."""

import pytest
from django.db import DatabaseError, connection, transaction

from counties.criterion_figures import most_used_and_dropped
from counties.models import Activity, CriterionUse, FrameworkAgreement, SupplierReadiness
from criteria.models import Criterion, ProductArea, ProductGroup
from criteria.operations import feedback
from portal.models import Removal
from tests import factories
from tests.reporting.test_queries import LIMIT, count

AGREEMENTS = "/fylker/hedmark/avtaler/"
PAGE = "/kriterier/papir_og_trykksaker/2010-1/PAP-S01/"


def test_codes_are_recorded_on_an_agreement_and_count_for_it(as_, people):
    row = factories.agreement()
    assert not FrameworkAgreement.objects.with_criteria().exists()
    answer = as_("kari").post(
        f"{AGREEMENTS}{row.pk}/kriterier/", {"codes": "pap-s01, PAP-S02 2010-1", "outcome": "adapted"}
    )
    assert answer.status_code == 302
    assert set(row.uses.values_list("criterion__code", flat=True)) == {"PAP-S01", "PAP-S02"}
    assert FrameworkAgreement.objects.with_criteria().get() == row
    assert "PAP-S02" in as_("anon").get(row.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"codes": "PAP-S99", "outcome": "used"}, "Fant ikke «PAP-S99»"),
        ({"codes": "PAP-S01 1999-1", "outcome": "used"}, "Fant ikke «PAP-S01 1999-1»"),
        ({"codes": "PAP-S01", "outcome": "dropped"}, "Skriv hvorfor kriteriet ikke ble brukt"),
        ({"codes": "", "outcome": "used"}, "Kryss av minst ett kriterium"),
        ({"codes": "PAP-S01", "outcome": "x"}, "Hva ble gjort:"),
    ],
)
def test_wrong_codes_and_missing_reasons_are_refused_in_words(as_, people, data, words):
    row = factories.agreement()
    page = as_("kari").post(f"{AGREEMENTS}{row.pk}/kriterier/", data)
    assert words in page.content.decode()
    assert not CriterionUse.objects.exists()


def test_criteria_are_ticked_from_the_agreements_groups_right_after_it_is_saved(as_, people):
    paper = ProductGroup.objects.get(key="papir_og_trykksaker")
    typed = {"title": "Papir", "supplier": "Papir AS", "from_on": "2011-01-01", "to_on": "2012-12-31"}
    kari = as_("kari")
    page = kari.post(f"{AGREEMENTS}ny/", typed | {"product_groups": [paper.pk]}, follow=True)
    row = FrameworkAgreement.objects.get()
    path = f"{AGREEMENTS}{row.pk}/kriterier/"
    assert (page.request["PATH_INFO"], "Ikke nå" in page.content.decode()) == (path, True)
    ticked = [factories.in_force("PAP-S01").pk, factories.in_force("PAP-S02").pk]
    kari.post(path, {f"group-{paper.pk}": ticked, "outcome": "used"})
    assert set(row.uses.values_list("criterion__code", flat=True)) == {"PAP-S01", "PAP-S02"}
    assert "alt ført: Brukt som den er" in kari.get(path).content.decode()


def test_a_group_without_criteria_is_named_and_another_groups_can_be_shown(as_, people):
    row = factories.agreement()
    with_some = Criterion.objects.in_force().values("edition__group")
    bare = ProductGroup.objects.create(area=ProductArea.objects.all()[0], position=99, key="fly", name="Fly")
    assert not with_some.filter(edition__group=bare).exists()
    row.product_groups.set([bare])
    path = f"{AGREEMENTS}{row.pk}/kriterier/"
    assert "ingen kriterier som gjelder nå for: Fly" in " ".join(
        as_("kari").get(path).content.decode().split()
    )
    other = as_("kari").get(path, {"gruppe": "papir_og_trykksaker"}).content.decode()
    assert "PAP-S01" in other


def test_a_draft_is_no_criterion_to_use(as_, people):
    factories.criterion(factories.edition())
    row = factories.agreement()
    page = as_("kari").post(f"{AGREEMENTS}{row.pk}/kriterier/", {"codes": "PAP-S91", "outcome": "used"})
    assert "Fant ikke" in page.content.decode()


def test_a_second_word_on_the_same_criterion_takes_the_place_of_the_first(as_, people):
    row = factories.agreement()
    path = f"{AGREEMENTS}{row.pk}/kriterier/"
    as_("kari").post(path, {"codes": "PAP-S01", "outcome": "used"})
    seen = {"seen": row.uses.get().mark}
    as_("kari").post(path, {"codes": "PAP-S01", "outcome": "dropped", "reason": "For dyrt."} | seen)
    assert row.uses.get().outcome == "dropped"
    assert not FrameworkAgreement.objects.with_criteria().exists()


def test_a_use_is_removed_and_put_back(as_, people):
    row = factories.agreement()
    use = factories.use(row)
    as_("kari").post(f"{AGREEMENTS}{row.pk}/kriterier/{use.pk}/fjern/", {"seen": use.mark})
    assert not CriterionUse.objects.exists()
    as_("kari").post(f"/fylker/hedmark/slettet/{Removal.objects.get().pk}/tilbake/")
    other = factories.agreement()
    assert as_("kari").post(f"{AGREEMENTS}{other.pk}/kriterier/{use.pk}/fjern/").status_code == 404


def test_a_row_with_criteria_is_not_deleted_under_them(as_, people):
    row = factories.agreement()
    factories.use(row)
    as_("kari").post(f"{AGREEMENTS}{row.pk}/slett/", {"seen": row.mark})
    assert FrameworkAgreement.objects.filter(pk=row.pk).exists()


WRONG_ROWS = {
    "of nothing": "UPDATE counties_criterionuse SET agreement_id = NULL",
    "dropped without a reason": "UPDATE counties_criterionuse SET outcome = 'dropped'",
    "more than were asked": "UPDATE counties_supplierreadiness SET meets = asked + 1",
    "nobody asked": "UPDATE counties_supplierreadiness SET meets = 0, asked = 0",
}


@pytest.mark.parametrize("sql", WRONG_ROWS.values(), ids=WRONG_ROWS)
def test_the_database_refuses(people, sql):
    factories.use(factories.agreement())
    SupplierReadiness.objects.create(
        event=factories.event(), criterion=factories.in_force(), meets=7, asked=9, recorded_by=people["kari"]
    )
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_criterions_page_shows_use_by_region_and_value(as_, people):
    factories.use(factories.agreement(yearly_value=2_500_000))
    factories.use(factories.agreement("nordland", yearly_value=1_000_000), outcome="adapted")
    factories.use(factories.agreement("rogaland"), outcome="dropped", reason="For dyrt.")
    factories.use(factories.activity())
    page = as_("anon").get(PAGE).content.decode()
    assert "2\u00a0500\u00a0000" in page
    assert "Nordland" in page
    assert "Utgave 2010-1: brukt som det er 2, brukt tilpasset 1, valgt bort 1" in page


def test_from_a_criterion_to_the_agreements_that_use_it(as_, people):
    factories.use(factories.agreement(title="Papir til skolene"))
    factories.agreement(title="Biler")
    address = "/fylker/hedmark/avtaler/?code=PAP-S01"
    assert address in as_("anon").get(PAGE).content.decode()
    page = as_("anon").get(address).content.decode()
    assert "Papir til skolene" in page
    assert "Biler" not in page


def test_what_is_noted_says_for_which_edition(as_, people):
    factories.use(factories.agreement())
    factories.readiness(meets=7, asked=9)
    newer = factories.published("PAP-S01", text="Nye ord.")
    factories.use(factories.agreement("nordland"), outcome="dropped", reason="For dyrt.")
    answer = as_("kari").post(
        f"{AGREEMENTS}{factories.agreement().pk}/kriterier/",
        {"codes": "PAP-S01", "outcome": "used"},
        follow=True,
    )
    assert "1 kriterium er ført: PAP-S01 2011-1." in answer.content.decode()
    page = as_("anon").get(newer.get_absolute_url()).content.decode()
    assert "Utgave 2011-1: brukt som det er 1, brukt tilpasset 0, valgt bort 1" in page
    assert "Utgave 2010-1: brukt som det er 1, brukt tilpasset 0, valgt bort 0" in page
    assert "7 av 9 oppfyller det" in page
    assert "(utgave 2010-1)" in page


def test_what_no_longer_holds_is_noted_when_its_edition_is_named(as_, people):
    row = factories.agreement()
    factories.withdrawn(reason="Feil grenser.")
    path, data = f"{AGREEMENTS}{row.pk}/kriterier/", {"codes": "pap-s01", "outcome": "used"}
    page = as_("kari").post(path, data).content.decode()
    assert "PAP-S01 gjelder ikke nå. Utgave 2010-1 ble trukket tilbake 15.2.2011. Feil grenser." in page
    assert "Skriv «PAP-S01 2010-1»" in page
    as_("kari").post(path, data | {"codes": "pap-s01 2010-1"})
    assert row.uses.get().criterion.edition.number == "2010-1"


def test_suppliers_are_asked_at_a_dialogue_conference(as_, people):
    event = factories.event(kind="dialogkonferanse")
    path = f"{event.get_absolute_url()}kriterier/"
    page = as_("kari").post(path, {"codes": "PAP-S01", "meets": "10", "asked": "9"})
    assert "Flere oppfyller kravet enn det var som ble spurt." in page.content.decode()
    as_("kari").post(path, {"codes": "PAP-S01", "meets": "7", "asked": "9"})
    assert "7 av 9 oppfyller det, mars 2011" in as_("anon").get(PAGE).content.decode()
    course = factories.event()
    answer = as_("kari").post(
        f"{course.get_absolute_url()}kriterier/", {"codes": "PAP-S01", "meets": "1", "asked": "1"}
    )
    assert answer.status_code == 409
    assert course.get_absolute_url() in answer.content.decode()
    assert SupplierReadiness.objects.count() == 1


def test_what_is_dropped_and_commented_on_stands_first_for_the_panel(as_, people):
    factories.use(factories.agreement(), "MOB-S01", outcome="dropped", reason="For dyrt.")
    feedback.give(
        criterion=factories.in_force("BIL-S01"),
        name="Tone",
        organisation="",
        text="Uklart.",
        by=people["jan"],
    )
    rows = as_("mette").get("/kriterier/revisjon/").context["page"]
    assert [row.record.code for row in rows][:2] == ["MOB-S01", "BIL-S01"]
    rows = as_("mette").get("/kriterier/revisjon/?sorter=-remarks").context["page"]
    assert rows[0].record.code == "BIL-S01"
    assert "MOB-S01" in as_("mette").get("/kriterier/revisjon.csv?q=mob").content.decode()


def test_the_county_s_page_leads_to_the_agreements_with_criteria_and_says_which(as_, people):
    taken, dropped = factories.agreement(title="Møbelavtalen"), factories.agreement(title="Papiravtalen")
    factories.use(taken, "MOB-S01", outcome="adapted")
    factories.use(dropped, "PAP-S01", outcome="dropped", reason="For dyrt.")
    page = as_("anon").get("/fylker/hedmark/").content.decode()
    assert (taken.get_absolute_url() in page, dropped.get_absolute_url() in page) == (True, False)
    assert factories.in_force("MOB-S01").get_absolute_url() in page
    assert "1 avtale til gjelder nå" in page


def test_the_activities_that_used_a_criterion_are_one_click_from_it_for_those_who_may_read_them(as_, people):
    factories.use(factories.activity(title="Skolemøbler"), "MOB-S01")
    factories.activity(title="Noe annet")
    path = "/fylker/hedmark/aktiviteter/?code=MOB-S01"
    page = factories.in_force("MOB-S01").get_absolute_url()
    offered = [
        name for name in ("anon", "kari", "per", "siv") if path in as_(name).get(page).content.decode()
    ]
    assert offered == ["kari", "siv"]
    assert [row.record.title for row in as_("kari").get(path).context["page"]] == ["Skolemøbler"]


def test_pages_ask_no_more_for_more_use(as_, people):
    row = factories.agreement()
    factories.use(row)
    paths = [
        ("anon", PAGE),
        ("anon", row.get_absolute_url()),
        ("mette", "/kriterier/revisjon/"),
        ("anon", AGREEMENTS),
    ]
    before = [count(as_(name), path) for name, path in paths]
    for code in ("PAP-S02", "PAP-S03", "PAP-T01"):
        factories.use(row, code)
        factories.use(factories.agreement("nordland", title=code))
        factories.use(factories.agreement(title=code))
    assert [count(as_(name), path) for name, path in paths] == before
    assert max(before) <= LIMIT


def test_activities_uses_are_for_the_region_and_the_panel(people):
    factories.use(factories.activity())
    seen = {
        name: CriterionUse.objects.visible_to(people[name]).count()
        for name in ("kari", "per", "siv", "mette")
    }
    assert seen == {"kari": 1, "per": 0, "siv": 1, "mette": 1}
    assert Activity.objects.get().uses_in_order().count() == 1


def test_the_most_used_and_dropped_are_counted_over_all_editions_of_a_criterion(as_, people):
    assert most_used_and_dropped() == {"used": [], "dropped": []}
    for number in range(3):
        factories.use(factories.agreement(title=str(number)), "PAP-S01")
    factories.use(factories.agreement(title="Tilpasset"), "BIL-S01", outcome="adapted", reason="Kortere.")
    for number in range(2):
        factories.use(factories.activity(title=str(number)), "BIL-S01", outcome="dropped", reason="For dyrt.")
    factories.published("PAP-S01", title="Papir uten klor")
    factories.use(factories.agreement(title="Ny utgave"), "PAP-S01")
    found = most_used_and_dropped()
    assert [(row["code"], row["count"]) for row in found["used"]] == [("PAP-S01", 4), ("BIL-S01", 1)]
    assert [(row["code"], row["count"]) for row in found["dropped"]] == [("BIL-S01", 2)]
    assert [row["code"] for row in most_used_and_dropped(shown=1)["used"]] == ["PAP-S01"]
    assert "brukt 4 ganger" in " ".join(as_("anon").get("/kriterier/").content.decode().split())
