"""`manage.py workflow_diagram > docs/workflow.md`: a report's states and steps, from the table that runs them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from portal.access import GRANTS, Role
from reporting.workflow import TRANSITIONS, Status

HEAD = """# The workflow of an annual report

Written by `manage.py workflow_diagram` from `reporting/workflow.py`; a test compares them.

```mermaid
stateDiagram-v2
    [*] --> draft
"""


class Command(BaseCommand):
    help = "Skriver docs/workflow.md fra tabellen i reporting/workflow.py."

    def handle(self, *args: Any, **options: Any) -> None:
        lines = [f'    state "{status.label}" as {status.value}' for status in Status]
        rows = []
        for (state, action), (target, permission) in TRANSITIONS.items():
            lines.append(f"    {state.value} --> {target.value}: {action.label}")
            roles = ", ".join(str(role.label) for role in Role if permission in GRANTS[role])
            rows.append(f"| {state.label} | {action.label} | {target.label} | {roles} |")
        table = ["", "| From | Step | To | Who |", "|---|---|---|---|", *rows]
        self.stdout.write(HEAD + "\n".join([*lines, "```", *table]))
