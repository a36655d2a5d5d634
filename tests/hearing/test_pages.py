"""Hearings as people meet them: answering without an account, hostile answers, three thousand comments, feeds."""

from __future__ import annotations

import datetime as dt
import re

import lxml.html
import pytest
from django.apps import apps
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from criteria.hearing.forms.answering import DRAWN
from criteria.hearing.models import Attachment, HeardCriterion, Hearing, HearingComment, HearingReply
from criteria.hearing.operations import answering, preparing, resolving, running
from criteria.hearing.workflow import ReplyState
from criteria.models import CriteriaSet
from criteria.operations.writing import add_criterion
from portal import clock
from portal.errors import Conflict
from portal.models import Job, OutgoingMail
from portal.operations import jobs
from tests import factories

LIMIT = 15
SENDER = {
    "kind": "supplier", "organisation": "Papir AS", "org_number": "", "contact_name": "Tone",
    "email": "tone@example.org", "consent": "on",
}  # fmt: skip
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def drawn(seconds: int = 60) -> str:
    """The hidden field of a form that has stood open for so long."""
    signer = signing.TimestampSigner(salt=DRAWN)
    value = f"skjema:{signing.b62_encode(int(timezone.now().timestamp()) - seconds)}"
    return f"{value}:{signer.signature(value)}"


@pytest.fixture
def opened(db) -> Hearing:
    return factories.on_hearing()


def begin(client, hearing, **changed):
    return client.post(f"/horinger/{hearing.pk}/svar/ny/", SENDER | {"tegnet": drawn()} | changed)


def test_somebody_answers_comes_back_by_the_link_and_confirms_from_the_mail(opened, as_):
    anon = as_("anon")
    own = begin(anon, opened)["Location"]
    assert own in OutgoingMail.objects.to_outsiders().get(to="tone@example.org").body
    heard = opened.heard.get(code="PAP-S91")
    page = anon.get(f"{own}kriterium/pap-s91/").content.decode()
    assert heard.text in page
    said = {"stance": "against", "text": "Nei.", "proposal": heard.text + " Eller likt."}
    anon.post(f"{own}kriterium/PAP-S91/", said | {"neste": "1"})
    anon.post(
        f"{own}kriterium/PAP-S92/",
        {"stance": "for", "text": "", "proposal": HeardCriterion.objects.get(code="PAP-S92").text},
    )
    assert list(HearingComment.objects.order_by("heard__position").values_list("proposal", flat=True)) == [
        said["proposal"],
        "",
    ]
    back = as_("anon").get(own).content.decode()  # another browser, with the link alone
    assert "<ins> Eller likt.</ins>" in back or "<ins>" in back
    seen = lxml.html.fromstring(back).xpath('//input[@name="seen"]/@value')[0]
    assert "bekreft" in anon.post(f"{own}send/", {"seen": seen}, follow=True).content.decode()
    link = re.search(r"http\S+/bekreft/\S+", OutgoingMail.objects.to_outsiders().order_by("pk").last().body)[
        0
    ]
    path = link[link.index("/horinger") :]
    assert as_("anon").get(path).status_code == 200
    assert (
        HearingReply.objects.get().state == ReplyState.UNCONFIRMED
    )  # a mail program that opens links changes nothing
    as_("anon").post(path)
    assert HearingReply.objects.get().state == ReplyState.RECEIVED
    assert as_("anon").get(f"/horinger/{opened.pk}/svar/1/").status_code == 302  # nobody has looked at it yet
    public = f"/horinger/{opened.pk}/"
    as_("mette").post(f"{public}svar/1/vis/", {"seen": HearingReply.objects.get().mark})
    shown = as_("anon").get(f"{public}svar/1/").content.decode()
    assert "Papir AS" in shown
    assert "tone@example.org" not in shown
    assert "Tone" not in shown


