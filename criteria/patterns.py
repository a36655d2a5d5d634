"""What a criterion's code looks like, and how people write it."""

import re

from django.utils.translation import gettext_lazy as _

CODE = re.compile(r"[A-ZÆØÅ]{3}-[KSTV][0-9]{2}")
NO_CODE = _("En kode er tre store bokstaver, bindestrek, K, S, T eller V og to sifre, som PAP-S01.")
TYPED = re.compile(r"([A-ZÆØÅ]{3})(?:\W*([KSTV])\W*([0-9]{1,2})|\W+([KSTV]?))\W*")


def beginning_of_code(text: str) -> str:
    """PAP-S01 for "paps01", "PAP S1" and "pap – s 01", "PAP-S" for "pap s", "PAP-" for "pap-"; "" for other text."""
    found = TYPED.fullmatch(text.strip().upper())
    if not found:
        return ""
    area, kind, number, beginning = found.groups()
    digits = "" if number is None else number if number == "0" else number.zfill(2)
    return f"{area}-{kind or beginning or ''}{digits}"
