"""Each person's desk: what waits, with whom and since when, and nothing that the person may not do."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from counties.country_desk import FylkeRow
from counties.models import Grant, KommuneFollowUp, Registration
from counties.operations import assistance, sharing
from criteria.hearing.models import Hearing
from criteria.operations import feedback
from portal import clock
from portal.desks import Ahead, DeskPage, Waiting, desk_of, distance_in_words, visit_since
from portal.lateness import Lateness, lateness
from portal.models import Job, RoleGrant, User
from portal.models.jobs import JobState
from portal.operations import jobs
from reporting.models import ReportingRound
from reporting.operations import reminders, reports, writing
from reporting.workflow import Status
from tests import factories
from tests.conftest import sign_in
from tests.previews import as_previewed
from tests.reporting.test_queries import LIMIT, counted

TODAY = dt.date(2011, 2, 15)


def desk(people: dict[str, User], name: str) -> DeskPage:
    return desk_of(User.objects.get(pk=people[name].pk), visit_since(None))


def waits(people: dict[str, User], name: str) -> list[str]:
    return [row.what for row in desk(people, name).mine]


def test_the_first_deadline_comes_first_and_then_the_oldest():
    rows = [
        Waiting("ingen frist", "/", "Se"),
        Waiting("ny", "/", "Se", since=dt.date(2011, 2, 1)),
        Waiting("gammel", "/", "Se", since=dt.date(2011, 1, 1)),
        Waiting("senere", "/", "Se", due=dt.date(2011, 3, 1)),
        Waiting("over", "/", "Se", due=dt.date(2011, 2, 1)),
    ]
    ordered = [row.what for row in sorted(rows, key=lambda row: row.order)]
    assert ordered == ["over", "senere", "gammel", "ny", "ingen frist"]


@pytest.mark.parametrize(
    ("days", "said", "color"),
    [
        (30, "om 30 dager", "neutral"),
        (7, "om 7 dager", "info"),
        (1, "om 1 dag", "info"),
        (0, "i dag", "info"),
        (-1, "1 dag over", "warning"),
        (-14, "14 dager over", "warning"),
        (-15, "15 dager over", "danger"),
    ],
)
def test_one_day_late_is_no_alarm(days, said, color):
    assert distance_in_words(days) == said
    assert lateness(TODAY + dt.timedelta(days=days), on=TODAY).color == color


def test_no_deadline_is_no_hurry():
    assert lateness(None, on=TODAY) == Lateness.NO_HURRY


def test_the_report_offers_its_next_chapter_and_says_how_far_it_is(people):
    report = factories.draft()
    factories.fill(report, people["kari"])
    report.answers.get(section__key="organisering").delete()
    (row,) = [row for row in desk(people, "kari").mine if "Årsrapporten" in row.what]
    assert row.url == "/rapporter/2010/hedmark/organisering/"
    assert row.act.startswith("Skriv «")
    assert (row.due, 0 < row.done < row.total) == (dt.date(2011, 3, 1), True)


def test_a_finished_report_is_to_be_sent(people):
    factories.fill(factories.draft(), people["kari"])
    assert "Send årsrapporten 2010 for Hedmark til signering" in waits(people, "kari")


def test_what_was_sent_back_says_by_whom_and_why(people):
    report = factories.report_at(Status.AWAITING_SIGNATURE)
    reports.send_back(report=report, by=people["ola"], comment="Tallet for kurs\nstemmer ikke.")
    (row,) = [
        row for row in desk(people, "kari").mine if "2010" in row.what and row.due == report.round.due_on
    ]
    assert "Ola" in row.detail
    assert "«Tallet for kurs stemmer ikke.»" in row.detail


def test_the_one_who_signs_reads_what_has_changed_since_it_came(people, as_):
    report = factories.report_at(Status.AWAITING_SIGNATURE)
    (row,) = [row for row in desk(people, "ola").mine if "Signer" in row.what]
    assert row.detail == "Sendt av Kari."
    with clock.at(dt.datetime(2011, 2, 20, 9, tzinfo=dt.UTC)):
        reports.send_back(report=report, by=people["ola"], comment="Skriv mer om planene.")
        saved = report.answers.get(section__key="planer")
        key = next(question.key for question in saved.section.questions.all() if question.kind == "text")
        values = saved.values | {key: "Vi begynner på nytt."}
        writing.save_section(
            report=report, section=saved.section, values=values, version=saved.version, by=people["kari"]
        )
        reports.submit(report=report, by=people["kari"])
        (row,) = [row for row in desk(people, "ola").mine if "Signer" in row.what]
        assert row.detail.startswith("Sendt av Kari. Endret siden forrige gang: «")
        page = as_("ola").get(row.url).content.decode()
    assert "Endret siden den kom" in page
    assert "Vi begynner på nytt." in page


def test_who_has_the_report_is_said_to_those_who_wait(people):
    factories.report_at(Status.AWAITING_SIGNATURE)
    assert "Signer årsrapporten 2010 for Hedmark" in waits(people, "ola")
    (row,) = [row for row in desk(people, "kari").others if "Årsrapporten" in row.what]
    assert row.who == "Ola (fylkesmannen)"
    assert row.url == "/rapporter/2010/hedmark/"


def test_the_styringsgruppe_is_offered_nothing_that_it_may_not_do(people, as_):
    factories.draft()
    factories.one_of_each()
    page = desk(people, "stine")
    addresses = [row.url for row in [*page.mine, *page.others, *page.ahead, *page.news]]
    assert "/rapporter/2010/hedmark/hele/" in addresses
    assert {as_("stine").get(address).status_code for address in addresses} == {200}


READERS = "kari ola knut stine per siv dag kim mette jan bente".split()


@pytest.fixture(scope="module")
def followed(undone) -> dict[str, dict[str, int]]:
    """What each link on each one's desk answers."""
    with undone():
        factories.report_at(Status.DELIVERED)
        factories.report_at(Status.AWAITING_SIGNATURE, "nordland")
        factories.one_of_each()
        people = factories.cast()
        return {name: answers(sign_in(name), addresses(desk(people, name))) for name in READERS}