def test_a_private_person_is_nobody_unless_they_wish(opened, as_):
    anon = as_("anon")
    for shows, name in (({}, "Privatperson"), ({"shows_name": "on"}, "Tone")):
        own = begin(anon, opened, kind="private", **shows)["Location"]
        reply = HearingReply.objects.get(token=own.split("/")[3])
        assert (reply.sender, reply.organisation) == (name, "")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"nettside": "http://spam"}, "ikke sendt"),
        ({"tegnet": ""}, "Last siden på nytt"),
        ({"tegnet": "x:y:z"}, "Last siden på nytt"),
        ({"tegnet": "now"}, "Det gikk for fort"),
        ({"consent": ""}, "Kryss av"),
        ({"organisation": ""}, "Skriv hvem dere svarer for"),
        ({"email": "ikke en adresse"}, "e-post"),
        ({"org_number": "123"}, "gyldig organisasjonsnummer"),
        ({"organisation": "\x00\x07"}, "Skriv hvem dere svarer for"),
        ({"organisation": "x" * 200_000}, "200"),
    ],
)
def test_a_wrong_beginning_is_refused_in_words_and_leaves_nothing(opened, as_, changed, words):
    if changed.get("tegnet") == "now":
        changed = {"tegnet": drawn(0)}
    answer = begin(as_("anon"), opened, **changed)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not HearingReply.objects.exists()
    assert not OutgoingMail.objects.to_outsiders().exists()


def test_a_flood_from_one_address_stops_nobody_else(opened, as_, settings):
    client, most = as_("anon"), settings.FORMS_PER_HOUR
    answers = [begin(client, opened, email=f"a{n}@example.org").status_code for n in range(300)]
    assert answers == [302] * most + [429] * (300 - most)
    assert HearingReply.objects.count() == OutgoingMail.objects.to_outsiders().count() == most
    assert "Vent en time" in begin(client, opened).content.decode()
    other = as_("anon").post(
        f"/horinger/{opened.pk}/svar/ny/", SENDER | {"tegnet": drawn()}, REMOTE_ADDR="10.0.0.9"
    )
    assert other.status_code == 302


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7|add:7 }}", "a\u202eb\x00c"])
def test_hostile_words_are_words_in_pages_files_and_feeds(opened, as_, text):
    reply = factories.answer(opened, text=text, organisation=text)
    as_("mette").post(
        f"/horinger/{opened.pk}/svar/1/vis/", {"seen": HearingReply.objects.get(pk=reply.pk).mark}
    )
    for path in ("", "svar/", "svar/1/", "svar/eksport.xlsx", "svar/eksport.csv"):
        answer = as_("anon").get(f"/horinger/{opened.pk}/{path}")
        assert answer.status_code == 200
        assert path.endswith("csv") or b"<script>alert" not in answer.content
        assert b"\x00c" not in answer.content


def test_two_hundred_thousand_letters_are_refused_and_kept_in_the_form(opened, as_):
    own = begin(as_("anon"), opened)["Location"]
    long = "å" * 200_000
    page = as_("anon").post(f"{own}helhet/", {"stance": "for", "text": long})
    assert page.status_code == 200
    assert long in page.content.decode()
    assert not HearingComment.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"PK\x03\x04 en zip", "ikke en PDF"),
        ("a.pdf", b"", "Filen er tom"),
        ("a.pdf", b"%PDF-1.7 uten slutt", "ikke en PDF"),
        ("a.pdf", PDF.replace(b"<<>>", b"<</OpenAction<</S/JavaScript/JS(x)>>>>"), "programkode"),
        ("a.pdf", PDF.replace(b"<<>>", b"<</OpenAction<</S/J#61vaScript/J#53(x)>>>>"), "programkode"),
        ("a.exe", b"MZ", "ikke en PDF"),
    ],
)
def test_what_is_no_plain_pdf_is_not_attached(opened, as_, name, content, words):
    own = begin(as_("anon"), opened)["Location"]
    file = SimpleUploadedFile(name, content)
    page = as_("anon").post(f"{own}vedlegg/", {"file": file}, follow=True).content.decode()
    assert words in page
    assert not Attachment.objects.exists()


