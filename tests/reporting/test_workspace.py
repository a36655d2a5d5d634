"""The report's own pages: what is left, the chapters beside the text, and whose turn it is."""

import lxml.html
import pytest

from reporting.completion import completion_of
from reporting.models import AnnualReport
from reporting.operations import reports, writing
from reporting.workflow import Status
from reporting.workspace import next_step
from tests import factories

REPORT = "/rapporter/2010/hedmark/"


def chapters(client, url=REPORT):
    """The list beside the page: each chapter's words by its address, and the one that says it is the current."""
    root = lxml.html.fromstring(client.get(url).content.decode())
    links = root.xpath('//ol[@class="chapter-list"]//a')
    words = {link.get("href"): " ".join(link.text_content().split()) for link in links}
    return words, [link.get("href") for link in links if link.get("aria-current")]


def write(report, people, key, values=None):
    section = next(row for row in factories.sections(report) if row.key == key)
    saved = report.answers.filter(section=section).first()
    values = factories.full_answers(section) if values is None else values
    version = saved.version if saved else 0
    writing.save_section(report=report, section=section, values=values, version=version, by=people["kari"])


def test_the_chapters_stand_beside_the_text_with_what_each_lacks(people, as_):
    report = factories.draft()
    write(report, people, "organisering")
    write(report, people, "forankring", {"forankring_politisk": "vedtatt", "forankring_ledermoter": "fire"})
    words, current = chapters(as_("kari"), REPORT + "forankring/")
    assert current == [REPORT + "forankring/"]
    assert list(words.values())[:3] == [
        "1 Organisering ✓Ferdig",
        "2 Forankring og ledelse Påbegynt: 2 svar mangler, 1 svar må rettes",
        "3 Knutepunktets seks oppgaver Ikke begynt",
    ]


def test_saving_leads_past_what_is_finished_and_round_to_what_was_skipped(people, as_):
    report = factories.draft()
    factories.fill(report, people["kari"])
    write(report, people, "stat", {"stat_antall": "x"})
    write(report, people, "organisering", {})
    client, section = as_("kari"), factories.sections(report)[0]
    assert (
        f"neste: {factories.sections(report)[4].title}"
        in client.get(REPORT + "organisering/").content.decode()
    )
    version = report.answers.get(section=section).version
    sent = factories.full_answers(section) | {"version": version, "next": "1"}
    assert client.post(REPORT + "organisering/", sent).url == REPORT + "stat/"


@pytest.mark.parametrize(
    ("status", "name", "words"),
    [
        (Status.DRAFT, "kari", "Neste: Organisering"),
        (Status.DRAFT, "stine", ""),
        (Status.AWAITING_SIGNATURE, "ola", "Les og signer"),
        (Status.AWAITING_SIGNATURE, "kari", ""),
        (Status.DELIVERED, "siv", "Les og vurder"),
        (Status.IN_REVIEW, "siv", "Fortsett vurderingen"),
        (Status.IN_REVIEW, "ola", ""),
        (Status.APPROVED, "siv", "Publiser"),
    ],
)
def test_the_next_step_is_for_those_who_may_take_it(status, name, words, people):
    report = factories.report_at(status) if status != Status.DRAFT else factories.draft()
    step = next_step(report, people[name], completion_of(report))
    assert (step.words, bool(step.url), bool(step.who)) == (words, bool(words), not words)


def test_a_finished_draft_is_sent_and_a_returned_one_begins_with_what_was_asked(people):
    report = factories.report_at(Status.IN_REVIEW)
    asked = {"okonomi": "Hva er differansen dekket av?"}
    reports.return_to_region(report=report, by=people["siv"], comment="", section_comments=asked)
    report = AnnualReport.objects.get(pk=report.pk)
    assert next_step(report, people["kari"], completion_of(report)).url == REPORT + "okonomi/"
    write(report, people, "okonomi")
    write(
        report,
        people,
        "okonomi",
        factories.full_answers(factories.sections(report)[7])
        | {"andre_midler": "9", "midler_ubrukt": "5 009"},
    )
    assert next_step(report, people["kari"], completion_of(report)).url == REPORT + "send/"


def test_those_who_only_read_are_led_to_the_text(as_):
    factories.draft()
    words, _current = chapters(as_("stine"))
    assert set(words) == {
        f"{REPORT}hele/#kapittel-{key}" for key in (row.key for row in factories.sections(factories.draft()))
    }


def test_anybody_reads_a_published_report_with_its_contents_beside(as_):
    factories.report_at(Status.PUBLISHED)
    words, _current = chapters(as_("anon"))
    assert words["#kapittel-okonomi"] == "8 Økonomi"


def test_approving_names_who_is_told_and_of_what_was_read(people, as_):
    report = factories.report_at(Status.IN_REVIEW)
    read = as_("siv").get(report.url("report-review")).content.decode()
    address = lxml.html.fromstring(read).xpath('//a[contains(@href, "godkjenn")]/@href')[0]
    page = as_("siv").get(address).content.decode()
    assert all(people[name].name in page for name in ("kari", "ola"))
    assert people["stine"].name not in page
    reports.return_to_region(report=report, by=people["siv"], comment="Mer.", section_comments={})
    assert as_("siv").get(address).status_code == 409