def addresses(page: DeskPage) -> set[str]:
    return {row.url for row in [*page.mine, *page.others, *page.ahead, *page.news, *page.tallies] if row.url}


def answers(client: Client, urls: set[str]) -> dict[str, int]:
    return {url: client.get(url).status_code for url in urls}


@pytest.mark.parametrize("name", READERS)
def test_every_link_on_a_desk_can_be_followed(name, followed):
    assert {address: code for address, code in followed[name].items() if code != 200} == {}


def test_the_knutepunkt_has_requests_first_by_their_deadline(people):
    factories.ask(subject="Uten frist")
    factories.ask(subject="Haster", needed_by=dt.date(2011, 2, 17))
    assert waits(people, "knut")[0] == "Svar på «Haster»"
    assert "Svar på «Uten frist»" in waits(people, "knut")
    assert not any("Svar på" in what for what in waits(people, "stine") + waits(people, "per"))


def test_a_request_is_the_knutepunkt_s_first_of_all_also_where_it_has_no_deadline(people):
    factories.ask(subject="Uten frist")
    factories.agreement(from_on=dt.date(2010, 1, 1), to_on=dt.date(2011, 2, 17))
    assert waits(people, "knut")[0] == "Svar på «Uten frist»"


def has(people: dict[str, User], name: str, what: str) -> str | None:
    """Who has it, as the person reads it; None where it isn't on the desk."""
    page = desk(people, name)
    return next((row.who or "deg" for row in [*page.mine, *page.others] if row.what == what), None)


def test_work_has_one_pair_of_hands_and_the_others_read_whose(people):
    factories.ask(subject="Stoler")
    seen = {name: has(people, name, "Svar på «Stoler»") for name in ("knut", "kari", "ola")}
    assert seen == {"knut": "deg", "kari": "Knut (knutepunktet)", "ola": "Knut (knutepunktet)"}
    year = "Oppfølgingen av kommunene for 2010"
    assert (has(people, "kari", year), has(people, "ola", year)) == ("deg", "Kari (koordinatoren)")
    RoleGrant.objects.filter(user=people["knut"]).delete()
    assert (has(people, "kari", "Svar på «Stoler»"), has(people, "ola", "Svar på «Stoler»")) == (
        "deg",
        "Kari (koordinatoren)",
    )


def test_a_request_is_with_its_handler(people):
    asked = factories.ask(subject="Stoler")
    assistance.answer(request=asked, text="Vi ser på det.", by=people["kari"])
    assert has(people, "kari", "Svar på «Stoler»") == "deg"
    assert has(people, "knut", "Svar på «Stoler»") == "Kari"


