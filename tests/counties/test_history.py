"""How a row came to be, in words."""

from counties.history import changes_of
from counties.models import Kommune
from tests import factories


def test_what_a_foreign_key_points_at_is_told_by_name(people):
    body, loten = factories.virksomhet(), Kommune.objects.get(name="Løten")
    before = body.kommune
    body.kommune = loten
    body.save(update_fields=["kommune"])
    told = {(old, new) for _label, old, new in changes_of(body)[0].fields}
    assert (str(before) if before else "–", "Løten") in told
