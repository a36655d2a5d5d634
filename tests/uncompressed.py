"""The portal's settings for gathering static files quickly: they are served as they are, not compressed beforehand."""

from portal.settings import *  # noqa: F403 - all of them
from portal.settings import STORAGES

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
