"""Who may do what: one vocabulary, one table, one question.

Views, buttons, operations, files and templates ask `can`, `require` or `scope`; querysets answer
"which rows" with `visible_to`, which asks `scope`. Source of the roles: the programme document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.errors import Denied

if TYPE_CHECKING:
    from portal.models import User

    Person: TypeAlias = User | AnonymousUser


class Role(TextChoices):
    INNKJOPER = "innkjoper", _("Innkjøper")
    KNUTEPUNKT = "knutepunkt", _("Knutepunkt")
    KOORDINATOR = "koordinator", _("Koordinator")
    STYRINGSGRUPPE = "styringsgruppe", _("Styringsgruppe")
    FYLKESMANN = "fylkesmann", _("Fylkesmann")
    DIFI = "difi", _("DIFI")
    DEPARTEMENT = "departement", _("Departement")
    KS = "ks", _("KS")
    PANEL = "panel", _("Innkjøpspanelet")
    ADMINISTRATOR = "administrator", _("Administrator")


REGIONAL_ROLES = frozenset({Role.KNUTEPUNKT, Role.KOORDINATOR, Role.STYRINGSGRUPPE, Role.FYLKESMANN})
# They decide for others: a password alone does not let them in.
SECOND_FACTOR_ROLES = frozenset({Role.FYLKESMANN, Role.DIFI, Role.PANEL, Role.ADMINISTRATOR})


class Permission(TextChoices):
    """What a role can allow; the label ends the sentence "Du kan ikke …"."""

    REPORT_READ = "report_read", _("lese rapporten før den er publisert")
    REPORT_READ_DELIVERED = "report_read_delivered", _("lese leverte rapporter")
    REPORT_WRITE = "report_write", _("skrive i rapporten")
    REPORT_SUBMIT = "report_submit", _("sende rapporten til signering")
    REPORT_SEND_BACK = "report_send_back", _("sende rapporten tilbake til koordinatoren")
    REPORT_SIGN = "report_sign", _("signere rapporten")
    REPORT_WITHDRAW = "report_withdraw", _("trekke rapporten tilbake")
    REPORT_REVIEW = "report_review", _("vurdere rapporten")
    REPORT_PUBLISH = "report_publish", _("publisere rapporten")
    ROUNDS_EDIT = "rounds_edit", _("lage rapporteringsrunder og rapportmaler")
    COUNTY_READ = "county_read", _("lese fylkets arbeid")
    FIGURES_READ = "figures_read", _("lese tallene fra fylkenes arbeid")
    WORK_RECORD = "work_record", _("registrere fylkets arbeid")
    ORGANISATION_EDIT = "organisation_edit", _("endre organiseringen i fylket")
    FOLLOW_UP = "follow_up", _("føre oppfølgingen av kommuner og virksomheter")
    GRANTS_READ = "grants_read", _("lese om tilskuddene")
    GRANTS_RECORD = "grants_record", _("føre hva som er mottatt og brukt")
    GRANTS_ALLOT = "grants_allot", _("fordele tilskudd")
    NATIONAL_PLAN = "national_plan", _("lage nasjonale arrangementer og milepæler")
    NETWORK = "network", _("delta i nettverket mellom knutepunktene")
    CRITERIA_EDIT = "criteria_edit", _("redigere miljøkriteriene")
    CRITERIA_USE_READ = "criteria_use_read", _("lese hvor kriteriene er brukt")
    CRITERIA_READ_DRAFTS = "criteria_read_drafts", _("lese utkast til miljøkriterier")
    DIGEST = "digest", _("få den ukentlige oppsummeringen")
    ROLES_INVITE = "roles_invite", _("gi eller avslutte roller i fylket")
    FYLKESMANN_HAND_OVER = "fylkesmann_hand_over", _("overlate fylkesmannens rolle til en annen")
    USERS_MANAGE = "users_manage", _("administrere brukere og roller")


_FIGURES = frozenset({Permission.FIGURES_READ, Permission.GRANTS_READ, Permission.CRITERIA_USE_READ})
_READ = _FIGURES | {Permission.REPORT_READ, Permission.COUNTY_READ}
_RECORD = _READ | {Permission.WORK_RECORD, Permission.NETWORK}
_WRITE = _RECORD | {
    Permission.REPORT_WRITE,
    Permission.REPORT_SUBMIT,
    Permission.ORGANISATION_EDIT,
    Permission.FOLLOW_UP,
    Permission.GRANTS_RECORD,
}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.INNKJOPER: frozenset(),
    Role.KNUTEPUNKT: _RECORD,
    Role.KOORDINATOR: _WRITE | {Permission.DIGEST, Permission.ROLES_INVITE},
    Role.STYRINGSGRUPPE: _READ,
    Role.FYLKESMANN: _WRITE
    | {Permission.REPORT_SEND_BACK, Permission.REPORT_SIGN, Permission.REPORT_WITHDRAW}
    | {Permission.ROLES_INVITE, Permission.FYLKESMANN_HAND_OVER},
    Role.DIFI: _READ
    | frozenset(
        {
            Permission.CRITERIA_READ_DRAFTS,
            Permission.DIGEST,
            Permission.GRANTS_ALLOT,
            Permission.NATIONAL_PLAN,
            Permission.NETWORK,
            Permission.REPORT_READ_DELIVERED,
            Permission.REPORT_REVIEW,
            Permission.REPORT_PUBLISH,
            Permission.ROUNDS_EDIT,
        }
    ),
    Role.DEPARTEMENT: _FIGURES | {Permission.REPORT_READ_DELIVERED},
    Role.KS: frozenset({Permission.FIGURES_READ, Permission.NETWORK}),  # its kommuner, and the board
    Role.PANEL: frozenset(
        {Permission.CRITERIA_EDIT, Permission.CRITERIA_READ_DRAFTS, Permission.CRITERIA_USE_READ}
    ),
    Role.ADMINISTRATOR: frozenset({Permission.USERS_MANAGE}),
}


# With what each role is given and ended in its region; all others, and all of these too, by who manages users.
GIVEN_BY: dict[Role, Permission] = {
    Role.KNUTEPUNKT: Permission.ROLES_INVITE,
    Role.KOORDINATOR: Permission.ROLES_INVITE,
    Role.STYRINGSGRUPPE: Permission.ROLES_INVITE,
    Role.FYLKESMANN: Permission.FYLKESMANN_HAND_OVER,
}


class InRegion(Protocol):
    """Anything that belongs to a region, for the question "may this user do this to this"."""

    @property
    def access_region_id(self) -> int | None: ...


@dataclass(frozen=True)
class Scope:
    """Where a person holds a permission: everywhere, or in these regions (primary keys)."""

    everywhere: bool
    region_ids: frozenset[int]

    @property
    def anywhere(self) -> bool:
        return self.everywhere or bool(self.region_ids)

    def covers(self, about: InRegion | None) -> bool:
        return self.everywhere or (about is not None and about.access_region_id in self.region_ids)


NOWHERE = Scope(everywhere=False, region_ids=frozenset())


@dataclass(frozen=True)
class Holder:
    """Anyone who holds these roles, while SQL is made that is kept for all of them (`portal/prepared.py`).

    `roles` are with whether they are national; `regions` gives what stands for a permission's regions, and `pk` for
    the person, until somebody asks.
    """

    roles: frozenset[tuple[str, bool]]
    is_authenticated: bool
    pk: Any
    regions: Callable[[Permission], Any]

    def scope(self, permission: Permission) -> Scope:
        held = {national for role, national in self.roles if permission in GRANTS[Role(role)]}
        inside = self.regions(permission) if False in held else frozenset()
        return Scope(everywhere=True in held, region_ids=inside)


def roles_with_reach(user: Person) -> frozenset[tuple[str, bool]]:
    """The roles that give `user` something, each with whether it is national."""
    if isinstance(user, AnonymousUser) or not user.is_active:
        return frozenset()
    return frozenset((grant.role, grant.region_id is None) for grant in user.active_grants)


def scope(user: Person | Holder, permission: Permission) -> Scope:
    """Where `user` holds `permission`. Asks the database once per user object."""
    if isinstance(user, Holder):
        return user.scope(permission)
    if not isinstance(user, AnonymousUser) and user.is_active:
        held = [grant for grant in user.active_grants if permission in GRANTS[Role(grant.role)]]
        return Scope(
            everywhere=any(grant.region_id is None for grant in held),
            region_ids=frozenset(grant.region_id for grant in held if grant.region_id is not None),
        )
    return NOWHERE


def can(user: Person, permission: Permission, about: InRegion | None = None) -> bool:
    """Whether `user` may do this to `about`, or to the country as a whole where `about` is None."""
    return scope(user, permission).covers(about)


def refusal(permission: Permission) -> str:
    """Why not, in plain words: what is refused and who can do it instead."""
    roles = [str(role.label) for role, permissions in GRANTS.items() if permission in permissions]
    return _("Du kan ikke %(what)s. Det kan bare den som har rollen %(roles)s.") % {
        "what": permission.label,
        "roles": _(" eller ").join([", ".join(roles[:-1]), roles[-1]] if len(roles) > 1 else roles),
    }


def require(user: Person, permission: Permission, about: InRegion | None = None) -> None:
    """Raise `Denied`, with the reason, unless `can`."""
    if not can(user, permission, about):
        raise Denied(refusal(permission))


def require_over(user: Person, role: Role, about: InRegion | None) -> None:
    """Raise `Denied`, with the reason, unless `user` may give and end `role` where `about` is."""
    if not can(user, Permission.USERS_MANAGE):
        require(user, GIVEN_BY.get(role, Permission.USERS_MANAGE), about)


def is_over(user: Person, role: Role, about: InRegion | None) -> bool:
    """Whether `require_over` lets `user` through."""
    return can(user, Permission.USERS_MANAGE) or can(user, GIVEN_BY.get(role, Permission.USERS_MANAGE), about)
