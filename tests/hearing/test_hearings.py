"""A hearing from invitation to publishing, by the operations that people use."""

import datetime as dt
from threading import Barrier, Thread

import pgtrigger
import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from criteria.hearing.models import Hearing, HearingComment
from criteria.hearing.operations import answering, erasing, moderating, preparing, resolving, running
from criteria.hearing.workflow import HearingState, ReplyState
from criteria.hooks import causes_of
from criteria.models import CriteriaSet
from criteria.operations import editions, writing
from criteria.workflow import EditionAction, EditionState
from portal import clock
from portal.access import Denied
from portal.errors import Conflict, Stale, Unseen
from portal.models import OutgoingMail
from tests import factories
from tests.previews import as_previewed

SOON = dt.timedelta(days=10)
BODIES = [("Miljøforbundet", "", "post@miljo.example"), ("Papir AS", "", "Post@Papir.example")]


def test_a_hearing_opens_on_its_day_with_the_text_that_stands_and_the_draft_stands_still(db, people):
    opens = clock.today() + SOON
    hearing = factories.hearing(opens_on=opens, closes_on=opens + dt.timedelta(weeks=6))
    preparing.invite(hearing=hearing, bodies=[*BODIES, BODIES[0]], by=people["mette"])
    with pytest.raises(Unseen):
        preparing.announce(hearing=hearing, by=people["mette"])
    as_previewed(preparing.announce, hearing=hearing, by=people["mette"])
    assert sorted(OutgoingMail.objects.to_outsiders().values_list("to", flat=True)) == [
        "Post@Papir.example",
        "post@miljo.example",
    ]
    assert [running.follow_the_days(on=opens - dt.timedelta(days=1)), running.follow_the_days(on=opens)] == [
        0,
        1,
    ]
    hearing.refresh_from_db()
    assert hearing.state == HearingState.OPEN
    assert hearing.edition.state == EditionState.ON_HEARING
    assert [row.code for row in hearing.heard.all()] == ["PAP-S91", "PAP-S92"]
    assert running.follow_the_days(on=opens) == 0


@pytest.mark.parametrize(("weeks", "reason", "works"), [(6, "", True), (5, "", False), (5, "Haster.", True)])
def test_less_than_six_weeks_needs_a_reason(db, people, weeks, reason, works):
    dates = {"closes_on": clock.today() + dt.timedelta(weeks=weeks), "short_because": reason}
    if works:
        factories.hearing(**dates)
    else:
        with pytest.raises(Conflict, match="seks uker"):
            factories.hearing(**dates)
        hearing = factories.hearing(factories.edition(number="2011-2", group="kontormoebler"))
        with pytest.raises(IntegrityError), transaction.atomic():
            Hearing.objects.filter(pk=hearing.pk).update(closes_on=dates["closes_on"])


def test_an_edition_has_one_hearing_under_way(db, people):
    hearing = factories.hearing()
    with pytest.raises(Conflict, match="alt en høring"):
        factories.hearing(hearing.edition)
    as_previewed(preparing.announce, hearing=hearing, by=people["mette"])
    with pytest.raises(Conflict, match="Bare et utkast"):
        factories.hearing(hearing.edition)


def test_only_the_panel_runs_hearings(db, people):
    hearing = factories.hearing()
    for name in ("siv", "kari", "jan", "bente"):
        with pytest.raises(Denied):
            preparing.announce(hearing=hearing, by=people[name])
        with pytest.raises(Denied):
            preparing.invite(hearing=hearing, bodies=BODIES, by=people[name])


def test_a_draft_that_is_not_fit_when_its_day_comes_stays_and_says_why_once(db, people):
    opens = clock.today() + SOON
    hearing = factories.hearing(opens_on=opens, closes_on=opens + dt.timedelta(weeks=6))
    preparing.announce(hearing=hearing, by=people["mette"])
    hearing.edition.criteria.all().delete()
    assert [running.follow_the_days(on=opens) for _again in range(3)] == [0, 0, 0]
    assert people["mette"].notifications.filter(subject__contains="kunne ikke åpnes").count() == 1


