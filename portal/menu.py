"""The menus around every page. Each app registers its own entries when Django starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from portal.access import Person

Link = tuple[str, str]  # words, address
Links = Callable[["Person"], Iterable[Link]]


class Menu:
    """Links in an order that the apps agree on by number: what has the lower one stands first."""

    def __init__(self) -> None:
        self._entries: list[tuple[int, Links]] = []

    def add(self, order: int, words: str | Promise, url_name: str) -> None:
        """A link for everyone."""
        self.add_for(order, lambda _person: [(str(words), reverse(url_name))])

    def add_for(self, order: int, links: Links) -> None:
        """Links that depend on who reads."""
        self._entries.append((order, links))

    def links(self, person: Person) -> list[Link]:
        ordered = sorted(self._entries, key=lambda entry: entry[0])
        return [link for _order, links in ordered for link in links(person)]


MAIN = Menu()  # 10–80 for everyone, from 100 what a person's roles add
TOOLS = Menu()  # beside the person's name
FOOT = Menu()

MAIN.add(10, _("Forside"), "portal:home")
FOOT.add(10, _("Om dataene"), "portal:about-data")
FOOT.add(20, _("Åpne data"), "portal:data-list")


def administration(person: Person) -> list[Link]:
    staff = person.is_authenticated and person.is_staff
    return [(str(_("Administrasjon")), reverse("admin:index"))] if staff else []


MAIN.add_for(900, administration)
