"""How people write numbers and text, and what is read: in forms, grids, reports and imports alike.

A number that can be read two ways is never guessed: it is refused, with both readings. The Norwegian way has
spaces between thousands and a comma before decimals; source: Språkrådet's rules for writing numbers.
"""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext as _

from portal import formats

MOST_DIGITS = 15  # before the comma
MOST_DECIMALS = 6
# Control, format, surrogate, private, unassigned: Unicode's categories of what nobody sees.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
KEPT = "\t\u200c\u200d"  # the last two join letters and signs that belong together
# Bullets of Word's Symbol and Wingdings, which are letters of their own kept for private use.
WORD_BULLETS = str.maketrans(dict.fromkeys("\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc", "•"))
LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
LINES_AND_TABS = re.compile(r"[ ]*[\n\t]+[ ]*")
CURRENCY = re.compile(
    r"^(?:kr\.?|nok|kroner)\s*(?=[\d-])|(?<=[\d,.\s-])\s*(?:kr\.?|nok|kroner)$", re.IGNORECASE
)
WHOLE_KRONER = re.compile(r"[,.]\s*[-–—]{1,2}$")  # 500,- and 500,–
IN_WORDS = re.compile(r"\d\s*(?:mill|mrd|mil|tusen|tus|k|m|t)\.?\w*$", re.IGNORECASE)
DASHES = str.maketrans("−–—‐‑", "-----")
PLAIN = re.compile(r"-?\d+", re.ASCII)
SPACED = re.compile(r"-?\d{1,3}(?: \d{3})+", re.ASCII)
COMMA = re.compile(r"(-?\d+|-?\d{1,3}(?: \d{3})+),(\d+)", re.ASCII)
POINT = re.compile(r"(-?\d+|-?\d{1,3}(?: \d{3})+)\.(\d+)", re.ASCII)
POINTS = re.compile(r"(-?[1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?", re.ASCII)  # 1.250.000,50
COMMAS = re.compile(r"(-?[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?", re.ASCII)  # 1,250,000.50
COUNTRY_AND_VAT = re.compile(r"^no(?=[\s\d])|(?<=[\s\d])(?:mva|foretaksregisteret)\.?$", re.IGNORECASE)
APOSTROPHES = re.compile(r"(-?[1-9]\d{0,2}(?:'\d{3})+)(?:[.,](\d+))?", re.ASCII)


class Unclear(ValueError):
    """What was written cannot be read, or in more ways than one; the text says what to write."""


def number(written: object, *, whole: bool = False, money: bool = False) -> Decimal:
    """What is meant by "1 250,5", "500 000 kr", "500,-", "−3" or a number of a workbook. Raises `Unclear`.

    Where only `whole` numbers can be meant, the refusal says so. Where only `money` can, "90.000" is ninety thousand.
    """
    if isinstance(written, str) and written.isdecimal() and written.isascii() and len(written) <= MOST_DIGITS:
        return Decimal(written)  # as nearly every one is written
    if isinstance(written, int | float | Decimal) and not isinstance(written, bool):
        return _of_a_cell(written)
    said = re.sub("^- ", "-", tidied(str(written)))
    amount, named = CURRENCY.subn("", said)
    text, kroner = WHOLE_KRONER.subn("", amount.strip())
    money = money or bool(named)
    certain = bool(kroner) or (money and "," not in text)  # an øre is no thousandth of a krone
    if IN_WORDS.search(text):
        raise Unclear(
            _("«%s» er delvis skrevet med ord. Skriv hele tallet med sifre, som 1 200 000.") % said[:40]
        )
    if not certain:
        _refuse_two_readings(text.strip(), whole=whole)
    found = _read(text.strip(), said, certain=certain)
    if len(found.as_tuple().digits) > MOST_DIGITS + MOST_DECIMALS or abs(found) >= 10**MOST_DIGITS:
        raise Unclear(_("«%s» har for mange sifre.") % said[:40])
    return found


def whole_number(written: object) -> int:
    """As `number`, of what is counted. Raises `Unclear` for decimals too."""
    return _whole(number(written, whole=True))


def kroner(written: object) -> int:
    """As `whole_number`, where only kroner can be meant: "500.000" is half a million. Raises `Unclear`."""
    return _whole(number(written, whole=True, money=True))


