"""System checks that `migrate` and `check --database` run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

from reporting.seal import authority

HINT = (
    "Set SEAL_PKCS12 (or SEAL_PKCS11_MODULE, _TOKEN, _KEY and _PIN) and SEAL_AUTHORITIES; .env.example says what "
    "they are. `manage.py make_seal FOLDER` makes a key and a certificate of the portal's own. Then migrate again."
)


@register(Tags.database)
def check_there_is_a_seal(app_configs: Any, **kwargs: Any) -> list[Error]:
    """A portal without a key could not seal what is signed, and would say so first when it is signed.

    Only of a portal in use: one that runs without https is a developer's or a test's.
    """
    missing = [*_missing_key(), *_missing_authorities()] if settings.SECURE else []
    return [Error(text, hint=HINT, id="reporting.E001") for text in missing]


def _missing_key() -> list[str]:
    if settings.SEAL_PKCS11_MODULE or (settings.SEAL_PKCS12 and Path(settings.SEAL_PKCS12).is_file()):
        return []
    if settings.SEAL_PKCS12:
        return [f"SEAL_PKCS12 names {settings.SEAL_PKCS12}, where there is no file."]
    return ["There is no key to seal signed reports with: SEAL_PKCS12 is not set."]


def _missing_authorities() -> list[str]:
    try:
        there = authority.published(settings.SEAL_AUTHORITIES)
    except ValueError as error:
        return [f"SEAL_AUTHORITIES cannot be read as certificates in PEM: {error}"]
    return [] if there else ["There are no certificates to check seals by: SEAL_AUTHORITIES names no file."]
