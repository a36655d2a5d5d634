"""The front page names the regions while they are few enough to be read."""

from reporting.views import home


def regions_on(page) -> tuple[bool, bool]:
    """Whether a region is linked to by its name, and whether the list of a pulje is."""
    text = page.content.decode()
    return 'href="/fylker/hedmark/"' in text, 'href="/fylker/?pulje=1"' in text


def test_many_regions_are_looked_up_and_not_listed(db, as_, monkeypatch):
    assert regions_on(as_("anon").get("/")) == (True, False)
    monkeypatch.setattr(home, "NAMED", 17)
    page = as_("anon").get("/")
    assert regions_on(page) == (False, True)
    assert as_("anon").get("/fylker/?pulje=1").context["page"].paginator.count > 1
