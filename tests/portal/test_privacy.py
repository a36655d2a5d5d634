"""Personal data: a register that leaves nothing out, what each is given, and what is erased, on asking and in time."""

import datetime as dt
import json
import re
from pathlib import Path

import pghistory.models
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django.db.models import EmailField, ForeignKey, OneToOneField
from django.utils import timezone

from counties.models import AssistanceRequest, Registration
from counties.operations import assistance
from criteria.hearing.models import Expert, HearingReply, Invitation
from portal import clock
from portal.errors import Conflict, Denied, Stale
from portal.models import Job, LogEntry, Notification, OutgoingMail, Removal, RoleGrant, User
from portal.models.invitations import RoleInvitation
from portal.models.log import LogKind
from portal.models.text import ProseField
from portal.operations import privacy
from portal.personal_data import ACTS, REGISTER, Person, holdings
from portal.views.privacy import address_of
from reporting.operations import readers
from tests import factories
from tests.portal.test_privileges import application

ROOT = Path(__file__).parents[2]
NAMED = re.compile(
    r"(^|_)(name|email|phone|contact|author|reader|to|who|ip|network|user|extra_data|user_agent)($|_)"
)
# By hand: what is found by its name or type, and holds nobody.
NOT_OF_PERSONS = {
    "of places, bodies and things": """
        counties.Region.name counties.Fylke.name counties.Kommune.name counties.Kommune.name_in_full
        counties.Kommune.parallel_name counties.Virksomhet.name counties.KnutepunktCandidate.name
        counties.TemplateVersion.name counties.Upload.name criteria.Label.name criteria.ProductArea.name
        criteria.ProductGroup.name overview.PrintFile.name reporting.ReportTemplate.name portal.Heartbeat.name auth.Permission.name
        auth.Group.name socialaccount.SocialApp.name""",
    "written by those who work in the programme, about the programme": """
        counties.Activity.notes counties.FrameworkAgreement.notes counties.Event.description
        counties.Styringsgruppe.mandate counties.Meeting.agenda counties.Decision.text
        counties.KnutepunktCandidate.assessment counties.DocumentTemplate.description
        criteria.CriteriaSet.changes criteria.CriteriaSet.ended_reason criteria.Criterion.text
        criteria.Criterion.verification criteria.Criterion.rationale criteria.Erratum.text criteria.GroupNews.text
        criteria.Label.description
        hearing.Hearing.asked hearing.Hearing.letter hearing.Hearing.short_because hearing.Hearing.cancelled_because
        hearing.HearingExtension.reason hearing.HeardCriterion.text hearing.HeardCriterion.verification
        hearing.HeardCriterion.rationale hearing.HearingReply.hidden_because hearing.Resolution.reason
        reporting.Section.introduction reporting.Question.help_text reporting.NationalEdition.reason
        reporting.NationalEdition.summary reporting.NationalEdition.assessment
        reporting.NationalEdition.way_forward reporting.Extension.reason reporting.ReviewComment.text
        reporting.ReportedValue.reason reporting.ReportedValue.comment
        reporting.ReportText.text""",
    "the machine's own words": "portal.Job.error portal.SentForm.led_to",
}  # fmt: skip


def may_be_of_persons(field) -> bool:
    if isinstance(field, ForeignKey | OneToOneField):
        return field.related_model is User
    return isinstance(field, EmailField | ProseField) or (
        isinstance(
            field, models.CharField | models.TextField | models.JSONField | models.GenericIPAddressField
        )
        and not field.choices
        and NAMED.search(field.name) is not None
    )


def test_every_field_that_can_hold_a_person_is_in_the_register():
    rows = [
        m for m in apps.get_models() if not issubclass(m, pghistory.models.Event | pghistory.models.Events)
    ]
    found = {
        f"{model._meta.label}.{field.name}"
        for model in rows
        for field in model._meta.concrete_fields
        if may_be_of_persons(field)
    }
    told = {f"{held.model}.{name}" for held in holdings() for name in held.fields}
    told |= {f"{model}.{name}" for model, names in ACTS.items() for name in names}
    nobody = set(" ".join(NOT_OF_PERSONS.values()).split())
    assert found - told - nobody == set()
    assert nobody - found == set()  # a reason for what is no more
    assert nobody & told == set()