def test_an_answer_counts_when_it_is_confirmed_from_the_mail_and_has_a_number(db):
    hearing = factories.on_hearing()
    sender = {"kind": "private", "contact_name": "Tone", "email": "tone@example.org", "organisation": "Ingen"}
    reply = answering.begin(hearing=hearing, values=sender)
    assert (reply.organisation, reply.sender) == ("", "Privatperson")
    with pytest.raises(Conflict, match="tomt"):
        answering.send(reply=reply)
    answering.write(
        comment=HearingComment(reply=reply), values={"stance": "against", "text": "Nei.", "proposal": ""}
    )
    reply = answering.send(reply=reply)
    assert (reply.state, reply.number) == (ReplyState.UNCONFIRMED, None)
    key = answering.confirmation_key(reply)
    assert key in OutgoingMail.objects.to_outsiders().order_by("pk").last().body
    other = factories.answer(hearing, email="ola@example.org")
    for wrong in ("", "x", answering.confirmation_key(other)):
        with pytest.raises(Conflict, match="ikke riktig"):
            answering.confirm(reply=reply, key=wrong)
    for _again in range(2):
        reply = answering.confirm(reply=reply, key=key)
    assert (other.number, reply.number, reply.state) == (1, 2, ReplyState.RECEIVED)


def test_two_windows_do_not_write_over_each_other(db):
    reply = answering.begin(
        hearing=factories.on_hearing(),
        values={"kind": "other", "organisation": "Laget", "email": "l@example.org"},
    )
    heard = reply.hearing.heard.first()
    values = {"stance": "for", "text": "Først.", "proposal": ""}
    first = answering.write(comment=HearingComment(reply=reply, heard=heard), values=values)
    with pytest.raises(Stale) as refused:  # the other window had seen no comment
        answering.write(comment=HearingComment(reply=reply, heard=heard), values=values | {"text": "Sist."})
    assert refused.value.row.text == "Først."
    answering.write(comment=first, values=values | {"text": "Sist."}, seen=first.mark)
    assert list(reply.comments.values_list("text", flat=True)) == ["Sist."]
    last = reply.comments.get()
    answering.write(comment=last, values={"stance": "neutral", "text": "", "proposal": ""}, seen=last.mark)
    assert not reply.comments.exists()


def test_the_deadline_closes_once_and_takes_what_was_sent_and_taken_up_again(db, people):
    hearing = factories.on_hearing(showing="at_closing")
    sent, taken_up, begun = (factories.answer(hearing, email=f"{name}@example.org") for name in "abc")
    answering.change(reply=taken_up)
    answering.withdraw(reply=begun)
    factories.over(hearing)
    factories.over(hearing)
    states = [type(row).objects.get(pk=row.pk).state for row in (sent, taken_up, begun)]
    assert states == [ReplyState.SHOWN, ReplyState.SHOWN, ReplyState.WITHDRAWN]
    assert people["mette"].notifications.filter(subject__contains="avsluttet").count() == 1
    assert CriteriaSet.objects.get(pk=hearing.edition_id).state == EditionState.REVISED
    for act in (answering.withdraw, answering.change):
        with pytest.raises(Conflict, match="Fristen var"):
            act(reply=sent)


def test_who_sent_in_time_may_confirm_a_week_after_and_no_later(db):
    hearing = factories.on_hearing()
    reply = answering.begin(
        hearing=hearing, values={"kind": "other", "organisation": "Laget", "email": "l@example.org"}
    )
    answering.write(
        comment=HearingComment(reply=reply), values={"stance": "for", "text": "Ja.", "proposal": ""}
    )
    reply = answering.send(reply=reply)
    factories.over(hearing)
    key = answering.confirmation_key(reply)
    Hearing.objects.filter(pk=hearing.pk).update(closes_on=clock.today() - dt.timedelta(days=8))
    with pytest.raises(Conflict, match="Fristen var"):
        answering.confirm(reply=reply, key=key)
    Hearing.objects.filter(pk=hearing.pk).update(closes_on=clock.today() - dt.timedelta(days=7))
    assert answering.confirm(reply=reply, key=key).number == 1


