"""DIFI's rounds and templates: a draft is edited, a published template stands still, and a round waits for it."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from portal import clock
from portal.errors import Conflict, Stale
from portal.models import Notification
from reporting.models import (
    AnnualReport,
    Question,
    ReportingRound,
    ReportTemplate,
    SealedReport,
    Section,
    SectionAnswers,
)  # fmt: skip
from reporting.operations import rehearsals, reports, rounds, signing, template_drafts
from reporting.operations.templates import load_rounds, load_template
from reporting.sayings import kind_of
from reporting.template_changes import changes_of
from reporting.template_checks import obstacles
from reporting.template_forms import QuestionForm
from tests import factories


def question(template: ReportTemplate, key: str) -> Question:
    return Question.objects.select_related("section__template", "shown_if").get(
        section__template=template, key=key
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda t: Question.objects.filter(section__template=t).update(label="Ny"),
        lambda t: Question.objects.filter(section__template=t, shown_if=None).last().delete(),
        lambda t: t.sections.first().questions.create(key="ny", position=99, kind="text", label="Ny"),
        lambda t: t.sections.create(key="ny", number=99, title="Nytt"),
        lambda t: t.rules.all().delete(),
        lambda t: ReportTemplate.objects.filter(pk=t.pk).update(name="Ny"),
        lambda t: Section.objects.filter(template=factories.draft_template()).update(template=t),
    ],
)
def test_no_write_changes_a_published_template(change, people):
    template = ReportTemplate.objects.get(key="arsrapport")
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        change(template)


def test_a_deploy_changes_neither_what_is_published_nor_what_difi_has_moved(people):
    ReportingRound.objects.filter(year=2010).update(due_on="2011-03-15")
    load_rounds(load_template())
    assert ReportingRound.objects.get(year=2010).due_on == dt.date(2011, 3, 15)
    assert ReportTemplate.objects.filter(key="arsrapport").count() == 1


def test_a_copy_asks_the_same_under_the_same_keys_and_changes_nothing(people):
    old, new = ReportTemplate.objects.get(key="arsrapport"), factories.draft_template()
    said = ("section__key", "key", "position", "kind", "label", "options", "shown_if__key", "computed")
    asked = Question.objects.order_by("section__number", "position")
    assert [*asked.filter(section__template=old).values_list(*said)] == [
        *asked.filter(section__template=new).values_list(*said)
    ]
    assert new.rules.count() == old.rules.count() > 0
    waits = asked.filter(section__template=new, shown_if__isnull=False)
    assert {row.shown_if.section.template_id for row in waits} == {new.pk}
    assert (changes_of(new), obstacles(new)) == ([], [])


def test_no_report_is_begun_from_a_draft(people):
    template = factories.draft_template()
    round_ = factories.planned_round(template=template)
    with pytest.raises(Conflict, match="Publiser malen"):
        reports.open_round(round_=round_)
    with pytest.raises(DatabaseError, match="published template"), transaction.atomic():
        AnnualReport.objects.create(round=round_, region=factories.region())
    template_drafts.publish(template=template, by=people["siv"])
    round_.refresh_from_db()
    assert reports.open_round(round_=round_) == 12  # pulje 1 has ended
    with pytest.raises(DatabaseError, match="keeps its year"), transaction.atomic():
        ReportingRound.objects.filter(pk=round_.pk).update(template=factories.draft_template("annen"))


def test_every_figure_that_is_asked_for_is_said_to_be_of_the_right_kind(db):
    asked = Question.objects.exclude(computed="")
    assert [str(q) for q in asked if kind_of(q.computed) != q.kind] == []


def test_what_hangs_on_a_question_goes_with_it_and_what_waits_for_it_stops_it(people):
    template = factories.draft_template()
    with pytest.raises(Conflict, match="vises bare ved et svar"):
        template_drafts.remove_question(
            question=question(template, "styringsgruppe_oppnevnt"), by=people["siv"]
        )
    template_drafts.remove_question(question=question(template, "akt_kurs"), by=people["siv"])
    template_drafts.remove_question(question=question(template, "styringsgruppe_medlemmer"), by=people["siv"])
    template.refresh_from_db()
    assert all("akt_kurs" not in chart["questions"] for chart in template.charts)
    assert not template.rules.filter(question="styringsgruppe_medlemmer").exists()
    assert {
        (change.kind, change.what.partition(" ")[2].replace("\xa0", " ")) for change in changes_of(template)
    } == {
        ("removed", "Kurs for politikere, ledere og innkjøpere – antall"),
        ("removed", "Hvor mange medlemmer hadde styringsgruppen ved utgangen av året?"),
        ("removed", "«Medlemmer i styringsgruppen» er mellom 3 og 20 medlemmer."),
        (
            "removed",
            "«Kurs for politikere, ledere og innkjøpere» er høyst 50 % mer eller mindre enn i fjor, "
            "og det telles bare når det skiller minst 5 aktiviteter.",
        ),
    }


def test_a_question_never_stands_before_the_one_it_waits_for(people):
    section = question(factories.draft_template(), "styringsgruppe_moter").section
    keys = list(section.questions.order_by("position").values_list("key", flat=True))
    with pytest.raises(Conflict, match="må stå etter"):
        template_drafts.reorder_questions(section=section, keys=keys[::-1], seen=keys, by=people["siv"])
    with pytest.raises(Stale):
        template_drafts.reorder_questions(section=section, keys=keys, seen=keys[:2], by=people["siv"])


SENT = {"label": "Antall gjester", "kind": "number", "required": "on", "decimals": "0"}


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"key": "organisering_vurdering"}, "key", "Hvert spørsmål må ha sin egen"),
        ({"key": "Gjester!"}, "key", "små bokstaver"),
        ({"key": "tatt_ut", "kind": "text"}, "key", "brukt til et annet slag"),
        ({"kind": "choice", "options": "Ja, alltid"}, "options", "minst to valg"),
        ({"options": "En\nTo"}, "options", "Bare spørsmål med valg"),
        ({"minimum": "10", "maximum": "1"}, "maximum", "større enn"),
        ({"computed": "styringsgruppe"}, "computed", "«Ja eller nei»"),
    ],
)
def test_a_fault_is_told_at_its_field(sent, field, words, people):
    other = factories.draft_template("annen")
    other.sections.first().questions.create(key="tatt_ut", position=99, kind="number", label="Tatt ut")
    section = question(factories.draft_template(), "organisering_vurdering").section
    form = QuestionForm(SENT | sent, instance=Question(section=section))
    assert words in str(form.errors[field])


def test_difi_makes_next_year_s_template_in_the_browser(as_, people):
    siv = as_("siv")
    made = siv.post(
        "/rapporter/maler/arsrapport/kopier/", {"name": "Rapporten", "key": "ny", "kind": "yearly"}
    )
    assert made.url == "/rapporter/maler/ny/"
    chapter = "/rapporter/maler/ny/kapittel/organisering/"
    sent = SENT | {"waits_for": "styringsgruppe_oppnevnt=ja"}
    assert siv.post(f"{chapter}sporsmal/nytt/", sent).status_code == 302
    siv.post(f"{chapter}rekkefolge/", {"flytt": "antall_gjester:opp", "sett": _keys("ny", "organisering")})
    page = siv.get("/rapporter/maler/ny/publiser/").content.decode()
    assert "Antall gjester" in page
    tried = siv.post("/rapporter/maler/ny/prov/organisering/", {"antall_gjester": "mange"}).content.decode()
    assert "Noe må rettes" in tried
    seen = template_drafts.mark_of(ReportTemplate.objects.get(key="ny"))
    siv.post("/rapporter/maler/ny/publiser/", {"seen": seen})
    found = question(ReportTemplate.objects.published().get(key="ny"), "antall_gjester")
    assert (found.position, found.shown_if.key) == (6, "styringsgruppe_oppnevnt")
    assert "er publisert og kan ikke endres" in siv.get(chapter, follow=True).content.decode()


def _keys(template: str, section: str) -> str:
    rows = Question.objects.filter(section__template__key=template, section__key=section)
    return ",".join(rows.order_by("position").values_list("key", flat=True))


def test_a_round_that_has_begun_is_only_moved_forward_and_for_a_reason(as_, people):
    path = "/rapporter/runder/2010/"
    sent = {"due_on": "2011-02-20", "closes_on": "2011-06-30", "reason": "Streik."}
    sent["seen"] = ReportingRound.objects.get(year=2010).mark
    assert "bare flyttes framover" in as_("siv").post(path, sent).content.decode()
    assert as_("siv").post(path, sent | {"due_on": "2011-03-20"}).status_code == 302
    assert ReportingRound.objects.get(year=2010).due_on == dt.date(2011, 3, 20)
    round_ = ReportingRound.objects.get(year=2010)
    with pytest.raises(Conflict, match="har begynt"):
        rounds.save(round_=round_, values={"year": 2015}, seen=round_.mark, by=people["siv"])


def test_a_round_s_faults_are_told_and_one_that_opens_gets_its_reports(as_, people):
    template = factories.draft_template()
    sent = {"year": "2010", "kind": "yearly", "template": template.pk}
    sent |= {"opens_on": "2011-02-01", "due_on": "2011-01-01", "closes_on": "2010-12-01"}
    page = as_("siv").post("/rapporter/runder/ny/", sent).content.decode()
    for words in ("Det finnes en slik runde", "Fristen må være etter", "ikke lukke før", "er et utkast"):
        assert words in page
    template_drafts.publish(template=template, by=people["siv"])
    sent |= {"year": "2011", "due_on": "2012-03-01", "closes_on": "2012-06-01"}
    assert as_("siv").post("/rapporter/runder/ny/", sent).status_code == 302
    assert AnnualReport.objects.filter(round__year=2011).count() == 18


def round_of(kind: str, template: str, year: int = 2010) -> ReportingRound:
    """One that has opened."""
    values = {"year": year, "kind": kind, "template": ReportTemplate.objects.get(key=template)}
    values |= {
        "opens_on": dt.date(2011, 2, 1),
        "due_on": dt.date(2011, 3, 1),
        "closes_on": dt.date(2011, 6, 1),
    }
    return rounds.save(round_=ReportingRound(), values=values, by=factories.cast()["siv"])


def report_of(round_: ReportingRound) -> AnnualReport:
    found = AnnualReport.objects.select_related("round__template", "region__pulje")
    return found.get(round=round_, region__slug="hedmark")


def test_a_final_evaluation_goes_all_the_way_and_is_counted_nowhere(as_, people):
    report = report_of(round_of("final", "sluttevaluering"))
    assert report.get_absolute_url() == "/rapporter/2010-sluttevaluering/hedmark/"
    assert "Sluttevaluering 2010 for Hedmark" in as_("kari").get(report.get_absolute_url()).content.decode()
    assert "luttevalueringen 2010 for Hedmark" in as_("kari").get("/").content.decode()
    factories.fill(report, people["kari"])
    reports.submit(report=report, by=people["kari"])
    seal = signing.sign(report=report, by=people["ola"])
    reports.start_review(report=report, by=people["siv"])
    reports.approve(report=report, by=people["siv"])
    reports.publish(report=report, by=people["siv"])
    assert seal.pdf_url == "/rapporter/2010-sluttevaluering/hedmark/pdf/1/"
    assert seal.file_name.startswith("sluttevaluering-2010-hedmark")
    told = people["ola"].notifications.filter(subject__startswith="Publisert").get()
    assert (told.subject, told.path) == (
        "Publisert: sluttevalueringen 2010 for Hedmark",
        report.get_absolute_url(),
    )
    page = as_("anon").get(report.get_absolute_url()).content.decode()
    assert "Modell for permanent drift" in page
    assert as_("anon").get("/api/v1/rapporter?region=hedmark").json()["count"] == 0
    assert as_("anon").get("/api/v1/rapporterte-verdier?region=hedmark").json()["count"] == 0
    assert "Sluttevaluering 2010 for Hedmark" in as_("anon").get("/rapporter/").content.decode()


def test_a_rehearsal_is_never_sealed_and_leaves_nothing(as_, people):
    real = factories.draft()
    round_ = round_of("rehearsal", "arsrapport")
    report = report_of(round_)
    factories.fill(report, people["kari"])
    assert "Prøverunde" in as_("kari").get(f"{report.get_absolute_url()}organisering/").content.decode()
    assert "Prøv prøverapporten 2010" in as_("kari").get("/").content.decode()
    reports.submit(report=report, by=people["kari"])
    page = as_("ola").get(f"{report.get_absolute_url()}signer/").content.decode()
    assert "Prøverunden slutter her" in page
    with pytest.raises(Conflict, match="prøverunde"):
        signing.sign(report=report, by=people["ola"])
    report.refresh_from_db()
    with pytest.raises(DatabaseError, match="never sealed"), transaction.atomic():
        SealedReport.objects.create(
            report=report, number=1, receipt="x", snapshot="{}", sha256="0" * 64,
            signed_at=clock.now(), signed_by=people["ola"], previous_sha256="0" * 64, chain_sha256="1" * 64,
        )  # fmt: skip
    reports.send_back(report=report, by=people["ola"], comment="Fint.")
    assert as_("siv").get("/rapporter/2010-prove/frister/").status_code == 404
    assert "11 kapitler med svar" in as_("siv").get("/rapporter/runder/2010-prove/slett/").content.decode()
    with pytest.raises(Conflict, match="Bare en prøverunde"):
        rehearsals.wipe(round_=real.round, by=people["siv"])
    as_("siv").post("/rapporter/runder/2010-prove/slett/", {"seen": round_.mark})
    assert [*ReportingRound.objects.filter(year=2010)] == [real.round]
    assert AnnualReport.objects.filter(pk=real.pk).exists()
    assert not AnnualReport.pgh_event_model.objects.filter(pgh_obj=report.pk).exists()
    assert not SectionAnswers.pgh_event_model.objects.filter(report=report.pk).exists()
    assert not Notification.objects.filter(path__contains="2010-prove").exists()
    round_of("rehearsal", "arsrapport")
