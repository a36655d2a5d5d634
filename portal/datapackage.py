"""The open data's CSV files described as a Frictionless data package (Table Schema), so that no program must guess.

Source: specs.frictionlessdata.io. The files' dialect is that of `portal/files/csv_file.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal.opendata import LICENCE, DataSet

DIALECT = {"delimiter": ";", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True}
# What the description of a column of some kinds says besides.
SAID_TOO = {"array": "Flere verdier har mellomrom mellom seg", "date-time": "Norsk tid"}
# What a column of each JSON type is in the file.
COLUMNS: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "array": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number", "decimalChar": ","},
    "boolean": {"type": "boolean", "trueValues": ["Ja"], "falseValues": ["Nei"]},
    "date": {"type": "date", "format": "%d.%m.%Y"},
    "date-time": {"type": "datetime", "format": "%d.%m.%Y %H:%M"},
}


def package(sets: Iterable[DataSet]) -> dict[str, Any]:
    """All sets, each with its file beside this description."""
    return {
        "profile": "tabular-data-package",
        "name": "gronne-innkjop",
        "title": "Grønne innkjøp: åpne data",
        "licenses": [{"name": "NLOD-2.0", "path": LICENCE, "title": "Norsk lisens for offentlige data"}],
        "resources": [_resource(found) for found in sets],
    }


def _resource(found: DataSet) -> dict[str, Any]:
    properties = found.schema.model_json_schema(by_alias=False)["properties"]
    return {
        "profile": "tabular-data-resource",
        "name": found.key,
        "title": found.title,
        "description": found.description,
        "path": f"{found.key}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "schema": {
            "fields": [_column(name, about) for name, about in properties.items()],
            "missingValues": [""],
        },
    }


def _column(name: str, about: dict[str, Any]) -> dict[str, Any]:
    """A text that is empty is a missing value, so only the other kinds can be required."""
    kinds = {part.get("format", part.get("type")) for part in about.get("anyOf", [about])}
    known = next(kind for kind in reversed(COLUMNS) if kind in kinds)
    words = filter(None, [about.get("description", ""), SAID_TOO.get(known, "")])
    column = {"name": name, "description": ". ".join(words), **COLUMNS[known]}
    if "null" not in kinds and COLUMNS[known]["type"] != "string":
        column["constraints"] = {"required": True}
    return column