def test_the_register_names_what_there_is():
    """Its fields and lookups are the models' own, and each is erased or says why it stays."""
    for held in holdings():
        model = apps.get_model(held.model)
        assert {field.name for field in model._meta.concrete_fields} >= set(held.fields), held.model
        assert held.erase or held.stays, held.model
        held.rows_of(Person("x@example.org", User(pk=1)))  # a lookup that is not there raises
    for label, columns in ACTS.items():
        assert {field.name for field in apps.get_model(label)._meta.concrete_fields} >= set(columns), label


def test_the_page_and_the_record_say_what_the_register_says(as_, db, capsys):
    page = as_("anon").get("/personvern/").content.decode()
    assert [str(held.what) for held in holdings() if str(held.what) not in page] == []
    assert "90 dager etter at den er sendt eller gitt opp" in page
    call_command("privacy_record")
    assert (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8") == capsys.readouterr().out


@pytest.fixture
def tone(people) -> Person:
    """Somebody without an account who has left something everywhere."""
    factories.sign_up(factories.event(), "Tone Unik", email="tone@unik.example")
    asked = factories.ask(asker_name="Tone Unik", asker_email="tone@unik.example", text="Unik tekst")
    assistance.answer(request=asked, text="Kjære Tone Unik", by=people["kari"])
    opened = factories.on_hearing()
    factories.answer(opened, email="tone@unik.example")
    Invitation.objects.create(hearing=opened, name="X", email="tone@unik.example", added_by=people["mette"])
    Expert.objects.create(
        edition=opened.edition,
        name="Tone Unik",
        email="tone@unik.example",
        expires_on=clock.today(),
        invited_by=people["mette"],
        interests="Unik interesse",
        declared_at=clock.now(),
    )
    RoleInvitation.objects.create(
        name="Tone Unik",
        email="tone@unik.example",
        role="panel",
        expires_on=clock.today(),
        invited_by=people["bente"],
    )
    factories.member(name="Tone", email="tone@unik.example")
    factories.knutepunkt(contact_name="Tone Unik", contact_email="tone@unik.example")
    return Person.of("Tone@unik.example")


def tables_with(text: str) -> list[str]:
    """Every table of the database that has the words in some row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'portal_cache'"
        )
        names = [name for (name,) in cursor.fetchall()]
        found = []
        for name in names:
            cursor.execute(f'SELECT 1 FROM "{name}" t WHERE t::text ILIKE %s LIMIT 1', [f"%{text}%"])
            found += [name] * len(cursor.fetchall())
    return found


def test_an_outsider_is_erased_from_every_table(tone, people):
    assert len(tables_with("tone@unik.example")) > 8
    with application():  # as the portal itself, which may touch no history
        privacy.erase(person=tone, seen=privacy.mark_of(tone), by=people["bente"])
    assert tables_with("unik.example") == []
    assert tables_with("Tone Unik") == []
    assert tables_with("Unik tekst") == []
    assert tables_with("Unik interesse") == []
    assert AssistanceRequest.objects.get().region == factories.region()
    assert HearingReply.objects.get().organisation  # what came in stands
    assert tables_with(address_of("tone@unik.example").split("/")[2].partition(":")[0]) == []
    (entry,) = LogEntry.objects.filter(kind=LogKind.ERASED)
    assert (entry.who, entry.about) == (people["bente"], None)


def test_the_place_of_who_is_erased_goes_to_the_next(people):
    course = factories.event(capacity=1)
    factories.sign_up(course, "Tone")
    waiting = factories.sign_up(course, "Ola")
    person = Person.of("tone@example.org")
    privacy.erase(person=person, seen=privacy.mark_of(person), by=people["bente"])
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"


def test_others_keep_their_history(tone, people):
    other = factories.sign_up(factories.event(), "Per", email="per@annen.example")
    privacy.erase(person=tone, seen=privacy.mark_of(tone), by=people["bente"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT counties_forget_persons('registration', %s::bigint[])", [[other.pk]])
    assert other.row_history.get().email == "per@annen.example"


def test_a_user_becomes_a_former_user(people, as_):
    kari = people["kari"]
    activity = factories.activity(recorded_by=kari)
    assert factories.selection("kari", "PAP-S01").owner == kari
    client = as_("kari")
    person = Person.of(kari.email)
    privacy.erase(person=person, seen=privacy.mark_of(person), by=people["bente"])
    kari = User.objects.get(pk=kari.pk)
    assert (str(kari), kari.title, kari.is_active, kari.has_usable_password()) == (
        "Tidligere bruker",
        "",
        False,
        False,
    )
    assert not RoleGrant.objects.filter(user=kari, revoked_at=None).exists()
    assert RoleGrant.objects.filter(user=kari, revoked_by=people["bente"]).exists()
    assert client.get("/min-side/").status_code == 302
    activity.refresh_from_db()
    assert activity.recorded_by == kari
    assert tables_with("kari@example.org") == []


def test_what_is_erased_is_looked_at_first(people, as_, tone):
    path = address_of(tone.email)
    page = as_("bente").get(path)
    text = page.content.decode()
    assert "Påmeldinger: 1" in text
    assert "Hvem som hadde vervet, er offentlig" in text
    seen = page.context["seen"]
    wrong = as_("bente").post(path, {"email": "en@annen.no", "seen": seen})
    assert "en annen enn den siden gjelder" in wrong.content.decode()
    late = as_("bente").post(path, {"email": tone.email, "seen": "eldre"})
    assert late.status_code == 409
    assert Registration.objects.get().email == "tone@unik.example"
    assert as_("bente").post(path, {"email": tone.email, "seen": seen}).status_code == 302
    assert Registration.objects.get().email == ""


def test_only_an_administrator_erases_and_nobody_themselves(people, tone):
    with pytest.raises(Denied):
        privacy.erase(person=tone, seen=privacy.mark_of(tone), by=people["siv"])
    bente = Person.of("bente@example.org")
    with pytest.raises(Conflict):
        privacy.erase(person=bente, seen=privacy.mark_of(bente), by=people["bente"])
    with pytest.raises(Stale):
        privacy.erase(person=tone, seen="", by=people["bente"])


def test_a_search_leads_to_the_person_without_the_address_in_it(as_, db):
    answer = as_("bente").post("/personer/", {"email": "tone@unik.example"})
    assert answer.status_code == 302
    assert "tone" not in answer["Location"]
    assert "Ingenting er lagret" in as_("bente").get(answer["Location"]).content.decode()
    assert as_("bente").get("/personer/feil/").status_code == 404


def test_each_is_given_all_that_is_theirs_and_nothing_of_others(as_, people):
    factories.sign_up(factories.event(), "Jan", email="jan@example.org")
    factories.sign_up(factories.event(), "Tone", email="tone@unik.example")
    text = as_("jan").get("/min-side/opplysninger.json").content.decode()
    lines = json.loads(text)
    assert {"påmeldinger", "brukere", "rolletildelinger"} <= {line["hva"] for line in lines}
    assert ("E-post", "jan@example.org") in {(line["opplysning"], line["verdi"]) for line in lines}
    assert all(line["hvor_lenge"] for line in lines if line["hvorfor"])
    assert "tone@unik" not in text
    assert User.objects.get(email="jan@example.org").password not in text
    assert "jan@example.org" in as_("jan").get("/min-side/opplysninger.csv").content.decode("utf-8-sig")
    assert "min-side/opplysninger.json" in as_("jan").get("/min-side/").content.decode()


def test_an_outsider_who_asks_is_given_it_by_an_administrator(as_, people, tone):
    path = f"{address_of(tone.email)}eksport.json"
    text = as_("bente").get(path).content.decode()
    for kind in (
        "påmeldinger",
        "bistandssaker",
        "høringssvar",
        "invitasjoner",
        "fagpersoner",
        "utgående e-post",
    ):
        assert f'"{kind}"' in text
    assert "Unik tekst" in text
    assert Registration.objects.get().token not in json.dumps(
        [row for row in json.loads(text) if row["hva"] == "påmeldinger"]
    )
    assert as_("siv").get(path).status_code == 403
    (entry,) = LogEntry.objects.filter(kind=LogKind.EXPORT)
    assert (entry.who, entry.path) == (people["bente"], "/personer/…/eksport.json")


# Retention: the day is moved, as the nightly task has it.
TODAY = dt.date(2011, 2, 15)


def later(**time: int) -> dt.date:
    return TODAY + dt.timedelta(**time)


def test_sign_ups_lose_their_persons_a_year_after_the_event(people, settings):
    row = factories.sign_up(factories.event(), "Tone Unik", email="tone@unik.example")  # 10 March 2011
    Registration.objects.update(attended=True)
    settings.PORTAL_TODAY = dt.date(2012, 3, 11)
    privacy.expire(on=dt.date(2012, 3, 9))
    assert tables_with("Tone Unik") != []
    assert privacy.expire(on=dt.date(2012, 3, 11))["counties.Registration"] == 1
    row.refresh_from_db()
    assert (row.email, row.state, row.attended, row.group) == ("", "confirmed", True, "innkjoper")
    assert "counties_registrationevent" not in tables_with("Tone Unik")
    assert privacy.expire(on=dt.date(2012, 3, 11))["counties.Registration"] == 0


def test_requests_lose_theirs_three_years_after_they_are_closed(people):
    asked, still = factories.ask(text="Unik tekst"), factories.ask(text="Åpen sak")
    assistance.close(request=asked, outcome="Ga råd", hours=None, by=people["kari"])
    privacy.expire(on=later(days=1094))
    assert "counties_assistancerequest" in tables_with("Unik tekst")
    privacy.expire(on=later(days=1097))
    asked.refresh_from_db()
    still.refresh_from_db()
    assert (asked.asker_email, asked.text, asked.state) == ("", "Slettet", "closed")
    assert asked.activity is not None
    assert still.text == "Åpen sak"
    assert set(tables_with("Unik tekst")) <= {"portal_outgoingmail"}


def test_letters_that_have_gone_are_emptied_and_those_that_wait_are_not(people):
    gone, waits = (
        OutgoingMail.objects.create(to="tone@unik.example", subject="Hei", body="Unik tekst")
        for _n in range(2)
    )
    OutgoingMail.objects.filter(pk=gone.pk).update(sent_at=clock.now())
    privacy.expire(on=later(days=89))
    assert OutgoingMail.objects.filter(to="tone@unik.example").count() == 2
    privacy.expire(on=later(days=92))
    gone.refresh_from_db()
    waits.refresh_from_db()
    assert (gone.to, gone.body, gone.sent_at is not None, waits.body) == ("", "", True, "Unik tekst")


def test_traces_and_keys_go_after_a_year(people, as_):
    kari = people["kari"]
    Notification.objects.create(user=kari, subject="x", body="x", path="/")
    done = {
        "state": "done",
        "finished_at": timezone.now(),
        "requested_by": kari,
        "title": "x",
        "result_path": "/",
    }
    Job.objects.create(kind="x", key="1", **done)
    Removal.objects.create(
        label="x", model="x", row="[]", permission="x", region=factories.region(), removed_by=kari
    )
    report = factories.draft()
    link = readers.invite(report=report, reader="Anne Unik", expires_on=report.round.due_on, by=kari)
    privacy.expire(on=later(days=364))
    link.refresh_from_db()
    assert link.reader == "Anne Unik"
    assert Notification.objects.filter(subject="x").exists()
    expired = privacy.expire(on=later(days=900))
    link.refresh_from_db()
    assert link.reader == "Slettet"
    assert (Job.objects.filter(kind="x").count(), Removal.objects.count()) == (0, 0)
    assert not Notification.objects.filter(subject="x").exists()
    assert {model for model, held in REGISTER.items() if held.expire} == set(expired)


def test_one_kind_that_fails_stops_no_other(people, monkeypatch, caplog, settings):
    factories.sign_up(factories.event(), "Tone")
    monkeypatch.setattr(
        "portal.operations.privacy.holdings", lambda: [Broken(), REGISTER["counties.Registration"]]
    )
    assert privacy.expire(on=dt.date(2013, 1, 1)) == {"counties.Registration": 1}
    assert "What is old of x.Broken is not erased" in caplog.text


class Broken:
    model = "x.Broken"

    def expire(self, _on: dt.date) -> int:
        raise ValueError
