"""Operations whose letters are looked at first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from portal.errors import Unseen
from portal.letters import mark_of

Made = TypeVar("Made")


def as_previewed(operation: Callable[..., Made], **details: Any) -> Made:
    """What it makes for a person who is shown the letters and confirms."""
    try:
        return operation(**details)
    except Unseen as unseen:
        return operation(previewed=mark_of(unseen.letters), **details)
