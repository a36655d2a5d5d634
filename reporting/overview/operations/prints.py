"""The overview as files, drawn by a worker from what the person saw."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from portal.jobs import Progress
from portal.models import User
from portal.operations import jobs
from reporting import snapshot
from reporting.overview.models import OverviewPrint, PrintFile
from reporting.overview.tables import OverviewChart

DRAW_OVERVIEW = "draw_overview"
KEPT = dt.timedelta(days=30)


@transaction.atomic
def request(*, content: dict[str, Any], by: User) -> OverviewPrint:
    """Ask for the files of what `by` sees now; the same content gives the same files."""
    text = snapshot.canonical(content)
    found, _created = OverviewPrint.objects.get_or_create(
        asked_by=by, sha256=snapshot.sha256(text), defaults={"snapshot": text}
    )
    if not found.files.exists():
        jobs.enqueue(
            kind=DRAW_OVERVIEW,
            key=str(found.pk),
            title=_("Oversikten som PDF og bilder: %s") % found,
            result_path=found.get_absolute_url(),
            by=by,
            region_id=None,
        )
    return found


def draw(*, wanted: OverviewPrint, progress: Progress) -> None:
    """Draw everything, then keep it in one go: a worker that dies leaves nothing half."""
    from reporting.charts.in_inter import drawings, with_letters  # noqa: PLC0415 - views never draw
    from reporting.overview.charts.fylker import picture  # noqa: PLC0415
    from reporting.overview.charts.specifications import VEGA_LITE, slide, specification  # noqa: PLC0415
    from reporting.overview.pdf import render_overview  # noqa: PLC0415
    from reporting.overview.prints import source_of  # noqa: PLC0415

    charts, shown = [OverviewChart(**chart) for chart in wanted.content["charts"]], wanted.content["map"]
    source = source_of(wanted.content)
    names = [("kart", shown["title"]), *((chart.key, chart.title) for chart in charts)]
    slides = [
        {"svg": picture(shown, slide=True, source=source), "png": True},
        *({"chart": slide(chart, source), "version": VEGA_LITE, "png": True} for chart in charts),
    ]
    inside = [
        {"chart": specification(chart, width=620), "version": VEGA_LITE, "png": False} for chart in charts
    ]
    steps = len(slides) + len(inside) + 2
    drawn, in_pdf = [], {"kart": picture(shown)}
    asked = zip(names + names[1:], drawings([*slides, *inside]), strict=True)
    for number, ((key, title), (svg, png)) in enumerate(asked):
        progress(number, steps, _("Tegner «%s»") % title)
        if png:
            drawn += [(f"{key}.svg", title, with_letters(svg).encode()), (f"{key}.png", title, png)]
        else:
            in_pdf[key] = svg
    progress(steps - 2, steps, _("Setter sammen PDF-en"))
    pdf = render_overview(wanted.content, in_pdf)
    progress(steps - 1, steps, _("Lagrer filene"))
    _keep(wanted, [("oversikt.pdf", _("Hele oversikten"), pdf), *drawn])
    progress(steps, steps, _("Filene er klare"))


@transaction.atomic
def _keep(wanted: OverviewPrint, drawn: list[tuple[str, str, bytes]]) -> None:
    if wanted.files.exists():  # the job ran twice
        return
    for name, title, content in drawn:
        stored = PrintFile(print=wanted, name=name, title=title)
        stored.file.save(f"{wanted.pk}-{name}", ContentFile(content), save=False)
        stored.save()


@transaction.atomic
def tidy(*, now: dt.datetime) -> int:
    """Throw away what is older than a month; it can be asked for again."""
    old = OverviewPrint.objects.filter(asked_at__lt=now - KEPT)
    for stored in PrintFile.objects.filter(print__in=old):
        stored.file.delete(save=False)
    return old.delete()[0]