@pytest.mark.parametrize("name", "kari stine siv".split())
def test_what_is_left_in_a_region_leads_where_the_reader_may_go_and_names_who_has_it(name, people, as_):
    factories.draft()
    factories.event(
        starts_at=dt.datetime(2011, 2, 1, 9, tzinfo=dt.UTC),
        ends_at=dt.datetime(2011, 2, 1, 12, tzinfo=dt.UTC),
    )
    factories.ask(subject="Stoler")
    factories.agreement(from_on=dt.date(2010, 1, 1), to_on=dt.date(2011, 3, 17))
    client = as_(name)
    left = client.get("/fylker/hedmark/arbeid/").context["left"]
    assert {client.get(row.url).status_code for row in left} == {200}
    assert any(row.what.startswith("Før oppmøtet") for row in left)
    if name != "kari":
        mine = [row.what for row in left if not row.who]
        assert mine == (["Les utkastet til årsrapporten 2010 for Hedmark"] if name == "stine" else [])


def test_the_styringsgruppe_meets_its_next_meeting_first_with_its_papers(people, as_):
    factories.draft()
    factories.meeting(starts_at=dt.datetime(2011, 1, 10, 9, tzinfo=dt.UTC))
    factories.meeting(starts_at=dt.datetime(2011, 3, 1, 9, tzinfo=dt.UTC), agenda="Årsrapporten")
    page = as_("stine").get("/").content.decode()
    order = [
        page.index(words)
        for words in (
            "Neste møte",
            "Årsrapporten</p>",
            "Utkastet til årsrapporten 2010 for Hedmark",
            "Forrige møte, 10. januar 2011",
            "Venter på deg",
        )
    ]
    assert order == sorted(order)


def test_the_fylkesmann_has_the_county_at_a_glance(people, as_):
    region = factories.region()
    Grant.objects.create(region=region, year=2010, kind="annet", allotted=9000, received=9000, spent=1000)
    KommuneFollowUp.objects.create(kommune=region.fylker.first().kommuner.first(), year=2010)
    page = " ".join(as_("ola").get("/").content.decode().split())
    for words in ("Hedmark i korte trekk", "0 av 6 er nådd", "1 av 22 kommuner", "8 000&#160;kr"):
        assert words in page
    assert "i korte trekk" not in as_("kari").get("/").content.decode()


def test_ks_reads_the_same_share_as_the_report_and_the_overview():
    row = FylkeRow(None, 8, [5, 1, 0], is_behind=False)  # type: ignore[arg-type]
    assert row.shares == [(5, 63), (1, 13), (0, 0)]  # 62,5 and 12,5: half up


def test_who_has_nothing_to_do_is_told_in_a_line_and_has_the_country_first(as_):
    page = as_("dag").get("/").content.decode()
    assert '<p class="muted">Ingenting venter på deg nå.</p>' in page
    assert page.index("Milepæler som er forsinket") < page.index("Tallene for 2010")


def test_the_styringsgruppe_has_the_draft_to_read_among_what_waits(people):
    factories.draft()
    (row,) = desk(people, "stine").mine
    assert (row.what, row.who) == ("Les utkastet til årsrapporten 2010 for Hedmark", "")
    assert row.since_in_words.startswith("Hos Kari (koordinatoren)")


def test_the_board_waits_for_those_who_drive_the_network_and_is_news_to_all_in_it(people):
    thread = sharing.ask(title="Biler?", text="Noen som har krav?", by=people["per"])
    for name in ("kim", "knut"):
        assert "Ingen har svart på «Biler?» i nettverket" in waits(people, name)
    assert "Biler?" in [row.what for row in desk(people, "kari").news]
    sharing.reply(thread=thread, text="Ja.", by=people["kim"])
    assert not any("Biler?" in what for what in waits(people, "kim"))
    assert [row.detail for row in desk(people, "knut").news if row.what == "Biler?"]
    told = [row.detail for row in desk(people, "kim").news if row.what == "Biler?"]
    assert [detail.split(",")[0] for detail in told] == ["Nytt spørsmål i nettverket"]


def test_many_of_a_sort_are_one_line_with_the_way_to_all(people):
    for number in range(9):
        factories.ask(subject=f"Sak {number}")
    rows = desk(people, "knut").mine
    assert sum(row.what.startswith("Svar på") for row in rows) == 4
    (more,) = [row for row in rows if row.what == "5 bistandssaker til venter"]
    assert more.url == "/fylker/hedmark/bistand/"


def test_follow_up_counts_the_kommuner_that_are_left(people):
    region = factories.region()
    kommuner = [kommune for fylke in region.fylker.all() for kommune in fylke.kommuner.all()]
    KommuneFollowUp.objects.create(kommune=kommuner[0], year=2010)
    (row,) = [row for row in desk(people, "kari").mine if "Oppfølgingen" in row.what]
    assert (row.done, row.total) == (1, len(kommuner))
    KommuneFollowUp.objects.bulk_create(KommuneFollowUp(kommune=k, year=2010) for k in kommuner[1:])
    assert not any("Oppfølgingen" in what for what in waits(people, "kari"))


