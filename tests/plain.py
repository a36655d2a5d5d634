"""Every measure counted by SQL written by hand, for the tests that compare."""

from django.db import connection

YEARS = "generate_series(2006, 2011) AS y"
IN_FORCE = f"JOIN {YEARS} ON extract(year FROM a.from_on) <= y AND extract(year FROM a.to_on) >= y"
USES_CRITERIA = """
    EXISTS (SELECT FROM counties_criterionuse u WHERE u.agreement_id = a.id AND u.outcome IN ('used', 'adapted'))"""
SEATED = f"""
    FROM counties_member m JOIN counties_styringsgruppe s ON s.id = m.styringsgruppe_id JOIN {YEARS}
    ON m.from_on <= make_date(y, 12, 31) AND (m.to_on IS NULL OR m.to_on >= make_date(y, 12, 31))
    WHERE s.established_on <= make_date(y, 12, 31) AND (s.ended_on IS NULL OR s.ended_on >= make_date(y, 12, 31))"""
WORKING = f"""
    FROM counties_knutepunkt k JOIN {YEARS}
    ON k.from_on <= make_date(y, 12, 31) AND (k.to_on IS NULL OR k.to_on >= make_date(y, 12, 31))"""
HANDED_IN = """
    (a.status IN ('delivered', 'in_review', 'approved', 'published') OR a.published_seal_id IS NOT NULL)"""
