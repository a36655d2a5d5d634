"""Answers that are files. Names keep æ, ø and å (RFC 5987)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import TypeVar

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, quote_etag
from django.utils.text import slugify

# Bytes: a file no larger has its length told, and is nothing at all where it cannot be made.
KEPT_WHOLE = 512 * 1024
MOST_LETTERS = 120  # of a file name; some systems keep no more than 255 bytes
Answer = TypeVar("Answer", bound=HttpResponseBase)


def named(*words: object) -> str:
    """A file's name without its ending: "kommuner", Møre og Romsdal and 2010 are kommuner-møre-og-romsdal-2010."""
    return slugify("-".join(map(str, words)), allow_unicode=True)[:MOST_LETTERS].rstrip("-")


def attachment(content: bytes | str, media: str, name: str) -> HttpResponse:
    """A file to keep."""
    return _named(HttpResponse(content, content_type=media), name)


def in_parts(parts: Iterator[bytes], media: str, name: str) -> HttpResponse | StreamingHttpResponse:
    """A file to keep, made while it is sent where it is large: then no more than a part of it is in memory."""
    begun, size = [], 0
    for part in parts:
        begun.append(part)
        size += len(part)
        if size > KEPT_WHOLE:
            return _named(StreamingHttpResponse(_with_rest(begun, parts), content_type=media), name)
    return attachment(b"".join(begun), media, name)


def _with_rest(begun: list[bytes], rest: Iterator[bytes]) -> Iterator[bytes]:
    """Closed with the answer, also one that was broken off, so that no cursor or temporary file is left."""
    yield b"".join(begun)
    begun.clear()
    yield from rest


def inline(content: bytes | str, media: str, name: str) -> HttpResponse:
    """A file to look at in the browser."""
    return _named(HttpResponse(content, content_type=media), name, keep=False)


def streamed(lines: Callable[[], Iterable[str]], media: str, name: str) -> StreamingHttpResponse:
    """A file to keep that is never all in memory, with an ETag of what is in it, for which it is read once before."""
    seen = sha256()
    for line in lines():
        seen.update(line.encode())
    response = _named(StreamingHttpResponse(lines(), content_type=media), name)
    response["ETag"] = quote_etag(seen.hexdigest()[:32])
    return response


def _named(response: Answer, name: str, *, keep: bool = True) -> Answer:
    response["Content-Disposition"] = content_disposition_header(as_attachment=keep, filename=name) or ""
    return response