def test_difi_judges_publishes_and_sees_what_was_returned(people):
    factories.report_at(Status.APPROVED)
    report = factories.report_at(Status.IN_REVIEW, "nordland")
    assert waits(people, "siv")[:2] == [
        "Publiser årsrapporten 2010 for Hedmark",
        "Vurder årsrapporten 2010 for Nordland",
    ]
    reports.return_to_region(report=report, by=people["siv"], comment="Mer om kurs.", section_comments={})
    (row,) = desk(people, "siv").others
    assert (row.who, "Mer om kurs." in row.detail) == ("koordinatoren i Nordland", True)


def test_difi_sees_by_name_who_has_not_handed_in_with_a_reminder_at_hand(as_):
    factories.report_at(Status.DELIVERED)
    page = as_("siv").get("/").content.decode()
    assert "Ikke levert ennå" in page
    assert 'href="/rapporter/paminnelse/2010/"' in page
    assert 'href="/rapporter/2010/oslo/"' in page
    ministry = as_("dag").get("/").content.decode()
    assert "Send påminnelse" not in ministry
    assert "Ikke levert ennå" in ministry
    assert 'href="/rapporter/2010/oslo/"' not in ministry  # who cannot open a draft
    assert "status=draft" not in ministry
    assert "status=delivered" in ministry


def test_a_buyer_has_own_requests_sign_ups_and_old_selections(people):
    jan = people["jan"]
    asked = factories.ask(subject="Kontorstoler")
    asked.asker = jan
    asked.save(update_fields=["asker"])
    coming = factories.event(
        starts_at=dt.datetime(2011, 3, 3, 9, tzinfo=dt.UTC),
        ends_at=dt.datetime(2011, 3, 3, 12, tzinfo=dt.UTC),
    )
    Registration.objects.create(
        event=coming,
        name="Jan",
        email="JAN@example.org",
        organisation="Hamar",
        group="innkjoper",
        state="confirmed",
    )
    factories.selection("jan", "PAP-S01")
    factories.withdrawn("PAP-S01")
    page = desk(people, "jan")
    assert [row.what for row in page.others] == ["Spørsmålet ditt «Kontorstoler»"]
    assert [isinstance(row, Ahead) and "Du er påmeldt" in row.detail for row in page.ahead] == [True]
    assert any("gjelder ikke lenger" in row.what for row in page.mine)


def test_what_is_left_of_an_earlier_round_is_not_forgotten(people):
    factories.draft()
    factories.extend(factories.report_at(Status.AWAITING_SIGNATURE, "hedmark", 2009), dt.date(2011, 3, 1))
    assert "Signer årsrapporten 2009 for Hedmark" in waits(people, "ola")


def test_the_administrator_has_people_without_a_role_and_what_failed(people):
    User.objects.create_user("ny@example.org", "et-langt-passord", name="Nyansatt Person")
    job = jobs.enqueue(kind="x", key="1", title="Lag PDF", result_path="/", by=people["kari"], region_id=None)
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, finished_at=timezone.now())
    assert {"Nyansatt Person har ingen rolle", "Gikk ikke: Lag PDF"} <= set(waits(people, "bente"))
    assert "Gikk ikke: Lag PDF" in waits(people, "kari")
    assert "Gikk ikke: Lag PDF" not in waits(people, "per")


def test_news_are_counted_from_the_visit_before(people, as_):
    client = as_("kari")
    session = client.session
    session["previous_visit"] = "2011-02-10T08:00:00+00:00"
    session.save()
    assert "Nytt siden 10. februar" in client.get("/").content.decode()
    assert visit_since(dt.datetime(2026, 1, 1, tzinfo=dt.UTC)).since_on == dt.date(2011, 2, 1)


def test_signing_in_remembers_the_visit_before(client, people):
    for _time in range(2):
        client.post("/konto/login/", {"login": "kari@example.org", "password": "et-langt-passord-2011"})
        remembered = client.session.get("previous_visit")
        client.post("/konto/logout/")
    assert remembered is not None


def test_a_person_without_a_role_is_told_so(people, as_):
    RoleGrant.objects.filter(user=people["jan"]).delete()
    assert "Du har ingen rolle ennå" in as_("jan").get("/").content.decode()


ASKED = "kari ola knut stine siv dag kim mette jan bente".split()


@pytest.fixture(scope="module")
def questions(undone) -> dict[str, tuple[int, int]]:
    """Of each one's desk, with few rows and with ten times as many; the rows are gone before the tests."""
    pages = [(name, "/") for name in ASKED]
    with undone():
        opened = a_few_rows()
        few = counted(pages)
        ten_times_the_rows(opened)
        many = counted(pages)
    return {name: (few[name, "/"], many[name, "/"]) for name in ASKED}


