"""`manage.py prepare_demo`: migrate, load the programme and the demo, in one process because each costs a second."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Migrerer og laster programmet og demoen. Kan kjøres igjen."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("load_programme")
        call_command("load_demo")
