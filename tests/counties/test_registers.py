"""Registers: what a coordinator writes, and what happens when two write, or regret."""

import datetime as dt

import lxml.html
import pytest
from django.apps import apps
from django.core import serializers
from django.db import connection
from django.db.models import DateTimeField
from django.db.utils import IntegrityError

from counties.models import Activity, FrameworkAgreement, Kommune, Meeting, Virksomhet
from criteria.models import ProductGroup
from portal import clock
from portal.access import Permission
from portal.errors import Conflict
from portal.forms import parts_of
from portal.models import Removal
from portal.operations import records
from tests import factories

LIST = "/fylker/hedmark/aktiviteter/"
TYPED = {
    "task": "kurs",
    "title": "Innføringskurs",
    "happened_on": "2011-02-01",
    "innkjopere": "22",
    "hours": "7,5",
    "themes": ["miljo", "etikk"],
}


def test_an_activity_is_kept_with_who_wrote_it(as_):
    answer = as_("knut").post(LIST + "ny/", TYPED)
    assert answer.status_code == 302
    activity = Activity.objects.get()
    assert (activity.title, activity.innkjopere, activity.politikere, float(activity.hours)) == (
        "Innføringskurs",
        22,
        0,
        7.5,
    )
    assert activity.recorded_by.name == "Knut"
    assert activity.row_history.get().pgh_context.metadata["reason"] == "Registrert"


def test_writing_another_carries_date_and_task_on(as_):
    answer = as_("knut").post(LIST + "ny/", TYPED | {"another": "1"})
    form = as_("knut").get(answer.url).context["form"]
    assert (form["task"].value(), form["happened_on"].value(), form["themes"].value()) == (
        "kurs",
        "2011-02-01",
        ["miljo", "etikk"],
    )


def test_a_new_activity_starts_with_what_its_writer_used_last(as_):
    as_("knut").post(LIST + "ny/", TYPED)
    form = as_("knut").get(LIST + "ny/").context["form"]
    assert (form["task"].value(), form["happened_on"].value(), form["themes"].value()) == (
        "kurs",
        dt.date(2011, 2, 15),
        ["miljo", "etikk"],
    )
    assert as_("kari").get(LIST + "ny/").context["form"]["task"].value() == ""


def test_after_a_save_it_says_what_comes_next(as_):
    page = as_("knut").post(LIST + "ny/", TYPED, follow=True).content.decode()
    assert f'er lagret. Neste: <a class="ds-link" href="{LIST}ny/">Ny aktivitet</a>' in page


@pytest.mark.parametrize(
    ("day", "act"), [("2011-03-01", "Send innkallingen"), ("2011-01-10", "Før frammøte")]
)
def test_what_comes_after_a_new_meeting_depends_on_its_day(day, act, as_):
    factories.group()
    typed = {"starts_at": f"{day}T12:00", "ends_at": f"{day}T14:00", "place": "Hamar", "agenda": "Budsjett"}
    page = as_("kari").post("/fylker/hedmark/moter/ny/", typed, follow=True).content.decode()
    assert (
        f'er lagret. Neste: <a class="ds-link" href="/fylker/hedmark/moter/{Meeting.objects.get().pk}/'
        in page
    )
    assert f">{act}" in page


def test_a_copy_starts_from_the_other_row_but_its_date(as_):
    row = factories.activity(politikere=4, happened_on=dt.date(2009, 1, 1))
    form = as_("knut").get(f"{LIST}ny/?kopi={row.pk}").context["form"]
    assert (form["title"].value(), form["politikere"].value(), form["happened_on"].value()) == (
        row.title,
        4,
        dt.date(2011, 2, 15),
    )


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"happened_on": "2011-02-16"}, "ikke kommet ennå"),
        ({"happened_on": "1911-02-01"}, "2007"),
        ({"title": ""}, "må fylles ut"),
        ({"innkjopere": "-3"}, "større enn eller lik 0"),
        ({"innkjopere": "99999"}, "10 000"),
        ({"task": "lunsj"}, "Velg et gyldig valg"),
    ],
)
def test_a_wrong_activity_keeps_what_was_typed_and_says_what_is_wrong(as_, change, word):
    answer = as_("knut").post(LIST + "ny/", TYPED | change)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert word in page.replace("\xa0", " ")
    assert "7,5" in page
    assert not Activity.objects.exists()


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(as_):
    row = factories.activity()
    edit = f"{LIST}{row.pk}/rediger/"
    seen = row.mark
    assert as_("knut").post(edit, TYPED | {"title": "Knuts", "seen": seen}).status_code == 302
    answer = as_("kari").post(edit, TYPED | {"title": "Karis", "seen": seen})
    assert answer.status_code == 409
    assert "Karis" in answer.content.decode()
    assert Activity.objects.get().title == "Knuts"
    again = answer.context["form"]["seen"].value()
    assert as_("kari").post(edit, TYPED | {"title": "Karis", "seen": again}).status_code == 302
    assert Activity.objects.get().title == "Karis"