def a_few_rows() -> Hearing:
    factories.fill(factories.draft(), factories.cast()["kari"])
    factories.one_of_each()
    factories.report_at(Status.AWAITING_SIGNATURE, "hedmark", 2009)
    factories.meeting(starts_at=dt.datetime(2011, 3, 1, 8, tzinfo=dt.UTC))
    factories.criterion(draft := factories.edition("kontorrekvisita"), "KON-S91")
    return factories.on_hearing(draft)


def ten_times_the_rows(opened: Hearing) -> None:
    for number in range(10):
        factories.ask(subject=f"Sak {number}")
        factories.activity(title=f"Aktivitet {number}")
        factories.agreement(title=f"Avtale {number}")
        factories.selection("jan", "PAP-S01")
        factories.sign_up(factories.event(title=f"Kurs {number}"), f"Tone{number}")
        factories.event(
            title=f"Uten oppmøte {number}", starts_at=dt.datetime(2011, 1, 3 + number, 9, tzinfo=dt.UTC)
        )
        factories.meeting(starts_at=dt.datetime(2011, 3, 1 + number, 9, tzinfo=dt.UTC))
        factories.member(name=f"Medlem {number}")
        sharing.ask(title=f"Spørsmål {number}", text="Noen som vet?", by=factories.cast()["per"])
        feedback.give(criterion=factories.in_force(), name=f"Tone {number}", organisation="", text="Bra.")
        factories.answer(opened, email=f"svar{number}@example.org")
        User.objects.create_user(f"ny{number}@example.org", "et-langt-passord", name=f"Ny {number}")
    factories.report_at(Status.DELIVERED, "nordland")
    factories.report_at(Status.AWAITING_SIGNATURE, "hedmark", 2008)
    for slug in ("troms", "finnmark", "rogaland", "oppland", "buskerud", "telemark"):
        factories.draft(slug)
    Grant.objects.create(region=factories.region(), year=2010, kind="annet", allotted=9, received=9, spent=0)


@pytest.mark.parametrize("name", ASKED)
def test_a_desk_asks_little_and_no_more_with_ten_times_the_rows(name, questions):
    few, many = questions[name]
    assert few <= LIMIT
    assert many <= few


def test_a_reminder_is_looked_at_and_goes_to_who_has_the_report(people, mailoutbox):
    round_ = ReportingRound.objects.get(year=2010)
    factories.draft()
    factories.report_at(Status.AWAITING_SIGNATURE, "nordland")
    details = {
        "round_": round_,
        "regions": ["hedmark", "nordland"],
        "message": "Ring om det er noe.",
        "by": people["siv"],
    }
    letters = as_previewed(reminders.remind, **details)
    assert letters == 2


def test_a_reminder_shows_its_letters_first(as_, people):
    factories.draft()
    page = as_("siv").post("/rapporter/paminnelse/2010/", {"regions": ["hedmark"], "message": "Ring oss."})
    text = page.content.decode().replace("<wbr>", "")
    assert "Se over e-postene før de sendes" in text
    assert "kari@example.org" in text
    assert "Ring oss." in text
    again = as_("siv").post(
        "/rapporter/paminnelse/2010/",
        {
            "regions": ["hedmark"],
            "message": "Ring oss.",
            "previewed": page.context["form"]["previewed"].value(),
        },
    )
    assert again.status_code == 302


def test_a_desk_with_very_much_on_it_draws_what_is_read_and_counts_the_rest(as_, monkeypatch, db):
    monkeypatch.setattr("portal.desks.SHOWN", 1)
    monkeypatch.setattr("portal.desks.MOST", 2)
    row = Waiting("Gjør det", "/", "Gjør", since=clock.today())
    page = DeskPage(visit_since(None), mine=[row] * 5, others=[row] * 3)
    assert (len(page.first), len(page.rest), page.left) == (1, 1, 3)
    assert (len(page.first_others), page.left_others) == (2, 1)
    assert "som haster mindre" not in as_("siv").get("/").content.decode()
    for slug in ("hedmark", "nordland"):
        factories.report_at(Status.DELIVERED, slug)
    monkeypatch.setattr("portal.desks.SHOWN", 0)
    monkeypatch.setattr("portal.desks.MOST", 1)
    page = as_("siv").get("/")
    assert len(page.context["desk"].mine) == 2
    assert "1 som haster mindre, kommer fram når disse er gjort." in page.content.decode()
