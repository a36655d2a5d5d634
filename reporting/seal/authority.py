"""The authority that vouches for the seal: the certificates that the portal publishes, and one of its own making."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

KEY_BITS = 3072  # RSA: an elliptic curve would make the file PDF 2.0, which PDF/A-2 is not
LASTS = dt.timedelta(days=3653)
SEAL_FILE, AUTHORITY_FILE = "segl.p12", "sertifikat.pem"
USES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


@dataclass(frozen=True)
class Published:
    """A certificate as people compare it. `sha256` is in hex, of the certificate as DER."""

    name: str
    until: dt.datetime
    sha256: str


def published(path: str) -> list[Published]:
    """The certificates of a PEM file; none where there is no such file. Raises `ValueError` where it holds no PEM."""
    from cryptography import x509  # noqa: PLC0415 - only for those who ask
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415

    if not path or not Path(path).is_file():
        return []
    return [
        Published(_common_name(one), one.not_valid_after_utc, one.fingerprint(SHA256()).hex())
        for one in x509.load_pem_x509_certificates(Path(path).read_bytes())
    ]


def make(folder: Path, *, authority: str, holder: str, organisation: str, password: str = "") -> None:
    """An authority of the portal's own and the one seal it vouches for: `segl.p12` and `sertifikat.pem`.

    The authority's key is not kept, so that it never vouches for another. Raises `FileExistsError`.
    """
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import pkcs12  # noqa: PLC0415

    new_key = partial(rsa.generate_private_key, public_exponent=65537, key_size=KEY_BITS)
    root_key, seal_key = new_key(), new_key()
    called = partial(_name, organisation)
    root = _certificate(called(authority), root_key, called(authority), root_key, is_authority=True)
    seal = _certificate(called(holder), seal_key, called(authority), root_key)
    guard = (
        serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
    )
    folder.mkdir(parents=True, exist_ok=True)
    packed = pkcs12.serialize_key_and_certificates(b"segl", seal_key, seal, [root], guard)
    _write(folder / SEAL_FILE, packed, mode=0o600)
    _write(folder / AUTHORITY_FILE, root.public_bytes(serialization.Encoding.PEM), mode=0o644)


def _write(path: Path, content: bytes, mode: int) -> None:
    """A new file that is never, not for a moment, read by others than `mode` allows."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)


def _certificate(
    subject: x509.Name,
    key: RSAPrivateKey,
    issuer: x509.Name,
    by: RSAPrivateKey,
    *,
    is_authority: bool = False,
) -> x509.Certificate:
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415

    uses = ("key_cert_sign", "crl_sign") if is_authority else ("digital_signature", "content_commitment")
    now = dt.datetime.now(tz=dt.UTC)  # of the world, and before there are settings
    of_itself = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    of_issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + LASTS)
        .add_extension(x509.BasicConstraints(is_authority, 0 if is_authority else None), critical=True)
        .add_extension(x509.KeyUsage(**{use: use in uses for use in USES}), critical=True)
        .add_extension(of_itself, critical=False)
        .add_extension(of_issuer, critical=False)
        .sign(by, SHA256())
    )


def _name(organisation: str, common_name: str) -> x509.Name:
    from cryptography import x509  # noqa: PLC0415
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    parts = [
        (NameOID.COUNTRY_NAME, "NO"),
        (NameOID.ORGANIZATION_NAME, organisation),
        (NameOID.COMMON_NAME, common_name),
    ]
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts])


def _common_name(certificate: x509.Certificate) -> str:
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()
