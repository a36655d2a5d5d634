"""Where the apps above have a say: what stands in the way of an edition's step, what follows from it, and why it says
what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from criteria.models import CriteriaSet
    from criteria.workflow import EditionAction
    from portal.models import User

# Sentences that say what must be done first; none lets the step be taken.
Hindrance = Callable[["CriteriaSet", "EditionAction"], list[str]]
# Done in the step's own transaction, with who took it.
Consequence = Callable[["CriteriaSet", "EditionAction", "User"], None]


@dataclass(frozen=True)
class Cause:
    """Why a criterion became as it is: what was decided, for which reason, and after whose words."""

    outcome: str
    reason: str
    voices: tuple[tuple[str, str], ...]  # who said it, and the address of what they said


# By the criterion's code; "" is for the edition as a whole.
Causes = dict[str, list[Cause]]
Explanation = Callable[["CriteriaSet"], Causes]

HINDRANCES: list[Hindrance] = []
CONSEQUENCES: list[Consequence] = []
EXPLANATIONS: list[Explanation] = []


def hinders(hindrance: Hindrance) -> Hindrance:
    HINDRANCES.append(hindrance)
    return hindrance


def follows(consequence: Consequence) -> Consequence:
    CONSEQUENCES.append(consequence)
    return consequence


def explains(explanation: Explanation) -> Explanation:
    EXPLANATIONS.append(explanation)
    return explanation


def causes_of(edition: CriteriaSet) -> Causes:
    """Everything that explains the words of `edition`, for everyone to read."""
    found: Causes = {}
    for explanation in EXPLANATIONS:
        for code, causes in explanation(edition).items():
            found.setdefault(code, []).extend(causes)
    return found
