"""The forty most used pages, each as somebody who uses it, against an empty page through the same middleware."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache, partial
from statistics import median

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from benches.figures import Figure, Outcome, answered, calls_of, in_turns
from counties.models import Event
from criteria.models import CriteriaSet
from portal.models import User

EMPTY = "/tom-side/"
TIMES, QUERIES = 3, 15
GROUP = "datamaskiner_og_skjermer"
KARI, DIFI, PANEL, ADMIN = "koordinator.hedmark", "difi", "panel", "administrator"
ANON, BUYER = "", "innkjoper"
H, R = "/fylker/hedmark/", "/rapporter/2010/hedmark/"
PAGES = [
    (ANON, "/"),
    (ANON, "/fylker/"),
    (ANON, H),
    (ANON, "/oversikt/"),
    (ANON, "/oversikt/?region=hedmark"),
    (ANON, "/oversikt/puljer/"),
    (DIFI, "/oversikt/fylke/hedmark/"),
    (ANON, "/kriterier/"),
    (ANON, "/kriterier/sok/?q=papir"),
    (ANON, "{edition}"),
    (ANON, "/kalender/"),
    (ANON, "{event}"),
    (ANON, "/bistand/"),
    (ANON, "/rapporter/"),
    (ANON, "/sok/?q=papir"),
    (ANON, "/maler/"),
    (ANON, "/konto/login/"),
    (BUYER, "/"),
    (BUYER, "/utvalg/"),
    (KARI, "/"),
    (KARI, H),
    (KARI, H + "arbeid/"),
    (KARI, H + "aktiviteter/"),
    (KARI, H + "virksomheter/"),
    (KARI, H + "bistand/"),
    (KARI, H + "moter/"),
    (KARI, H + "medlemmer/"),
    (KARI, H + "kommuner/?year=2010"),
    (KARI, H + "folk/"),
    (KARI, R),
    (KARI, R + "organisering/"),
    (KARI, R + "kommuner/"),
    (KARI, R + "hele/"),
    (KARI, "/nettverk/"),
    (KARI, "/min-side/"),
    (DIFI, "/"),
    (DIFI, "/rapporter/"),
    (DIFI, "/rapporter/vurdering/"),
    (DIFI, "/tilskudd/2010/"),
    (PANEL, "/"),
    (ADMIN, "/"),
    (ADMIN, "/logg/"),
    (ADMIN, "/brukere/"),
]


@dataclass(frozen=True)
class Page:
    """What a page costs: `calls` of functions and `seconds` of processor time in times of an empty page's, and the
    seconds that somebody waits, `waited`, in times of the wait for an empty one."""

    who: str
    path: str
    calls: float
    seconds: float
    waited: float
    queries: int
    size: int


@cache
def client(who: str) -> Client:
    made = Client(SERVER_NAME="localhost")
    if who:
        made.force_login(User.objects.get(email=f"{who}@demo.example"))
    return made


def places() -> Iterator[tuple[str, str]]:
    """Who asks for which address, with the keys of the demo's own rows."""
    edition = CriteriaSet.objects.filter(group__key=GROUP).earliest("pk")
    known = {"edition": edition.get_absolute_url(), "event": f"/kalender/{Event.objects.earliest('pk').pk}/"}
    for who, path in PAGES:
        yield who, path.format(**known)


@override_settings(ROOT_URLCONF="benches.urls")
def measured(rounds: int) -> list[Page]:
    """Every page; raises `NotMeasured` for one that does not answer."""
    found = []
    for who, path in places():
        page, empty = (partial(client(who).get, address) for address in (path, EMPTY))
        answer = answered(client(who), path)
        own, frame = in_turns(page, empty, rounds=rounds)
        wait, least = in_turns(page, empty, rounds=rounds, clock=time.perf_counter)
        with CaptureQueriesContext(connection) as asked:
            page()
        queries = len(asked)  # before another request empties the list
        calls = calls_of(page) / calls_of(empty)
        found.append(Page(who, path, calls, own / frame, wait / least, queries, len(answer.content)))
    return found


def outcome(*, quick: bool) -> Outcome:
    pages = measured(rounds=3 if quick else 7)
    worst = max(pages, key=lambda page: page.calls)
    over = sum(page.calls > TIMES for page in pages)
    return Outcome(
        [
            Figure(
                "page-worst", "Sider: kall mot en tom side, verste", worst.calls, TIMES, "×", note=worst.path
            ),
            Figure("page-over", f"Sider over {TIMES} × i kall, av {len(pages)}", over, 0, "sider"),
            Figure("page-calls", "Sider: kall, median", median(page.calls for page in pages), TIMES, "×"),
            Figure(
                "page-time", "Sider: prosessortid, median", median(page.seconds for page in pages), TIMES, "×"
            ),
            Figure(
                "page-queries", "Sider: spørringer, flest", max(page.queries for page in pages), QUERIES, ""
            ),
        ],
        pages=[asdict(page) for page in pages],
    )
