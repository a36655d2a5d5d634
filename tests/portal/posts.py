"""Every address that is written to, and who sends what to it."""

from __future__ import annotations

from reporting.workflow import Status
from tests.portal import happened
from tests.portal.happened import reported
from tests.portal.sending import Post, a_file

SHEET = a_file("a.csv", "Dato;Hva;Oppgave;Innkjøpere\n3.5.2010;Kurs;kurs;12\n".encode())
MORE = a_file("mal.docx")


def kari(**details: object) -> Post:
    return Post("kari", **details)  # type: ignore[arg-type]


def siv(**details: object) -> Post:
    return Post("siv", **details)  # type: ignore[arg-type]


def mette(**details: object) -> Post:
    return Post("mette", **details)  # type: ignore[arg-type]


def jan(**details: object) -> Post:
    return Post("jan", **details)  # type: ignore[arg-type]


def anon(**details: object) -> Post:
    return Post("anon", **details)  # type: ignore[arg-type]


TITLE = {"title": "Ny tittel"}
EVENT = {**TITLE, "starts_at": "2011-03-25T10:00", "ends_at": "2011-03-25T12:00", "closes_on": "2011-03-20"}
ORGANISATION = {"organisation": "Hamar kommune", "org_number": "970540008"}
SENDER = {"organisation": "Papir AS", "contact_name": "Tone", "kind": "supplier"}
HEARING = {"title": "Papir", "asked": "Hva mener dere?", "letter": "Vi spør.", "opens_on": "2011-03-01", "closes_on": "2011-05-01"}  # fmt: skip

