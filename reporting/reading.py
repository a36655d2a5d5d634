"""What a person had before them when they read a report: enough to say afterwards what is another now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from criteria.difference import FieldChange
from reporting.compile import in_words, numbers_of
from reporting.models.templates import Kind
from reporting.snapshot import sha256

LONGEST = 500  # letters of an answer that the page says it had

Content = Mapping[str, Any]  # a snapshot


@dataclass(frozen=True)
class ChangedAnswer:
    """`then` and `now` in words; both empty of a text of which only the mark is known."""

    number: str
    label: str
    then: str
    now: str
    is_prose: bool = False

    @property
    def change(self) -> FieldChange:
        """Word by word."""
        return FieldChange(self.label, self.then, self.now)


@dataclass(frozen=True)
class ChangedChapter:
    number: int
    title: str
    answers: list[ChangedAnswer]


def written(content: Content) -> str:
    """The answers by their keys, texts as their hashes: what the page carries (JSON)."""
    return json.dumps({question["key"]: _mark(question) for question in _questions(content)})


def changed_since(read: str, content: Content) -> list[ChangedAnswer]:
    """What is said otherwise in `content` than in what was `written`; nothing where that cannot be read."""
    try:
        then = json.loads(read)
    except ValueError:
        return []
    if not isinstance(then, dict):
        return []
    numbers = numbers_of(content)
    return [
        ChangedAnswer(numbers.get(question["key"], ""), question["label"], *_then_and_now(question, then))
        for question in _questions(content)
        if then.get(question["key"], "") != _mark(question)
    ]


def changed_between(then: Content, now: Content) -> list[ChangedAnswer]:
    """What a version says otherwise than the one before it, in the order of the newer one."""
    before = {question["key"]: _said(question) for question in _questions(then)}
    numbers = numbers_of(now)
    return [
        ChangedAnswer(
            numbers.get(question["key"], ""),
            question["label"],
            said,
            _said(question),
            is_prose=question["kind"] == Kind.TEXT,
        )
        for question in _questions(now)
        if (said := before.get(question["key"], "")) != _said(question)
    ]


def chapters_between(then: Content, now: Content) -> list[ChangedChapter]:
    """The same, chapter by chapter; without those that say what they said."""
    return [
        ChangedChapter(section["number"], section["title"], answers)
        for section in now["sections"]
        if (answers := changed_between(then, {**now, "sections": [section]}))
    ]


def _said(question: Mapping[str, Any]) -> str:
    if question["kind"] == Kind.TEXT:
        return _with_comment(question) if question["shown"] else ""
    return _mark(question)


def _with_comment(question: Mapping[str, Any]) -> str:
    """A text, and what the county says to a warning about it."""
    return "\n\n".join(filter(None, [question["answer"], question.get("comment")]))


def _then_and_now(question: Mapping[str, Any], then: Mapping[str, Any]) -> tuple[str, str]:
    if question["kind"] == Kind.TEXT:
        return "", ""
    return str(then.get(question["key"], ""))[:LONGEST], _mark(question)


def _questions(content: Content) -> Iterator[Mapping[str, Any]]:
    return (question for section in content["sections"] for question in section["questions"])


def _mark(question: Mapping[str, Any]) -> str:
    if not question["shown"]:
        return ""
    if question["kind"] == Kind.TEXT:
        return sha256(_with_comment(question))[:16]
    said = ". ".join(filter(None, [question.get("reason"), question.get("comment")]))
    return f"{in_words(question)} ({said})" if said else in_words(question)
