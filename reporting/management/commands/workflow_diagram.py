"""`manage.py workflow_diagram > docs/workflow.md`: states and steps, from the tables that run them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand

from criteria import workflow as criteria
from portal.access import GRANTS, Permission, Role
from reporting import workflow as reporting

HEAD = """# The workflows

Written by `manage.py workflow_diagram` from `reporting/workflow.py` and `criteria/workflow.py`; a test compares them.
"""


class Command(BaseCommand):
    help = "Skriver docs/workflow.md fra tabellene i reporting/workflow.py og criteria/workflow.py."

    def handle(self, *args: Any, **options: Any) -> None:
        report = _drawn("An annual report", reporting.Status, reporting.TRANSITIONS)
        edition = _drawn("An edition of criteria", criteria.State, criteria.TRANSITIONS)
        self.stdout.write("\n".join([HEAD, *report, "", *edition]))


def _drawn(
    title: str, states: Any, transitions: Mapping[tuple[Any, Any], tuple[Any, Permission]]
) -> list[str]:
    lines = [f'    state "{state.label}" as {state.value}' for state in states]
    rows = []
    for (state, action), (target, permission) in transitions.items():
        lines.append(f"    {state.value} --> {target.value}: {action.label}")
        roles = ", ".join(str(role.label) for role in Role if permission in GRANTS[role])
        rows.append(f"| {state.label} | {action.label} | {target.label} | {roles} |")
    head = [f"## {title}", "", "```mermaid", "stateDiagram-v2", "    [*] --> draft"]
    return [*head, *lines, "```", "", "| From | Step | To | Who |", "|---|---|---|---|", *rows]
