"""Where files are kept, from the settings: on disk, or in a bucket of S3-compatible storage where one is named."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured

DISK = {"BACKEND": "portal.storage.WholeFileStorage"}
REGION = "us-east-1"  # what servers other than Amazon's take it for that a signature names none


def keeper(*, bucket: str, endpoint: str, region: str, access_key: str, secret_key: str) -> dict[str, Any]:
    """The "default" of `STORAGES`. Raises `ImproperlyConfigured` where it is half of one."""
    if bool(access_key) != bool(secret_key):
        raise ImproperlyConfigured("S3_ACCESS_KEY and S3_SECRET_KEY must be set together")
    if not bucket and (endpoint or access_key):
        raise ImproperlyConfigured("S3_BUCKET must name the bucket that files are kept in")
    if not bucket:
        return DISK
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": region or REGION,
        "access_key": access_key or None,
        "secret_key": secret_key or None,
    }
    return {"BACKEND": "portal.bucket.Bucket", "OPTIONS": options}