# What is counted, in words of its own: region, year (NULL: as it stands) and amount of every row.
PLAIN = {
    "aktiviteter": "SELECT region_id, extract(year FROM happened_on), 1 FROM counties_activity",
    "deltakere_politikere": "SELECT region_id, extract(year FROM happened_on), politikere FROM counties_activity",
    "deltakere_ledere": "SELECT region_id, extract(year FROM happened_on), ledere FROM counties_activity",
    "deltakere_innkjopere": "SELECT region_id, extract(year FROM happened_on), innkjopere FROM counties_activity",
    "deltakere_leverandorer": """
        SELECT region_id, extract(year FROM happened_on), leverandorer FROM counties_activity""",
    "avtaler": "SELECT region_id, extract(year FROM from_on), 1 FROM counties_frameworkagreement",
    "avtaler_verdi": """
        SELECT region_id, extract(year FROM from_on), coalesce(yearly_value, 0) FROM counties_frameworkagreement""",
    "avtaler_kriterier": """
        SELECT DISTINCT ON (a.id) a.region_id, extract(year FROM a.from_on), 1 FROM counties_frameworkagreement a
        JOIN counties_criterionuse u ON u.agreement_id = a.id AND u.outcome <> 'dropped'""",
    "kriteriebruk": """
        SELECT a.region_id, extract(year FROM a.from_on), 1 FROM counties_criterionuse u
        JOIN counties_frameworkagreement a ON a.id = u.agreement_id WHERE u.outcome IN ('used', 'adapted')""",
    "kriteriebruk_innkjop": """
        SELECT a.region_id, extract(year FROM a.happened_on), 1 FROM counties_criterionuse u
        JOIN counties_activity a ON a.id = u.activity_id WHERE u.outcome IN ('used', 'adapted')""",
    "avtaler_kriterier_verdi": f"""
        SELECT a.region_id, extract(year FROM a.from_on), coalesce(a.yearly_value, 0)
        FROM counties_frameworkagreement a WHERE {USES_CRITERIA}""",
    "avtaler_i_kraft": f"SELECT a.region_id, y, 1 FROM counties_frameworkagreement a {IN_FORCE}",
    "avtaler_kriterier_i_kraft": f"""
        SELECT a.region_id, y, 1 FROM counties_frameworkagreement a {IN_FORCE} WHERE {USES_CRITERIA}""",
    "produktomrader": f"""
        SELECT DISTINCT a.region_id, y, 1, g.area_id FROM counties_frameworkagreement a {IN_FORCE}
        JOIN counties_frameworkagreement_product_groups p ON p.frameworkagreement_id = a.id
        JOIN criteria_productgroup g ON g.id = p.productgroup_id WHERE {USES_CRITERIA}""",
    "kommuner": """
        SELECT f.region_id, NULL, 1 FROM counties_kommune k JOIN counties_fylke f ON f.id = k.fylke_id""",
    **{
        f"kommuner_{name}": f"""
            SELECT f.region_id, u.year, u.{name}::int FROM counties_kommunefollowup u
            JOIN counties_kommune k ON k.id = u.kommune_id JOIN counties_fylke f ON f.id = k.fylke_id"""
        for name in ("policy", "routines", "agreement", "training", "livskraftig")
    },
    **{
        key: f"""
            SELECT f.region_id, t.year, ({name})::int FROM counties_tildelingsbrevfollowup t
            JOIN counties_virksomhet v ON v.id = t.virksomhet_id
            JOIN counties_kommune k ON k.id = coalesce(v.regional_office_id, v.kommune_id)
            JOIN counties_fylke f ON f.id = k.fylke_id"""
        for key, name in (
            ("brev_kontaktet", "t.contacted"), ("brev_bedt", "t.contacted AND t.asked"), ("brev_fulgt", "t.followed_up")
        )
    },
    **{
        f"tilskudd_{name}": f"SELECT region_id, year, {name} FROM counties_grant"
        for name in ("allotted", "received", "spent")
    },
    **{
        f"milepaeler_{key}": f"""
            SELECT r.id, {year}, 1 FROM counties_region r JOIN counties_milestone m ON m.pulje_id = r.pulje_id
            LEFT JOIN counties_milestonereached d ON d.region_id = r.id AND d.milestone_id = m.id
            WHERE {condition}"""
        for key, year, condition in (
            ("nadd", "extract(year FROM d.happened_on)", "d.happened_on <= m.planned_to"),
            ("sent", "extract(year FROM d.happened_on)", "d.happened_on > m.planned_to"),
            ("forsinket", "NULL", "d.id IS NULL AND m.planned_to < '2011-02-15'"),
            ("venter", "NULL", "d.id IS NULL AND m.planned_to >= '2011-02-15'"),
        )
    },
    "kommuner_fulgt": """
        SELECT f.region_id, u.year, 1 FROM counties_kommunefollowup u
        JOIN counties_kommune k ON k.id = u.kommune_id JOIN counties_fylke f ON f.id = k.fylke_id""",
    "tilskudd": "SELECT region_id, year, 1 FROM counties_grant",
    "stat_hjulpet": """
        SELECT DISTINCT q.region_id, extract(year FROM q.created_at AT TIME ZONE 'Europe/Oslo'), 1, q.virksomhet_id
        FROM counties_assistancerequest q JOIN counties_virksomhet v ON v.id = q.virksomhet_id
        WHERE v.kind = 'statsetat'""",
    "moter": """
        SELECT s.region_id, extract(year FROM m.starts_at AT TIME ZONE 'Europe/Oslo'), 1
        FROM counties_meeting m JOIN counties_styringsgruppe s ON s.id = m.styringsgruppe_id""",
    "medlemmer": f"SELECT s.region_id, y, 1 {SEATED} AND m.seat <> 'sekretaer'",
    "sektorer": f"SELECT DISTINCT s.region_id, y, 1, m.sector {SEATED}",
    "sekretaerer": f"SELECT DISTINCT s.region_id, y, 1, m.sector {SEATED} AND m.seat = 'sekretaer'",
    "styringsgrupper_arsslutt": f"""
        SELECT region_id, y, 1 FROM counties_styringsgruppe s JOIN {YEARS}
        ON s.established_on <= make_date(y, 12, 31) AND (s.ended_on IS NULL OR s.ended_on >= make_date(y, 12, 31))""",
    "knutepunkter_arsslutt": f"SELECT k.region_id, y, 1 {WORKING}",
    "verter": f"SELECT DISTINCT k.region_id, y, 1, k.kind {WORKING}",
    "arsverk": f"SELECT k.region_id, y, k.arsverk {WORKING}",
    "sekretariat_knutepunkt": f"SELECT k.region_id, y, 1 {WORKING} WHERE k.is_secretariat",
    "styringsgrupper": """
        SELECT region_id, NULL, 1 FROM counties_styringsgruppe
        WHERE established_on <= '2011-02-15' AND (ended_on IS NULL OR ended_on >= '2011-02-15')""",
    "knutepunkter": """
        SELECT region_id, NULL, 1 FROM counties_knutepunkt
        WHERE from_on <= '2011-02-15' AND (to_on IS NULL OR to_on >= '2011-02-15')""",
    **{
        f"rapporter_{key}": f"""
            SELECT a.region_id, r.year, 1 FROM reporting_annualreport a
            JOIN reporting_reportinground r ON r.id = a.round_id WHERE {condition}"""
        for key, condition in (
            ("alle", "true"),
            ("levert", HANDED_IN),
            (
                "i_tide",
                f"""{HANDED_IN} AND r.due_on >= coalesce(
                    (SELECT signed_at::date FROM reporting_sealedreport WHERE id = a.published_seal_id),
                    (SELECT max(done_at)::date FROM reporting_reportevent
                     WHERE report_id = a.id AND action = 'sign'))""",
            ),
            ("publisert", "a.published_seal_id IS NOT NULL"),
        )
    },
}  # fmt: skip


