"""A correction, and whose words they are, follow a requirement wherever it goes."""

import datetime as dt

import pytest

from criteria.chapter import chapter_of
from criteria.documents import drawn
from criteria.models import Selection
from criteria.operations import editions
from criteria.operations.selection_pdf import html_of
from portal import clock
from tests import factories
from tests.criteria.test_documents import words_in

CORRECTION = "Riktig tall er 60 prosent, ikke 50."
GROUP = "/kriterier/papir_og_trykksaker/"


@pytest.fixture
def selection(people) -> Selection:
    made = factories.selection("jan", "PAP-S01", "MOB-S01")
    with clock.at(dt.datetime(2011, 2, 14, 23, 30, tzinfo=dt.UTC)):  # the 15th in Norway
        editions.correct(criterion=factories.in_force(), text=CORRECTION, by=people["mette"])
    return made


@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv", "json"])
def test_a_correction_stands_with_its_requirement_in_each_file(selection, kind):
    words = words_in(drawn(chapter_of(selection), kind), kind)
    assert words.count(CORRECTION) == 1
    assert words.index("PAP-S01" if kind != "docx" else "Kravspesifikasjon") < words.index(CORRECTION)
    assert "15.2.2011" in words or "2011-02-15" in words


def test_a_correction_is_in_the_pdf_the_selection_and_its_warnings(selection, as_):
    assert CORRECTION in html_of(chapter_of(selection))
    page = as_("jan").get(selection.get_absolute_url()).content.decode()
    assert f"PAP-S01 har en rettelse fra 15.2.2011: {CORRECTION}" in page
    assert page.count(CORRECTION) == 2
    item = selection.items.get(criterion__code="PAP-S01")
    assert CORRECTION in as_("jan").get(f"{selection.get_absolute_url()}{item.pk}/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        GROUP,
        GROUP + "2010-1/",
        GROUP + "2010-1/PAP-S01/",
        "/kriterier/sok.csv?q=PAP-S01",
        "/api/v1/kriterier?produktgruppe=papir_og_trykksaker",
    ],
)
def test_a_correction_is_wherever_the_criterion_is_read(selection, as_, path):
    assert CORRECTION in as_("anon").get(path).content.decode()


def test_who_shares_a_selection_shares_its_corrections(selection, as_):
    as_("jan").post(f"{selection.get_absolute_url()}del/")
    selection.refresh_from_db()
    assert CORRECTION in as_("anon").get(f"/utvalg/delt/{selection.share_token}/").content.decode()


def test_the_panel_is_reminded_of_it_in_the_next_edition(selection, as_):
    as_("mette").post(GROUP + "ny-utgave/begynn/")
    assert CORRECTION in as_("mette").get(GROUP + "2011-1/rediger/").content.decode()


EXAMPLE = "eksempelinnhold"


@pytest.mark.parametrize("kind", ["docx", "xlsx", "json", "html"])
def test_example_content_is_not_called_the_panels(selection, kind):
    chapter = chapter_of(selection)
    words = html_of(chapter) if kind == "html" else words_in(drawn(chapter, kind), kind)
    assert "Kravene er eksempelinnhold, skrevet for portalen. De er ikke Innkjøpspanelets egne." in words
    assert "hentet fra Innkjøpspanelets" not in words


def test_what_is_example_among_the_panels_own_is_named(people):
    factories.published("PAP-S01", text="Nytt.")
    panels, mixed = factories.selection("jan", "PAP-S01"), factories.selection("jan", "PAP-S01", "MOB-S01")
    assert chapter_of(panels).source.startswith(
        "Kravene er hentet fra Innkjøpspanelets miljøkriterier 15.2.2011."
    )
    assert "bortsett fra Kontormøbler 2010-1, som er eksempelinnhold" in chapter_of(mixed).source
    assert [line.is_example for line in chapter_of(mixed).lines] == [False, True]


def test_an_ended_edition_is_said_with_its_reason_in_each_file(people):
    held = factories.selection("jan", "PAP-S01")
    factories.withdrawn(reason="Feil grenser.")
    chapter = chapter_of(held)
    for kind in ("docx", "xlsx", "csv", "json"):
        words = words_in(drawn(chapter, kind), kind)
        assert "Utgave 2010-1 ble trukket tilbake 15.2.2011. Feil grenser." in words
    assert "Feil grenser." in html_of(chapter)
    assert "PAP-S01: Utgave 2010-1 ble trukket tilbake 15.2.2011. Feil grenser." in [
        w.text for w in chapter.warnings
    ]
