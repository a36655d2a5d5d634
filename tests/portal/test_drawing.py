"""Values are drawn as Django draws them, in every place of a template where one can stand."""

import datetime as dt
from decimal import Decimal

import pytest
from django.apps import apps
from django.template import Context, Engine
from django.template.base import VariableNode
from django.template.loader import get_template
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import deactivate_all, gettext, gettext_lazy, override

from portal import formats
from portal.access import Role
from portal.drawing import ValueNode

PAGES = {
    "above": "{% block one %}{{ value }}{% endblock %}",
    "page": "{% extends 'above' %}{% block one %}{{ block.super }}{% for v in all %}{% if v %}{{ v }}{% else %}-{{ v }}"
    "{% endif %}{% empty %}{{ value }}{% endfor %}{% with other=value %}{{ other }}{% endwith %}{% include 'part' %}"
    "{% autoescape off %}{{ value }}{{ missing }}{% endautoescape %}{{ value|default_if_none:'<' }}{% endblock %}",
    "part": "[{{ value }}{{ value|length }}{{ value.missing }}{% localize off %}{{ value }}{% endlocalize %}]",
}
HOW = {"builtins": ["django.templatetags.l10n"]}
ENGINES = [
    Engine(**HOW, loaders=[(loader, [("django.template.loaders.locmem.Loader", PAGES)])])
    for loader in ("django.template.loaders.cached.Loader", "portal.drawing.Loader")
]


class Named:
    """A thing with a name, as a row or a form's field."""

    def __init__(self, name):
        self.name = name

    def __len__(self):
        return 7

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"Named({type(self.name).__name__})"


WORDS = """<b class="x">'å' & {{ value }}</b>"""


@pytest.mark.parametrize(
    "value",
    [
        WORDS,
        SafeString(WORDS),
        gettext_lazy("Save"),
        Role.KS,
        None,
        True,
        0,
        1250,
        -7,
        1250.5,
        Decimal("1250.50"),
        dt.date(2011, 2, 15),
        dt.datetime(2011, 2, 15, 12, tzinfo=dt.UTC),
        dt.time(9, 5),
        [WORDS],
        Named(WORDS),
        Named(SafeString(WORDS)),
    ],
    ids=repr,
)
def test_a_value_is_what_django_draws(value):
    djangos, ours = (
        engine.get_template("page").render(Context({"value": value, "all": [value, 7]})) for engine in ENGINES
    )
    assert ours == djangos
    assert "7" in ours


def test_every_value_of_a_page_is_drawn_so():
    for name in ("reporting/report_list.html", "forms/field.html"):
        nodes = get_template(name).template.nodelist.get_nodes_by_type(VariableNode)
        assert {type(node) for node in nodes} == {ValueNode}


def test_a_text_is_of_the_language_that_is_spoken():
    for language, words in (("nb", "Lagre"), ("en", "Save"), ("nb", "Lagre")):
        with override(language):
            assert gettext("Save") == words
    with override("nb"):
        deactivate_all()
        assert gettext("Save") == "Save"


def test_a_choice_is_called_what_django_calls_it():
    named = 0
    for model in apps.get_models():
        for column in model._meta.local_fields:
            if hasattr(model, f"get_{column.name}_display"):
                for value in [*dict(column.flatchoices), "ukjent", None, 7]:
                    row = model(**{column.attname: value})
                    assert getattr(row, f"get_{column.name}_display")() == row._get_FIELD_display(column)
                    named += 1
    assert named > 100


@pytest.mark.parametrize("number", [0, 7, -999, 1000, -1000, 4799252, True, "", Decimal("1250.00")])
def test_a_whole_number_is_what_django_writes(number):
    assert formats.whole(number) == number_format(number, force_grouping=True)


@pytest.mark.parametrize(
    "day", [dt.date(2011, 2, 5), dt.date(999, 12, 31), dt.datetime(2011, 2, 14, 23, 30, tzinfo=dt.UTC)]
)
def test_a_day_is_what_django_writes(day):
    local = localtime(day) if isinstance(day, dt.datetime) else day
    assert formats.day(day) == date_format(local, "j.n.Y")
    if isinstance(day, dt.datetime):
        assert formats.moment(day) == date_format(local, "j.n.Y H.i")
