"""How far a person has read of what happens in a region."""

from __future__ import annotations

import datetime as dt

from counties.models import Region
from portal.access import Permission, require
from portal.models import User
from reporting.overview.models import MirrorMark


def mark_seen(*, region: Region, by: User, until: dt.datetime) -> None:
    """All that had happened by `until` is seen; a mark never goes back. Raises `Denied` outside the region."""
    require(by, Permission.COUNTY_READ, region)
    mark, is_new = MirrorMark.objects.get_or_create(user=by, region=region, defaults={"seen_at": until})
    if not is_new:
        MirrorMark.objects.filter(pk=mark.pk, seen_at__lt=until).update(seen_at=until)
