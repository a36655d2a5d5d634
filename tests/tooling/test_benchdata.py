"""The rows that measures are made with: every table as many times over, and each copy pointing at its own rows."""

import pytest
from django.db import connection, models

from counties.models import Activity, Region
from portal.models import OutgoingMail
from reporting.demo import benchdata
from tests import factories


def pointing_nowhere(model: type[models.Model]) -> list[str]:
    """Fields with a value that no row has."""
    return [
        f"{model.__name__}.{field.name}"
        for field in model._meta.concrete_fields
        if field.is_relation
        and model._base_manager.exclude(**{f"{field.attname}__isnull": True})
        .exclude(**{f"{field.attname}__in": field.related_model._base_manager.values("pk")})
        .exists()
    ]


def test_every_row_is_there_as_many_times_and_points_at_its_own(people):
    factories.one_of_each()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    grown = [model for model in benchdata.grown() if model._meta.db_table not in benchdata.ONLY]
    alike = [model for model in grown if model not in benchdata.OWN_LISTS]
    before = {model: model._base_manager.count() for model in alike}
    own = Activity.objects.filter(region__slug="hedmark").count()
    gone = [
        found for model in benchdata.grown() for found in pointing_nowhere(model)
    ]  # history of what was deleted
    assert set(gone) <= {"ActivityEvent.pgh_obj"}
    benchdata.grow(3, own=2)
    assert {model: model._base_manager.count() for model in alike} == {m: 3 * n for m, n in before.items()}
    assert before[Region] == 18
    assert Activity.objects.filter(region__slug="hedmark").count() == 2 * own > 0
    assert Activity.objects.filter(region__slug="hedmark-1").count() == own
    assert [found for model in benchdata.grown() for found in pointing_nowhere(model)] == gone
    assert not OutgoingMail.objects.filter(sent_at=None, message_id__startswith="1<").exists()
    with pytest.raises(ValueError, match="grown before"):
        benchdata.grow(3, own=2)
