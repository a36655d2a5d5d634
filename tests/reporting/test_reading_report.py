"""The report as something to read: prose first, figures with last year and bars, what is overruled, the county's map."""

import hashlib
import json
from pathlib import Path

import pytest

from reporting import pdf, snapshot
from reporting.charts.report import specification
from reporting.compile import compile_report
from reporting.reading import changed_between, changed_since, chapters_between, written
from reporting.workflow import Status
from tests import factories

ROOT = Path(__file__).resolve().parent.parent.parent
OLD = ROOT / "tests" / "files" / "snapshot_format_1.json"
STYLES = ("pdf/fonts.css", "pdf/report.css")


def digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def test_a_seal_from_before_is_drawn_from_the_very_same_page():
    """A lost file is drawn anew, and must be the same bytes: page, styles and charts of format 1 stand still."""
    compiled = compile_report(json.loads(OLD.read_text(encoding="utf-8")), sha256="0" * 64)
    styles = [(ROOT / "static" / name).read_text(encoding="utf-8") for name in STYLES]
    charts = [json.dumps(specification(chart), sort_keys=True) for chart in compiled.charts]
    drawn = {
        "page": digest(pdf.html_of(compiled)),
        "styles": digest(*styles),
        "charts": digest(*charts),
    }
    assert drawn == {
        "page": "b129304fe80556d39ded7763206ea85a498ad2307410cd3bf99a8bb4c90cb9cc",
        "styles": "99090952179fb4597ac1efde26d4b3245d9a683c7ecafe843e5d313b388b629d",
        "charts": "f601a2c76669d6e17e2df549ffb1f50baa5bc41ce04153f852fa9ce5795c70ea",
    }


@pytest.fixture(scope="module")
def content(kept):
    """A draft's snapshot after a published year: every figure as then, until a test says otherwise."""
    factories.report_at(Status.PUBLISHED, year=2009)
    return snapshot.draft(factories.report_at(Status.DRAFT))


@pytest.fixture
def report(content):
    """`report(key=answer)` compiled with those answers."""

    def compiled(**answers):
        changed = json.loads(snapshot.canonical(content))
        for question in (q for section in changed["sections"] for q in section["questions"]):
            if question["key"] in answers:
                question |= {"shown": True, "answer": answers[question["key"]]}
        return compile_report(changed, sha256="0" * 64)

    return compiled


def figures_of(compiled):
    return {a.key: a for section in compiled.sections for group in section.groups for a in group.answers}


def group_of(compiled, title):
    return next(group for section in compiled.sections for group in section.groups if group.title == title)


def test_prose_stands_first_then_figures_then_the_rest(report):
    for section in report().sections:
        kinds = [0 if answer.is_prose else 1 if answer.is_figure else 2 for answer in section.answers]
        assert kinds == sorted(kinds), section.key
        assert [answer.number for answer in section.answers] == [
            f"{section.number}.{at}" for at in range(1, len(section.answers) + 1)
        ]


@pytest.mark.parametrize(
    ("key", "answer", "then", "change"),
    [
        ("forankring_ledermoter", "5", "3\u00a0møter", "+2"),
        ("forankring_ledermoter", "1", "3\u00a0møter", "−2"),
        ("forankring_ledermoter", "3", "3\u00a0møter", "uendret"),
        ("akt_kurs", "1250", "3", "+1\u00a0247"),  # the unit is said for its whole table
        ("kommuner_politikk", "38.5", "40", "−1,5\u00a0prosentpoeng"),
        ("avtaler_verdi", "2000", "1\u00a0250\u00a0kr", "+750\u00a0kr"),
        ("forankring_ledermoter", None, "3\u00a0møter", ""),
    ],
)
def test_a_figure_stands_beside_last_years_with_the_change(report, key, answer, then, change):
    figure = figures_of(report(**{key: answer}))[key]
    assert (figure.before, figure.change) == (then, change)


def test_a_choice_says_what_it_was_only_where_it_is_another(report):
    said = {
        answer.key: answer for section in report(sekretariat="ingen").sections for answer in section.choices
    }
    assert said["sekretariat"].has_other_before
    assert said["sekretariat"].before == "Knutepunktet"
    others = [key for key, answer in said.items() if answer.has_other_before]
    assert others == ["sekretariat"]


