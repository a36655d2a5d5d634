"""Counts every measure anew, in the database, in one transaction: readers see the old figures until it is done."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from counties.measures.registry import flows, in_facts
from portal import clock
from reporting.overview.models import FactCount

logger = logging.getLogger(__name__)

LOCK = 7002  # one count at a time; jobs hold locks in the space 7001

COUNTED = """
    CREATE TEMPORARY TABLE counted (
        measure text, region bigint, year int, month int, category text, theme text, value bigint
    ) ON COMMIT DROP
"""
# Empty parts are 0 and '' while the sums are made, so that a NULL only ever means "all of them".
ADDED = """
    INSERT INTO counted
    SELECT %s, f_region, coalesce(f_year, 0), coalesce(f_month, 0), f_category, f_theme, f_value FROM ({rows}) found
    WHERE f_region IS NOT NULL
"""
SUMMED = """
    CREATE TEMPORARY TABLE summed ON COMMIT DROP AS
    SELECT c.measure, coalesce(c.category, '') AS category, c.theme, r.pulje_id, c.region AS region_id, c.year,
           c.month, sum(c.value)::bigint AS value
    FROM counted c JOIN counties_region r ON r.id = c.region
    GROUP BY c.measure, c.theme, ROLLUP (r.pulje_id, c.region), ROLLUP (c.year, c.month), ROLLUP (c.category)
    HAVING NOT (grouping(c.year) = 0 AND c.year = 0)
       AND NOT (grouping(c.month) = 0 AND c.month = 0)
       AND NOT (grouping(c.category) = 0 AND c.category = '')
"""
# What still holds is left as it is: a table that is written anew each time grows with its dead rows.
SAME_FIGURE = """
    f.measure = s.measure AND f.category = s.category AND f.theme = s.theme
    AND coalesce(f.pulje_id, 0) = coalesce(s.pulje_id, 0) AND coalesce(f.region_id, 0) = coalesce(s.region_id, 0)
    AND coalesce(f.year, 0) = coalesce(s.year, 0) AND coalesce(f.month, 0) = coalesce(s.month, 0)
"""
NO_LONGER_SO = f"""
    DELETE FROM overview_fact f WHERE NOT EXISTS (SELECT FROM summed s WHERE {SAME_FIGURE} AND f.value = s.value)
"""  # noqa: S608 - the words above
NEW = f"""
    INSERT INTO overview_fact (measure, category, theme, pulje_id, region_id, year, month, value)
    SELECT * FROM summed s WHERE NOT EXISTS (SELECT FROM overview_fact f WHERE {SAME_FIGURE})
"""  # noqa: S608 - the words above
# Rows that were made, changed or taken away since the database was made, in the tables that figures are counted from.
WRITTEN = """
    SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_user_tables WHERE relname = ANY(%s)
"""
# A region without rows counts as 0: it takes part all the same.
MEDIANS_OF_YEARS = """
    INSERT INTO overview_median (measure, pulje_id, year, age, regions, value)
    SELECT whole.measure, whole.pulje_id, whole.year, NULL, count(*),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY coalesce(own.value, 0))
    FROM overview_fact whole
    JOIN counties_region r ON r.pulje_id = whole.pulje_id
    LEFT JOIN overview_fact own
      ON own.region_id = r.id AND own.measure = whole.measure AND own.year = whole.year
     AND own.month IS NULL AND own.category = '' AND own.theme = ''
    WHERE whole.region_id IS NULL AND whole.year IS NOT NULL AND whole.month IS NULL
      AND whole.category = '' AND whole.theme = ''
    GROUP BY whole.measure, whole.pulje_id, whole.year
