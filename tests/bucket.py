"""An S3-compatible server of its own, with one bucket: moto's, on loopback, in a process that can be killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError

from portal.embedded.process import Server, free_port, wait_until
from portal.storage_settings import REGION, keeper

NAME = "portal"
KEYS = {"access_key": "only-for-tests", "secret_key": "only-for-tests"}


def start(folder: Path) -> Server:
    """With what it says in `folder`. Its files are in its memory."""
    port, log = free_port(), folder / "bucket.log"
    command = [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("ab") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)
    server = Server(f"http://127.0.0.1:{port}", process, signal.SIGTERM)
    wait_until(lambda: answers(server), process, log)
    client(server).create_bucket(Bucket=NAME)
    return server


def answers(server: Server) -> bool:
    try:
        client(server).list_buckets()
    except BotoCoreError:
        return False
    return True


def client(server: Server) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=server.url,
        region_name=REGION,
        aws_access_key_id=KEYS["access_key"],
        aws_secret_access_key=KEYS["secret_key"],
    )


def storage(server: Server, bucket: str = NAME) -> dict[str, Any]:
    """What `STORAGES` has for it."""
    return keeper(bucket=bucket, endpoint=server.url, region="", **KEYS)


def environment(server: Server) -> dict[str, str]:
    """For processes of the portal."""
    return {
        "S3_BUCKET": NAME,
        "S3_ENDPOINT": server.url,
        "S3_ACCESS_KEY": KEYS["access_key"],
        "S3_SECRET_KEY": KEYS["secret_key"],
    }


def keys(server: Server) -> list[str]:
    """Of all that is in it."""
    pages = client(server).get_paginator("list_objects_v2").paginate(Bucket=NAME)
    return [each["Key"] for page in pages for each in page.get("Contents", [])]
