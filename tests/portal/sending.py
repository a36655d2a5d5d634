"""What somebody at a page would send to each address: its form as it stands, with the words that they type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import lxml.html
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from lxml.html import FormElement

from tests.portal.test_urls import address

Rows = dict[str, Any]
Sent = dict[str, Any]


@dataclass(frozen=True)
class Post:
    """By whom, what they type (None: nothing), from the page of which address, and what has happened before."""

    by: str = ""
    types: Mapping[str, Any] = field(default_factory=dict)
    at: str = ""
    before: Callable[[Rows], Rows | None] | None = None
    query: str = ""
    files: Callable[[], Sent] = dict


# What is typed where a page leaves it open and needs it, by the kind of input.
TYPED = {
    "text": "Noe",
    "email": "noen@example.org",
    "date": "2011-03-20",
    "datetime-local": "2011-03-25T10:00",
    "number": "1",
    "url": "https://example.org/",
}


def filled(form: FormElement, types: Mapping[str, Any]) -> Sent:
    """The form's values, with something in each field that must have it."""
    sent: Sent = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value.removeprefix("\n"))
    for control in form.inputs:
        name = control.get("name")
        if not name or name in types or any(sent.get(name, [])) or control.get("required") is None:
            continue
        if control.tag == "select":
            sent[name] = [option for option in control.value_options if option][:1]
        elif control.tag == "textarea":
            sent[name] = ["Noe skrevet"]
        elif control.get("type") in ("radio", "checkbox"):
            sent[name] = [control.get("value", "on")]
        elif text := TYPED.get(control.get("type", "text")):
            sent[name] = ["3" if control.get("inputmode") in ("numeric", "decimal") else text]
    sent |= {name: value for name, value in types.items() if value is not None}
    return {name: value for name, value in sent.items() if types.get(name, "") is not None}


def form_to(page: bytes, path: str, at: str) -> FormElement | None:
    """The page's form that is sent to `path`; one without an address is sent to where the page is."""
    for form in lxml.html.fromstring(page).forms:
        action = (form.action or "").partition("#")[0].partition("?")[0] or at
        if form.method.upper() == "POST" and action == path:
            return form
    return None


@dataclass(frozen=True)
class Sending:
    """Where it goes, what is sent, and what the page offered to choose among by the fields' names."""

    path: str
    body: Sent
    offered: Mapping[str, set[str]]


def sent_from(client: Client, name: str, rows: Rows, post: Post) -> Sending:
    """What the person's browser sends. Letters that are shown first are looked at."""
    path, query, types = address(name, rows), post.query.format_map(rows), said_in(post, rows)
    at = path if not post.at else address(post.at, rows)
    page = client.get(at + query)
    form = form_to(page.content, path, at) if is_page(page) else None
    if form is None:
        body = {name: value for name, value in types.items() if value is not None}
        return Sending(path + query, body, {})
    sent = filled(form, types)
    with transaction.atomic():
        shown = client.post(path + query, sent | post.files())
        if shown.streaming:
            list(shown)  # its file is closed at its end
        transaction.set_rollback(True)
    again = form_to(shown.content, path, path) if is_page(shown) else None
    if again is not None and again.fields.get("previewed"):
        sent["previewed"] = again.fields["previewed"]
    return Sending(path + query, sent, offered_by(form))


def offered_by(form: FormElement) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for control in form.inputs:
        if control.tag == "select":
            found.setdefault(control.name, set()).update(control.value_options)
        elif control.get("type") in ("radio", "checkbox") and control.get("value"):
            found.setdefault(control.name, set()).add(control.get("value"))
    return found


def is_page(answer: Any) -> bool:
    return not answer.streaming and "html" in answer["Content-Type"] and bool(answer.content.strip())


def said_in(post: Post, rows: Rows) -> Sent:
    """What is typed, with the rows' keys in the places of their names."""
    return {
        name.format_map(rows): text.format_map(rows) if isinstance(text, str) else text
        for name, text in post.types.items()
    }


def wrong(page: bytes) -> list[str]:
    """What the page says is wrong with what was sent."""
    root = lxml.html.fromstring(page)
    found = root.xpath("//*[@data-color='danger' or contains(@class, 'validation') or @role='alert']")
    return [" ".join(one.text_content().split())[:200] for one in found]


def a_file(name: str, content: bytes = b"innhold") -> Callable[[], Sent]:
    return lambda: {"file": SimpleUploadedFile(name, content)}
