"""What the files of a national edition are made of, as hashes. Draws nothing, so that pages may ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import portal
from portal.models import Job
from reporting import snapshot
from reporting.models import NationalFile
from reporting.national.regions import input_of

NATIONAL_PART = "national_part"
NATIONAL_DRAFT = "national_draft"
STEPS_OF_THE_WHOLE = 3  # after those of its parts


def key_of(kind: str, found: Mapping[str, Any]) -> str:
    """Other looks are another file: the portal's version is part of it."""
    return snapshot.sha256(snapshot.canonical({"kind": kind, "version": portal.__version__, "of": found}))


def key_of_part(content: Mapping[str, Any], slug: str) -> str:
    return key_of("part", input_of(content, slug))


def key_of_draft(content: Mapping[str, Any]) -> str:
    return key_of("draft", content)


def parts_missing(content: Mapping[str, Any]) -> list[str]:
    """The regions, by slug, whose part is not made yet (1 query)."""
    keys = {key_of_part(content, region["slug"]): region["slug"] for region in content["regions"]}
    made = set(NationalFile.objects.filter(key__in=keys).values_list("key", flat=True))
    return [slug for key, slug in keys.items() if key not in made]


def part_job_key(whole: Job, slug: str) -> str:
    return f"{whole.pk}:{slug}"
