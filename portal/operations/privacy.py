"""What a person may ask for: all that is held about them, and that it is erased. What is old goes every night."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import LogEntry as AdminEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.access import Permission, require
from portal.errors import Conflict, Stale
from portal.files import Sheet
from portal.history import because
from portal.models import Removal, RoleGrant, User
from portal.models.log import LogKind
from portal.operations.log import record
from portal.personal_data import FORMER_USER, Holding, Person, acts_of, holdings

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Held:
    """How many rows of one kind are about a person."""

    holding: Holding
    count: int

    @property
    def is_erased(self) -> bool:
        return self.holding.erase is not None


def found_of(person: Person) -> list[Held]:
    """What is held about the person, kind by kind (1 query for each)."""
    counted = [Held(holding, holding.rows_of(person).count()) for holding in holdings()]
    return [found for found in counted if found.count]


def done_by(person: Person) -> int:
    """How many rows say that the person wrote, signed or decided something."""
    return sum(rows.count() for _kind, rows in acts_of(person))


def mark_of(person: Person) -> str:
    """What an erasure is decided upon."""
    counts = [(found.holding.model, found.count) for found in found_of(person)]
    return sha256(repr(counts).encode()).hexdigest()[:16]


def sheet_of(person: Person) -> Sheet:
    """Everything that is held, one line for each piece of it, with why and how long."""
    headings = [_("Hva"), _("Nummer"), _("Opplysning"), _("Verdi"), _("Hvorfor"), _("Hvor lenge")]
    return Sheet(headings, list(_lines(person)))


def json_of(person: Person) -> list[dict[str, Any]]:
    """The same, for a program."""
    keys = ("hva", "nummer", "opplysning", "verdi", "hvorfor", "hvor_lenge")
    return [dict(zip(keys, line, strict=True)) for line in _lines(person)]


def _lines(person: Person) -> Iterator[list[str]]:
    for holding in holdings():
        kind = str(apps.get_model(holding.model)._meta.verbose_name_plural)
        for row in holding.rows_of(person):
            for label, value in holding.told(row):
                yield [kind, str(row.pk), label, value, str(holding.why), holding.kept_for]
    for kind, rows in acts_of(person):
        for row in rows:
            yield [kind, str(row.pk), _("Du står som den som gjorde det"), str(row), "", ""]


@transaction.atomic
def erase(*, person: Person, seen: str, by: User) -> list[Held]:
    """Take the person out of all that is held, for good. Returns what was there.

    Raises `Denied`, `Conflict` for oneself, or `Stale` where other things are held than what was `seen`.
    """
    require(by, Permission.USERS_MANAGE)
    user = person.user and User.objects.select_for_update().get(pk=person.user.pk)
    if user == by:
        raise Conflict(_("Du kan ikke slette deg selv. Be en annen administrator om det."))
    if mark_of(person) != seen:
        raise Stale(_("Det er kommet til eller gått bort noe siden du åpnet siden. Se over det på nytt."))
    found = found_of(person)
    if user:
        keys = UserSession.objects.filter(user=user).values("session_key")
        Session.objects.filter(session_key__in=keys).delete()
    Removal.objects.filter(row__iregex=re.escape(f'"{person.email}"')).delete()
    for holding in reversed(holdings()):  # the apps above first: what they say to people on the way goes too
        if holding.erase:
            holding.erase(holding.rows_of(person))
    if user:
        _make_former(user, by)
    record(LogKind.ERASED, what=_("%d slag opplysninger") % len(found), who=by, about=user)
    return found


def _make_former(user: User, by: User) -> None:
    """The account stays for the history that points at it, without name, address, password, roles or sessions."""
    with because(_("Kontoen ble slettet"), by):
        for grant in RoleGrant.objects.select_for_update(of=("self",)).filter(user=user, revoked_at=None):
            grant.revoked_at, grant.revoked_by = clock.now(), by
            grant.save(update_fields=["revoked_at", "revoked_by"])
    user.name, user.email, user.title = str(FORMER_USER), f"slettet-{user.pk}@slettet.invalid", ""
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["name", "email", "title", "is_active", "password"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_forget_users(%s::bigint[])", [[user.pk]])
    accounts = ContentType.objects.get_for_model(User)
    AdminEntry.objects.filter(content_type=accounts, object_id=str(user.pk)).update(object_repr=user.name)


def expire(*, on: dt.date) -> dict[str, int]:
    """Erase what has been kept its time, kind by kind: one that fails stops no other. Twice changes nothing."""
    expired = {}
    for holding in holdings():
        if holding.expire is None:
            continue
        try:
            with transaction.atomic():
                expired[holding.model] = holding.expire(on)
        except Exception:
            logger.exception("What is old of %s is not erased", holding.model)
    return expired