def test_a_pdf_is_attached_once_and_its_name_is_only_words(opened, as_):
    own = begin(as_("anon"), opened)["Location"]
    for name in ("../../etc/pass\u202ewd.exe", "b.pdf"):
        as_("anon").post(f"{own}vedlegg/", {"file": SimpleUploadedFile(name, PDF)})
    attached = Attachment.objects.get()
    assert attached.name.endswith(".pdf")
    assert "/" not in attached.name
    answer = as_("anon").get(f"{own}vedlegg/{attached.pk}/")
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_key_opens_its_own_answer_and_nothing_else(opened, as_):
    mine = begin(as_("anon"), opened)["Location"]
    other = begin(as_("anon"), opened, email="b@example.org")["Location"]
    as_("anon").post(f"{mine}vedlegg/", {"file": SimpleUploadedFile("a.pdf", PDF)})
    attached = Attachment.objects.get()
    assert as_("anon").get(f"{other}vedlegg/{attached.pk}/").status_code == 404
    assert as_("anon").post(f"{other}vedlegg/{attached.pk}/slett/").status_code == 404
    assert as_("anon").get("/horinger/mitt-svar/feil/").status_code == 404
    assert as_("anon").get(mine)["X-Robots-Tag"] == "noindex, nofollow"


def test_an_invitation_fills_in_who_it_is(opened, as_, people):
    (invited,) = preparing.Invitation.objects.bulk_create(
        [
            preparing.Invitation(
                hearing=opened, name="Miljøforbundet", email="post@miljo.example", added_by=people["mette"]
            )
        ]
    )
    page = as_("anon").get(f"/horinger/{opened.pk}/svar/ny/?fra={invited.token}").content.decode()
    assert 'value="Miljøforbundet"' in page
    own = as_("anon").post(
        f"/horinger/{opened.pk}/svar/ny/?fra={invited.token}", SENDER | {"tegnet": drawn()}
    )["Location"]
    assert HearingReply.objects.get(token=own.split("/")[3]).invitation == invited


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("Miljøforbundet", "Linje 1: «Miljøforbundet» er ikke en e-postadresse"),
        ("A; a@example.org\n123456789; b@example.org", "Linje 2: «123456789» er ikke et gyldig"),
        (
            "A; a@example.org\n974760673; c@example.org",
            "Linje 2: 974760673 står ikke i virksomhetsregisteret",
        ),
    ],
)
def test_wrong_lines_of_invited_are_named(as_, people, lines, words):
    hearing = factories.hearing()
    page = as_("mette").post(f"/horinger/{hearing.pk}/inviter/", {"bodies": lines}).content.decode()
    assert words in page
    assert not hearing.invitations.exists()


def test_bodies_are_invited_by_number_and_as_mail_programs_copy_them(as_, people):
    hearing = factories.hearing()
    known = factories.virksomhet(name="Statens vegvesen")
    lines = f"{known.org_number}; post@vegvesen.example\nPapir AS <a@papir.example>\nb@papir.example\nAsk, ask@ask.example"
    as_("mette").post(f"/horinger/{hearing.pk}/inviter/", {"bodies": lines})
    assert set(hearing.invitations.values_list("name", "org_number", "email")) == {
        ("Statens vegvesen", known.org_number, "post@vegvesen.example"),
        ("Papir AS", "", "a@papir.example"),
        ("b@papir.example", "", "b@papir.example"),
        ("Ask", "", "ask@ask.example"),
    }


def test_a_preview_is_for_those_with_the_link_until_it_opens(as_, people):
    hearing = factories.hearing(
        opens_on=clock.today() + dt.timedelta(days=9), closes_on=clock.today() + dt.timedelta(days=60)
    )
    assert "bleket med klorgass" in as_("anon").get(hearing.preview_path).content.decode()
    assert as_("anon").get(hearing.get_absolute_url()).status_code == 302
    preparing.announce(hearing=hearing, by=people["mette"])
    page = as_("anon").get(hearing.get_absolute_url()).content.decode()
    assert "Papir 2011" in page
    assert "bleket med klorgass" not in page
    early = as_("anon").get(f"/horinger/{hearing.pk}/svar/ny/", follow=True).content.decode()
    assert "Høringen åpner 24. februar" in early


