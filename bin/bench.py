"""`make bench`: what the portal itself costs, as ratios measured in one run on this machine.

- compile + render of a full report against WeasyPrint alone on the same HTML (the aim: at most 1.15)
- pages against an empty page through the same middleware (the aim: at most 3)
- the overviews with 100 times the demo's regions and activities, against the demo as it is (the aim: at most 2)
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

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402 - after the set-up
from django.test.utils import CaptureQueriesContext  # noqa: E402

from portal.database.owner import as_owner  # noqa: E402
from portal.models import User  # noqa: E402
from reporting import pdf  # noqa: E402
from reporting.compile import compile_report  # noqa: E402
from reporting.models import SealedReport  # noqa: E402
from reporting.overview.models import Fact  # noqa: E402
from reporting.overview.operations import facts  # noqa: E402

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


GROWN = [
    "/oversikt/",
    "/oversikt/?region=hedmark",
    "/oversikt/?pulje=2&theme=etikk&mal=deltakere_ledere",
    "/oversikt/puljer/?region=hedmark",
    "/oversikt/fylke/hedmark/",
    "/oversikt/rader/aktiviteter/?region=hedmark&year=2010",
    "/oversikt/rader/aktiviteter/?year=2010",
    "/sok/?q=papir",
]
TIMES = 100
QUERIES = 15  # on a page, at most

# Made-up rows, by copying the demo's: regions of two letters that are not in anyone's numbers, and their activities.
MORE_REGIONS = """
    INSERT INTO counties_region (number, name, slug, pulje_id)
    SELECT chr(65 + n / 52) || chr(CASE WHEN mod(n, 52) < 26 THEN 65 + mod(n, 52) ELSE 71 + mod(n, 52) END),
           'Region ' || n, 'region-' || n, (SELECT id FROM counties_pulje ORDER BY number DESC LIMIT 1)
    FROM generate_series(0, (SELECT count(*)::int FROM counties_region) * (%s - 1) - 1) AS n
"""
MORE_ACTIVITIES = """
    INSERT INTO counties_activity (region_id, task, title, happened_on, audience, politikere, ledere, innkjopere,
                                   leverandorer, hours, themes, notes, recorded_at, recorded_by_id)
    SELECT r.id, a.task, a.title, a.happened_on, a.audience, a.politikere, a.ledere, a.innkjopere, a.leverandorer,
           a.hours, a.themes, a.notes, a.recorded_at, a.recorded_by_id
    FROM counties_region r CROSS JOIN LATERAL (
        SELECT * FROM counties_activity WHERE mod(id, 18) = mod(r.id, 18) AND upload_id IS NULL
    ) a WHERE r.slug LIKE 'region-%'
"""


def seconds(work: Callable[[], object]) -> float:
    """The median of some rounds, after one that warms up."""
    work()
    return statistics.median(timed(work) for _round in range(ROUNDS))


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def paired(alone: Callable[[], object], whole: Callable[[], object]) -> tuple[float, float]:
    """The median of `alone` in seconds and of `whole` in times of it, one beside the other in each round."""
    alone(), whole()
    taken = [(timed(alone), timed(whole)) for _round in range(ROUNDS)]
    return statistics.median(one for one, _other in taken), statistics.median(
        other / one for one, other in taken
    )


def bench_pdf() -> None:
    """Compile, HTML, drawing and archive marks of a sealed report, against the drawing of that HTML."""
    seal = SealedReport.objects.order_by("pk").last()
    if seal is None:
        sys.exit("Demoen har ingen forseglet rapport. Kjør make demo først.")
    compiled = compile_report(seal.content, sha256=seal.sha256)
    drawings = pdf.drawings_of(compiled)
    html = pdf.html_of(compiled)

    def whole() -> bytes:
        return pdf.render_report(compile_report(seal.content, sha256=seal.sha256))

    alone, times = paired(lambda: pdf.draw(html, drawings), whole)
    print(f"PDF: WeasyPrint alone {alone:.2f} s, compile + render {times:.2f} × (at most 1.15)")


def bench_pages() -> None:
    clients = {name: Client(SERVER_NAME="localhost") for name, _path in PAGES}
    for name, client in clients.items():
        client.force_login(User.objects.get(email=f"{name}@demo.example"))
    for name, path in PAGES:
        client = clients[name]
        empty = seconds(lambda client=client: client.get(EMPTY))
        page = seconds(lambda client=client, path=path: client.get(path))
        print(f"{path:<40} {page / empty:5.2f} × an empty page ({empty * 1000:.0f} ms)")


def bench_growth() -> None:
    """In one transaction that is rolled back: the demo stays as it was."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email="difi@demo.example"))
    facts.count()
    small = {path: seconds(lambda path=path: client.get(path)) for path in GROWN}
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no history of rows that never were
        cursor.execute(MORE_REGIONS, [TIMES])
        cursor.execute(MORE_ACTIVITIES)
        cursor.execute("SET session_replication_role = DEFAULT")
        start = time.perf_counter()
        facts.count()
        counted = time.perf_counter() - start
        cursor.execute("ANALYZE overview_fact, overview_median, counties_region, counties_activity")
        cursor.execute(
            "SELECT (SELECT count(*) FROM counties_region), (SELECT count(*) FROM counties_activity)"
        )
        regions, activities = cursor.fetchone()
        print(
            f"{regions} regions, {activities} activities; counted in {counted:.0f} s, {Fact.objects.count()} figures"
        )
        for path in GROWN:
            large = seconds(lambda path=path: client.get(path))
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            print(
                f"{path:<40} {large / small[path]:5.2f} × the demo's time, {len(asked)} queries (at most {QUERIES})"
            )
        transaction.set_rollback(True)


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    bench_pdf()
    bench_pages()
    bench_growth()
