"""What the files of a national edition are made of, as hashes. Draws nothing, so that pages may ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import portal
from portal.models import Job
from reporting import snapshot
from reporting.models import NationalFile
from reporting.national.regions import input_of as region_of

WORDS, FIGURES = "nasjonal-tekst", "nasjonal-tall"  # pieces of the national part; no region is called this
PIECES = (WORDS, FIGURES)
NATIONAL_PART = "national_part"
NATIONAL_DRAFT = "national_draft"
STEPS_OF_THE_WHOLE = 3  # after those of its parts


def key_of(kind: str, found: Mapping[str, Any]) -> str:
    """Other looks are another file: the portal's version is part of it."""
    return snapshot.sha256(snapshot.canonical({"kind": kind, "version": portal.__version__, "of": found}))


def names_of_parts(content: Mapping[str, Any]) -> list[str]:
    """The edition's parts in their order: the pieces of the national one, then the regions by slug."""
    pieces = [WORDS] if any(content["texts"].values()) else []
    return [*pieces, FIGURES, *(region["slug"] for region in content["regions"])]


def input_of(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """All that a part is made from, of the whole edition's frozen values: it changes with nothing else."""
    if name not in PIECES:
        return region_of(content, name)
    shared = {key: content[key] for key in ("format", "title", "round", "kind")}
    if name == WORDS:
        return shared | {"texts": content["texts"]}
    return shared | {key: content[key] for key in ("regions", "missing", "figures", "answers")}


def key_of_part(content: Mapping[str, Any], name: str) -> str:
    return key_of(name if name in PIECES else "region", input_of(content, name))


def key_of_draft(content: Mapping[str, Any]) -> str:
    return key_of("draft", content)


def keys_of_parts(content: Mapping[str, Any]) -> dict[str, str]:
    return {key_of_part(content, name): name for name in names_of_parts(content)}


def parts_missing(content: Mapping[str, Any]) -> list[str]:
    """Those that are not made yet, by name (1 query)."""
    keys = keys_of_parts(content)
    made = set(NationalFile.objects.filter(key__in=keys).values_list("key", flat=True))
    return [name for key, name in keys.items() if key not in made]


def part_job_key(whole: Job, name: str) -> str:
    return f"{whole.pk}:{name}"
