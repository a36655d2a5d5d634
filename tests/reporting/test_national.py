"""The national edition: what it is made of, that only what changed is made again, and that it is sealed for good."""

import datetime as dt
import io
from pathlib import Path

import pikepdf
import pytest
from django.db import ProgrammingError, transaction

from portal.errors import Conflict, Denied, Stale
from portal.models import Job
from portal.operations import jobs
from reporting import chain
from reporting.models import NationalEdition, NationalFile, ReportingRound, SealedPdf, SealedReport
from reporting.national import content, making
from reporting.national.compile import compile_edition
from reporting.national.keys import NATIONAL_PART, key_of_part
from reporting.operations import checking, national, rendering
from reporting.seal.reading import SignatureState, read
from reporting.workflow import Status
from tests import factories


@pytest.fixture(scope="module")
def published(kept):
    """Hedmark's and Nordland's reports for 2010 are published, and drawn."""
    for region in ("hedmark", "nordland"):
        seal = factories.report_at(Status.PUBLISHED, region).published_seal
        jobs.run(job_id=Job.objects.get(key=str(seal.pk)).pk)
    return ReportingRound.objects.get(year=2010)


@pytest.fixture
def round_(published, people):
    return ReportingRound.objects.get(pk=published.pk)


@pytest.fixture
def edition(round_, people):
    begun = national.begin(round_=round_, by=people["siv"])
    return written(begun, "Et godt år.", people["siv"])


def written(edition, summary, by):
    national.write(edition=edition, values={"summary": summary}, seen=edition.mark, by=by)
    return NationalEdition.objects.select_related("round").get(pk=edition.pk)


def run_all():
    """What the workers would do, parts first."""
    for job in Job.objects.filter(state="queued").order_by("-pk"):
        jobs.run(job_id=job.pk)


def draft_of(edition, by):
    job = national.ask_for_draft(edition=edition, by=by)
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.error
    return job


def test_only_difi_makes_it_and_one_at_a_time(round_, people):
    with pytest.raises(Denied):
        national.begin(round_=round_, by=people["kari"])
    national.begin(round_=round_, by=people["siv"])
    with pytest.raises(Conflict, match="begynt på"):
        national.begin(round_=round_, by=people["siv"])


def test_without_a_published_report_there_is_nothing_to_make(people):
    edition = national.begin(round_=ReportingRound.objects.get(year=2009), by=people["siv"])
    for act in (national.ask_for_draft, national.publish):
        with pytest.raises(Conflict, match="Ingen årsrapport for 2009"):
            act(edition=edition, by=people["siv"])


def test_it_names_who_is_missing_and_counts_what_is_there(edition):
    found = content.draft(edition)
    compiled = compile_edition(found, sha256="0" * 64, kind=content.name_of(found))
    assert (compiled.kind, compiled.coverage) == ("Foreløpig utgave", "2 av 18")
    assert "Vestfold" in compiled.missing_names
    assert "Hedmark" not in compiled.missing_names
    assert next((row.answered, row.total, row.middle) for row in compiled.totals if row.unit == "kr") == (
        "2", "2\u00a0500", "1\u00a0250",
    )  # fmt: skip
    assert {row.total for row in compiled.totals if row.unit == "%"} == {"–"}


def test_puljer_are_compared_at_the_same_age():
    figure = {"key": "k", "label": "Kurs", "kind": "number", "unit": "kurs"}
    place = {
        "number": "",
        "receipt": "",
        "sha256": "",
        "signed_at": "2011-02-15T10:00:00+00:00",
        "office": "",
    }
    place |= {"in_time": True, "number": 1}
    found = {
        "format": 1, "kind": "draft", "title": "N", "round": {"year": 2010, "due": "2011-03-01"}, "number": 1,
        "reason": "", "receipt": "", "verify_at": "", "published": None,
        "texts": {"summary": "", "assessment": "", "way_forward": ""},
        "regions": [place | {"name": n, "slug": n, "pulje": p, "started": 2007 + p} for n, p in [("a", 1), ("b", 2)]],
        "missing": [{"name": "c", "slug": "c", "number": "", "pulje": 2, "started": 2009}],
        "figures": [figure],
        "answers": {
            "2008": {"a": {"k": "1"}},
            "2009": {"a": {"k": "4"}, "b": {"k": "2"}, "c": {"k": "3"}},
            "2010": {"a": {"k": "9"}, "b": {"k": "8"}},
        },
    }  # fmt: skip
    compiled = compile_edition(found, sha256="", kind="")
    assert [(age.columns, age.rows[0].middles) for age in compiled.ages] == [
        (("Pulje 1, 2009", "Pulje 2, 2010"), ("4 (1)", "8 (1)")),
        (("Pulje 1, 2008", "Pulje 2, 2009"), ("1 (1)", "2,5 (2)")),
    ]