def _whole(found: Decimal) -> int:
    if found != found.to_integral_value():
        raise Unclear(_("Skriv et helt tall, uten desimaler."))
    return int(found)


def digits(written: object) -> str:
    """What stands in an organisation number or a kommune's number, by whatever hand or program it was written.

    "910 000 001", "NO 910 000 001 MVA", "910000001.0" and a workbook's number are all 910000001.
    """
    if isinstance(written, float) and written.is_integer():
        written = int(written)
    bare = COUNTRY_AND_VAT.sub("", tidied("" if written is None else str(written)))
    return re.sub(r"[\s.-]", "", re.sub(r"[.,]0+$", "", bare.strip()))


def kommune_number(written: object) -> str:
    """0403 for "403", whose zero a workbook took; "" for what is no kommune's number."""
    found = digits(written)
    return found.zfill(4) if found.isascii() and found.isdigit() and len(found) in (3, 4) else ""


def written(text: object, *, lines: bool) -> str:
    """Text that no page, file, mail or feed can break on: composed letters, and nothing that nobody sees.

    Line breaks of every kind are "\n" where there may be `lines`, and else a space, as is a tab.
    """
    composed = unicodedata.normalize("NFC", str(text))
    if composed.isprintable():  # nothing to break on, or that nobody sees
        return composed.strip()
    composed = composed.translate(WORD_BULLETS)
    broken = LINE_BREAKS.sub("\n", composed)
    kept = "\n".join(map(_seen, broken.split("\n")))
    return kept.strip() if lines else LINES_AND_TABS.sub(" ", kept).strip()


def _seen(line: str) -> str:
    if line.isprintable():  # nearly every one
        return line
    return "".join(char for char in line if char in KEPT or unicodedata.category(char) not in UNSEEN)


def tidied(text: str) -> str:
    """One line to be understood, not kept: digits and dashes of one kind, plain spaces, nothing that nobody sees."""
    plain = unicodedata.normalize("NFKC", text).translate(DASHES).replace("’", "'")
    return " ".join("".join(char for char in plain if unicodedata.category(char) != "Cf").split())


def _of_a_cell(value: float | Decimal) -> Decimal:
    if not math.isfinite(value):
        raise Unclear(_("Dette er ikke et tall. Skriv for eksempel 12."))
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def _read(text: str, said: str, *, certain: bool) -> Decimal:
    if PLAIN.fullmatch(text) or SPACED.fullmatch(text):
        return _decimal(text)
    for thousands in (POINTS, COMMAS, APOSTROPHES):
        if (found := thousands.fullmatch(text)) and (certain or not _is_plain_decimal(text)):
            return _decimal(re.sub(r"[.,']", "", found[1]), found[2])
    for decimals in (COMMA, POINT):
        if found := decimals.fullmatch(text):
            return _decimal(*found.groups())
    raise Unclear(_("«%s» er ikke et tall. Skriv for eksempel 12 eller 1 250,5.") % said[:40])


def _refuse_two_readings(text: str, *, whole: bool) -> None:
    """1.500 and 1,500 are one and a half to some and fifteen hundred to others."""
    if not re.fullmatch(r"-?[1-9]\d{0,2}[.,]\d{3}", text, re.ASCII):
        return
    large, small = _decimal(re.sub(r"[.,]", "", text)), _decimal(*re.split(r"[.,]", text))
    words = {
        "text": text,
        "large": formats.whole(int(large)),
        "small": formats.decimal(small),
        "typed": int(large),
    }
    if whole and small != small.to_integral_value():
        raise Unclear(
            _("«%(text)s» kan bety både %(large)s og %(small)s. Skriv %(typed)s, eller et annet helt tall.")
            % words
        )
    raise Unclear(
        _("«%(text)s» kan bety både %(large)s og %(small)s. Skriv %(typed)s eller %(small)s.") % words
    )


def _is_plain_decimal(text: str) -> bool:
    """One separator only, and not before three digits: it can only be decimals."""
    return bool(re.fullmatch(r"-?\d+[.,](?:\d{1,2}|\d{4,})", text))


def _decimal(whole: str, decimals: str | None = None) -> Decimal:
    return Decimal(f"{whole.replace(' ', '')}.{decimals or '0'}").normalize() + 0
