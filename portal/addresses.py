"""Who asks: the client's address behind trusted proxies, and the network that limits count by.

Rate limits of forms, log-in (allauth) and open data all ask here.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve

Address = IPv4Address | IPv6Address

KEYS = {"token", "uidb36"}  # parts of addresses that let in whoever has them, and `key` beside them
HOME = 64  # bits of an IPv6 address that one household or office holds: the rest it chooses as it likes
SITE = 48  # bits that one customer may hold
WITH_PORT = re.compile(r"\[(?P<v6>[^\]]*)\](:\d{1,5})?|(?P<v4>[0-9.]+):\d{1,5}")
GETTING_IN = "/konto/"
LONGEST = 80  # letters of an address with brackets, zone and port


def client_address(request: HttpRequest) -> str:
    """The client's address, "" where it has none (a local socket).

    Each proxy adds to the end of X-Forwarded-For whom it answered. It is read from there, one step for each of the
    `TRUSTED_PROXIES`, and only where the connection comes from one of the `TRUSTED_NETWORKS`: what stands before
    their part, or is no address, anyone may have made up.
    """
    found = read(str(request.META.get("REMOTE_ADDR", "")))
    if settings.TRUSTED_PROXIES and _is_trusted(found):
        hops = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", settings.TRUSTED_PROXIES)
        for hop in reversed(hops[-settings.TRUSTED_PROXIES :]):
            seen = read(hop)
            if seen is None:
                break
            found = seen
    return str(found or "")


def client_network(request: HttpRequest, *, bits: int = HOME) -> str:
    """What limits count by: an IPv4 address, or the first `bits` of an IPv6 one."""
    return network_of(client_address(request), bits=bits)


def network_of(address: str, *, bits: int = HOME) -> str:
    found = read(address)
    return (
        str(ip_network((found, bits), strict=False)) if isinstance(found, IPv6Address) else str(found or "")
    )


def read(text: str) -> Address | None:
    """An address as proxies write it: with a port, in brackets, with a zone, or IPv4 within IPv6."""
    text = text.strip()[:LONGEST]
    if match := WITH_PORT.fullmatch(text):
        text = match["v6"] or match["v4"] or ""
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def without_keys(path: str) -> str:
    """The address with dots for its keys."""
    for secret in _keys_in(path):
        path = path.replace(secret, "…")
    return path


def is_secret(path: str) -> bool:
    """Whether it lets in whoever has it, or is about getting in: no search engine or other site is to have it."""
    return path.startswith(GETTING_IN) or bool(_keys_in(path))


def _keys_in(path: str) -> list[str]:
    try:
        parts = resolve(path).kwargs
    except Resolver404:
        return []
    return [str(parts[name]) for name in (*KEYS, "key") if name in parts] if KEYS & parts.keys() else []


def _is_trusted(connection: Address | None) -> bool:
    """A local socket has no address, and only what runs on the machine reaches it."""
    return connection is None or any(connection in ip_network(net) for net in settings.TRUSTED_NETWORKS)