def test_a_deleted_agreement_comes_back_with_its_links(people):
    row = factories.agreement()
    row.product_groups.set(ProductGroup.objects.all()[:2])
    row.participants.add(factories.virksomhet())
    removal = records.remove(row=row, permission=Permission.WORK_RECORD, by=people["kari"])
    assert not FrameworkAgreement.objects.exists()
    records.restore(removal=removal, by=people["kari"])
    back = FrameworkAgreement.objects.get()
    assert (back.pk, back.product_groups.count(), back.participants.count()) == (row.pk, 2, 1)
    with pytest.raises(Conflict):
        records.restore(removal=removal, by=people["kari"])


def test_a_deleted_virksomhet_comes_back_where_it_belongs(people):
    body = factories.virksomhet("0301", regional_office=Kommune.objects.get(number="0403"))
    removal = records.remove(row=body, permission=Permission.WORK_RECORD, by=people["kari"])
    back = records.restore(removal=removal, by=people["kari"])
    assert Virksomhet.objects.of_region(factories.region("hedmark")).get() == back
    assert Virksomhet.objects.get().home == body.seat


def test_any_row_of_the_counties_can_be_kept_while_it_is_deleted(people):
    """As `records.remove` keeps it, and `records.restore` reads it."""
    factories.one_of_each()
    rows = [row for model in apps.get_app_config("counties").get_models() if (row := model.objects.first())]
    assert {Virksomhet, Activity, FrameworkAgreement} <= {type(row) for row in rows}
    for row in rows:
        (kept,) = serializers.deserialize("json", serializers.serialize("json", [row]))
        fields = [
            field.attname
            for field in row._meta.concrete_fields
            if not field.generated and not isinstance(field, DateTimeField)  # kept to the millisecond
        ]
        assert [getattr(kept.object, name) for name in fields] == [getattr(row, name) for name in fields], row


def test_a_virksomhet_that_is_not_saved_can_be_checked(db):
    body = Virksomhet(
        org_number="974760673", name="Etaten", kind="statsetat", kommune=Kommune.objects.first()
    )
    body.full_clean()


def test_deleting_asks_first_and_offers_undo(as_):
    row = factories.activity()
    assert "Behold" in as_("kari").get(f"{LIST}{row.pk}/slett/").content.decode()
    assert Activity.objects.exists()
    answer = as_("kari").post(f"{LIST}{row.pk}/slett/", {"seen": row.mark}, follow=True)
    assert "Angre" in answer.content.decode()
    client = as_("kari")
    client.post(f"/fylker/hedmark/slettet/{Removal.objects.get().pk}/")
    assert Activity.objects.get().pk == row.pk


def test_history_says_who_changed_what(as_):
    row = factories.activity()
    edit = f"{LIST}{row.pk}/rediger/"
    seen = row.mark
    as_("knut").post(edit, TYPED | {"seen": seen})
    page = as_("kari").get(f"{LIST}{row.pk}/historikk/").content.decode()
    assert "Knut" in page
    assert "<del>Kurs i Hamar</del> → <ins>Innføringskurs</ins>" in page


def test_a_list_is_searched_sorted_and_exported_alike(as_):
    factories.activity(title="Bussreise", task="dialog")
    factories.activity(title="Alt om papir", happened_on=dt.date(2009, 3, 3))
    titles = [
        row.record.title for row in as_("kari").get(LIST, {"sorter": "title"}).context["table"].paginated_rows
    ]
    assert titles == ["Alt om papir", "Bussreise"]
    csv = as_("kari").get(LIST + "eksport.csv", {"year": "2009"}).content.decode()
    assert "Alt om papir" in csv
    assert "Bussreise" not in csv


def test_what_narrows_a_list_stands_as_chips_that_each_let_go_of_one(as_):
    factories.activity(task="kurs", happened_on=dt.date(2010, 5, 1), title="Kurs om papir")
    page = as_("kari").get(LIST, {"q": "papir", "task": "kurs", "year": "2010", "theme": "x", "side": "3"})
    chips = page.context["form"].chips
    assert [(chip.label, chip.query) for chip in chips] == [
        ("Oppgave", "?q=papir&year=2010&theme=x"),
        ("År", "?q=papir&task=kurs&theme=x"),
    ]
    html = page.content.decode()
    assert "Filtrer (2)" in html
    assert "1 treff" in html
    nothing_chosen = as_("kari").get(LIST).content.decode()
    assert "treff" not in nothing_chosen
    assert "Filtrer (" not in nothing_chosen


@pytest.mark.parametrize(("rows", "pages"), [(25, 1), (26, 1), (29, 1), (30, 2)])
def test_a_few_rows_never_stand_alone_on_a_last_page(as_, rows, pages):
    for number in range(rows):
        factories.activity(title=f"Kurs {number}")
    assert as_("kari").get(LIST).context["page"].paginator.num_pages == pages


