"""Text that breaks pages, files, mails and feeds never stands in the database, by whatever way it came."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from portal.models import Notification, OutgoingMail, User
from portal.models.text import LineField, ProseField
from portal.reading import written
from reporting.models import SectionAnswers
from reporting.workflow import Status
from tests import factories

OWN = ("portal", "criteria", "hearing", "counties", "reporting", "overview")
# What no person writes: keys, addresses, hashes, and bytes that are kept as they are.
MADE = {
    "Attachment.sha256", "Expert.token", "Hearing.token", "HearingReply.token", "Invitation.token",
    "AssistanceRequest.token", "DraftPdf.snapshot", "DraftPdf.snapshot_sha256", "Fact.category", "Fact.measure",
    "Fact.theme", "FactCount.basis", "Job.key", "Job.kind", "Job.result_path", "Median.measure", "Notification.path",
    "Heartbeat.name", "LimitCount.key", "LogEntry.network", "LogEntry.path", "NationalFile.key", "OutgoingMail.calendar", "OutgoingMail.message_id", "OutgoingMail.path",
    "OverviewPrint.sha256", "OverviewPrint.snapshot", "PrintFile.name",
    "PrintFile.title", "ReadingLink.agreed_sha256", "ReadingLink.token", "Registration.token", "Removal.model", "Removal.permission", "Removal.row", "SentForm.key", "SentForm.led_to",
    "SealedPdf.drawing_sha256", "SealedPdf.portal_version", "SealedPdf.sha256", "SealedReport.chain_sha256",
    "SealedReport.previous_sha256", "SealedReport.receipt", "SealedReport.sha256",
    "SealedReport.snapshot", "Selection.share_token", "SelectionPdf.html", "SelectionPdf.sha256",
    "RoleInvitation.nonce", "User.password",
}  # fmt: skip
HOSTILE = ["a\x07b", "a\u200bb", "a\u2028b", "a\x85b", "A\u030a", "a\u202eb", "\ufeffa", "a\ue000b"]


def columns() -> list[models.Field]:
    rows = [model for app in OWN for model in apps.get_app_config(app).get_models()]
    tracked = [model for model in rows if not hasattr(model, "pgh_id")]
    fields = [field for model in tracked for field in model._meta.local_concrete_fields]
    return [field for field in fields if isinstance(field, models.CharField | models.TextField)]


def test_every_text_column_is_guarded_or_chosen_or_made():
    plain = {
        f"{field.model.__name__}.{field.name}"
        for field in columns()
        if not isinstance(
            field, LineField | ProseField | models.EmailField | models.URLField | models.SlugField
        )
        if not field.choices and not isinstance(field, models.GeneratedField)
    }
    assert plain == MADE


def test_every_guarded_column_has_its_check(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c'"
        )
        found = {(table, rule) for table, rule in cursor.fetchall()}
    for field in columns():
        if isinstance(field, LineField | ProseField):
            rule = f"{field.sql_check}("
            assert any(
                table == field.model._meta.db_table and rule in text and field.column in text
                for table, text in found
            ), field


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("column", [OutgoingMail.subject.field, OutgoingMail.body.field, User.title.field])
def test_sql_that_was_never_cleaned_is_refused(column, text, people):
    OutgoingMail.objects.create(to="tone@example.org", subject="Hei", body="Hei")
    with (
        pytest.raises(IntegrityError, match="_check"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f'UPDATE {column.model._meta.db_table} SET "{column.column}" = %s', [text])


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("place", [lambda text: {"a": text}, lambda text: {"a": ["b", text]}])
def test_answers_that_were_never_cleaned_are_refused(place, text, people):
    row = factories.report_at(Status.AWAITING_SIGNATURE).answers.first()
    SectionAnswers.objects.filter(pk=row.pk).update(values=place("Én linje\n• og en til"))
    with pytest.raises(IntegrityError, match="_check"), transaction.atomic():
        SectionAnswers.objects.filter(pk=row.pk).update(values=place(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_orm_cleans_what_it_keeps_and_what_it_looks_for(text, people):
    row = Notification.objects.create(user=people["kari"], subject=f"{text}\n2", body=f"{text}\n2", path="/")
    assert (row.subject, row.body) == (written(f"{text} 2", lines=False), written(f"{text}\n2", lines=True))
    row.refresh_from_db()
    assert Notification.objects.get(subject=f"{text} 2") == row
    Notification.objects.update(body=text)
    assert Notification.objects.get(pk=row.pk).body == written(text, lines=True)


def test_sql_and_python_agree_on_every_character(db):
    """Nothing that Python leaves is refused, and what is refused is not what Python leaves."""
    texts = [f"a{chr(code)}b" for code in range(1, 0x20000) if not 0xD800 <= code < 0xE000]
    cleaned = [written(text, lines=True) for text in texts]
    with connection.cursor() as cursor:
        cursor.execute("SELECT every(portal_is_text(t)) FROM unnest(%s::text[]) t", [cleaned])
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT t FROM unnest(%s::text[]) t WHERE NOT portal_is_text(t)", [texts])
        refused = {text for (text,) in cursor.fetchall()}
    assert refused & set(cleaned) == set()
    assert {"a\x07b", "a\u2028b", "a\u202eb"} <= refused
