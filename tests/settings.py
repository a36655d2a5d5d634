"""The portal's own settings, with what would only slow tests down taken out."""

import tempfile
from pathlib import Path

from django.conf.global_settings import PASSWORD_HASHERS

from portal.settings import *  # noqa: F403
from reporting.seal import authority

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    *PASSWORD_HASHERS,  # which a site that runs can read
]
if OWNER_DATABASE is not APPLICATION_DATABASE:  # noqa: F405 - tests make databases
    DATABASES = {"default": OWNER_DATABASE | {"OPTIONS": {}, "CONN_HEALTH_CHECKS": True}}  # noqa: F405
MEDIA_ROOT = tempfile.mkdtemp(prefix="portal-media-")
_seal = Path(tempfile.mkdtemp(prefix="portal-seal-"))
authority.make(
    _seal, authority="Testenes utsteder", holder="Portalens segl i testene", organisation="Testene"
)
SEAL_PKCS12, SEAL_PKCS12_PASSWORD = str(_seal / authority.SEAL_FILE), ""
SEAL_AUTHORITIES, SEAL_TIMESTAMP_URL = str(_seal / authority.AUTHORITY_FILE), ""
STORAGES = {
    "default": {"BACKEND": "portal.storage.WholeFileStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405 - static files are not collected
SECONDS_TO_WAIT_FOR_A_FILE = 0  # no worker runs
SECOND_FACTOR = False  # the tests of it turn it on
