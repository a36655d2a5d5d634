"""`make bench`: what the portal itself costs, as ratios measured in one run on this machine.

- compile + render of a full report against WeasyPrint alone on the same HTML (the aim: at most 1.15; charts apart)
- pages against an empty page through the same middleware (the aim: at most 3)
"""

from __future__ import annotations

import logging
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
django.setup()

from django.test import Client  # noqa: E402 - after the set-up

from portal.models import User  # noqa: E402
from reporting import pdf  # noqa: E402
from reporting.charts import report as charts  # noqa: E402
from reporting.compile import compile_report  # noqa: E402
from reporting.models import SealedReport  # noqa: E402

ROUNDS = 5
EMPTY = "/om-dataene/"
PAGES = [
    ("koordinator.hedmark", "/"),
    ("koordinator.hedmark", "/rapporter/2010/hedmark/"),
    ("koordinator.hedmark", "/rapporter/2010/hedmark/kommuner/"),
    ("difi", "/rapporter/"),
    ("difi", "/fylker/"),
    ("difi", "/fylker/nordland/"),
]


def seconds(work: Callable[[], object]) -> float:
    """The median of some rounds, after one that warms up."""
    work()
    taken = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def bench_pdf() -> None:
    seal = SealedReport.objects.order_by("pk").last()
    if seal is None:
        sys.exit("Demoen har ingen forseglet rapport. Kjør make demo først.")
    compiled = compile_report(seal.content, sha256=seal.sha256)
    drawings = {chart.key: charts.svg(chart) for chart in compiled.charts}
    html = pdf.html_of(compiled)
    alone = seconds(lambda: pdf.draw(html, drawings))
    whole = seconds(
        lambda: pdf.finish(pdf.draw(pdf.html_of(compile_report(seal.content, sha256=seal.sha256)), drawings))
    )
    drawn = seconds(lambda: [charts.svg(chart) for chart in compiled.charts])
    print(
        f"PDF: WeasyPrint alone {alone:.2f} s, compile + render {whole / alone:.2f} ×, charts {drawn:.2f} s more"
    )


def bench_pages() -> None:
    clients = {name: Client(SERVER_NAME="localhost") for name, _path in PAGES}
    for name, client in clients.items():
        client.force_login(User.objects.get(email=f"{name}@demo.example"))
    for name, path in PAGES:
        client = clients[name]
        empty = seconds(lambda client=client: client.get(EMPTY))
        page = seconds(lambda client=client, path=path: client.get(path))
        print(f"{path:<40} {page / empty:5.2f} × an empty page ({empty * 1000:.0f} ms)")


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    bench_pdf()
    bench_pages()
