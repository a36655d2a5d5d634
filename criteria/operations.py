"""Loading the product areas and their groups; may be run again."""

from __future__ import annotations

from pathlib import Path

import yaml
from django.db import transaction

from criteria.models import ProductArea, ProductGroup

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_product_areas() -> int:
    """The six areas of the programme document; returns how many the database holds."""
    for row in yaml.safe_load((DATA / "product_areas.yaml").read_text(encoding="utf-8")):
        groups = row.pop("groups")
        area, _new = ProductArea.objects.update_or_create(number=row.pop("number"), defaults=row)
        for position, (key, name) in enumerate(groups.items(), start=1):
            ProductGroup.objects.update_or_create(
                key=key, defaults={"area": area, "position": position, "name": name}
            )
    return ProductArea.objects.count()
