"""What people call what the criteria are about: a list that the panel keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from criteria.models import Synonym
from criteria.search import key_of
from criteria.workflow import EDIT
from portal.errors import Conflict
from portal.models import User
from portal.operations import records


def save(*, synonym: Synonym, values: Mapping[str, Any], seen: str | None = None, by: User) -> Synonym:
    """Keep a new one, or one as it was `seen`. Raises `Denied`, `Stale`, or `Conflict` for words that have a row."""
    kept = dict(values) | {"key": key_of(values["typed"])}
    try:
        with transaction.atomic():
            return records.save(row=synonym, values=kept, permission=EDIT, seen=seen, by=by)
    except IntegrityError:
        raise Conflict(_("«%s» står i listen fra før.") % values["typed"]) from None
