"""The key that seals, by the settings: a PKCS#12 file, or a key that stays in its own module (PKCS#11)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import Signer, SimpleSigner

from portal.errors import Conflict

logger = logging.getLogger(__name__)


class NoKey(Conflict):
    """There is nothing to seal with, or it cannot be used."""


@contextmanager
def opened() -> Iterator[Signer]:
    """The signer while inside. Raises `NoKey`."""
    if settings.SEAL_PKCS11_MODULE:
        with _in_module() as signer:
            yield signer
    elif settings.SEAL_PKCS12:
        yield _in_file()
    else:
        raise NoKey(
            _("Portalen har ingen nøkkel å forsegle med. Driften må sette SEAL_PKCS12. Prøv så på nytt.")
        )


def _in_file() -> SimpleSigner:
    password = settings.SEAL_PKCS12_PASSWORD
    try:
        content = Path(settings.SEAL_PKCS12).read_bytes()
        return SimpleSigner.load_pkcs12_data(content, [], password.encode() if password else None)
    except (OSError, ValueError) as error:
        logger.exception("The key in SEAL_PKCS12 could not be opened")
        raise NoKey(
            _("Nøkkelen som portalen forsegler med, lar seg ikke åpne. Driften må rette SEAL_PKCS12.")
        ) from error


@contextmanager
def _in_module() -> Iterator[PKCS11Signer]:
    import pkcs11  # noqa: PLC0415 - loads a library of the machine's, for those who have one

    authorities = Path(settings.SEAL_AUTHORITIES).read_bytes() if settings.SEAL_AUTHORITIES else b""
    try:
        with open_pkcs11_session(
            settings.SEAL_PKCS11_MODULE,
            token_criteria=TokenCriteria(label=settings.SEAL_PKCS11_TOKEN),
            user_pin=settings.SEAL_PKCS11_PIN or None,
        ) as session:
            yield PKCS11Signer(
                session,
                key_label=settings.SEAL_PKCS11_KEY,
                ca_chain=list(load_certs_from_pemder_data(authorities)) if authorities else None,
            )
    except pkcs11.PKCS11Error as error:  # also while it signs
        logger.exception("The key in SEAL_PKCS11_MODULE could not be used")
        raise NoKey(
            _("Nøkkelen som portalen forsegler med, svarer ikke. Driften må rette SEAL_PKCS11_MODULE.")
        ) from error
