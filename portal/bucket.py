"""Files in a private bucket of S3-compatible storage: whole or not there, under a name that nobody else has taken.

They are read by the portal's own views, after its own questions of access; the bucket has no addresses of its own for
people. Imported only where `S3_BUCKET` is set: boto3 takes 22 MB and a third of a second.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from io import BytesIO
from typing import Any

from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    HTTPClientError,
    IncompleteReadError,
)
from django.core.files import File
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from portal.faults import StorageAway

AWAY = (ConnectionError, HTTPClientError, IncompleteReadError)
COME_BACK = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS}
LOST = {"NoSuchKey", "404"}  # "404" where the question was for the head alone


class Fetched(File):  # type: ignore[type-arg]  # which Django's has none of while it runs
    """A file as it was in the bucket when it was opened, whole and in memory: the largest is some 25 MB."""

    def __init__(self, storage: Bucket, name: str) -> None:
        super().__init__(storage.fetched(name), name)
        self.storage = storage

    def open(self, mode: str | None = None, *_args: Any, **_more: Any) -> Fetched:
        if self.closed:
            self.file = self.storage.fetched(str(self.name))
        else:
            self.seek(0)
        return self


class Bucket(S3Storage):
    """Raises `FileNotFoundError`, `StorageAway` where it does not answer, and `OSError` (ENOSPC) where it is full;
    whatever else the server refuses (keys, no such bucket) as botocore says it."""

    def get_default_settings(self) -> dict[str, Any]:
        style = "path" if self.has_own_address else "auto"
        config = Config(
            connect_timeout=3,
            read_timeout=10,
            retries={"total_max_attempts": 2, "mode": "standard"},
            # Sums of Amazon's own are unknown to others' servers; a signature over the contents is known to all.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            s3={"addressing_style": style, "payload_signing_enabled": True},
        )
        defaults: dict[str, Any] = super().get_default_settings()
        return defaults | {"client_config": config, "file_overwrite": False}

    def __init__(self, **options: Any) -> None:
        self.has_own_address = bool(options.get("endpoint_url"))
        super().__init__(**options)

    @property
    def client(self) -> Any:
        """This thread's."""
        return self.connection.meta.client

    @property
    def bucket(self) -> Any:
        """Of this thread's connection: boto3's resources are for one thread."""
        return self.connection.Bucket(self.bucket_name)

    def fetched(self, name: str) -> BytesIO:
        with told(name):
            answer = self.client.get_object(Bucket=self.bucket_name, Key=self._key(name))
            return BytesIO(answer["Body"].read())

    def _key(self, name: str) -> str:
        return str(self._normalize_name(clean_name(name)))

    def _open(self, name: str, mode: str = "rb") -> Fetched:
        if mode != "rb":
            raise ValueError(f"Files are kept by save(), and read as bytes: not {mode}")
        return Fetched(self, name)

    def _save(self, name: str, content: File[Any]) -> str:
        """In one request, which the server takes whole or not at all, and refuses where the name is taken."""
        body = b"".join(part.encode() if isinstance(part, str) else part for part in content.chunks())
        while True:
            details = self._get_write_parameters(name, content) | {"IfNoneMatch": "*"}
            try:
                with told(name):
                    self.client.put_object(Bucket=self.bucket_name, Key=self._key(name), Body=body, **details)
            except FileExistsError:
                taken, name = name, self.get_available_name(name)
                if name == taken:  # says who refused it, and then that it is not there
                    raise
            else:
                return str(clean_name(name))

    def delete(self, name: str) -> None:
        with told(name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        with told(name):
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        with told(name):
            return int(super().size(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with told(name):
            folders, files = super().listdir(name)
        return folders, files

    def url(self, name: str, *_args: Any, **_more: Any) -> str:
        raise NotImplementedError(f"{name} has no address: a view of the portal hands it out")

    def has_room(self) -> bool:
        """Whether the bucket answers."""
        try:
            self.client.head_bucket(Bucket=self.bucket_name)
        except (BotoCoreError, ClientError):
            return False
        return True


@contextmanager
def told(name: str) -> Iterator[None]:
    """What the server says, in Python's own words."""
    try:
        yield
    except AWAY as error:
        raise StorageAway(errno.EIO, str(error), name) from error
    except ClientError as error:
        if said := _in_words(error, error.response, name):
            raise said from error
        raise


def _in_words(error: Exception, answer: dict[str, Any], name: str) -> OSError | None:
    status, said = answer["ResponseMetadata"]["HTTPStatusCode"], str(error)
    if status == HTTPStatus.NOT_FOUND and answer["Error"]["Code"] in LOST:
        return FileNotFoundError(errno.ENOENT, said, name)
    if status == HTTPStatus.PRECONDITION_FAILED:
        return FileExistsError(errno.EEXIST, said, name)
    if status == HTTPStatus.INSUFFICIENT_STORAGE:
        return OSError(errno.ENOSPC, said, name)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in COME_BACK:
        return StorageAway(errno.EIO, said, name)
    return None
