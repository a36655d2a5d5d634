"""Where the apps above have a say in an edition's steps: what stands in the way of one, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from criteria.models import CriteriaSet
    from criteria.workflow import EditionAction
    from portal.models import User

# Sentences that say what must be done first; none lets the step be taken.
Hindrance = Callable[["CriteriaSet", "EditionAction"], list[str]]
# Done in the step's own transaction, with who took it.
Consequence = Callable[["CriteriaSet", "EditionAction", "User"], None]

HINDRANCES: list[Hindrance] = []
CONSEQUENCES: list[Consequence] = []


def hinders(hindrance: Hindrance) -> Hindrance:
    HINDRANCES.append(hindrance)
    return hindrance


def follows(consequence: Consequence) -> Consequence:
    CONSEQUENCES.append(consequence)
    return consequence
