"""Who agrees with whom: stances counted per criterion and kind of sender."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from criteria.hearing.models import HeardCriterion, Hearing, HearingComment, HearingReply, SenderKind, Stance


@dataclass
class Voices:
    """On one criterion or (`heard` is None) on the whole: how many answers of each stance, by kind of sender."""

    heard: HeardCriterion | None
    by_kind: dict[str, dict[str, int]] = field(default_factory=dict)
    words: int = 0  # comments with a text or a wording
    unanswered: int = 0  # of these, without an answer from the panel

    def of(self, stance: Stance) -> int:
        return sum(counts.get(stance, 0) for counts in self.by_kind.values())

    @property
    def in_favour(self) -> int:
        return self.of(Stance.FOR)

    @property
    def against(self) -> int:
        return self.of(Stance.AGAINST)

    @property
    def neutral(self) -> int:
        return self.of(Stance.NEUTRAL)

    @property
    def total(self) -> int:
        return self.in_favour + self.against + self.neutral

    @property
    def kinds(self) -> list[tuple[str, int, int, int]]:
        """Each kind that has said something: its name, for, against, neither."""
        return [
            (
                str(kind.label),
                said.get(Stance.FOR, 0),
                said.get(Stance.AGAINST, 0),
                said.get(Stance.NEUTRAL, 0),
            )
            for kind in SenderKind
            if (said := self.by_kind.get(kind))
        ]


def voices(hearing: Hearing, replies: QuerySet[HearingReply]) -> list[Voices]:
    """The whole first, then each criterion in its order, also those that nobody has spoken of (3 queries)."""
    found: dict[int | None, Voices] = {None: Voices(None)}
    found |= {heard.pk: Voices(heard) for heard in hearing.heard.all()}
    said = HearingComment.objects.filter(reply__in=replies.filter(hearing=hearing))
    for heard, kind, stance, count in (
        said.order_by().values_list("heard", "reply__kind", "stance").annotate(Count("pk"))
    ):
        found[heard].by_kind.setdefault(kind, {})[stance] = count
    answered = said.exclude(text="", proposal="").order_by().values_list("heard")
    for heard, words, resolved in answered.annotate(Count("pk"), Count("resolution")):
        found[heard].words, found[heard].unanswered = words, words - resolved
    return list(found.values())
