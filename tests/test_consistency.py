"""What must hold across the whole project, so that nobody has to remember it."""

import builtins
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from reporting.models import Question, ReportingRound, ReportTemplate

ROOT = Path(__file__).resolve().parent.parent
ORDER = [
    "portal",
    "criteria",
    "criteria.hearing",
    "counties",
    "reporting",
    "reporting.overview",
    "reporting.demo",
]
LABELS = {app.rpartition(".")[2] for app in ORDER}
CODE = [path for app in ORDER if "." not in app for path in sorted((ROOT / app).rglob("*.py"))]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_no_room_has_outgrown_easy_reading(path):
    if "migrations" not in path.parts:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


def test_no_module_is_empty_but_package_markers():
    assert [
        relative(path) for path in CODE if path.name != "__init__.py" and not path.read_text().strip()
    ] == []


def test_what_was_done_at_a_time_was_done_by_somebody():
    """`x_at` and `x_by` stand together, with a constraint where they may be empty."""
    unpaired = []
    for model in apps.get_models():
        if model._meta.app_label not in LABELS or (
            model.__name__.endswith("Event") and hasattr(model, "pgh_obj")
        ):
            continue
        fields = {field.name: field for field in model._meta.get_fields() if hasattr(field, "null")}
        for name, field in fields.items():
            twin = fields.get(name.removesuffix("_at") + "_by") if name.endswith("_at") else None
            if twin is None:
                continue
            tied = any(c.name.endswith(f"{name}_and_by_both_or_neither") for c in model._meta.constraints)
            if field.null != twin.null or (field.null and not tied):
                unpaired.append(f"{model.__name__}.{name}")
    assert unpaired == []


def test_constraints_are_named_as_sentences():
    names = [c.name for m in apps.get_models() if m._meta.app_label in LABELS for c in m._meta.constraints]
    assert [name for name in names if name.count("_") < 3] == []


def test_every_template_is_used():
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*CODE, *TEMPLATES])
    by_framework = (
        "400.html",
        "404.html",
        "500.html",
        "account/",
        "allauth/",
        "django/",
        "mfa/",
        "usersessions/",
        "socialaccount/",
    )
    unused = []
    for path in TEMPLATES:
        name = path.relative_to(ROOT / "templates").as_posix()
        if not name.startswith(by_framework) and f'"{name}' not in text:
            unused.append(name)
    assert unused == []


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_no_template_line_is_too_long_to_read(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [f"{number}: {line}" for number, line in enumerate(lines, 1) if len(line) > 160] == []


WORD = re.compile(r"[A-Za-zÆØÅæøå]{3,}")
TAG = re.compile(
    r"<script.*?</script>|\{%\s*(?:blocktranslate|comment).*?\{%\s*end(?:blocktranslate|comment)\s*%\}|\{[{%#].*?[}%#]\}|<[^>]*>",
    re.DOTALL,
)


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_every_word_on_a_page_goes_through_gettext(path):
    # The plain pages must not depend on anything, attrs.html is inside a tag; the log-in page lists addresses and the footers a hash's name.
    if path.name in ("plain.html", "400.html", "500.html", "503.html", "507.html", "attrs.html"):
        return
    left = WORD.findall(TAG.sub(" ", path.read_text(encoding="utf-8")))
    allowed = {
        "koordinator",
        "fylkesmann",
        "knutepunkt",
        "styringsgruppe",
        "difi",
        "departement",
        "panel",
        "innkjoper",
        "administrator",
        "hedmark",
        "demo",
        "example",
        "API",
        "GET",
        "CSV",
        "ODS",
        "JSON",
        "openapi",
        "json",
        "Turtle",
        "RDF",
        "XML",
        "Excel",
        "SHA",
        "PDF",
        "Side",
        "DOCTYPE",
    }
    assert set(left) - allowed == set()


def test_no_inline_style_or_script():
    pattern = re.compile(
        r"<script(?![^>]*\bsrc=)(?! type=.importmap. nonce=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
    )
    found = {relative(path) for path in TEMPLATES if pattern.search(path.read_text(encoding="utf-8"))}
    assert found == {
        "templates/mail/message.html",  # mail programs keep no stylesheets
        "templates/pdf/figure_group.html",  # how long a bar is; no browser reads it
    }


@pytest.mark.django_db
def test_the_drawn_workflow_is_the_one_that_runs(capsys):
    call_command("workflow_diagram")
    assert (ROOT / "docs" / "workflow.md").read_text(encoding="utf-8") == capsys.readouterr().out


def test_locks_hold_hashes_and_no_addresses():
    for lock in [*(ROOT / "locks").iterdir(), ROOT / "package-lock.json"]:
        text = lock.read_text()
        assert "--hash=sha256:" in text or '"integrity"' in text
        assert '"resolved"' not in text
        assert (
            not re.search(r"https?://(?!opencollective|github|eslint)", text.replace('"url"', ""))
            or "funding" in text
        )


def test_every_dependency_says_what_it_is_for():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = text[text.index("dependencies = [") : text.index("[tool.uv]")]
    lines = [line for line in listed.splitlines() if line.strip().startswith('"')]
    assert len(lines) > 20
    assert [line for line in lines if "#" not in line] == []


def test_chart_questions_are_in_the_template(db):
    keys = set(Question.objects.values_list("key", flat=True))
    for chart in ReportTemplate.objects.get(key="arsrapport").charts:
        assert set(chart["questions"]) <= keys
        assert (ROOT / "reporting" / "charts" / f"{chart['key']}.vl.json").exists()


def test_years_of_rounds_follow_each_other(db):
    years = list(ReportingRound.objects.order_by("year").values_list("year", flat=True))
    assert all(later == earlier + 1 for earlier, later in pairwise(years))


def test_a_name_of_a_class_means_one_thing():
    """Also no builtin's: whoever reads it elsewhere knows which is meant."""
    named: dict[str, list[str]] = {}
    for path in CODE:
        for found in re.findall(r"^class (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            named.setdefault(found, []).append(relative(path))
    of_django = {"Command", "Migration"}
    doubled = {name: paths for name, paths in named.items() if len(paths) > 1 or hasattr(builtins, name)}
    assert {name: paths for name, paths in doubled.items() if name not in of_django} == {}