def test_everyone_who_is_told_of_a_hearing_is_told_of_its_new_deadline_and_of_its_end(db, people):
    hearing = factories.hearing()
    preparing.invite(hearing=hearing, bodies=BODIES, by=people["mette"])
    hearing = as_previewed(preparing.announce, hearing=hearing, by=people["mette"])
    factories.answer(hearing, email="POST@papir.example")
    factories.answer(hearing, email="tone@example.org")
    OutgoingMail.objects.all().delete()
    later = hearing.closes_on + SOON
    as_previewed(running.extend, hearing=hearing, to_on=later, reason="Ferie.", by=people["mette"])
    with pytest.raises(Conflict, match="etter"):
        running.extend(hearing=hearing, to_on=later, reason="Ferie.", by=people["mette"])
    as_previewed(running.cancel, hearing=hearing, reason="Feil tekst.", by=people["mette"])
    told = OutgoingMail.objects.to_outsiders().values_list("subject", "to")
    everyone = {"post@papir.example", "post@miljo.example", "tone@example.org"}
    for words in ("Ny frist", "avlyst"):
        assert {to.lower() for subject, to in told if words in subject} == everyone
        assert len([to for subject, to in told if words in subject]) == len(everyone)
    assert CriteriaSet.objects.get(pk=hearing.edition_id).state == EditionState.REVISED


def test_reminders_go_to_those_who_have_not_answered_once(db, people):
    hearing = factories.hearing()
    preparing.invite(hearing=hearing, bodies=BODIES, by=people["mette"])
    hearing = as_previewed(preparing.announce, hearing=hearing, by=people["mette"])
    factories.answer(hearing, email="post@papir.example")
    answering.begin(
        hearing=hearing, values={"kind": "other", "organisation": "Laget", "email": "laget@example.org"}
    )
    OutgoingMail.objects.all().delete()
    for days in range(20, -1, -1):
        running.follow_the_days(on=hearing.closes_on - dt.timedelta(days=days))
        running.follow_the_days(on=hearing.closes_on - dt.timedelta(days=days))
    assert sorted(OutgoingMail.objects.to_outsiders().values_list("to", flat=True)) == [
        "laget@example.org", "laget@example.org", "post@miljo.example", "post@miljo.example",
    ]  # fmt: skip


def closed_with(*answers):
    """A closed hearing with answers of `(email, code or "", text, proposal)`."""
    hearing = factories.on_hearing()
    for email, code, text, proposal in answers:
        details = {"kind": "supplier", "organisation": "Papir AS", "email": email}
        reply = answering.begin(hearing=hearing, values=details)
        heard = hearing.heard.filter(code=code).first()
        values = {"stance": "against", "text": text, "proposal": proposal}
        answering.write(comment=HearingComment(reply=reply, heard=heard), values=values)
        reply = answering.send(reply=reply)
        answering.confirm(reply=reply, key=answering.confirmation_key(reply))
    return factories.over(hearing)


def test_nothing_is_published_before_every_comment_is_answered_and_then_each_sender_hears(db, people):
    hearing = closed_with(
        ("a@example.org", "PAP-S91", "For strengt.", "Papiret bør ikke være bleket."),
        ("b@example.org", "PAP-S91", "For strengt for oss også.", ""),
        ("c@example.org", "", "", ""),
        ("d@example.org", "", "Fint.", ""),
    )
    mette, edition = people["mette"], CriteriaSet.objects.get(pk=hearing.edition_id)
    writing.describe(
        edition=edition,
        values={"changes": "Strammet inn.", "next_revision_on": clock.today() + dt.timedelta(days=700)},
        seen=edition.mark,
        by=mette,
    )
    with pytest.raises(Conflict, match="3 merknader i høringen"):
        editions.take(edition=edition, action=EditionAction.PUBLISH, by=mette)
    strict = list(HearingComment.objects.filter(heard__code="PAP-S91").values_list("pk", flat=True))
    both = resolving.resolve(
        hearing=hearing, comments=strict, outcome="partly", reason="Tatt inn i S91.", by=mette
    )
    with pytest.raises(Conflict, match="1 merknad i høringen"):
        editions.take(edition=edition, action=EditionAction.PUBLISH, by=mette)
    fine = HearingComment.objects.get(text="Fint.")
    resolving.resolve(hearing=hearing, comments=[fine.pk], outcome="not", reason="Notert.", by=mette)
    resolving.take_wording(comment=HearingComment.objects.get(reply__email="a@example.org"), by=mette)
    assert edition.criteria.get(code="PAP-S91").text == "Papiret bør ikke være bleket."
    OutgoingMail.objects.all().delete()
    editions.take(edition=edition, action=EditionAction.PUBLISH, by=mette)
    hearing.refresh_from_db()
    assert hearing.state == HearingState.SETTLED
    assert hearing.replies.public().count() == 4
    mails = dict(OutgoingMail.objects.to_outsiders().values_list("to", "body"))
    assert {to: ("Tatt inn i S91." in body, "Notert." in body) for to, body in mails.items()} == {
        "a@example.org": (True, False),
        "b@example.org": (True, False),
        "c@example.org": (False, False),
        "d@example.org": (False, True),
    }
    with pytest.raises(Conflict, match="står fast"):
        resolving.unresolve(comment=fine, by=mette)
    assert both.comments.count() == 2


