"""Every place that draws rows for somebody asks who they are, through `portal.access`, or reads what all may read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

VIEWS = [
    path
    for app in ("portal", "counties", "criteria", "reporting")
    for path in sorted((Path(settings.BASE_DIR) / app).rglob("*.py"))
    if "views" in path.parts or path.name == "api.py"
]
# Questions of `portal.access`, the querysets that ask them, and what finds rows by them.
ASKS = {
    "visible_to", "where", "require", "can", "scope", "guard", "require_step", "get_visible", "require_over", "is_over",
    "with_deadlines",
}  # fmt: skip
# What a queryset has left when only that which all may read is in it.
PUBLIC = {"published", "announced", "public", "shown", "in_chain", "last_of_ended", "overdue", "in_force"}
# Models whose every row is everybody's: programme data, and what a published page is made of.
EVERYBODYS = {
    "Region", "Pulje", "Fylke", "Kommune", "ProductArea", "ProductGroup", "Label", "Milestone", "MilestoneReached",
    "GroupNews", "Erratum", "Styringsgruppe", "Knutepunkt", "Heartbeat",
}  # fmt: skip


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Those of a module itself: what they have within is theirs."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef):
            yield node


def names_in(node: ast.AST) -> set[str]:
    """Every name that is called or read in it."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} | {
        part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)
    }


def models_read(node: ast.AST) -> set[str]:
    """The models whose rows it asks for by itself."""
    return {
        part.value.id
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute) and part.attr == "objects" and isinstance(part.value, ast.Name)
    }


def asking() -> set[str]:
    """The functions that ask, and those that call one of them."""
    found = {function.name: names_in(function) for path in VIEWS for function in functions(path)}
    asks = set(ASKS)
    while more := {name for name, names in found.items() if name not in asks and names & asks}:
        asks |= more
    return asks


def unasked() -> set[str]:
    asks, found = asking(), set()
    for path in VIEWS:
        for function in functions(path):
            names, read = names_in(function), models_read(function) - EVERYBODYS
            if read and not names & (asks | PUBLIC):
                where = path.relative_to(settings.BASE_DIR).with_suffix("")
                found.add(f"{where}:{function.name}")
    return found


OWN = "the person's own"
KEY = "for whoever has the link: its key is looked up"
HANDED = "of a row that its caller has found by asking"
PUBLISHED = "counts or shows what is open, by the state it filters on"
REASONS = {
    "counties/views/assistance:request_ask": OWN,
    "counties/views/assistance:request_follow": KEY,
    "criteria/hearing/api:_covers": HANDED,
    "criteria/hearing/api:_written": HANDED,
    "criteria/hearing/api:hearings": PUBLISHED,
    "criteria/hearing/views/experts:expert_page": KEY,
    "criteria/hearing/views/find:find_own": KEY,
    "criteria/hearing/views/public:_counted": PUBLISHED,
    "criteria/hearing/views/public:_hidden": HANDED,
    "criteria/hearing/views/public:hearing_calendar": PUBLISHED,
    "criteria/hearing/views/public:hearing_preview": KEY,
    "criteria/hearing/views/working:_comments": HANDED,
    "portal/views/invitations:_answer": KEY,
    "portal/views/pages:mail_choice": OWN,
    "reporting/views/chapters:_write_chapter": HANDED,
    "reporting/views/chapters:_write_question": HANDED,
    "reporting/views/deadlines:_form": HANDED,
    "reporting/views/files:_sealed": HANDED,
    "reporting/views/readers:reader_page": KEY,
    "reporting/views/rounds:_plan": HANDED,
    "reporting/views/rounds:_postpone": HANDED,
    "reporting/views/steps:_review_fields": "the questions of a template: field names for an error page",
}


def test_every_view_that_reads_rows_asks_who_reads():
    assert unasked() == set(REASONS)
