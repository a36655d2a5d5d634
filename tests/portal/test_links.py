"""Addresses that are made once are those that Django would make now."""

import pytest
from django import urls
from django.http import HttpResponse
from django.template import Context, Engine, RequestContext
from django.test import RequestFactory, override_settings

from portal import links

DJANGO = Engine()
PORTAL = Engine(builtins=["portal.templatetags.links"])


def page(_request, **_parts):
    return HttpResponse()


ONE = [urls.path("en/<str:part>/", page, name="thing")]
OTHER = [urls.path("annen/<int:part>/", page, name="thing")]
INSTANCES = [
    urls.path("a/", urls.include((ONE, "app"), namespace="app")),
    urls.path("b/", urls.include((ONE, "app"), namespace="second")),
]


class Patterns:
    """A module of patterns, by the name that settings have for it."""

    def __init__(self, patterns):
        self.urlpatterns = patterns


@pytest.fixture(autouse=True)
def _mounted_at_the_root():
    yield
    urls.set_script_prefix("/")


def test_other_patterns_and_another_mount_have_other_addresses():
    for _twice in range(2):
        for patterns, path in ((Patterns(ONE), "/en/7/"), (Patterns(OTHER), "/annen/7/")):
            with override_settings(ROOT_URLCONF=patterns):
                assert links.reverse("thing", args=[7]) == path
                urls.set_script_prefix("/portal/")
                assert links.reverse("thing", args=[7]) == f"/portal{path}"
                urls.set_script_prefix("/")
    assert links.reverse("portal:home") == "/"


def test_a_part_is_what_it_is_written_as():
    """1, 1.0 and True are one key to Python."""
    with override_settings(ROOT_URLCONF=Patterns(ONE)):
        assert [links.reverse("thing", args=[part]) for part in (1, 1.0, True)] == [
            "/en/1/",
            "/en/1.0/",
            "/en/True/",
        ]


def test_what_has_no_address_fails_each_time():
    with override_settings(ROOT_URLCONF=Patterns(OTHER)):
        for _twice in range(2):
            with pytest.raises(urls.NoReverseMatch):
                links.reverse("thing", args=["ord"])


@pytest.mark.parametrize(
    "source",
    [
        "{% url 'app:thing' part %}",
        "{% url 'second:thing' part %}",
        "{% url 'app:thing' part=part %}",
        "{% autoescape off %}{% url 'app:thing' part %}{% endautoescape %}",
        "{% url 'app:thing' part as found %}[{{ found }}]",
        "{% url 'missing' as found %}[{{ found }}]",
        "{% url name part|upper %}",
    ],
)
@override_settings(ROOT_URLCONF=Patterns(INSTANCES))
def test_the_tag_draws_what_djangos_draws(source):
    about = {"part": "a&b'c ø", "name": "app:thing"}
    for instance in ("", "second"):
        request = RequestFactory().get("/")
        request.current_app = instance
        for context in (Context(about), RequestContext(request, about)):
            drawn = [engine.from_string(source).render(context) for engine in (DJANGO, PORTAL)]
            assert drawn[0] == drawn[1]
            assert "/" in drawn[1] or "missing" in source
