"""A round of two reports with a template of three chapters, and what the database holds of it."""

from __future__ import annotations

import datetime as dt

from django.apps import apps
from django.db import connection

from portal.models import User
from reporting.models import AnnualReport, Question, ReportingRound, ReportTemplate, Section
from reporting.operations import writing
from tests import factories
from tests.reporting.by_hand import AS_COUNTED, QUESTIONS, REPORTS, TYPED


def user(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def report_of(slug: str) -> AnnualReport:
    return AnnualReport.objects.for_lists().get(region__slug=slug, round__year=2010)


def digest() -> str:
    """Of all rows that an act could change."""
    models = [*apps.get_app_config("reporting").get_models(), *apps.get_app_config("portal").get_models()]
    tables = [model._meta.db_table for model in models if "context" not in model._meta.db_table]
    sums = [f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) s FROM {table} t" for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT string_agg(coalesce(s, '-'), '|') FROM ({' UNION ALL '.join(sums)}) AS sums")
        return cursor.fetchone()[0]


def begin() -> None:
    """Two reports that are ready to be sent to signature, as long as no activity is recorded."""
    ReportingRound.objects.filter(year=2010).update(template=small_template())
    for slug, writer in zip(REPORTS, ("kari", "per"), strict=True):
        report = factories.draft(slug)
        for section in report.round.template.sections.all():
            values = {key: said.replace(AS_COUNTED, "0") for key, said in TYPED[section.key][0].items()}
            writing.save_section(report=report, section=section, values=values, version=0, by=user(writer))
    AnnualReport.objects.exclude(region__slug__in=REPORTS, round__year=2010).delete()


def small_template() -> ReportTemplate:
    """Three chapters, of which the last has a number that the portal counts."""
    template = ReportTemplate.objects.create(key="liten", name="Liten rapport")
    for number, (key, boxes) in enumerate(QUESTIONS.items(), start=1):
        section = Section.objects.create(template=template, number=number, key=key, title=key)
        is_text = key != "oppgaver"
        for position, box in enumerate(boxes, start=1):
            Question.objects.create(
                section=section,
                position=position,
                key=box,
                label=box,
                kind="text" if is_text else "number",
                required=is_text,
                computed="akt_kurs" if box == "kurs" else "",
            )
    template.published_on = dt.date(2010, 12, 1)
    template.save(update_fields=["published_on"])
    return template
