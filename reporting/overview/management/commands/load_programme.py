"""`manage.py load_programme`: the real data, in a new database or again in an old one."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from counties.operations.loading import load_geography
from criteria.operations.loading import load_catalogue
from reporting.operations.templates import load_rounds, load_template
from reporting.overview.operations import facts


class Command(BaseCommand):
    help = "Laster fylker, kommuner, puljer, milepæler, kriterier, rapportmal og runder. Kan kjøres igjen."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_geography()
        catalogue = load_catalogue()
        rounds = load_rounds(load_template())
        load_template("final_evaluation")
        facts.count()
        self.stdout.write(
            f"{loaded.fylker} fylker, {loaded.kommuner} kommuner, {loaded.fylkesmenn} fylkesmenn, "
            f"{loaded.regions} regioner, {loaded.puljer} puljer, "
            f"{loaded.milestones} milepæler, {catalogue.areas} produktområder, "
            f"{catalogue.labels} merker, {catalogue.criteria} kriterier, {rounds} runder"
        )