def test_a_draft_is_joined_of_parts_and_only_what_changed_is_made_again(edition, people, monkeypatch):
    drawn = []
    real = making.render_region
    monkeypatch.setattr(
        making, "render_region", lambda page, *more: drawn.append(page.slug) or real(page, *more)
    )
    job = national.ask_for_draft(edition=edition, by=people["siv"])
    assert Job.objects.filter(kind=NATIONAL_PART).count() == 4  # DIFI's words, the figures, and two regions
    run_all()
    job.refresh_from_db()
    assert (job.state, job.steps_done) == ("done", job.steps_total), job.error
    whole = NationalFile.objects.get(own_pages__gt=0)
    with whole.file.open("rb") as file, pikepdf.open(file) as pdf:
        assert len(pdf.pages) == whole.pages
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root][-2:] == ["Hedmark", "Nordland"]
    assert sorted(drawn) == ["hedmark", "nordland"]
    edition = written(edition, "Et nytt ord.", people["siv"])
    draft_of(edition, people["siv"])
    assert sorted(drawn) == ["hedmark", "nordland"]
    assert NationalFile.objects.filter(own_pages__gt=0).count() == 2


def test_a_worker_that_dies_after_some_of_the_parts_leaves_the_rest_to_the_sweep(
    edition, people, monkeypatch
):
    job = national.ask_for_draft(edition=edition, by=people["siv"])
    jobs.run(job_id=Job.objects.filter(kind=NATIONAL_PART).first().pk)
    Job.objects.filter(pk=job.pk).update(state="running", attempts=1, started_at="2011-02-15T10:00:00Z")
    Job.objects.filter(kind=NATIONAL_PART, state="queued").update(state="running", attempts=1)
    sent = []
    monkeypatch.setattr(jobs, "send", lambda job: sent.append(job.pk))
    jobs.sweep(now=dt.datetime(2011, 2, 15, 12, tzinfo=dt.UTC))
    assert job.pk in sent
    for pk in [*sent, *sent]:
        jobs.run(job_id=pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)
    assert NationalFile.objects.count() == 5


def test_a_damaged_report_stops_it_and_the_job_says_which(edition, people):
    stored = SealedPdf.objects.get(seal__report__region__slug="nordland")
    path = Path(stored.file.path)
    whole = path.read_bytes()
    try:
        path.write_bytes(whole + b"x")
        job = national.ask_for_draft(edition=edition, by=people["siv"])
        run_all()
        job.refresh_from_db()
        assert job.state == "failed"
        assert stored.seal.receipt in job.error
    finally:
        path.write_bytes(whole)


def test_a_published_edition_is_a_link_of_the_chain_and_its_file_is_signed(edition, people, settings, as_):
    found = national.publish(edition=edition, by=people["siv"])
    jobs.run(job_id=Job.objects.get(kind="render_sealed_report", key=str(found.pk)).pk)
    seal = SealedReport.objects.select_related("pdf").get(pk=found.pk)
    whole = rendering.sealed_bytes(seal)
    reading = read(whole, settings.SEAL_AUTHORITIES)
    assert reading.signature == SignatureState.HOLDS
    assert chain.told_by(reading.reason) == (seal.receipt, seal.chain_sha256)
    assert seal.receipt.startswith("2010-00-")
    assert checking.fault_of_chain() == ""
    assert seal.previous_sha256 == SealedReport.objects.order_by("-pk")[1].chain_sha256
    assert rendering.drawn(seal) + bytes(seal.pdf.signature) == whole  # so that a lost file is put back
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        names = dict(pikepdf.NameTree(pdf.Root.Names.Dests).items())
        at = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        first = {slug: at[names[slug][0].objgen] for slug in ("hedmark", "nordland")}
        assert set(first) <= {str(link.get("/Dest", "")) for link in pdf.pages[1].obj.Annots}
        total = len(pdf.pages)
    found = content.draft(edition) | {"kind": "sealed"}
    pages = {name: NationalFile.objects.get(key=key_of_part(found, name)).pages for name in first}
    anyone = as_("anon")
    page = anyone.get("/rapporter/nasjonal/2010/").content.decode()
    for words in ("Foreløpig utgave", "Et godt år.", "Vestfold", seal.receipt):
        assert words in page
    assert anyone.get(seal.pdf_url).content == whole
    said = anyone.get(f"/verifiser/?receipt={seal.receipt}").content.decode()
    assert "Kvitteringsnummeret er ekte" in said
    assert "Hele landet 2010" in said
    assert first["nordland"] == first["hedmark"] + pages["hedmark"]
    assert total == first["nordland"] + pages["nordland"] - 1


def test_what_is_published_never_changes_and_a_corrected_edition_stands_beside_it(edition, round_, people):
    national.publish(edition=edition, by=people["siv"])
    with pytest.raises(Conflict, match="Lag en rettet utgave"):
        written(edition, "x", people["siv"])
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        NationalEdition.objects.update(summary="x")
    with pytest.raises(Conflict, match="Skriv hva som er rettet"):
        national.begin(round_=round_, by=people["siv"])
    second = national.begin(round_=round_, reason="Feil sum.", by=people["siv"])
    assert (second.number, second.summary, second.reason) == (2, "Et godt år.", "Feil sum.")
    assert content.name_of(content.draft(second)) == "Rettet utgave, foreløpig"


def test_what_was_changed_since_it_was_read_is_not_published(edition, people):
    seen = national.mark_of(content.draft(edition))
    written(edition, "Nytt.", people["siv"])
    with pytest.raises(Stale):
        national.publish(edition=edition, seen=seen, by=people["siv"])
