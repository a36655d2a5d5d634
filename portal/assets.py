"""Single files of npm packages as static files: packages hold far more than a page needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


class NamedFilesFinder(BaseFinder):
    """Finds `settings.STATIC_FILES`: the address below `static/` → the file."""

    def __init__(self, app_names: Iterable[str] | None = None) -> None:
        self.files: dict[str, Path] = settings.STATIC_FILES

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        file = self.files.get(path)
        if file is None or not file.exists():
            return [] if find_all else None
        return [str(file)] if find_all else str(file)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for address, file in self.files.items():
            storage = FileSystemStorage(location=file.parent)
            storage.prefix = str(Path(address).parent)  # type: ignore[attr-defined]
            yield file.name, storage
