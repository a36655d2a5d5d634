"""What is always so of the reports of a small round, whatever has been done to them."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal

from hypothesis.stateful import invariant

from portal.models import Notification
from reporting.models import AnnualReport, ReportEvent, ReviewComment, SealedReport, SectionAnswers
from reporting.models.answers import saved_versions
from tests.reporting.by_hand import REPORTS, Values
from tests.reporting.trying import Trying


class Holding(Trying):
    """What the portal has of both reports is what the model has."""

    @invariant()
    def what_always_holds(self) -> None:
        """Where something was done; what was refused has changed nothing."""
        if not self.is_checked:
            self.reports_are_where_they_should_be()
            self.each_version_is_sealed_once_and_follows_the_one_before()
            self.history_is_what_was_done()
            self.all_are_told_what_they_should_know()
            self.no_word_is_lost()
        self.is_checked = True

    def reports_are_where_they_should_be(self) -> None:
        rows = AnnualReport.objects.with_delivery().for_lists().select_related("reviewer")
        for report in rows.filter(region__slug__in=REPORTS):
            paper = self.papers[report.region.slug]
            number = report.published_seal.number if report.published_seal else None
            reviewer = report.reviewer and report.reviewer.name.lower()
            assert (report.status, number, report.due_on) == (paper.status, paper.published, paper.due)
            assert reviewer == paper.reviewer
            assert (report.delivered_on, report.delivered_late) == paper.delivery()

    def each_version_is_sealed_once_and_follows_the_one_before(self) -> None:
        seals = SealedReport.objects.select_related("report__region", "signed_by").prefetch_related("values")
        rows = list(seals.order_by("pk"))
        assert [(seal.report.region.slug, seal.number) for seal in rows] == self.order
        before = "0" * 64
        for seal in rows:
            shown = self.papers[seal.report.region.slug].seals[seal.number - 1]
            assert (seal.signed_by.name.lower(), seal.signed_at, seal.due_on) == shown[1:]
            assert seal.sha256 == hashlib.sha256(seal.snapshot.encode()).hexdigest()
            moment = seal.signed_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
            line = f"{before} {seal.receipt} {seal.sha256} {moment}"
            assert seal.previous_sha256 == before
            assert seal.chain_sha256 == hashlib.sha256(line.encode()).hexdigest()
            numbers = self.papers[seal.report.region.slug].approved.get(seal.number, {})
            values = {value.key: value.number for value in seal.values.all()}
            assert values == {key: Decimal(said) for key, said in numbers.items()}
            before = seal.chain_sha256

    def history_is_what_was_done(self) -> None:
        steps = ("action", "from_status", "to_status")
        columns = (*steps, "done_by__email", "done_at", "seal__number", "comment")
        for slug, paper in self.papers.items():
            rows = ReportEvent.objects.filter(report=self.old[slug]).order_by("pk").values_list(*columns)
            assert [(*row[:3], row[3].split("@")[0], *row[4:]) for row in rows] == paper.events

    def all_are_told_what_they_should_know(self) -> None:
        """Those who should, once of each step, and DIFI's words stand at what they are about."""
        for slug, paper in self.papers.items():
            rows = Notification.objects.filter(path=self.old[slug].get_absolute_url())
            told = rows.order_by("created_at", "user__email").values_list("user__email", "created_at")
            assert [(email.split("@")[0], moment) for email, moment in told] == paper.told
            comments = ReviewComment.objects.filter(event__report=self.old[slug])
            columns = ("event__done_at", "section__key", "question__key", "text")
            assert list(comments.values_list(*columns)) == paper.asked

    def no_word_is_lost(self) -> None:
        for slug, paper in self.papers.items():
            live = SectionAnswers.objects.filter(report=self.old[slug]).values_list("section__key", "values")
            assert dict(live) == paper.live
            said: dict[str, list[Values]] = {key: [] for key in paper.written}
            rows = saved_versions(self.old[slug]).values_list("section__key", "version", "values")
            for key, version, values in rows:
                said[key].append(values)
                assert version == len(said[key])  # to look it over makes no row
            assert said == paper.written
