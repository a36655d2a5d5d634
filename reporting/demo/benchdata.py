"""The demo's rows many times over, for measuring: `manage.py benchdata`.

What is grown is every row of the portal's own tables but the programme's shared ones, with its keys moved, so that
each copy is a country of its own: regions with fylke, kommuner, people, work, reports and their history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias, cast

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from counties.models import Activity, AssistanceRequest, Event, FrameworkAgreement, Meeting, Region

Field: TypeAlias = "models.Field[Any, Any]"
APPS = {"portal", "counties", "criteria", "hearing", "reporting", "account"}
# What there is one of however many regions there are: the programme, its forms, its words, and who is at the door.
SHARED = {
    "counties_pulje", "counties_pulje_event", "counties_milestone", "counties_milestoneevent",
    "reporting_reportinground", "reporting_reportingroundevent", "reporting_reporttemplate",
    "reporting_reporttemplateevent", "reporting_section", "reporting_sectionevent", "reporting_question",
    "reporting_questionevent", "reporting_rule", "reporting_ruleevent", "reporting_nationaledition",
    "reporting_nationaleditionevent", "reporting_nationalfile", "criteria_label", "criteria_label_areas",
    "criteria_productarea", "criteria_searchterm", "criteria_synonym", "criteria_synonymevent",
    "portal_heartbeat", "portal_limitcount", "portal_sentform", "counties_grantletter",
}  # fmt: skip
OF_A_REPORT = "seal_id IN (SELECT id FROM reporting_sealedreport WHERE report_id IS NOT NULL)"
# The national edition is shared, so its seal is; a letter that waits would be sent; the last job is the demo's own.
ONLY = {
    "reporting_sealedreport": "report_id IS NOT NULL",
    "reporting_sealedpdf": OF_A_REPORT,
    "reporting_reportedvalue": OF_A_REPORT,
    "reporting_reporttext": OF_A_REPORT,
    "reporting_reportevent": f"seal_id IS NULL OR {OF_A_REPORT}",
    "portal_outgoingmail": "sent_at IS NOT NULL",
    "portal_job": "finished_at IS NOT NULL",
}
# What may stand once only is told apart by the copy's number k; numbers of two digits do not last for 1,800 regions.
HEX = "encode(sha256(convert_to({column} || '-' || k, 'UTF8')), 'hex')"
APART = {
    "sha256": HEX,
    "previous_sha256": HEX,
    "chain_sha256": HEX,
    "token": f"left({HEX}, 40)",
    "share_token": f"left({HEX}, 40)",
    "receipt": f"left({HEX}, 20)",
    "org_number": "'2' || lpad(({table}.id + k * {stride})::text, 8, '0')",
    "number": "k || {column}",
    "name": "{column} || ' ' || k",
    "name_in_full": "{column} || ' ' || k",
    "email": "k || '.' || {column}",
    "message_id": "k || {column}",
    "slug": "{column} || '-' || k",
    "key": "{column} || '-' || k",
}
WIDER = {"counties_region": "number", "counties_fylke": "number", "counties_kommune": "number"}
# The lists of one region, which are to be long as well.
OWN = "hedmark"
OTHER = 10_000  # where the numbers of such copies begin
OWN_LISTS = [Activity, Event, AssistanceRequest, FrameworkAgreement, Meeting]


@transaction.atomic
def grow(times: int, own: int) -> None:
    """`times` the demo's rows in all, and `own` times Hedmark's lists. The connection must be the owner's.

    The same numbers give the same rows. Raises `ValueError` where the database has been grown before.
    """
    if Region.objects.count() > 18:
        raise ValueError("the database has been grown before")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no history of rows that never were
        for table, column in WIDER.items():
            cursor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar(8)")
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'", [table]
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    _copy(grown(), range(1, times), ONLY)
    region = Region.objects.get(slug=OWN).pk
    _copy(
        OWN_LISTS,
        range(OTHER, OTHER + own - 1),
        {model._meta.db_table: _of_region(model, region) for model in OWN_LISTS},
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def grown() -> list[type[models.Model]]:
    """Every model with a table that grows with the number of regions."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in APPS
        and model._meta.managed
        and not model._meta.proxy
        and model._meta.db_table not in SHARED
        and isinstance(model._meta.pk, models.AutoField | models.BigAutoField)
    ]


def _of_region(model: type[models.Model], region: int) -> str:
    if model is Meeting:
        return f"styringsgruppe_id IN (SELECT id FROM counties_styringsgruppe WHERE region_id = {region})"  # noqa: S608 - a key
    if model is Event:
        return f"region_id = {region} AND activity_id IS NULL"
    return f"region_id = {region}"


def _copy(copied: Iterable[type[models.Model]], numbers: range, only: Mapping[str, str]) -> None:
    """Copies of these `numbers` of the rows of `copied`, each pointing at its own copy's rows."""
    found = list(copied)
    strides = {model._meta.db_table: _largest(model) + 1 for model in found}
    with connection.cursor() as cursor:
        for model in found:
            table = model._meta.db_table
            fields = [field for field in model._meta.concrete_fields if not field.generated]
            values = [_moved(field, table, strides) for field in fields]
            columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)}"  # noqa: S608 - names from the models
                f" FROM generate_series(%s::int, %s::int) AS k CROSS JOIN {table} WHERE {only.get(table, 'true')}",
                [numbers.start, numbers.stop - 1],
            )
        for sql in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(sql)


def _moved(field: Field, table: str, strides: Mapping[str, int]) -> str:
    column = f"{table}.{connection.ops.quote_name(str(field.column))}"
    target = table if field.primary_key and not field.is_relation else None
    if field.is_relation:
        target = cast(type[models.Model], field.related_model)._meta.db_table
    if target is not None:
        return f"{column} + k * {strides[target]}" if target in strides else column
    if _stands_once(field) and field.column in APART:
        return APART[field.column].format(column=column, table=table, stride=strides[table])
    return column


def _stands_once(field: Field) -> bool:
    """By itself, and not in its region, event or group, which are the copy's own; a person's address always."""
    alone = [
        constraint.fields
        for constraint in field.model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and field.name in constraint.fields
    ]
    return (
        field.unique
        or field.column == "email"
        or any(not any(field.model._meta.get_field(name).is_relation for name in names) for names in alone)
    )


def _largest(model: type[models.Model]) -> int:
    return model._base_manager.aggregate(largest=models.Max("pk"))["largest"] or 0