def many(answers: int, criteria: int, each: int) -> Hearing:
    """A closed hearing with so many answers of so many comments, written without the operations."""
    draft = factories.edition()
    for number in range(criteria):
        details = {
            "code": f"PAP-S{number:02}", "type": "kravspesifikasjon", "level": "basis",
            "title": f"Krav {number}", "text": "Papiret skal være bra.",
        }  # fmt: skip
        add_criterion(edition=draft, details=details, labels=[])
    hearing = factories.on_hearing(draft)
    heard = list(hearing.heard.all())
    now = clock.now()
    replies = HearingReply.objects.bulk_create(
        HearingReply(
            hearing=hearing, kind="supplier", organisation=f"Firma {n}", email=f"f{n}@example.org", number=n,
            state="shown", confirmed_at=now, token=f"t{n}",
        )
        for n in range(1, answers + 1)
    )  # fmt: skip
    HearingComment.objects.bulk_create(
        HearingComment(
            reply=reply, heard=heard[(n + k) % criteria], stance="against", text=f"Merknad {n} {k}"
        )
        for n, reply in enumerate(replies)
        for k in range(each)
    )
    return factories.over(hearing)


def test_three_thousand_comments_are_a_page_like_any_other(as_, people):
    hearing = many(300, 40, 10)
    mette = as_("mette")
    for path in ("arbeid/", "arbeid/?criterion=PAP-S07&side=2", "", "svar/", "svar/300/"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = mette.get(f"/horinger/{hearing.pk}/{path}")
        assert page.status_code == 200
        assert len(asked) <= LIMIT, path
        assert len(page.content) < 400_000, path
    keys = list(HearingComment.objects.filter(heard__code="PAP-S07").values_list("pk", flat=True))
    found = mette.get(f"/horinger/{hearing.pk}/arbeid/?criterion=PAP-S07&status=open").content.decode()
    assert f"{len(keys)} treff" in found
    ticked = mette.post(f"/horinger/{hearing.pk}/arbeid/fordel/", {"merknad": keys, "svar": "1"})
    page = mette.get(ticked["Location"])
    seen = lxml.html.fromstring(page.content).xpath('//input[@name="seen"]/@value')[0]
    answered = {"merknad": keys, "outcome": "not", "reason": "Kravet står.", "seen": seen}
    mette.post(f"/horinger/{hearing.pk}/arbeid/svar/", answered)
    assert HearingComment.objects.unresolved().count() == 3000 - len(keys)


def test_comments_are_given_to_somebody_and_found_by_them(as_, people):
    hearing = many(3, 2, 2)
    keys = list(HearingComment.objects.values_list("pk", flat=True)[:2])
    path = f"/horinger/{hearing.pk}/arbeid/"
    as_("mette").post(
        f"{path}fordel/", {"merknad": keys, "to": people["mette"].pk, "query": "stance=against"}
    )
    assert "2 treff" in as_("mette").get(f"{path}?person={people['mette'].pk}").content.decode()
    assert "Svar på merknad til" in as_("mette").get("/").content.decode()
    assert as_("mette").post(f"{path}fordel/", {"merknad": keys, "to": people["kari"].pk}).status_code == 302
    assert not HearingComment.objects.filter(assigned_to=people["kari"]).exists()


def test_what_was_settled_is_for_all_as_page_files_pdf_feed_and_at_the_criterion(as_, people):
    rows = factories.hearings_of_each()
    hearing = Hearing.objects.get(pk=rows["hearing_settled"])
    path = f"/horinger/{hearing.pk}/merknader/"
    assert as_("anon").get(path).status_code == 200
    job = Job.objects.get(kind="draw_comments")
    jobs.run(job_id=job.pk)
    answer = as_("anon").get(f"{path}pdf/")
    assert answer.content.startswith(b"%PDF-1.7")
    assert "Høring" in as_("anon").get("/kriterier/hotelltjenester/2011-1/HOT-S91/").content.decode()
    atom = as_("anon").get("/horinger/nyheter.atom").content.decode()
    assert f"/horinger/{hearing.pk}/" in atom
    assert "BEGIN:VEVENT" in as_("anon").get("/horinger/kalender.ics").content.decode()


def test_an_expert_says_which_interests_they_have_before_they_read(as_, people):
    rows = factories.hearings_of_each()
    path = f"/fagperson/{rows['expert_token']}/"
    assert "bleket med klorgass" not in as_("anon").get(path).content.decode()
    assert "Feltet må fylles ut" in as_("anon").post(path, {"interests": " "}).content.decode()
    as_("anon").post(path, {"interests": "Ingen"})
    as_("anon").post(path, {"code": "", "text": "Skriv det kortere."})
    page = as_("mette").get("/kriterier/papir_og_trykksaker/2011-1/fagpersoner/").content.decode()
    assert "Skriv det kortere." in page
    assert "Ingen" in page
    as_("mette").post(f"/kriterier/papir_og_trykksaker/2011-1/fagpersoner/{rows['expert']}/trekk/")
    assert as_("anon").get(path).status_code == 410


def test_two_who_answer_together_see_each_other(as_, people):
    hearing = many(2, 1, 1)
    rows = list(HearingComment.objects.order_by("pk"))
    path = f"/horinger/{hearing.pk}/arbeid/svar/"
    seen = resolving.mark_of(rows)
    sent = {"merknad": [row.pk for row in rows], "outcome": "not", "reason": "Nei, ikke nå.", "seen": seen}
    assert as_("mette").post(path, sent | {"outcome": "taken", "reason": "Ja, gjerne."}).status_code == 302
    refused = as_("mette").post(path, sent)
    assert refused.status_code == 409
    for words in ("Ja, gjerne.", "Nei, ikke nå."):
        assert words in refused.content.decode()
    assert answering.HearingReply.objects.count() == 2


def test_an_answer_that_is_hidden_afterwards_is_in_no_file_either(people, as_):
    hearing = factories.on_hearing()
    reply = factories.answer(hearing)
    hearing = factories.over(hearing)
    said = [HearingComment.objects.get().pk]
    resolving.resolve(hearing=hearing, comments=said, outcome="not", reason="Nei.", by=people["mette"])
    factories.publish(CriteriaSet.objects.select_related("group").get(pk=hearing.edition_id))
    reply.refresh_from_db()
    jobs.run(job_id=Job.objects.get(kind="draw_comments", key=str(hearing.pk)).pk)
    assert as_("anon").get(f"/horinger/{hearing.pk}/merknader/pdf/").content.startswith(b"%PDF")
    as_("mette").post(
        f"{reply.get_absolute_url()}skjul/", {"reason": "Navngir en person.", "seen": reply.mark}
    )
    page = as_("anon").get(f"/horinger/{hearing.pk}/merknader/pdf/")
    assert not page.content.startswith(b"%PDF")
    assert Job.objects.get(kind="draw_comments", key=str(hearing.pk)).state == "queued"


def test_what_is_taken_back_is_erased_at_once_and_its_pages_are_closed(opened, as_):
    client = as_("anon")
    own = begin(client, opened)["Location"]
    client.post(f"{own}helhet/", {"stance": "for", "text": "Hemmelig ord."})
    client.post(f"{own}vedlegg/", {"file": SimpleUploadedFile("a.pdf", PDF)})
    token = HearingReply.objects.get().token
    client.post(f"{own}trekk/", {"seen": HearingReply.objects.get().mark})
    reply = HearingReply.objects.get(token=token)
    assert (reply.email, reply.contact_name, reply.organisation) == ("", "", "")
    assert not HearingComment.objects.exists()
    assert not Attachment.objects.exists()
    assert not OutgoingMail.objects.exists()
    for table in ("HearingCommentEvent", "HearingReplyEvent"):
        rows = apps.get_model("hearing", table)._default_manager.all()
        assert "Hemmelig" not in repr(list(rows.values()))
    assert "Alt i det er slettet" in client.get(own).content.decode()
    for page in ("helhet/", "hvem/", "kriterium/PAP-S91/"):
        assert client.get(f"{own}{page}").url == own


def test_asking_for_the_confirmation_again_and_again_sends_one_mail(opened, as_):
    client = as_("anon")
    own = begin(client, opened)["Location"]
    client.post(f"{own}helhet/", {"stance": "for", "text": "Bra."})
    for _time in range(15):
        client.post(f"{own}send/", {"seen": answering.mark_of(HearingReply.objects.get())})
        client.post(f"{own}endre/")
    assert OutgoingMail.objects.filter(subject__startswith="Bekreft").count() == 1


def test_a_sender_who_is_refused_comes_back_to_the_own_page(opened, as_):
    reply = factories.answer(opened)
    as_("anon").post(f"{reply.own_path}endre/")
    answer = as_("anon").post(f"{reply.own_path}endre/", follow=True)
    assert answer.redirect_chain == [(reply.own_path, 302)]
    assert "ikke mulig nå" in answer.content.decode()
    for _time in range(2):  # a double press is one
        sent = as_("anon").post(
            f"{reply.own_path}send/", {"seen": answering.mark_of(HearingReply.objects.get())}, follow=True
        )
        assert "ikke mulig nå" not in sent.content.decode()
    closed = as_("anon").get(f"{reply.own_path}helhet/", follow=True)
    assert "Trykk «Endre svaret»" in closed.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/horinger/{}/svar/ny/?fra=%00",
        "/horinger/mitt-svar/%00/",
        "/horinger/utkast/%00/",
        "/fagperson/%00/",
        "/les/%00/",
        "/%00",
    ],
)
def test_a_nul_in_an_address_is_an_address_of_nothing(path, opened, as_):
    assert as_("anon").get(path.format(opened.pk)).status_code in (200, 404)


