"""The menus around every page. Each app registers its own entries when Django starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.access import Role
from portal.links import reverse

if TYPE_CHECKING:
    from portal.access import Person


@dataclass(frozen=True)
class Link:
    """An entry. `home` is the beginning of the addresses it stands for, where that is another than its own."""

    words: str
    url: str
    home: str = ""

    def covers(self, path: str) -> bool:
        """Whether the page at `path` is one of those behind the entry; the front page is itself alone."""
        home = self.home or self.url
        return path == home if home == "/" else path.startswith(home)


Links = Callable[["Person"], Iterable[Link]]
Audience = Callable[["Person"], bool]


def roles_of(person: Person) -> set[Role]:
    return {Role(grant.role) for grant in person.active_grants} if person.is_authenticated else set()


def everyone(_person: Person) -> bool:
    return True


def signed_in(person: Person) -> bool:
    return person.is_authenticated


def only(*roles: Role) -> Audience:
    """For those who hold one of them."""
    return lambda person: not roles_of(person).isdisjoint(roles)


def all_but(*roles: Role) -> Audience:
    """Hidden from those who hold nothing but these; a visitor, who holds none, sees it."""
    return lambda person: not (held := roles_of(person)) or not held <= set(roles)


class Menu:
    """Links in an order that the apps agree on by number: what has the lower one stands first."""

    def __init__(self) -> None:
        self._entries: list[tuple[int, Links]] = []

    def add(self, order: int, words: str | Promise, url_name: str, *, to: Audience = everyone) -> None:
        """A link for an audience."""
        self.add_for(order, lambda person: [Link(str(words), reverse(url_name))] if to(person) else [])

    def add_for(self, order: int, links: Links) -> None:
        """Links that depend on who reads."""
        self._entries.append((order, links))

    def links(self, person: Person) -> list[Link]:
        ordered = sorted(self._entries, key=lambda entry: entry[0])
        return [link for _order, links in ordered for link in links(person)]


def current(links: Iterable[Link], path: str) -> Link | None:
    """The one entry that the page belongs to: the closest to its address."""
    found = [link for link in links if link.covers(path)]
    return max(found, key=lambda link: len(link.home or link.url), default=None)


MAIN = (
    Menu()
)  # the desk 10, own region 20, reports 30, criteria 40–49, calendar 50, help 60, fylker 70, results 80
TOOLS = Menu()  # beside the person's name
FOOT = Menu()

MAIN.add(10, _("Oppgaver"), "portal:home", to=signed_in)
FOOT.add(10, _("Om portalen og kontakt"), "portal:about")
FOOT.add(20, _("Om dataene"), "portal:about-data")
FOOT.add(30, _("Åpne data"), "portal:data-list")
FOOT.add(80, _("Personvern"), "portal:privacy")
FOOT.add(90, _("Tilgjengelighet"), "portal:accessibility")


def administration(person: Person) -> list[Link]:
    staff = person.is_authenticated and person.is_staff
    return [Link(str(_("Administrasjon")), reverse("admin:index"))] if staff else []


MAIN.add_for(900, administration)
MAIN.add(905, _("Brukere"), "portal:grant-list", to=only(Role.ADMINISTRATOR))
MAIN.add(910, _("E-post"), "portal:mail-list", to=only(Role.ADMINISTRATOR))
MAIN.add(920, _("Logg"), "portal:log-list", to=only(Role.ADMINISTRATOR))
MAIN.add(930, _("Innsyn og sletting"), "portal:person-find", to=only(Role.ADMINISTRATOR))
