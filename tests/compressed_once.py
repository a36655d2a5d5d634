"""The portal's settings for gathering static files quickly: compressed nearly as well, and only what pages ask for."""

from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

from portal.settings import *  # noqa: F403 - all of them
from portal.settings import STORAGES

QUALITY = 10  # of 11
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map", "ttf")


class QuickCompressor(Compressor):
    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return bytes(brotli.compress(data, quality=QUALITY))


class QuickStaticFiles(CompressedManifestStaticFilesStorage):
    def create_compressor(self, **options: Any) -> Compressor:
        return QuickCompressor(use_gzip=False, **options)


STORAGES = STORAGES | {"staticfiles": {"BACKEND": "tests.compressed_once.QuickStaticFiles"}}
