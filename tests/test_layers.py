"""No app knows of those above it: not by import, and not by the name of a page, a tag, a template, a task or a model."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.slots import SLOTS

ROOT = Path(__file__).resolve().parent.parent
# By label: the names of its pages, models and templates begin with it. Each knows only those before it.
LAYERS = {
    "portal": "portal",
    "criteria": "criteria",
    "hearing": "criteria.hearing",
    "counties": "counties",
    "reporting": "reporting",
    "overview": "reporting.overview",
    "demo": "reporting.demo",
}
ORDER = list(LAYERS.values())
EDGE = {"portal/settings.py", "portal/timetable.py", "portal/urls.py", "portal/celery.py", "portal/wsgi.py"}
CODE = [path for app in ORDER if "." not in app for path in sorted((ROOT / app).rglob("*.py"))]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Who draws it; everything else under pdf/ is the report's.
PDF = {"selection.html": "criteria", "grant_letter.html": "counties", "overview.html": "reporting.overview"}
# A whole string that names something of an app: "counties:region-list", "counties/edit.html", "counties.Region".
NAME = re.compile(rf"({'|'.join(LAYERS)})(?::[\w-]+|/[\w/-]+\.\w+|(?:\.\w+)+)")
QUOTED = re.compile(r"""["']([^"']+)["']""")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def layer_of(dotted: str) -> str | None:
    """The app that a module belongs to, or None where it is nobody's here."""
    return max((app for app in ORDER if f"{dotted}.".startswith(f"{app}.")), key=len, default=None)


def named(text: str) -> str | None:
    """The app that a string names something of."""
    found = NAME.fullmatch(text)
    if found is None:
        return None
    return layer_of(text) if "." in text and "/" not in text and ":" not in text else LAYERS[found[1]]


def used_by(source: str) -> Iterator[tuple[str | None, str]]:
    """App and name of everything that a module imports or names."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((layer_of(name.name), name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = (f"{node.module}.{name.name}" for name in node.names)
            yield from ((layer_of(name), name) for name in names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield named(node.value), node.value


def used_in(template: str) -> Iterator[tuple[str | None, str]]:
    """App and name of every page, template and library of tags that a template names."""
    for tag in re.findall(r"\{%(.*?)%\}", template, re.DOTALL):
        words = tag.split()
        yield from ((named(text), text) for text in QUOTED.findall(tag))
        if words[0] == "load":
            yield from ((LIBRARIES.get(word), f"load {word}") for word in words[1:])


LIBRARIES = {
    path.stem: layer_of(relative(path.parent.parent).replace("/", "."))
    for path in CODE
    if path.parent.name == "templatetags"
}


def layer_of_template(path: Path) -> str:
    folder, *rest = path.relative_to(ROOT / "templates").parts
    if folder == "pdf":
        return PDF.get(rest[0], "reporting")
    return LAYERS.get(folder, "portal")


def upward(layer: str, names: Iterator[tuple[str | None, str]]) -> list[str]:
    above = ORDER[ORDER.index(layer) + 1 :]
    return [name for app, name in names if app in above]


@pytest.mark.parametrize("path", [path for path in CODE if "migrations" not in path.parts], ids=relative)
def test_code_knows_nothing_of_the_apps_above(path):
    layer = layer_of(relative(path).removesuffix(".py").replace("/", "."))
    if relative(path) not in EDGE:
        assert upward(layer, used_by(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_templates_know_nothing_of_the_apps_above(path):
    assert upward(layer_of_template(path), used_in(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("layer", "source"),
    [
        ("portal", "from reporting.models import AnnualReport"),
        ("portal", "models.ForeignKey('counties.Region')"),
        ("portal", "{'task': 'reporting.tasks.open_rounds'}"),
        ("criteria", "redirect('counties:event-list')"),
        ("counties", "render(request, 'reporting/verify.html')"),
        ("reporting", "from reporting import overview"),
        ("reporting", "reverse('overview:country')"),
    ],
)
def test_names_that_point_upwards_are_found_in_code(layer, source):
    assert len(upward(layer, used_by(source))) == 1


@pytest.mark.parametrize(
    ("layer", "source"),
    [
        ("portal", "{% url 'reporting:report-list' %}"),
        ("portal", "{% load i18n criteria %}"),
        ("counties", "{% translate 'x' as y %}{% include \"overview/chart.html\" %}"),
    ],
)
def test_names_that_point_upwards_are_found_in_templates(layer, source):
    assert len(upward(layer, used_in(source))) == 1


def test_the_slots_on_pages_are_the_ones_that_are_filled():
    text = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    assert set(re.findall(r"\{% slot \"([\w-]+)\"", text)) == set(SLOTS)