def test_what_changed_says_after_whose_words_and_why(db, people, as_):
    hearing = closed_with(
        ("a@example.org", "PAP-S91", "For strengt.", ""),
        ("b@example.org", "PAP-S91", "Hemmelig: for strengt for oss også.", ""),
        ("c@example.org", "", "Si hvem det gjelder.", ""),
        ("d@example.org", "PAP-S91", "Mildere!", ""),
    )
    mette, edition = people["mette"], CriteriaSet.objects.get(pk=hearing.edition_id)
    said = {row.reply.email: row for row in HearingComment.objects.select_related("reply")}
    strict = [said["a@example.org"].pk, said["b@example.org"].pk]
    answered = {"hearing": hearing, "by": mette}
    resolving.resolve(comments=strict, outcome="partly", reason="Kravet er gjort klarere.", **answered)
    resolving.resolve(comments=[said["c@example.org"].pk], outcome="taken", reason="Det står nå.", **answered)
    resolving.resolve(comments=[said["d@example.org"].pk], outcome="not", reason="Kravet står.", **answered)
    moderating.hide(reply=said["b@example.org"].reply, reason="Navngir en person.", by=mette)
    assert causes_of(edition) == {}
    factories.publish(edition)
    [whole], [clearer] = causes_of(edition)[""], causes_of(edition)["PAP-S91"]
    assert (clearer.outcome, clearer.reason) == ("Delvis tatt til følge", "Kravet er gjort klarere.")
    assert [url for _who, url in clearer.voices] == [f"/horinger/{hearing.pk}/svar/1/#PAP-S91"]
    assert [url for _who, url in whole.voices] == [f"/horinger/{hearing.pk}/svar/3/#helhet"]
    page = as_("anon").get(f"{edition.get_absolute_url()}endringer/").content.decode()
    assert ["Kravet er gjort klarere." in page, "Det står nå." in page, "Kravet står." in page] == [
        True,
        True,
        False,
    ]
    for who in (clearer, whole):
        path, _hash, anchor = who.voices[0][1].partition("#")
        assert f'id="{anchor}"' in as_("anon").get(path).content.decode()


def test_the_second_to_answer_a_comment_sees_the_first_ones_text(db, people):
    hearing = closed_with(("a@example.org", "PAP-S91", "For strengt.", ""))
    comment = HearingComment.objects.get()
    seen = resolving.mark_of([comment])
    details = {"hearing": hearing, "comments": [comment.pk], "seen": seen, "by": people["mette"]}
    resolving.resolve(outcome="taken", reason="Ja.", **details)
    with pytest.raises(Stale) as refused:
        resolving.resolve(outcome="not", reason="Nei.", **details)
    assert refused.value.row.reason == "Ja."
    resolving.assign(hearing=hearing, comments=[comment.pk], to=people["mette"], by=people["mette"])
    comment.refresh_from_db()
    again = {"seen": resolving.mark_of([comment])}
    assert resolving.resolve(outcome="not", reason="Nei.", **(details | again)).pk == refused.value.row.pk


def test_wording_is_not_taken_over_a_draft_that_has_moved(db, people):
    hearing = closed_with(("a@example.org", "PAP-S91", "", "Ny ordlyd."))
    comment = HearingComment.objects.get()
    criterion = resolving.drafted(hearing, "PAP-S91")
    seen = criterion.mark
    criterion.text = "En annens tekst."
    criterion.save()
    with pytest.raises(Stale):
        resolving.take_wording(comment=comment, seen=seen, by=people["mette"])
    criterion.delete()
    with pytest.raises(Conflict, match="ikke i utkastet"):
        resolving.take_wording(comment=comment, by=people["mette"])