"""
MEDIANS_OF_AGES = """
    WITH months AS (
        SELECT f.measure, f.region_id, f.value,
               greatest(0, (f.year - extract(year FROM p.starts_on)::int) * 12
                           + f.month - extract(month FROM p.starts_on)::int) AS age
        FROM overview_fact f JOIN counties_pulje p ON p.id = f.pulje_id
        WHERE f.region_id IS NOT NULL AND f.month IS NOT NULL AND f.category = '' AND f.theme = ''
          AND f.measure = ANY(%(measures)s::text[]) AND make_date(f.year, f.month, 1) <= %(on)s::date
    ), sums AS (
        SELECT measure, region_id, age, sum(value) AS value FROM months GROUP BY measure, region_id, age
    ), ages AS (
        SELECT m.measure, r.id AS region_id, r.pulje_id, a.age
        FROM unnest(%(measures)s::text[]) AS m (measure)
        CROSS JOIN counties_region r JOIN counties_pulje p ON p.id = r.pulje_id
        CROSS JOIN LATERAL generate_series(
            0, (extract(year FROM %(on)s::date)::int - extract(year FROM p.starts_on)::int) * 12
               + extract(month FROM %(on)s::date)::int - extract(month FROM p.starts_on)::int
        ) AS a (age)
    ), grown AS (
        SELECT a.measure, a.pulje_id, a.age,
               sum(coalesce(s.value, 0)) OVER (PARTITION BY a.measure, a.region_id ORDER BY a.age) AS value
        FROM ages a LEFT JOIN sums s USING (measure, region_id, age)
    )
    INSERT INTO overview_median (measure, pulje_id, year, age, regions, value)
    SELECT measure, pulje_id, NULL, age, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY value)
    FROM grown GROUP BY measure, pulje_id, age
"""


def count_where_changed() -> None:
    """`count`, where the day, a row or a measure is another than when it was done last; else figures still hold."""
    basis = _basis(clock.today())
    if not FactCount.objects.filter(basis=basis).update(counted_at=clock.now()):
        count(basis=basis)


def _basis(on: dt.date) -> str:
    """Of what the figures of `on` are counted from: another after each transaction that has written such rows.

    PostgreSQL keeps the numbers itself. A crash begins them anew, and then one count is made too many.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(WRITTEN, [[model._meta.db_table for model in _counted_from()]])
        (written,) = cursor.fetchone() or (0,)
    definitions = "\n".join(f"{sql} {parameters}" for _key, sql, parameters in _questions(on))
    return sha256(f"{on} {written} {definitions}".encode()).hexdigest()


def _counted_from() -> list[type[Model]]:
    """Every table of the apps that have work in them, whether a figure reads it today or not."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in {"counties", "criteria", "hearing", "reporting"}
    ]


def _questions(on: dt.date) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """Each measure's key with the SQL that counts it, and what is put in it."""
    for measure in in_facts():
        for by_theme in (False, True) if measure.themes else (False,):
            sql, parameters = measure.counted(on, by_theme=by_theme).query.sql_with_params()
            yield measure.key, sql, parameters


@transaction.atomic
def count(*, basis: str = "") -> None:
    """Count all measures as of today. Where a count is going on already, that one is enough."""
    on = clock.today()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if cursor.fetchone() != (True,):
            return
        cursor.execute(COUNTED)
        for key, sql, parameters in _questions(on):
            cursor.execute(ADDED.format(rows=sql), [key, *parameters])
        cursor.execute(SUMMED)
        cursor.execute(NO_LONGER_SO)
        cursor.execute(NEW)
        _medians(cursor, on)
        cursor.execute("DROP TABLE counted, summed")
    FactCount.objects.update_or_create(pk=1, defaults={"counted_at": clock.now(), "basis": basis})
    logger.info("The figures of the overviews are counted anew")


def _medians(cursor: CursorWrapper, on: dt.date) -> None:
    cursor.execute("DELETE FROM overview_median")
    cursor.execute(MEDIANS_OF_YEARS)
    cursor.execute(MEDIANS_OF_AGES, {"measures": [measure.key for measure in flows()], "on": on})