def test_bars_of_a_chart_are_drawn_to_one_scale(report):
    group = group_of(report(akt_kurs="12", akt_maler="6", akt_dialog="0"), "Aktiviteter per oppgave")
    shares = {answer.key: [bar.share for bar in answer.bars] for answer in group.answers}
    assert group.years == (2009, 2010)
    assert shares["akt_kurs"] == ["25.0", "100.0"]
    assert shares["akt_maler"] == ["25.0", "50.0"]
    assert shares["akt_dialog"] == ["25.0", "0.0"]


def test_a_share_is_drawn_of_the_whole(report):
    group = group_of(report(kommuner_politikk="38.5"), "Kommunene i fylket")
    assert [bar.share for bar in group.answers[0].bars] == ["40.0", "38.5"]


def test_a_figure_that_stands_alone_is_drawn_beside_its_own_past_only(report, content):
    figures = figures_of(report(forankring_ledermoter="6"))
    assert [bar.share for bar in figures["forankring_ledermoter"].bars] == ["50.0", "100.0"]
    first = compile_report(content | {"earlier": []}, sha256="0" * 64)
    assert not figures_of(first)["forankring_ledermoter"].bars
    assert group_of(first, "Aktiviteter per oppgave").has_bars
    assert not any(group.has_before for section in first.sections for group in section.groups)


@pytest.mark.parametrize("amount", ["0", "-5", None])
def test_nothing_and_less_than_nothing_have_bars_of_no_length(report, amount):
    keys = ("akt_innkjopspolitikk", "akt_fellesavtaler", "akt_dialog", "akt_kurs", "akt_maler", "akt_bistand")
    compiled = report(**dict.fromkeys(keys, amount))
    assert pdf.html_of(compiled)
    bars = [bar for a in group_of(compiled, "Aktiviteter per oppgave").answers for bar in a.bars]
    assert {bar.share for bar in bars if bar.year == 2010} <= {"0.0", ""}


def test_what_is_overruled_is_marked_wherever_it_stands(content, as_):
    overruled = [q for s in content["sections"] for q in s["questions"] if q["overruled"]]
    marks = len(overruled) + sum(question["key_figure"] for question in overruled)
    html = pdf.html_of(compile_report(content, sha256="0" * 64))
    page = as_("kari").get("/rapporter/2010/hedmark/hele/").content.decode()
    assert html.count(">overstyrt</span>") == page.count(">Overstyrt</span>") == marks > 0


def test_the_county_is_on_the_map_of_page_and_cover(content, as_):
    compiled = compile_report(content, sha256="0" * 64)
    ours = [path for path, here in compiled.map.shapes if here]
    assert len(ours) == 1
    assert ours[0] in pdf.drawings_of(compiled)["map"]
    page = as_("kari").get("/rapporter/2010/hedmark/hele/").content.decode()
    assert 'aria-label="Kart over Hedmark"' in page
    assert f'<path d="{ours[0]}" class="here">' in page


def test_the_page_has_a_row_for_every_figure_and_no_word_of_its_bars(report, as_):
    page = as_("kari").get("/rapporter/2010/hedmark/hele/").content.decode()
    compiled = report()
    for figure in figures_of(compiled).values():
        assert " ".join(f"{figure.number} {figure.name}".split()) in " ".join(page.split())
    assert page.count('aria-hidden="true"') >= len(figures_of(compiled))


def changed(content, key, **other):
    """A copy where the question is another."""
    copy = json.loads(snapshot.canonical(content))
    next(q for section in copy["sections"] for q in section["questions"] if q["key"] == key).update(other)
    return copy


@pytest.mark.parametrize("key", ["organisering_vurdering", "forankring_ledermoter"])
def test_a_comment_that_is_another_is_a_change_whatever_it_is_about(content, key):
    now = changed(content, key, comment="Vi vet det.", warnings=["Det er mye."])
    assert [answer.label for answer in changed_between(content, now)] == [label_of(content, key)]
    assert [answer.label for answer in changed_since(written(content), now)] == [label_of(content, key)]


def label_of(content, key):
    return next(
        q["label"] for section in content["sections"] for q in section["questions"] if q["key"] == key
    )


def test_what_has_changed_is_told_by_the_number_it_has_in_print(content):
    now = changed(content, "forankring_ledermoter", answer="9")
    printed = figures_of(compile_report(now, sha256="0" * 64))["forankring_ledermoter"].number
    assert [answer.number for answer in changed_between(content, now)] == [printed] == ["2.2"]
    assert [
        answer.number for (chapter,) in [chapters_between(content, now)] for answer in chapter.answers
    ] == [printed]
