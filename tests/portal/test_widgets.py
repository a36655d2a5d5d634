"""Inputs drawn in Python are what Django's templates draw."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.test.html import parse_html
from django.urls import get_resolver

from portal.forms import DesignsystemetRenderer
from portal.widgets import BY_TEMPLATE

HOSTILE = """<script>alert("x")</script>' & ø"""
PACKAGES = ("portal", "counties", "criteria", "reporting")
CHOICES = [
    ("", "Velg"),
    (2010, 1250),
    ("a", HOSTILE),
    (HOSTILE, "b"),
    ("Gruppe <i>", [("c", "C"), ("d", "D")]),
]
SAMPLES = [
    forms.TextInput(
        attrs={"class": "smal", "disabled": True, "hidden": False, "data-x": HOSTILE, "max": 1250}
    ),
    forms.Textarea(attrs={"rows": 7}),
    forms.Select(choices=CHOICES),
    forms.SelectMultiple(choices=CHOICES),
    forms.RadioSelect(choices=CHOICES),
    forms.CheckboxSelectMultiple(choices=CHOICES, attrs={"class": HOSTILE}),
    forms.CheckboxInput(),
]


def both(widget, value):
    renderers = TemplatesSetting(), DesignsystemetRenderer()
    return [widget.render("felt", value, {"id": "id_felt"}, renderer=renderer) for renderer in renderers]


def form_classes(above=forms.BaseForm):
    for each in above.__subclasses__():
        if each.__module__.split(".")[0] in PACKAGES:
            yield each
        yield from form_classes(each)


@pytest.mark.parametrize("value", [None, "", HOSTILE, ["a", HOSTILE], True, 1250])
@pytest.mark.parametrize("widget", SAMPLES, ids=lambda widget: type(widget).__name__)
def test_each_input_is_what_the_template_draws(widget, value):
    template, python = both(widget, value)
    assert parse_html(template) == parse_html(python)
    assert "<script" not in python


def test_every_field_of_every_form_is_what_the_template_draws(db):
    assert get_resolver().url_patterns  # loads every view and with it every form
    drawn = 0
    for form in set(form_classes()):
        for name, field in getattr(form, "base_fields", {}).items():  # a grid has none of its own
            template, python = both(field.widget, field.initial if not callable(field.initial) else None)
            assert parse_html(template) == parse_html(python), (form, name)
            drawn += field.widget.template_name in BY_TEMPLATE
    assert drawn > 150


def test_a_single_option_can_be_drawn_with_its_label():
    field = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)
    form = type("Form", (forms.Form,), {"felt": field})()
    for option in form["felt"].subwidgets:
        option.renderer = TemplatesSetting()
        for wrapped in (True, False):
            drawn = option.tag(wrap_label=wrapped)
            assert parse_html(drawn) == parse_html(
                option.parent_widget._render(
                    option.template_name,
                    {"widget": option.data | {"wrap_label": wrapped}},
                    DesignsystemetRenderer(),
                )
            )