POSTS: dict[str, Post] = {
    "portal:notifications-read": kari(at="portal:my-page"),
    "portal:mail-choice": kari(types={"mails": "daily"}),
    "portal:job-retry": kari(at="portal:job-detail", before=happened.job_failed),
    "portal:job-cancel": kari(at="portal:job-detail"),
    "portal:role-invite": Post("bente", types={"role": "difi"}),
    "portal:grant-end": kari(),
    "portal:grant-hand-over": kari(),
    "portal:invitation-again": kari(),
    "portal:invitation-revoke": kari(),
    "portal:invitation-accept": anon(types={"password": "en-lang-setning-om-papir"}),
    "counties:people-invite": kari(types={"role": "knutepunkt"}),
    "counties:request-take": kari(at="counties:people", before=happened.request_left),
    "portal:mail-again": Post("bente", at="portal:mail-detail"),
    "portal:person-find": Post("bente"),
    "portal:person-erase": Post("bente", types={"email": "kari@example.org"}),
    "counties:register-add aktiviteter": kari(types=TITLE),
    "counties:register-add avtaler": kari(
        types=TITLE | {"from_on": "2010-01-01", "to_on": "2012-01-01", "product_groups": "1"}
    ),
    "counties:register-add virksomheter": kari(
        types={"name": "Etaten", "org_number": "970540008", "kommune": "{hamar}"}
    ),
    "counties:register-add medlemmer": kari(types={"to_on": None}),
    "counties:register-add moter": kari(types={"ends_at": "2011-03-25T12:00"}),
    "counties:register-add kandidater": kari(),
    "counties:register-edit aktiviteter": kari(types=TITLE),
    "counties:register-edit avtaler": kari(types=TITLE | {"product_groups": "1"}),
    "counties:register-edit virksomheter": kari(types={"name": "Ny etat"}),
    "counties:register-edit medlemmer": kari(types={"name": "Nytt navn"}),
    "counties:register-edit moter": kari(types={"place": "Elverum"}),
    "counties:register-edit kandidater": kari(types={"assessment": "Bra."}),
    "counties:register-delete aktiviteter": kari(),
    "counties:register-delete avtaler": kari(before=happened.another_agreement),
    "counties:register-delete virksomheter": kari(),
    "counties:register-delete medlemmer": kari(),
    "counties:register-delete moter": kari(before=happened.another_meeting),
    "counties:register-delete kandidater": kari(before=happened.another_candidate),
    "counties:styringsgruppe-edit": kari(types={"mandate": "Nytt mandat."}),
    "counties:decision-add": kari(at="counties:register-detail moter", types={"text": "Vedtatt."}),
    "counties:meeting-invite": kari(at="counties:register-detail moter", before=happened.a_coming_meeting),
    "counties:knutepunkt-edit": kari(types={"contact_name": "Ny kontakt"}),
    "counties:knutepunkt-appoint": kari(
        types={"from_on": "2010-11-01", "text": "Velges."}, before=happened.another_candidate
    ),
    "counties:event-add": kari(types=EVENT),
    "counties:event-add-national": siv(types=EVENT),
    "counties:event-edit": kari(types=TITLE),
    "counties:event-call-off": kari(),
    "counties:event-detail": anon(types={"name": "Ali", "email": "ali@example.org", "group": "innkjoper"}),
    "counties:registration-detail": anon(),
    "counties:participant-list": kari(before=happened.one_has_come, types={"present": "{place}"}),
    "counties:participant-add": kari(),
    "counties:participant-admit": kari(before=happened.a_place_is_free),
    "counties:participant-write": kari(types={"to": "place"}),
    "counties:readiness-add": kari(
        before=happened.a_dialogue, types={"codes": "PAP-S02", "meets": "1", "asked": "4"}
    ),
    "counties:request-ask": anon(types=ORGANISATION | {"kommune": "0403", "subject": "Bil", "text": "Hva?"}),
    "counties:request-follow": anon(types={"text": "Mer."}),
    "counties:request-answer": kari(at="counties:request-detail", types={"text": "Svar."}),
    "counties:request-hand-over": kari(),
    "counties:request-close": kari(types={"outcome": "Ferdig."}),
    "counties:request-reopen": kari(at="counties:request-detail", before=happened.request_closed),
    "counties:kommune-grid": kari(query="?year=2010", types={"{hamar}-note": "Ny plan."}),
    "counties:letter-grid": kari(query="?year=2010", types={"{virksomheter}-note": "Ny plan."}),
    "counties:milestone-edit": kari(types={"1": "2009-05-01"}),
    "counties:milestone-plan": siv(types={"planned_to": "2012-11-30"}),
    "counties:grant-grid": siv(types={"{hedmark}-knutepunkt": "600"}),
    "counties:grant-account": kari(query="?year=2010", types={"knutepunkt-spent": "1 000"}),
    "counties:grant-upload": siv(at="counties:grant-grid", files=happened.sheet_of_grants),
    "counties:grant-letters": siv(before=happened.allotted),
    "counties:template-add": kari(files=MORE),
    "counties:template-version": kari(files=MORE),
    "counties:template-download": anon(at="counties:template-detail"),
    "counties:thread-add": kari(),
    "counties:thread-detail": kari(types={"text": "Svar."}),
    "counties:thread-follow": kari(at="counties:thread-detail"),
    "counties:board-follow": kari(at="counties:thread-list"),
    "counties:upload-add aktiviteter": kari(files=SHEET),
    "counties:upload-add virksomheter": kari(files=SHEET),
    "counties:upload-choose": kari(at="counties:upload-detail", before=happened.sent_in("twice")),
    "counties:upload-accept": kari(at="counties:upload-detail", before=happened.sent_in()),
    "counties:upload-read-again": kari(at="counties:upload-detail", before=happened.sent_in()),
    "counties:upload-undo": kari(at="counties:upload-detail", before=happened.sent_in(brought_in=True)),
    "counties:use-add avtaler": kari(types={"codes": "PAP-S02", "outcome": "used"}),
    "counties:use-add aktiviteter": kari(types={"codes": "PAP-S02", "outcome": "used"}),
    "counties:use-delete avtaler": kari(at="counties:register-detail avtaler"),
    "counties:removal-restore": kari(at="counties:removal-list"),
    "criteria:edition-begin": mette(at="criteria:group-detail", before=happened.without_draft),
    "criteria:edition-edit": mette(types={"changes": "Nytt krav."}),
    "criteria:edition-reorder": mette(
        at="criteria:edition-edit", before=happened.two_criteria, types={"flytt": "PAP-S91:ned"}
    ),
    "criteria:edition-step": mette(before=happened.ready_to_publish),
    "criteria:edition-step published": mette(types={"reason": "Feil."}),
    "criteria:edition-import": mette(files=happened.sheet_of_the_draft),
    "criteria:edition-accept": mette(at="criteria:edition-preview", before=happened.a_file_waits),
    "criteria:criterion-add": mette(
        types=TITLE
        | {
            "code": "PAP-S97",
            "text": "Tekst.",
            "verification": "Merket.",
            "type": "kravspesifikasjon",
            "level": "basis",
        }
    ),
    "criteria:criterion-edit": mette(types=TITLE),
    "criteria:criterion-delete": mette(),
    "criteria:erratum-add": mette(types={"text": "Rettet."}),
    "criteria:group-follow": kari(at="criteria:group-detail"),
    "criteria:feedback-give": anon(types={"text": "Bra."}),
    "criteria:feedback-hide": mette(),
    "criteria:feedback-show": mette(at="criteria:feedback-list", before=happened.feedback_hidden),
    "criteria:synonym-add": mette(types={"typed": "dings", "means": "duppeditt"}),
    "criteria:synonym-edit": mette(types={"means": "skjermer"}),
    "criteria:selection-start": jan(at="criteria:selection-list"),
    "criteria:selection-add": jan(at="criteria:criterion-search", types={"kriterium": "1"}),
    "criteria:selection-shared-copy": jan(at="criteria:selection-shared"),
    "criteria:selection-detail": jan(types={"name": "Nytt navn"}),
    "criteria:selection-pdf": jan(),
    "criteria:selection-use": jan(at="criteria:selection-detail"),
    "criteria:selection-share": jan(at="criteria:selection-detail"),
    "criteria:selection-copy": jan(at="criteria:selection-detail"),
    "criteria:selection-update": jan(at="criteria:selection-detail", before=happened.a_newer_edition),
    "criteria:selection-delete": jan(),
    "criteria:item-edit": jan(types={"text": "Egen tekst."}),
    "criteria:item-move": jan(
        at="criteria:selection-detail", before=happened.two_items, types={"vei": "ned"}
    ),
    "criteria:item-renew": jan(at="criteria:item-edit", before=happened.a_newer_edition),
    "criteria:item-delete": jan(),
    "hearing:hearing-begin": mette(types=HEARING),
    "hearing:hearing-copy": mette(types=HEARING),
    "hearing:hearing-edit": mette(types=TITLE),
    "hearing:hearing-announce": mette(),
    "hearing:hearing-invite": mette(types={"bodies": "Laget; ; nytt@example.org"}),
    "hearing:invitation-delete": mette(at="hearing:hearing-invite"),
    "hearing:hearing-extend": mette(types={"to_on": "2011-06-01", "reason": "Ferie."}),
    "hearing:hearing-cancel": mette(types={"reason": "Feil."}),
    "hearing:reply-begin": anon(types=SENDER | {"email": "ny@example.org", "tegnet": "{drawn}"}),
    "hearing:reply-sender": anon(types=SENDER | {"organisation": "Papp AS"}),
    "hearing:reply-whole": anon(types={"stance": "for", "text": "Bra."}),
    "hearing:reply-criterion": anon(types={"text": "Ikke bra."}),
    "hearing:attachment-add": anon(at="hearing:reply-own", files=a_file("b.pdf", b"%PDF-1.7\nMer\n%%EOF")),
    "hearing:attachment-delete": anon(at="hearing:reply-own"),
    "hearing:reply-send": anon(at="hearing:reply-own"),
    "hearing:reply-confirm": anon(before=happened.reply_sent),
    "hearing:reply-change": anon(at="hearing:reply-own", before=happened.reply_confirmed),
    "hearing:reply-withdraw": anon(),
    "hearing:reply-hide": mette(types={"reason": "Reklame."}),
    "hearing:reply-show": mette(at="hearing:reply-detail", before=happened.reply_hidden),
    "hearing:comments-assign": mette(at="hearing:hearing-work", types={"merknad": "{comment}"}),
    "hearing:comments-answer": mette(
        query="?merknad={comment}", types={"merknad": "{comment}", "outcome": "not", "reason": "Nei."}
    ),
    "hearing:comment-answer": mette(types={"reason": "Ja, helt."}),
    "hearing:comment-take": mette(at="hearing:comment-answer", before=happened.wording_proposed),
    "hearing:comment-unresolve": mette(at="hearing:comment-answer"),
    "hearing:comment-pdf": mette(at="hearing:comment-table"),
    "hearing:expert-list": mette(
        types={"name": "Per", "email": "per@example.org", "expires_on": "2011-03-10"}
    ),
    "hearing:expert-revoke": mette(),
    "hearing:expert-page": anon(types={"interests": "Ingen."}),
    "overview:digest-edit": kari(types={"weekday": "3"}),
    "overview:mirror-seen": kari(at="overview:region-mirror"),
    "overview:print-request": kari(at="overview:country"),
    "reporting:draft-request": kari(at="reporting:report-pdf"),
    "reporting:section-edit": kari(types={"organisering_vurdering": "Nytt."}),
    "reporting:section-fill": kari(at="reporting:section-edit", files=happened.sheet_of_the_section),
    "reporting:section-version": kari(before=happened.written_twice),
    "reporting:reader-list": kari(types={"reader": "Anne", "expires_on": "2011-02-25"}),
    "reporting:reader-page": anon(types={}),
    "reporting:reader-revoke": kari(),
    "reporting:report-submit": kari(before=happened.answered),
    "reporting:report-send-back": Post(
        "ola", before=reported(Status.AWAITING_SIGNATURE), types={"comment": "Se på tallene."}
    ),
    "reporting:report-sign": Post("ola", before=reported(Status.AWAITING_SIGNATURE)),
    "reporting:report-withdraw": Post(
        "ola", before=reported(Status.DELIVERED), types={"comment": "Feil tall."}
    ),
    "reporting:report-start-review": siv(at="reporting:report-review", before=reported(Status.DELIVERED)),
    "reporting:report-return": siv(
        at="reporting:report-review", before=reported(Status.IN_REVIEW), types={"comment": "Se på tallene."}
    ),
    "reporting:report-approve": siv(before=reported(Status.IN_REVIEW)),
    "reporting:report-publish": siv(before=reported(Status.APPROVED)),
    "reporting:report-reopen": siv(before=reported(Status.APPROVED), types={"comment": "Nye tall."}),
    "reporting:review-assign": siv(before=reported(Status.DELIVERED), types={"reports": "{report}"}),
    "reporting:round-add": siv(
        types={"year": "2013", "opens_on": "2013-12-15", "due_on": "2014-03-01", "closes_on": "2014-06-30"}
    ),
    "reporting:round-edit": siv(types={"due_on": "2013-03-02"}),
    "reporting:round-delete": siv(),
    "reporting:round-remind": siv(),
    "reporting:round-extend": siv(types={"due_on": "2011-04-01", "reason": "Sykdom.", "regions": "hedmark"}),
    "reporting:national-begin": siv(at="reporting:national-work", before=happened.nothing_begun),
    "reporting:national-write": siv(types={"summary": "Et godt år."}),
    "reporting:national-compile": siv(at="reporting:national-work", before=reported(Status.PUBLISHED)),
    "reporting:national-publish": siv(before=reported(Status.PUBLISHED)),
    "reporting:template-detail": siv(types={"name": "Rapporten"}),
    "reporting:template-copy": siv(types={"key": "arsrapport-2013", "name": "Ny"}),
    "reporting:template-reorder": siv(at="reporting:template-detail", types={"flytt": "organisering:ned"}),
    "reporting:template-publish": siv(),
    "reporting:template-delete": siv(before=happened.no_round_uses_it),
    "reporting:chapter-preview": siv(types={"styringsgruppe_oppnevnt": "ja"}),
    "reporting:chapter-add": siv(types={"title": "Nytt kapittel", "key": "kapittel_ti"}),
    "reporting:chapter-edit": siv(types={"title": "Organisasjon"}),
    "reporting:chapter-delete": siv(),
    "reporting:chapter-reorder": siv(
        at="reporting:chapter-edit", types={"flytt": "styringsgruppe_moter:ned"}
    ),
    "reporting:question-add": siv(
        types={"label": "Hvor mange?", "short_label": "Antall", "key": "hvor_mange", "kind": "number"}
    ),
    "reporting:question-edit": siv(types={"label": "Hvor mange møter?"}),
    "reporting:question-delete": siv(),
    "reporting:rule-add": siv(
        types={"message": "Er det riktig?", "key": "ny_regel", "minimum": "1", "maximum": "9"}
    ),
    "reporting:rule-edit": siv(types={"message": "Stemmer det?"}),
    "reporting:rule-delete": siv(),
    "reporting:verify": anon(files=a_file("a.pdf", b"%PDF-1.7")),
}
