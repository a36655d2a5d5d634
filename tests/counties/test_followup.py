"""Grids: many rows at once, only what was changed, only one's own."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from counties.models import Kommune, KommuneFollowUp, Milestone, MilestoneReached, TildelingsbrevFollowUp
from counties.operations import followup
from counties.standing import milestones_of
from counties.work import work_in
from portal.desks import visit_since
from portal.errors import Denied, Stale
from portal.operations.cells import Cell
from tests import factories
from tests.portal.test_editing import fields_of

GRID = "/fylker/hedmark/kommuner/?year=2010"


def hamar() -> Kommune:
    return Kommune.objects.get(number="0403")


def test_a_grid_says_how_many_are_ticked(as_):
    as_("kari").post(GRID, {f"{hamar().pk}-policy": "on", f"{hamar().pk}-routines": "on"})
    page = as_("kari").get(GRID)
    assert page.context["counts"] == [1, 1, 0, 0, 0, None]


def test_a_grid_saves_what_was_ticked_for_the_year(as_):
    page = as_("kari").get(GRID)
    assert len(page.context["rows"]) == 22
    as_("kari").post(GRID, {f"{hamar().pk}-policy": "on", f"{hamar().pk}-note": "Vedtatt i mai"})
    row = KommuneFollowUp.objects.get()
    assert (row.kommune, row.year, row.policy, row.training, row.note) == (
        hamar(),
        2010,
        True,
        False,
        "Vedtatt i mai",
    )


def test_last_years_ticks_fill_the_grid_beside_this_years_and_are_saved_only_with_it(as_):
    KommuneFollowUp.objects.create(kommune=hamar(), year=2009, policy=True, note="Vedtatt")
    KommuneFollowUp.objects.create(kommune=hamar(), year=2010, training=True)
    page = as_("kari").get(f"{GRID}&som=i-fjor")
    assert "2 ruter er fylt ut som i 2009 og er ikke lagret ennå" in " ".join(page.content.decode().split())
    row = KommuneFollowUp.objects.get(year=2010)
    assert (row.policy, row.training) == (False, True)
    as_("kari").post(GRID, fields_of(page, f"{hamar().pk}-note"))
    row.refresh_from_db()
    assert (row.policy, row.training, row.note) == (True, True, "Vedtatt")
    assert KommuneFollowUp.objects.filter(year=2010).count() == 1


def test_last_year_is_not_offered_where_it_adds_nothing(as_):
    for year in (2009, 2010):
        KommuneFollowUp.objects.create(kommune=hamar(), year=year, policy=True)
    assert "som=i-fjor" not in as_("kari").get(GRID).content.decode()
    page = " ".join(as_("kari").get(f"{GRID}&som=i-fjor").content.decode().split())
    assert "Ingenting å fylle ut som i 2009." in page
    assert "er ikke lagret ennå" not in page


def test_two_people_in_one_grid_keep_both_their_ticks(as_):
    """What the page showed travels with it, so an old page does not take back what somebody else ticked."""
    loten = Kommune.objects.get(number="0415")
    shown = {f"initial-{k.pk}-{name}": "" for k in (hamar(), loten) for name in ("policy", "note")}
    as_("kari").post(GRID, shown | {f"{hamar().pk}-policy": "on"})
    as_("ola").post(GRID, shown | {f"{loten.pk}-policy": "on"})
    assert KommuneFollowUp.objects.filter(policy=True).count() == 2


def test_another_regions_kommune_is_left_alone(people):
    theirs = Kommune.objects.get(number="1804")
    cells = {(theirs.pk, "policy"): Cell(False, True)}
    with pytest.raises(Stale):
        followup.save_kommuner(region=factories.region(), year=2010, cells=cells, by=people["kari"])
    assert not KommuneFollowUp.objects.exists()


def test_state_bodies_are_followed_up_by_their_letters(as_):
    body = factories.virksomhet()
    factories.virksomhet(kind="kommune", name="Hamar kommune")
    url = "/fylker/hedmark/tildelingsbrev/?year=2010"
    assert [row.label for row in as_("kari").get(url).context["rows"]] == ["Etaten"]
    as_("kari").post(url, {f"{body.pk}-asked": "on"})
    assert TildelingsbrevFollowUp.objects.get().asked
    assert (
        "Etaten" in as_("kari").get("/fylker/hedmark/tildelingsbrev/eksport.csv?year=2010").content.decode()
    )


def test_readers_cannot_save_a_grid(as_, people):
    for name in ("knut", "stine", "siv"):
        assert as_(name).post(GRID, {}).status_code == 403
    with pytest.raises(Denied):
        followup.save_kommuner(region=factories.region(), year=2010, cells={}, by=people["knut"])


def test_an_empty_grid_says_what_to_do(as_):
    assert (
        "Legg dem inn under virksomheter"
        in as_("kari").get("/fylker/hedmark/tildelingsbrev/").content.decode()
    )


@pytest.mark.parametrize("year", ["x", "1900", "99999999", "%00"])
def test_a_strange_year_is_last_year(as_, year):
    assert as_("kari").get("/fylker/hedmark/kommuner/", {"year": year}).context["year"] == 2010


def test_milestones_are_reached_late_or_not_yet(people):
    region = factories.region()
    plan = {row.milestone.key: row.milestone.pk for row in milestones_of(region, on=dt.date(2011, 2, 15))}
    days = {"styringsgruppe": dt.date(2008, 9, 30), "knutepunkt": dt.date(2008, 10, 1)}
    dates = {plan[key]: Cell(None, day) for key, day in days.items()}
    followup.save_milestones(region=region, dates=dates, by=people["kari"])
    labels = {row.milestone.key: row.label for row in milestones_of(region, on=dt.date(2011, 2, 15))}
    assert labels == {
        "oppstart": "Forsinket",
        "styringsgruppe": "Nådd 30.9.2008",
        "knutepunkt": "Nådd for sent 1.10.2008",
        "oppstartkonferanse": "Forsinket",
        "fagkonferanse": "Forsinket",
        "avslutning": "Ikke ennå",
    }
    followup.save_milestones(
        region=region, dates={plan["knutepunkt"]: Cell(days["knutepunkt"], None)}, by=people["kari"]
    )
    assert MilestoneReached.objects.count() == 1


def test_a_late_milestone_has_the_colour_of_its_days_everywhere(people):
    days = {"styringsgruppe": 30, "knutepunkt": 8}
    colors = {}
    for key, late in days.items():
        planned = Milestone.objects.get(pulje__number=1, key=key).planned_to
        rows = milestones_of(factories.region(), on=planned + dt.timedelta(days=late))
        colors[key] = next(row.color for row in rows if row.milestone.key == key)
    assert colors == {"styringsgruppe": "danger", "knutepunkt": "warning"}


def test_a_milestone_cannot_be_reached_in_the_future(as_):
    milestone = Milestone.objects.filter(pulje__number=1).first()
    page = as_("kari").post("/fylker/hedmark/milepaeler/", {str(milestone.pk): "2011-12-01"}).content.decode()
    assert "ikke kommet ennå" in page
    assert not MilestoneReached.objects.exists()


def test_difi_moves_the_plan_and_loading_again_leaves_it(as_):
    milestone = Milestone.objects.get(pulje__number=2, key="avslutning")
    typed = {"planned_from": "2012-10-01", "planned_to": "2012-12-31", "seen": milestone.mark}
    as_("siv").post(f"/milepaeler/{milestone.pk}/", typed)
    milestone.refresh_from_db()
    assert milestone.planned_to == dt.date(2012, 12, 31)


def test_what_is_left_is_named_with_where(people):
    region, visit = factories.region(), visit_since(None)
    assert "Ta initiativet til styringsgruppen" in [
        row.what for row in work_in(people["kari"], region, visit)
    ]
    factories.group()
    factories.knutepunkt()
    factories.ask(subject="Leie av biler", needed_by=dt.date(2011, 2, 1))
    left = {row.what: row for row in work_in(people["kari"], region, visit)}
    group = left["Styringsgruppen er ikke satt sammen som programmet sier"]
    assert "Gruppen har ingen leder. Fylkesmannen skal lede den." in group.detail
    assert left["Svar på «Leie av biler»"].due_in_words == "Frist 1. februar, 14 dager over"
    assert left["Oppfølgingen av kommunene for 2010"].total == 22
    assert "Knutepunktet er ikke valgt" not in left


WRONG_ROWS = [
    (
        "INSERT INTO counties_kommunefollowup (kommune_id, year, policy, routines, agreement, training, livskraftig, note) SELECT kommune_id, year, true, true, true, true, true, '' FROM counties_kommunefollowup",
        "a_kommune_is_followed_up_in_one_row_a_year",
    ),
    ("UPDATE counties_kommunefollowup SET year = 2001", "a_kommune_is_followed_up_after_the_plan_began"),
    (
        "UPDATE counties_tildelingsbrevfollowup SET year = 2001",
        "a_letter_is_followed_up_after_the_plan_began",
    ),
    (
        "UPDATE counties_milestonereached SET happened_on = '2001-01-01'",
        "a_milestone_is_reached_after_the_plan_began",
    ),
    (
        "INSERT INTO counties_milestonereached (milestone_id, region_id, happened_on, note) SELECT milestone_id, region_id, happened_on, '' FROM counties_milestonereached",
        "a_region_reaches_a_milestone_once",
    ),
]


@pytest.mark.parametrize(("statement", "constraint"), WRONG_ROWS)
def test_the_database_itself_refuses_what_must_never_be(db, statement, constraint):
    KommuneFollowUp.objects.create(kommune=hamar(), year=2010)
    TildelingsbrevFollowUp.objects.create(virksomhet=factories.virksomhet(), year=2010)
    MilestoneReached.objects.create(
        milestone=Milestone.objects.first(), region=factories.region(), happened_on="2010-01-01"
    )
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
