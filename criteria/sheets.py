"""A whole edition as Excel or YAML, out and in again. Both have the same fields; every wrong one is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from criteria.models import Criterion, CriterionTheme, Label, Level, Type
from criteria.patterns import CODE, NO_CODE
from portal import sheets
from portal.files import Sheet, as_bytes
from portal.reading import written as written_text
from portal.sheets import Unreadable
from portal.sheets.garbled import is_garbled
from portal.sheets.text import legible

# Field, heading, longest text (characters); the lists are keys with comma between.
COLUMNS = {
    "code": (gettext_lazy("Kode"), 12),
    "type": (gettext_lazy("Type"), 20),
    "level": (gettext_lazy("Nivå"), 10),
    "title": (gettext_lazy("Tittel"), 160),
    "text": (gettext_lazy("Kravtekst"), 4000),
    "verification": (gettext_lazy("Dokumentasjon"), 4000),
    "rationale": (gettext_lazy("Begrunnelse"), 4000),
    "themes": (gettext_lazy("Miljøtema"), 400),
    "labels": (gettext_lazy("Merker"), 1000),
    "depends_on": (gettext_lazy("Henger sammen med"), 400),
}
# What only goes out: the panel's corrections follow the requirement, and are no part of its text.
BESIDE = {"corrections": gettext_lazy("Rettelser")}
LISTS = ("themes", "labels", "depends_on")
REQUIRED = ("code", "type", "level", "title", "text")
KINDS = ("xlsx", "yaml")
MOST_ROWS = 500
Row = dict[str, Any]


def rows_of(criteria: Iterable[Criterion]) -> list[Row]:
    """`criteria` come with their labels."""
    return [
        {name: getattr(c, name) for name in COLUMNS if name != "labels"}
        | {"labels": [label.key for label in c.labels.all()]}
        for c in criteria
    ]


def written(criteria: Iterable[Criterion], kind: str, title: str = "Kriterier") -> bytes:
    """`criteria` come with their labels and errata."""
    criteria = list(criteria)
    rows = [row | {"corrections": c.corrections} for row, c in zip(rows_of(criteria), criteria, strict=True)]
    if kind == "yaml":
        plain = [{name: row[name] for name in (*COLUMNS, *BESIDE)} for row in rows]
        return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=100).encode()
    headings = [*(heading for heading, _most in COLUMNS.values()), *BESIDE.values()]
    cells = ([row[name] for name in (*COLUMNS, *BESIDE)] for row in rows)
    return as_bytes(Sheet(headings, cells), kind, title)


def read(file: Any, name: str) -> tuple[list[Row], list[str], list[str]]:
    """The file's rows, what is wrong with them in words, and what else is said of the file. Raises `Unreadable`."""
    raw, notes = _yaml(file) if name.lower().endswith((".yaml", ".yml")) else _sheet(file)
    if len(raw) > MOST_ROWS:
        raise Unreadable(_("Filen har flere enn %d kriterier.") % MOST_ROWS)
    if not raw:
        raise Unreadable(_("Filen har ingen kriterier."))
    if any(row.get("corrections") for _place, row in raw):
        notes = [*notes, _("Rettelsene i filen leses ikke. De står ved utgaven de gjelder.")]
    labels = set(Label.objects.values_list("key", flat=True))
    errors: list[str] = []
    rows = []
    first: dict[str, str] = {}  # code → where it stands
    for place, row in raw:
        neat, wrong = _checked(row, labels)
        if neat["code"] and (earlier := first.setdefault(neat["code"], place)) != place:
            words = {"code": neat["code"], "place": earlier[:1].lower() + earlier[1:]}
            wrong.append(_("koden %(code)s står i %(place)s også") % words)
        errors += [f"{place}: {text}." for text in wrong]
        rows.append(neat)
    return rows, errors, notes


def _checked(row: Mapping[str, Any], labels: set[str]) -> tuple[Row, list[str]]:
    """The row with its cells made neat, and what is wrong with it, in the columns' order."""
    neat: Row = {name: _list(row.get(name)) if name in LISTS else _text(row.get(name)) for name in COLUMNS}
    texts = [problem for name in COLUMNS if name not in LISTS for problem in _length(name, neat[name])]
    return neat, [*texts, *_codes(neat), *_words(neat, labels)]


