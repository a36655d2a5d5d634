"""Names of organisations by their numbers, from the registers of the apps above."""

from __future__ import annotations

from collections.abc import Callable, Collection

Directory = Callable[[Collection[str]], dict[str, str]]

DIRECTORIES: list[Directory] = []


def knows_bodies(directory: Directory) -> Directory:
    """Register what gives the names of the numbers that it knows."""
    DIRECTORIES.append(directory)
    return directory


def names_of(numbers: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for directory in DIRECTORIES:
        found |= directory(numbers)
    return found