def test_a_hidden_answer_says_why_and_is_worked_through(db, people):
    hearing = factories.on_hearing()
    reply = factories.answer(hearing)
    with pytest.raises(Denied):
        moderating.hide(reply=reply, reason="Sjikane.", by=people["siv"])
    with pytest.raises(Conflict, match="Skriv hvorfor"):
        moderating.hide(reply=reply, reason=" ", by=people["mette"])
    moderating.hide(reply=reply, reason="Sjikane.", by=people["mette"])
    assert "Sjikane." in OutgoingMail.objects.to_outsiders().order_by("pk").last().body
    assert HearingComment.objects.unresolved().count() == 1
    moderating.show(reply=reply, by=people["mette"])
    assert type(reply).objects.public().count() == 1


def text_of_the_database() -> str:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f"SELECT string_agg(t::text, '\n') FROM {table} t")
            found.append(cursor.fetchone()[0] or "")
    return "\n".join(found)


def test_senders_are_erased_from_every_table_when_their_time_is_over(db, people, settings, as_):
    hearing = factories.hearing()
    preparing.invite(
        hearing=hearing, bodies=[("Miljøforbundet", "", "post@miljo.example")], by=people["mette"]
    )
    hearing = as_previewed(preparing.announce, hearing=hearing, by=people["mette"])
    private = {"kind": "private", "organisation": ""}
    factories.answer(hearing, email="tone@hemmelig.example", contact_name="Tone Hemmelig", **private)
    shown = {"contact_name": "Ola Åpen", "shows_name": True}
    factories.answer(hearing, email="ola@hemmelig.example", **private, **shown)
    gone = factories.answer(hearing, email="gone@hemmelig.example", text="Angret hemmelighet", **private)
    answering.withdraw(reply=gone)
    begun = answering.begin(hearing=hearing, values={**private, "email": "begun@hemmelig.example"})
    values = {"stance": "for", "text": "Halv hemmelighet", "proposal": ""}
    answering.write(comment=HearingComment(reply=begun), values=values)
    hearing = factories.over(hearing)
    assert text_of_the_database().count("hemmelig") > 5
    assert erasing.erase_old(on=hearing.closes_on + dt.timedelta(days=settings.HEARING_ADDRESS_DAYS)) == 0
    late = clock.today() + dt.timedelta(days=settings.HEARING_ADDRESS_DAYS + 1)
    assert [erasing.erase_old(on=late), erasing.erase_old(on=late)] == [1, 0]
    left = text_of_the_database()
    for word in ("hemmelig", "Hemmelig", "post@miljo.example", gone.token, begun.token):
        assert word not in left
    assert "Ola Åpen" in left
    assert hearing.replies.count() == 2


def test_what_was_heard_and_what_was_published_stand(db):
    hearing = factories.on_hearing()
    for act in (lambda: hearing.heard.update(text="Nytt."), lambda: hearing.heard.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_two_schedulers_at_once_open_and_close_once_and_tell_once(django_db_setup, django_db_blocker):
    """Two connections, real transactions. What they write is committed, so it is taken away again by hand."""
    with django_db_blocker.unblock():
        mette, opens = factories.cast()["mette"], clock.today() + SOON
        hearing = factories.hearing(opens_on=opens, closes_on=opens + dt.timedelta(weeks=6))
        try:
            preparing.announce(hearing=hearing, by=mette)
            last = hearing.closes_on + dt.timedelta(days=1)
            done = [sum(together(running.follow_the_days, on=day)) for day in (opens, last)]
            hearing.refresh_from_db()
            told = [row.subject for row in mette.notifications.all()]
            heard = hearing.heard.count()
        finally:
            with transaction.atomic(), pgtrigger.ignore():
                hearing.heard.all().delete()
                Hearing.objects.all().delete()
                CriteriaSet.objects.filter(pk=hearing.edition_id).delete()
                mette.notifications.all().delete()
                OutgoingMail.objects.all().delete()
                for model in ("hearing.HearingEvent", "criteria.CriteriaSetEvent", "criteria.CriterionEvent"):
                    apps.get_model(model).objects.filter(pgh_created_at__gte=timezone.now() - SOON).delete()
    assert done == [1, 1]
    assert (hearing.state, heard) == (HearingState.CLOSED, 2)
    assert told == ["Høringen er avsluttet: Papir 2011"]


def together(work, **details):
    """What two threads make of it, that begin at the same time."""
    start, found = Barrier(2), []

    def run():
        start.wait()
        try:
            found.append(work(**details))
        finally:
            connection.close()

    threads = [Thread(target=run) for _one in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
