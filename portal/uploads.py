"""Files that come in larger than memory wait on the machine's temporary disk, which can be full too."""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

from portal.faults import is_no_room


class RoomyUploadHandler(TemporaryFileUploadHandler):
    """Leaves a file that there is no room for, and says so on the request: its words are read all the same."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            self._left(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        try:
            return super().receive_data_chunk(raw_data, start)
        except OSError as error:
            self._left(error)

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        try:
            return super().file_complete(file_size)
        except OSError as error:  # what was held back until now
            self._left(error)

    def _left(self, error: OSError) -> NoReturn:
        if not is_no_room(error):
            raise error
        self.request.no_room = error  # type: ignore[union-attr]  # read by DomainErrorMiddleware
        raise SkipFile from error
