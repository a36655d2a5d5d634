"""Norwegian and Sámi names in the counties' lists, forms and files."""

import pytest

from counties.forms.sharing import ThreadFilterForm
from counties.models import Kommune, Thread, Virksomhet
from counties.resources import KommuneCell, VirksomhetResource
from tests import factories


@pytest.mark.parametrize("asked", ["Guovdageaidnu", "kárášjohka", "KARASJOHKA", "Karasjok"])
def test_a_kommune_is_found_by_either_name(asked, as_, db):
    lists = {"/fylker/": "Finnmark", "/fylker/finnmark/": asked, "/oversikt/rader/kommuner/": asked}
    for path in lists:
        rows = as_("anon").get(path, {"q": asked}).context["page"]
        assert len(list(rows)) == 1, path


@pytest.mark.parametrize("word", ["2021", "Karasjok", "KÁRÁŠJOHKA", "karasjohka", "Karasjok (Kárášjohka)"])
def test_a_cell_may_call_a_kommune_by_either_name(word, db):
    cell: KommuneCell = VirksomhetResource(region=factories.region("finnmark")).fields["kommune"].widget
    assert cell.clean(word).number == "2021"


def test_a_choice_of_kommune_says_both_names_in_norwegian_order(as_, db):
    field = as_("anon").get("/bistand/").context["form"].fields["kommune"]
    labels = [field.label_from_instance(kommune) for kommune in field.queryset]
    assert "Kautokeino (Guovdageaidnu)" in labels
    assert labels[0].startswith("Agdenes")
    assert [label for label in labels if label[0] in "ZÆØÅ"][-1] == "Åsnes"


@pytest.mark.parametrize(("sort", "names"), [("name", "a B Z Æ Ø Å"), ("-name", "Å Ø Æ Z B a")])
def test_a_table_sorts_names_in_norwegian_order(sort, names, as_, people):
    for name in "ÆBÅZØa":
        factories.virksomhet(name=name)
    rows = as_("kari").get("/fylker/hedmark/virksomheter/", {"sorter": sort}).context["table"].rows
    assert " ".join(row.record.name for row in rows) == names


@pytest.mark.parametrize("asked", ["910000004", "910 000 004", "910 000", "ås"])
def test_a_body_is_found_by_number_and_name(asked, as_, people):
    body = factories.virksomhet(name="Ås vann", org_number="910000004")
    factories.virksomhet(name="Annet", org_number="987654325")
    agreement = factories.agreement()
    agreement.participants.add(body)
    factories.agreement(title="Annet")
    page = as_("kari").get("/fylker/hedmark/virksomheter/", {"q": asked})
    assert [row.record for row in page.context["table"].rows] == [body]
    page = as_("kari").get("/fylker/hedmark/avtaler/", {"q": asked})
    assert [row.record for row in page.context["table"].rows] == [agreement]


def test_rows_of_another_table_are_searched_without_doubles(people):
    thread = Thread.objects.create(title="Møbler", text="?", author=people["kari"])
    for _reply in range(2):
        thread.replies.create(text="Vi kjøpte i Øyer", author=people["per"])
    assert list(ThreadFilterForm({"q": "øyer møb"}).rows(Thread.objects.all())) == [thread]


def test_the_seat_in_the_database_is_the_seat_of_the_row(db):
    oslo = Kommune.objects.get(number="0301")
    factories.virksomhet("0301")
    factories.virksomhet("0301", regional_office=Kommune.objects.get(number="0403"))
    for body in Virksomhet.objects.with_place():
        assert body.home == body.seat
    assert Virksomhet.objects.of_region(oslo.fylke.region).count() == 1
