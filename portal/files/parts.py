"""A file that is only whole at its end: written to a temporary file, which is read a block at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import IO

BLOCK = 64 * 1024  # bytes


def through_file(write: Callable[[IO[bytes]], None]) -> Iterator[bytes]:
    with TemporaryFile() as out:
        write(out)
        out.seek(0)
        while block := out.read(BLOCK):
            yield block