@pytest.mark.parametrize(
    ("opens", "closes"),
    [("9999-12-30", "9999-12-31"), ("0001-01-01", "0001-01-02"), ("2011-03-01", "2111-05-01")],
)
def test_a_year_with_a_wrong_digit_is_asked_about(opens, closes, people, as_):
    hearing = factories.hearing()
    typed = {"title": "Papir", "asked": "?", "letter": "x", "showing": "as_they_come", "short_because": "",
             "opens_on": opens, "closes_on": closes, "seen": hearing.mark}  # fmt: skip
    page = as_("mette").post(f"/horinger/{hearing.pk}/rediger/", typed)
    assert page.status_code == 200
    assert "Kontroller året" in page.content.decode()
    with pytest.raises(Conflict, match="Kontroller året"):
        factories.hearing(
            factories.edition(group="kontormoebler"),
            opens_on=dt.date.fromisoformat(opens),
            closes_on=dt.date.fromisoformat(closes),
        )


def test_a_deadline_is_not_moved_by_a_century(opened, people):
    with pytest.raises(Conflict, match="Kontroller året"):
        running.extend(
            hearing=opened, to_on=dt.date(9999, 12, 31), reason="Flere vil svare.", by=people["mette"]
        )


def test_the_panel_sees_in_the_list_which_answers_wait(opened, as_):
    factories.answer(opened)
    assert "Mottatt" in as_("mette").get(f"/horinger/{opened.pk}/svar/eksport.csv").content.decode()
    assert "Tilstand" not in as_("anon").get(f"/horinger/{opened.pk}/svar/eksport.csv").content.decode()
