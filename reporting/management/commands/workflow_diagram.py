"""`manage.py workflow_diagram > docs/workflow.md`: states and steps, from the tables that run them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from counties.workflow import EVENT, REGISTRATION, REQUEST, UPLOAD
from criteria.hearing.workflow import HEARING, REPLY
from criteria.workflow import EDITION
from reporting.workflow import REPORT

HEAD = """# The workflows

Written by `manage.py workflow_diagram` from the table of each in its app's `workflow`; a test compares them."""
WORKFLOWS = (REPORT, EDITION, HEARING, REPLY, REQUEST, EVENT, REGISTRATION, UPLOAD)


class Command(BaseCommand):
    help = "Skriver docs/workflow.md fra tabellene som styrer stegene."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("\n\n".join([HEAD, *("\n".join(workflow.diagram()) for workflow in WORKFLOWS)]))
