"""Texts of templates are translated when the template is compiled, and say what Django's own tags would."""

from __future__ import annotations

import pytest
from django.template import Context, Engine

DJANGO = Engine(libraries={"i18n": "django.templatetags.i18n"})
PORTAL = Engine(libraries={"i18n": "portal.templatetags.i18n"})


@pytest.mark.parametrize(
    "source",
    [
        '{% translate "Save" %}',
        '{% translate "50 % & <b>flere</b>" %}',
        '{% translate "Save" as word %}[{{ word }}|{{ word|length }}]',
        "{% translate name %}",
        '{% translate "Save"|upper %}',
        '{% translate "May" context "abbrev. month" %}',
        "{% blocktranslate %}50 % av {{ name }}{% endblocktranslate %}",
        "{% blocktranslate with name=name|upper %}{{ name }} og {{ number }}{% endblocktranslate %}{{ name }}",
        "{% blocktranslate with other=name %}{{ other }}{{ missing }}{% endblocktranslate %}{{ other }}",
        "{% autoescape off %}{% blocktranslate %}{{ name }}{% endblocktranslate %}{% endautoescape %}",
        "{% blocktranslate trimmed %}\n  {{ name }}\n  her\n{% endblocktranslate %}",
        "{% blocktranslate asvar said %}{{ name }}{% endblocktranslate %}[{{ said }}]",
        "{% blocktranslate count n=number %}ett{% plural %}{{ n }} <br>{% endblocktranslate %}",
    ],
)
def test_says_what_djangos_own_tags_say(source: str) -> None:
    about = {"name": "Save & <i>", "number": 1234}
    drawn = [
        engine.from_string("{% load i18n %}" + source).render(Context(about)) for engine in (DJANGO, PORTAL)
    ]
    assert drawn[0] == drawn[1]


def test_a_constant_is_text_of_the_template() -> None:
    template = PORTAL.from_string('{% load i18n %}{% translate "Save" %}')
    assert [node.render(Context()) for node in template.nodelist][-1] == "Lagre"
    assert type(template.nodelist[-1]).__name__ == "TextNode"