@pytest.mark.parametrize(
    "query", ["?side=900", "?side=x", "?sorter=%27", "?sorter=-nix", "?year=x", "?q=%00", "?task=x"]
)
@pytest.mark.parametrize("noun", ["aktiviteter", "avtaler", "virksomheter"])
def test_a_strange_address_is_never_an_error(as_, noun, query):
    assert as_("kari").get(f"/fylker/hedmark/{noun}/{query}").status_code == 200


def test_an_empty_list_says_what_to_do(as_):
    page = as_("kari").get(LIST).content.decode()
    assert "Ingen aktiviteter ennå" in page
    assert "importer en liste fra Excel" in page


def test_a_wrong_org_number_is_refused_in_words(as_):
    place = factories.virksomhet().kommune_id
    typed = {"org_number": "123456789", "name": "X", "kind": "kommune", "kommune": place}
    page = as_("kari").post("/fylker/hedmark/virksomheter/ny/", typed).content.decode()
    assert "ikke et gyldig organisasjonsnummer" in page


def test_a_state_body_belongs_where_its_regional_office_is(db):
    oslo_based = factories.virksomhet("0301", regional_office_id=factories.virksomhet("0403").kommune_id)
    assert oslo_based in Virksomhet.objects.of_region(factories.region())
    assert oslo_based not in Virksomhet.objects.of_region(factories.region("oslo"))


WRONG_ROWS = [
    ("UPDATE portal_removal SET restored_at = now()", "removal_restored_at_and_by_both_or_neither"),
    ("UPDATE counties_virksomhet SET org_number = '100000016'", "counties_virksomhet_org_number"),
    ("UPDATE counties_activity SET hours = -1", "an_activity_takes_no_less_than_no_hours"),
    ("UPDATE counties_activity SET task = 'lunsj'", "an_activity_is_of_one_of_the_six_tasks"),
    ("UPDATE counties_activity SET themes = '{pengar}'", "an_activity_has_themes_that_the_programme_knows"),
    ("UPDATE counties_activity SET ledere = -1", "counties_activity_ledere_check"),
    ("UPDATE counties_frameworkagreement SET to_on = '2001-01-01'", "an_agreement_begins_before_it_ends"),
    (
        "UPDATE counties_frameworkagreement SET yearly_value = -1",
        "counties_frameworkagreement_yearly_value_check",
    ),
    ("UPDATE counties_virksomhet SET org_number = '12'", "a_virksomhet_has_an_org_number_of_nine_digits"),
    (
        "UPDATE counties_virksomhet SET kind = 'kommune', regional_office_id = kommune_id",
        "only_a_state_body_has_a_regional_office",
    ),
]


@pytest.mark.parametrize(("statement", "constraint"), WRONG_ROWS)
def test_the_database_itself_refuses_what_must_never_be(db, statement, constraint):
    factories.one_of_each()
    factories.virksomhet()
    with pytest.raises(IntegrityError, match=constraint), connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_a_row_is_called_is_held_while_the_rest_is_beside_or_below_it(as_):
    factories.activity(title="Skolemøbler")
    page = lxml.html.fromstring(as_("kari").get(LIST).content)
    assert [cell.text_content() for cell in page.xpath("//td[contains(@class, 'held')]")] == ["Skolemøbler"]
    labels = page.xpath("//tbody//td/@data-label")
    assert labels == ["Dato", "Aktivitet", "Oppgave", "For hvem", "Deltakere"]


def test_fields_that_belong_together_stand_together_and_an_agreement_begins_today(as_):
    activity = lxml.html.fromstring(as_("kari").get("/fylker/hedmark/aktiviteter/ny/").content)
    (group,) = activity.xpath("//fieldset[legend[normalize-space()='Hvor mange deltok']]")
    names = group.xpath(".//input/@name")
    assert names == ["politikere", "ledere", "innkjopere", "leverandorer"]
    form = as_("kari").get("/fylker/hedmark/avtaler/ny/").context["form"]
    assert [[field.name for field in part.fields] for part in parts_of(form)][3] == ["from_on", "to_on"]
    assert form["from_on"].value() == clock.today()


def test_an_agreements_note_is_for_those_inside(people, as_):
    """Not on its page, in its files, in the search or in the open data; those who read the region's work have it."""
    agreement = factories.agreement(title="Papiravtalen", notes="Hemmelig notat")
    own = agreement.get_absolute_url()
    pages = [own, "/fylker/hedmark/avtaler/", "/sok/?q=Papiravtalen", "/sok/?q=Hemmelig"]
    files = ["/fylker/hedmark/avtaler/eksport.csv", "/data/avtaler.csv", "/data/avtaler.json"]
    for person in ("anon", "per", "jan", "dag"):
        answers = [as_(person).get(path) for path in pages + files + ["/api/v1/avtaler"]]
        assert {answer.status_code for answer in answers} == {200}
        assert not [answer for answer in answers if b"Hemmelig notat" in b"".join(answer)]
    for person in ("kari", "stine", "siv"):
        assert "Hemmelig notat" in as_(person).get(own).content.decode()
    assert "Notat, ikke offentlig" in as_("kari").get(f"{own}rediger/").content.decode()
