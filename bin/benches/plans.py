"""How the database finds the rows of the pages: no question reads a large table from end to end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.test import override_settings

from benches.figures import Figure, Outcome, answered
from benches.pages import client, places

if TYPE_CHECKING:
    from django.test import Client

LARGE = 10_000  # rows
# What has as many with a hundred times the demo's rows, but kommuner, of which there are 430.
LARGE_TABLES = {
    "counties_activity", "counties_assistancerequest", "counties_criterionuse", "counties_event",
    "counties_frameworkagreement", "counties_frameworkagreement_participants",
    "counties_frameworkagreement_product_groups", "counties_grant", "counties_kommunefollowup", "counties_meeting",
    "counties_meeting_participants", "counties_member", "counties_registration", "counties_requestmessage",
    "counties_supplierreadiness", "counties_tildelingsbrevfollowup", "counties_virksomhet", "criteria_criterion",
    "criteria_criterionlabel", "overview_fact", "portal_notification", "portal_outgoingmail",
    "reporting_reportedvalue", "reporting_reporttext", "reporting_sectionanswers",
    "counties_activityevent", "counties_assistancerequestevent", "counties_criterionuseevent", "counties_eventevent",
    "counties_frameworkagreementevent", "counties_grantevent", "counties_kommunefollowupevent",
    "counties_meetingevent", "counties_memberevent", "counties_registrationevent",
    "counties_supplierreadinessevent", "counties_tildelingsbrevfollowupevent", "counties_virksomhetevent",
    "criteria_criterionevent", "reporting_annualreportevent", "reporting_reportevent",
    "reporting_sectionanswersevent",
}  # fmt: skip


class Asked:
    """Every question that is asked while it is in force, with what was put in it."""

    def __init__(self) -> None:
        self.questions: dict[str, Any] = {}

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if isinstance(sql, str) and sql.lstrip("( ").upper().startswith(("SELECT", "WITH")):
            self.questions.setdefault(sql, params)
        return execute(sql, params, many, context)


def large_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [LARGE])
        return {name for (name,) in cursor.fetchall()}


def read_whole(plan: dict[str, Any], large: set[str]) -> Iterator[str]:
    """The large tables that `plan` reads row for row."""
    if plan["Node Type"] == "Seq Scan" and plan["Relation Name"] in large:
        yield plan["Relation Name"]
    for part in plan.get("Plans", []):
        yield from read_whole(part, large)


def asked_of(user: Client, path: str) -> dict[str, Any]:
    """What the page asks the database, each question with its values."""
    asked = Asked()
    with connection.execute_wrapper(asked):
        answered(user, path)
    return asked.questions


def plans_of(questions: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each question with how the database would answer it."""
    with connection.cursor() as cursor:
        for sql, params in questions.items():
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            (answer,) = cursor.fetchone() or ()
            yield sql, (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]


@override_settings(ROOT_URLCONF="benches.urls")
def outcome(*, quick: bool) -> Outcome:
    large = large_tables()
    whole = {
        (path, table)
        for who, path in places()
        for _sql, plan in plans_of(asked_of(client(who), path))
        for table in read_whole(plan, large)
    }
    said = ", ".join(f"{path} ({table})" for path, table in sorted(whole))
    return Outcome(
        [Figure("plans", "Spørringer uten indeks på store tabeller", len(whole), 0, "", note=said)]
    )
