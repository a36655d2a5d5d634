"""The seals as a hash chain: each holds the hash of the one before, so that none is removed or replaced unseen.

Anyone can compute it: SHA-256 of the hash before, receipt, hash of the content and time, with a space between.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

START = "0" * 64  # before the first seal
REASON = "Forseglet {what}. Kvittering {receipt}. Kjede {chain}."
IN_REASON = re.compile(r"Kvittering ([0-9A-Z-]{1,20})\. Kjede ([0-9a-f]{64})\.")


class ChainLink(NamedTuple):
    """A seal as the chain has it; the names are those of `SealedReport`'s columns."""

    receipt: str
    sha256: str
    signed_at: dt.datetime
    previous_sha256: str
    chain_sha256: str

    @property
    def holds(self) -> bool:
        """Whether its hash is of what it says."""
        counted = hash_of(
            self.previous_sha256, receipt=self.receipt, sha256=self.sha256, signed_at=self.signed_at
        )
        return self.chain_sha256 == counted


def hash_of(previous: str, *, receipt: str, sha256: str, signed_at: dt.datetime) -> str:
    return hashlib.sha256(f"{previous} {receipt} {sha256} {written(signed_at)}".encode()).hexdigest()


def written(moment: dt.datetime) -> str:
    """A moment as it is hashed: UTC, to the microsecond."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def first_break(links: Iterable[ChainLink]) -> ChainLink | None:
    """The first link that is not what it says, or does not follow the one before it; they come oldest first."""
    before = START
    for link in links:
        if link.previous_sha256 != before or not link.holds:
            return link
        before = link.chain_sha256
    return None


def reason(*, receipt: str, chain: str, what: str = "årsrapport") -> str:
    """What the signature says of itself: so the chain stands in files that the portal cannot change any more."""
    return REASON.format(what=what, receipt=receipt, chain=chain)


def told_by(text: str) -> tuple[str, str] | None:
    """Receipt and hash of the link that a signature's reason names."""
    found = IN_REASON.search(text)
    return (found[1], found[2]) if found else None
