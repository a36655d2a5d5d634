"""Files on disk that are whole or not there: written beside, synced, and given their name at the end.

Where the disk is full, or the process dies, nothing stands under the name. In a bucket: portal/bucket.py.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils._os import safe_join

UNFINISHED = ".unfinished"  # the folder, of the same file system
ABANDONED = 24 * 3600  # seconds after which nobody is writing it any more
LEAST_ROOM = 50 * 1024 * 1024  # bytes; less is told by `/helse/` before the first file fails


class WholeFileStorage(FileSystemStorage):
    """The file system, with atomic saving. Raises `OSError` (ENOSPC, EDQUOT) with nothing left behind."""

    def _save(self, name: str, content: File[Any]) -> str:
        self._make_folder(Path(self.path(name)).parent)
        unfinished = self._written(content)
        try:
            if self.file_permissions_mode is not None:
                unfinished.chmod(self.file_permissions_mode)
            name = self._named(unfinished, name)
        finally:
            unfinished.unlink(missing_ok=True)
        _sync(Path(self.path(name)).parent)
        return name.replace("\\", "/")

    def _written(self, content: File[Any]) -> Path:
        folder = Path(safe_join(self.location, UNFINISHED))
        self._make_folder(folder)
        handle, path = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                for part in content.chunks():
                    file.write(part.encode() if isinstance(part, str) else part)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            Path(path).unlink(missing_ok=True)
            raise
        return Path(path)

    def _make_folder(self, folder: Path) -> None:
        """As Django makes them."""
        folder.mkdir(mode=self.directory_permissions_mode or 0o777, parents=True, exist_ok=True)

    def _named(self, unfinished: Path, name: str) -> str:
        """The name it got: another where somebody took it meanwhile, as a link never takes another's place."""
        while True:
            try:
                os.link(unfinished, self.path(name))
            except FileExistsError:
                name = self.get_available_name(name)
            except PermissionError:  # a file system without links
                unfinished.replace(self.path(name))
                return name
            else:
                return name

    def clear_unfinished(self) -> int:
        """Take away what processes that died were writing; returns how many."""
        folder, cleared = Path(safe_join(self.location, UNFINISHED)), 0
        for path in folder.glob("*"):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > ABANDONED:
                    path.unlink()
                    cleared += 1
        return cleared

    def has_room(self) -> bool:
        """A folder that is not made yet is judged by the one above."""
        folder = Path(self.location)
        while not folder.exists():
            folder = folder.parent
        return shutil.disk_usage(folder).free >= LEAST_ROOM


def has_room() -> bool:
    """Whether a file can be kept now."""
    return bool(default_storage.has_room())  # type: ignore[attr-defined]  # both of the portal's storages have it


def _sync(folder: Path) -> None:
    """The name too is to survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
