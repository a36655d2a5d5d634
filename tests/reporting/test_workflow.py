"""State × action × cast, written by hand, and what each step leaves behind."""

import html
import re

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, transaction

from portal.errors import Conflict, Denied
from portal.models import Job, Notification
from portal.operations.outbox import send_waiting
from reporting.models import ReportEvent, SealedReport
from reporting.operations import reports, signing
from reporting.operations.steps import Incomplete
from reporting.snapshot import sha256
from reporting.workflow import Action, Status
from tests import factories

# From each state: who may take which step. Whatever is not here is refused.
ALLOWED = {
    ("draft", "submit"): {"kari", "ola"},
    ("awaiting_signature", "send_back"): {"ola"},
    ("awaiting_signature", "sign"): {"ola"},
    ("delivered", "withdraw"): {"ola"},
    ("delivered", "start_review"): {"siv"},
    ("in_review", "return"): {"siv"},
    ("in_review", "approve"): {"siv"},
    ("approved", "publish"): {"siv"},
    ("approved", "reopen"): {"siv"},
    ("published", "reopen"): {"siv"},
}
OPERATIONS = {
    Action.SUBMIT: reports.submit,
    Action.SEND_BACK: lambda **k: reports.send_back(comment="Rett tallene", **k),
    Action.SIGN: signing.sign,
    Action.WITHDRAW: lambda **k: reports.withdraw(comment="Feil fil", **k),
    Action.START_REVIEW: reports.start_review,
    Action.RETURN: lambda **k: reports.return_to_region(comment="", section_comments={"stat": "Utdyp"}, **k),
    Action.APPROVE: reports.approve,
    Action.PUBLISH: reports.publish,
    Action.REOPEN: lambda **k: reports.reopen(comment="Feil i tall", **k),
}


@pytest.mark.parametrize("status", Status)
def test_only_these_may_take_these_steps(status, people):
    report = factories.report_at(status)
    for action, operation in OPERATIONS.items():
        for name, person in people.items():
            with transaction.atomic():
                point = transaction.savepoint()
                try:
                    operation(report=report, by=person)
                    done = True
                except (Denied, Conflict):
                    done = False
                transaction.savepoint_rollback(point)
            assert done == (name in ALLOWED.get((status.value, action.value), set())), (status, action, name)


def test_submitting_demands_every_mandatory_answer(people):
    report = factories.draft()
    with pytest.raises(Incomplete):
        reports.submit(report=report, by=people["kari"])
    assert not ReportEvent.objects.exists()


def test_signing_freezes_asks_for_the_pdf_and_tells_people(people):
    report = factories.report_at(Status.AWAITING_SIGNATURE)
    seal = signing.sign(report=report, by=people["ola"])
    assert seal.sha256 == sha256(seal.snapshot)
    assert seal.receipt.startswith("2010-04-")
    assert seal.content["signed"]["by"] == "Ola"
    assert Job.objects.get().key == str(seal.pk)
    told = Notification.objects.filter(subject__startswith="Levert").values_list("user__name", flat=True)
    assert set(told) == {"Kari", "Ola", "Siv"}
    assert all(
        seal.receipt in text
        for text in Notification.objects.filter(subject__startswith="Levert").values_list("body", flat=True)
    )


def test_a_second_click_signs_nothing_more(people):
    report = factories.report_at(Status.AWAITING_SIGNATURE)
    signing.sign(report=report, by=people["ola"])
    with pytest.raises(Conflict):
        signing.sign(report=report, by=people["ola"])
    assert (SealedReport.objects.count(), Job.objects.count()) == (1, 1)


