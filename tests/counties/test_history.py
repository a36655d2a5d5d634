"""How a row came to be, in words."""

import datetime as dt

from counties.history import changes_among, changes_of
from counties.models import Grant, Kommune, MilestoneReached
from counties.operations import followup, grants
from portal import formats
from portal.operations.cells import Cell
from tests import factories


def test_what_a_foreign_key_points_at_is_told_by_name(people):
    body, loten = factories.virksomhet(), Kommune.objects.get(name="Løten")
    before = body.kommune
    body.kommune = loten
    body.save(update_fields=["kommune"])
    told = {(old, new) for _label, old, new in changes_of(body)[0].fields}
    assert (str(before) if before else "–", "Løten") in told


def test_the_grid_of_a_year_tells_whose_row_and_what_changed_in_one_save(people, as_):
    hamar, loten = (Kommune.objects.get(name=name) for name in ("Hamar", "Løten"))
    cells = {(hamar.pk, "policy"): Cell(False, True), (loten.pk, "note"): Cell("", "I gang")}
    followup.save_kommuner(region=hamar.fylke.region, year=2010, cells=cells, by=people["kari"])
    page = as_("kari").get("/fylker/hedmark/kommuner/historikk/?year=2010").content.decode()
    assert page.count("<strong>Kari") == 1
    assert "Hamar: Politikk vedtatt: <del>Nei</del> → <ins>Ja</ins>" in page
    assert "Hamar: År" not in page
    assert "Løten: Merknad: <del>–</del> → <ins>I gang</ins>" in page
    assert "Hamar" not in as_("kari").get("/fylker/hedmark/kommuner/historikk/?year=2009").content.decode()


def test_a_date_that_is_taken_back_is_told(people):
    region = factories.region()
    milestone = region.pulje.milestones.first()
    day = dt.date(2010, 3, 1)
    for seen, typed in ((None, day), (day, None)):
        followup.save_milestones(region=region, dates={milestone.pk: Cell(seen, typed)}, by=people["kari"])
    events = MilestoneReached.pgh_event_model.objects.filter(region=region)
    taken, given = changes_among(events, named_by="milestone")
    assert (f"{milestone}: Dato", "–", "1.3.2010") in given.fields
    assert (f"{milestone}: Dato", "1.3.2010", "–") in taken.fields


def test_the_history_of_a_grant_tells_the_amounts(people):
    region = factories.region()
    grants.allot(year=2011, amounts={(region.pk, "knutepunkt"): Cell(0, 450_000)}, by=people["siv"])
    told = changes_among(Grant.pgh_event_model.objects.filter(region=region, year=2011), named_by="kind")
    assert ("Basis, knutepunkt: Tildelt", "0", formats.whole(450_000)) in told[0].fields


def test_the_times_of_an_event_are_told_to_the_minute(people):
    event = factories.event()
    before = event.ends_at
    event.ends_at += dt.timedelta(minutes=30)
    event.save(update_fields=["ends_at"])
    (told,) = changes_of(event)[0].fields
    assert told[1:] == (formats.moment(before), formats.moment(event.ends_at))


def test_no_history_tells_a_key(people, as_):
    asked = factories.ask()
    page = as_("kari").get(f"/bistand/{asked.pk}/historikk/")
    assert asked.token not in page.content.decode()
