"""Counts every measure anew, in the database, in one transaction: readers see the old figures until it is done."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

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
    INSERT INTO overview_fact (measure, category, theme, pulje_id, region_id, year, month, value)
    SELECT c.measure, coalesce(c.category, ''), c.theme, r.pulje_id, c.region, c.year, c.month, sum(c.value)
    FROM counted c JOIN counties_region r ON r.id = c.region
    GROUP BY c.measure, c.theme, ROLLUP (r.pulje_id, c.region), ROLLUP (c.year, c.month), ROLLUP (c.category)
    HAVING NOT (grouping(c.year) = 0 AND c.year = 0)
       AND NOT (grouping(c.month) = 0 AND c.month = 0)
       AND NOT (grouping(c.category) = 0 AND c.category = '')
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


@transaction.atomic
def count() -> None:
    """Count all measures as of today. Where a count is going on already, that one is enough."""
    on = clock.today()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if cursor.fetchone() != (True,):
            return
        cursor.execute(COUNTED)
        for measure in in_facts():
            for by_theme in (False, True) if measure.themes else (False,):
                sql, parameters = measure.counted(on, by_theme=by_theme).query.sql_with_params()
                cursor.execute(ADDED.format(rows=sql), [measure.key, *parameters])
        cursor.execute("DELETE FROM overview_fact")
        cursor.execute(SUMMED)
        _medians(cursor, on)
        cursor.execute("DROP TABLE counted")
    FactCount.objects.update_or_create(pk=1, defaults={"counted_at": clock.now()})
    logger.info("The figures of the overviews are counted anew")


def _medians(cursor: CursorWrapper, on: dt.date) -> None:
    cursor.execute("DELETE FROM overview_median")
    cursor.execute(MEDIANS_OF_YEARS)
    cursor.execute(MEDIANS_OF_AGES, {"measures": [measure.key for measure in flows()], "on": on})