def test_a_failure_in_the_middle_of_signing_leaves_no_trace(people, monkeypatch):
    report = factories.report_at(Status.AWAITING_SIGNATURE)
    monkeypatch.setattr("portal.operations.jobs.enqueue", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        signing.sign(report=report, by=people["ola"])
    report.refresh_from_db()
    assert (report.status, SealedReport.objects.count()) == (Status.AWAITING_SIGNATURE, 0)


def test_what_is_sealed_and_what_has_happened_never_changes(people):
    report = factories.report_at(Status.DELIVERED)
    changes = [
        lambda: SealedReport.objects.update(receipt="X"),
        lambda: SealedReport.objects.get().delete(),
        lambda: ReportEvent.objects.update(comment="X"),
        lambda: ReportEvent.objects.all().delete(),
    ]
    for change in changes:
        with pytest.raises((DatabaseError, Exception)) as refused, transaction.atomic():
            change()
        assert "Cannot" in str(refused.value) or "protected" in str(refused.value)
    assert report.seals.count() == 1


def test_a_new_signature_is_a_new_numbered_version(people):
    report = factories.report_at(Status.DELIVERED)
    reports.withdraw(report=report, by=people["ola"], comment="Feil")
    reports.submit(report=report, by=people["kari"])
    signing.sign(report=report, by=people["ola"])
    assert list(report.seals.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_a_reopened_report_stays_readable_as_it_was_published(people):
    report = factories.report_at(Status.PUBLISHED)
    published = report.published_seal
    reports.reopen(report=report, by=people["siv"], comment="Feil i tall")
    report.refresh_from_db()
    assert (report.status, report.published_seal) == (Status.DRAFT, published)


def test_one_report_per_region_and_round(db):
    report = factories.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(report).objects.create(round=report.round, region=report.region)


def test_mail_goes_out_once(people):
    factories.report_at(Status.DELIVERED)
    sent = send_waiting()
    assert sent == len(mail.outbox) > 0
    assert send_waiting() == 0
    assert "/rapporter/2010/hedmark/" in mail.outbox[0].body


def test_a_change_of_state_keeps_who_and_why(people):
    report = factories.report_at(Status.AWAITING_SIGNATURE)
    reports.send_back(report=report, by=people["ola"], comment="Rett tallene")
    event = report.row_history.order_by("-pgh_id").first()
    assert event.pgh_context.metadata == {"user": people["ola"].pk, "reason": "Rett tallene"}


# What is signed is what was read


SIGN = "/rapporter/2010/hedmark/signer/"


def hidden(page, name: str) -> str:
    (value,) = re.findall(rf'name="{name}" value="([^"]*)"', page.content.decode())
    return html.unescape(value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda: factories.activity(title="Kurs til"), "før: 0 aktiviteter, nå: 1 aktivitet"),
        (lambda: factories.activity(innkjopere=302), "nå: 302 deltakere"),
        (factories.agreement, "nå: 1 avtale"),
    ],
)
def test_what_has_changed_since_it_was_read_is_said_and_nothing_is_signed(change, said, as_):
    factories.report_at(Status.AWAITING_SIGNATURE, overrules=False)
    read = as_("ola").get(SIGN)
    change()
    sent = {name: hidden(read, name) for name in ("shown", "seen")}
    again = as_("ola").post(SIGN, sent | {"read": "on"})
    assert again.status_code == 409
    assert said in " ".join(again.content.decode().replace("\u00a0", " ").split())
    assert not SealedReport.objects.exists()
    read_again = {name: hidden(again, name) for name in ("shown", "seen")}
    as_("ola").post(SIGN, read_again | {"read": "on"})
    assert SealedReport.objects.count() == 1


def test_nothing_is_signed_that_is_no_longer_complete(people):
    report = factories.report_at(Status.AWAITING_SIGNATURE)
    report.answers.filter(section__key="organisering").update(values={})
    with pytest.raises(Incomplete, match="kan ikke signeres"):
        signing.sign(report=report, by=people["ola"])


@pytest.mark.parametrize("shown", ["", "{", "[1]", '{"akt_kurs": null}', "\x00"])
def test_a_page_that_was_tampered_with_signs_nothing_and_is_no_error(shown, as_):
    factories.report_at(Status.AWAITING_SIGNATURE)
    answer = as_("ola").post(SIGN, {"shown": shown, "seen": "x", "read": "on"})
    assert answer.status_code == 409
    assert not SealedReport.objects.exists()
