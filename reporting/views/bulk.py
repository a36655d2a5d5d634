"""All answers of a round as files."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from portal.files import KINDS, MEDIA, FileAnswer, attachment, json_bytes, named, respond
from portal.links import reverse
from portal.templatetags.portal import FILE_NAMES
from reporting import bulk
from reporting.models import ReportingRound

Files = list[tuple[str, str]]  # each kind by name, and its address


@login_not_required
@require_safe
def round_answers(request: HttpRequest, round_slug: str, kind: str) -> FileAnswer:
    """One row per region."""
    round_ = get_object_or_404(ReportingRound, slug=round_slug)
    said = bulk.said_in(round_, request.user)
    if kind == "json":
        return attachment(
            json_bytes(bulk.regions_as_json(said)), MEDIA[kind], f"{named('svar', round_slug)}.json"
        )
    return respond(bulk.by_region(round_, said), kind, "svar", round_slug)


@login_not_required
@require_safe
def round_answer_rows(request: HttpRequest, round_slug: str, kind: str) -> FileAnswer:
    """One row per answer."""
    said = bulk.said_in(get_object_or_404(ReportingRound, slug=round_slug), request.user)
    if kind == "json":
        name = f"{named('svarrader', round_slug)}.json"
        return attachment(json_bytes(bulk.answers_as_json(said)), MEDIA[kind], name)
    return respond(bulk.by_answer(said), kind, "svarrader", round_slug)


def files_of_rounds(years: Iterable[int]) -> list[tuple[int, Files, Files]]:
    """The year, its answers by region, and its answers one by one."""
    return [(year, _files("round-answers", year), _files("round-answer-rows", year)) for year in years]


def _files(url_name: str, year: int) -> Files:
    return [
        (FILE_NAMES[kind], reverse(f"reporting:{url_name}", args=[year, kind])) for kind in [*KINDS, "json"]
    ]