def _list(value: Any) -> list[str]:
    """Words with commas between, or a list already, without the empty ones."""
    parts = value if isinstance(value, list) else str(value or "").split(",")
    return [str(part).strip() for part in parts if str(part).strip()]


def _text(value: Any) -> str:
    return "" if value is None else written_text(value, lines=True)


def _length(name: str, text: str) -> list[str]:
    """What is wrong with how much a text cell says."""
    heading, most = COLUMNS[name]
    if name in REQUIRED and not text:
        return [_("%s mangler") % heading]
    if len(text) > most:
        return [_("%(heading)s er lengre enn %(most)d tegn") % {"heading": heading, "most": most}]
    return []


def _codes(neat: Row) -> list[str]:
    """What is wrong with the criterion's own code, and with those that it depends on."""
    own = [str(NO_CODE).rstrip(".")] if neat["code"] and not CODE.fullmatch(neat["code"]) else []
    others = [code for code in neat["depends_on"] if not CODE.fullmatch(code)]
    return own + [_wrong_value("depends_on", code, ["PAP-S01"]) for code in others]


def _words(neat: Row, labels: set[str]) -> list[str]:
    """Words that are none of those a column knows."""
    known = {
        "type": Type.values,
        "level": Level.values,
        "themes": sorted(CriterionTheme.values),
        "labels": sorted(labels),
    }
    return [
        _wrong_value(name, word, allowed)
        for name, allowed in known.items()
        for word in (neat[name] if name in LISTS else filter(None, [neat[name]]))
        if word not in allowed
    ]


def _wrong_value(name: str, value: str, allowed: Iterable[str]) -> str:
    some = ", ".join(list(allowed)[:6])
    return _("%(heading)s kan ikke være «%(value)s» (for eksempel: %(some)s)") % {
        "heading": COLUMNS[name][0],
        "value": value[:40],
        "some": some,
    }


def _sheet(file: Any) -> tuple[list[tuple[str, Row]], list[str]]:
    names = {str(heading): name for name, (heading, _most) in COLUMNS.items()}
    names |= {str(heading): name for name, heading in BESIDE.items()}
    required = [str(COLUMNS[name][0]) for name in REQUIRED]
    sent = sheets.read(file, known=list(names), required=required, most_rows=MOST_ROWS).settled()
    rows = [
        (
            _("Rad %d") % row.number,
            {names[h]: _plain(value) for h, value in row.by_heading(sent.headings).items()},
        )
        for row in sent.sound()
    ]
    return rows, sent.notes


def _plain(value: Any) -> Any:
    """As it is read on the page: a number or date is the text that a Norwegian sees."""
    return value if value is None or isinstance(value, str) else sheets.shown(value)


def _yaml(file: Any) -> tuple[list[tuple[str, Row]], list[str]]:
    try:
        text, notes = legible(file.read().decode("utf-8-sig"))
        found = _loaded(text)
    except Unreadable:
        raise
    except Exception as error:  # the library also lets through what a wrong date or number makes Python say
        raise Unreadable(_("Filen kan ikke leses som YAML.")) from error
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise Unreadable(_("YAML-filen må være en liste av kriterier."))
    if unknown := sorted({str(name) for row in found for name in row if name not in {*COLUMNS, *BESIDE}}):
        notes.append(_("Felt som er ukjente, leses ikke: %s.") % ", ".join(unknown))
    return [(_("Kriterium %d") % number, row) for number, row in enumerate(found, start=1)], notes


def _loaded(text: str) -> Any:
    if is_garbled(text):
        raise Unreadable(_("Bokstaver i filen er blitt ødelagt, som «Ã¸» for «ø». Skriv tekstene på nytt."))
    if "&" in text and "*" in text and any(isinstance(t, yaml.AliasToken) for t in yaml.scan(text)):
        raise Unreadable(_("YAML-filen kan ikke ha referanser (& og *)."))
    return yaml.safe_load(text)
