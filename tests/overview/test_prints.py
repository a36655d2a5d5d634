"""The overview as files: drawn in the worker from what the person saw, and only for that person."""

import datetime as dt
import io
import re
from pathlib import Path
from shutil import copytree

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.test import Client, override_settings
from PIL import Image

from portal import clock
from portal.models import Job
from portal.operations import jobs
from reporting.overview.models import OverviewPrint, PrintFile
from reporting.overview.operations import facts, prints
from reporting.overview.pdf import html_of
from tests import factories


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(scope="module")
def drawn_files(counted, tmp_path_factory) -> tuple[OverviewPrint, Path]:
    """What Siv gets of the whole country, and the folder it is in."""
    folder = tmp_path_factory.mktemp("media")
    client = Client()
    client.force_login(factories.cast()["siv"])
    with override_settings(MEDIA_ROOT=folder):
        return drawn(client, year="2010"), folder


@pytest.fixture
def found(drawn_files, media, db, tmp_path) -> OverviewPrint:
    """The same, in a folder of each test's own."""
    print_, folder = drawn_files
    copytree(folder, tmp_path, dirs_exist_ok=True)
    return print_


def ask(client, **chosen: str) -> OverviewPrint:
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    answer = client.post(f"/oversikt/rapport/?{query}")
    assert answer.status_code == 302
    return OverviewPrint.objects.latest("pk")


def drawn(client, **chosen: str) -> OverviewPrint:
    found = ask(client, **chosen)
    jobs.run(job_id=Job.objects.get(kind=prints.DRAW_OVERVIEW, key=str(found.pk)).pk)
    assert Job.objects.get(key=str(found.pk), kind=prints.DRAW_OVERVIEW).state == "done"
    return found


@pytest.fixture(scope="module")
def counted(kept):
    factories.use(factories.agreement(yearly_value=4_000_000))
    factories.activity("hedmark", happened_on=dt.date(2010, 5, 1), politikere=12)
    facts.count()


def test_the_files_are_a_pdf_and_two_pictures_of_each_chart(found, as_):
    names = set(found.files.values_list("name", flat=True))
    keys = {chart["key"] for chart in found.content["charts"]}
    assert {"aktivitet", "milepaeler", "avtaler", "kriterier", "deltakere"} <= keys
    assert names == {"oversikt.pdf"} | {f"{key}.{kind}" for key in keys | {"kart"} for kind in ("svg", "png")}
    page = as_("siv").get(found.get_absolute_url()).content.decode()
    assert all(name in page for name in names)


def test_the_pictures_fit_a_slide(found, as_):
    for stored in found.files.filter(name__endswith=".png"):
        content = as_("siv").get(f"{found.get_absolute_url()}{stored.name}").content
        width, height = Image.open(io.BytesIO(content)).size
        assert (width, height) == (1920, 1080), stored.name


def test_the_pdf_is_tagged_and_says_what_the_page_says(counted, as_, media):
    found = drawn(as_("siv"), year="2010", region="hedmark")
    with found.files.get(name="oversikt.pdf").file.open("rb") as file, pikepdf.open(file) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nb"
        assert "Hedmark 2010" in str(pdf.docinfo["/Title"])
    shown = {row["label"]: row for row in found.content["headline"]}["Aktiviteter"]
    assert (shown["text"], shown["change"]) == ("1", "+1")


def test_paper_has_a_key_figure_s_whole_its_change_and_its_years(counted, as_):
    found = ask(as_("siv"), year="2010")
    page = " ".join(re.sub('<[^>]*alt="([^"]*)"[^>]*>|<[^>]+>', r" \1 ", html_of(found.content)).split())
    assert "Knutepunkter i arbeid 0 av 18" in page
    assert "Fellesavtaler med miljøkriterier begynt i året 1 av 1 +1 2008: 0, 2009: 0, 2010: 1" in page
    assert "Aktiviteter 1 +1 2008: 0, 2009: 0, 2010: 1" in page
    going_on = html_of(ask(as_("siv"), year="2011").content)
    assert "Fra 2010" not in going_on  # a year that goes on is not compared with a whole one


def test_what_a_person_may_not_see_is_not_in_the_files(counted, as_, media):
    whole, own = ask(as_("siv"), year="2010"), ask(as_("kari"), year="2010")
    assert "Statsetatene" in whole.snapshot or "Nådde personer" in whole.snapshot
    assert "Nådde personer" not in own.snapshot
    assert "Under arbeid" not in ask(as_("jan"), year="2010").snapshot


def test_the_files_are_their_owners_alone(found, as_):
    for name in ("kari", "dag", "mette"):
        assert as_(name).get(found.get_absolute_url()).status_code == 404
        assert as_(name).get(f"{found.get_absolute_url()}oversikt.pdf").status_code == 404
    assert as_("siv").get(f"{found.get_absolute_url()}finnes-ikke.pdf").status_code == 404
    assert as_("siv").get(f"{found.get_absolute_url()}%00").status_code == 404


def test_asking_again_for_the_same_draws_nothing_new(found, as_):
    again = ask(as_("siv"), year="2010")
    assert again.pk == found.pk
    assert Job.objects.filter(kind=prints.DRAW_OVERVIEW).count() == 1


def test_files_are_thrown_away_after_a_month(found):
    name = found.files.first().file.name
    prints.tidy(now=clock.now() + dt.timedelta(days=29))
    assert default_storage.exists(name)
    prints.tidy(now=clock.now() + dt.timedelta(days=31))
    assert not default_storage.exists(name)
    assert not PrintFile.objects.exists()