# The parts of a measure that questions of the report ask for, with the part in a column before the region.
PARTS = {
    "aktiviteter": "SELECT task, region_id, extract(year FROM happened_on), 1 FROM counties_activity",
    "tilskudd_received": "SELECT kind, region_id, year, received FROM counties_grant",
}


def plainly(key: str, regions: set[int], year: int | None, part: str = "") -> int:
    """The figure by a sum in Python over plain rows; of regions together, what is different in each."""
    with connection.cursor() as cursor:
        cursor.execute(PARTS[key] if part else PLAIN[key])
        rows = cursor.fetchall()
    if part:
        rows = [row[1:] for row in rows if row[0] == part]
    return sum(row[2] for row in rows if row[0] in regions and year in (None, row[1] and int(row[1])))


def begun(rows: list[dict], year: int) -> list[dict]:
    return [row for row in rows if row["fra"][:4] == str(year)]


def in_force(rows: list[dict], year: int) -> list[dict]:
    return [row for row in rows if row["fra"] <= f"{year}-12-31" and row["til"] >= f"{year}-01-01"]


def with_criteria(rows: list[dict]) -> list[dict]:
    return [row for row in rows if row["miljokriterier"]]


def value_of(rows: list[dict]) -> int:
    return sum(row["verdi_i_aret"] or 0 for row in rows)


def reached(rows: list[dict], year: int) -> list[dict]:
    return [row for row in rows if (row["naadd"] or "")[:4] == str(year)]


# Every measure that somebody can count from rows of the open data: the set, and how, from a region's rows.
OPEN_DATA = {
    "avtaler": ("avtaler", lambda rows, year: len(begun(rows, year))),
    "avtaler_verdi": ("avtaler", lambda rows, year: value_of(begun(rows, year))),
    "avtaler_kriterier": ("avtaler", lambda rows, year: len(with_criteria(begun(rows, year)))),
    "avtaler_kriterier_verdi": ("avtaler", lambda rows, year: value_of(with_criteria(begun(rows, year)))),
    "avtaler_i_kraft": ("avtaler", lambda rows, year: len(in_force(rows, year))),
    "avtaler_kriterier_i_kraft": ("avtaler", lambda rows, year: len(with_criteria(in_force(rows, year)))),
    "kriteriebruk": ("avtaler", lambda rows, year: sum(len(row["kriterier"]) for row in begun(rows, year))),
    "milepaeler_nadd": (
        "milepaeler", lambda rows, year: sum(row["naadd"] <= row["planlagt_til"] for row in reached(rows, year))
    ),
    "milepaeler_sent": (
        "milepaeler", lambda rows, year: sum(row["naadd"] > row["planlagt_til"] for row in reached(rows, year))
    ),
    "milepaeler_forsinket": (
        "milepaeler",
        lambda rows, _year: sum(not row["naadd"] and row["planlagt_til"] < "2011-02-15" for row in rows),
    ),
    "milepaeler_venter": (
        "milepaeler",
        lambda rows, _year: sum(not row["naadd"] and row["planlagt_til"] >= "2011-02-15" for row in rows),
    ),
    "rapporter_publisert": ("rapporter", lambda rows, year: sum(row["aar"] == year for row in rows)),
}  # fmt: skip
