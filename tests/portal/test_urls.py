"""Every URL × cast → status, written by hand. A URL that is missing here fails."""

from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from counties.registers import REGISTERS
from portal.operations import jobs
from reporting.operations import national, readers, writing
from reporting.workflow import Status
from tests import factories

REPORT = (2010, "hedmark")
DRAFT = ("arsrapport-2012", "organisering", "styringsgruppe_moter")
POST_ONLY = {
    "portal:notifications-read",
    "portal:job-retry",
    "counties:decision-add",
    "counties:meeting-invite",
    "counties:request-answer",
    "counties:request-reopen",
    "counties:grant-upload",
    "counties:thread-follow",
    "criteria:edition-begin",
    "criteria:edition-reorder",
    "criteria:selection-use",
    "criteria:selection-share",
    "criteria:selection-copy",
    "criteria:item-move",
    "criteria:feedback-show",
    "criteria:selection-update",
    "criteria:item-renew",
    "criteria:edition-accept",
    "counties:removal-restore",
    "counties:upload-accept",
    "counties:upload-choose",
    "counties:upload-read-again",
    "counties:upload-undo",
    "overview:mirror-seen",
    "overview:print-request",
    "reporting:draft-request",
    "reporting:report-start-review",
    "reporting:report-return",
    "reporting:national-compile",
    "reporting:section-fill",
    "reporting:template-reorder",
    "reporting:chapter-reorder",
}
SEEN_BY_ALL = {  # verbs on what everyone sees, or nationally: 403 with the reason
    "reporting:national-compile",
    "criteria:edition-begin",
    "criteria:feedback-show",
    "counties:grant-upload",
    "counties:grant-letters",
    "reporting:template-reorder",
    "reporting:chapter-reorder",
}
GROUP = "papir_og_trykksaker"  # 2010-1 is in force, 2011-1 a draft
# GET as each of the cast, with Hedmark's report as a draft. Log-in: 302. A page of its own words: see the notes.
NAMES = "anon kari ola knut stine per siv dag mette jan kim bente".split()
MATRIX = {
    "portal:home": "200 200 200 200 200 200 200 200 200 200 200 200",
    "portal:health": "503 503 503 503 503 503 503 503 503 503 503 503",  # no worker runs here
    "portal:about": "200 200 200 200 200 200 200 200 200 200 200 200",
    "portal:privacy": "200 200 200 200 200 200 200 200 200 200 200 200",
    "portal:accessibility": "200 200 200 200 200 200 200 200 200 200 200 200",
    "portal:about-data": "200 200 200 200 200 200 200 200 200 200 200 200",
    "portal:data-list": "200 200 200 200 200 200 200 200 200 200 200 200",
    "portal:data-package": "200 200 200 200 200 200 200 200 200 200 200 200",
    "portal:data-file": "200 200 200 200 200 200 200 200 200 200 200 200",
    "portal:data-catalogue": "200 200 200 200 200 200 200 200 200 200 200 200",
    "portal:api-guide": "200 200 200 200 200 200 200 200 200 200 200 200",
    "api:list_fylker": "200 200 200 200 200 200 200 200 200 200 200 200",
    "api:list_regions": "200 200 200 200 200 200 200 200 200 200 200 200",
    "api:list_puljer": "200 200 200 200 200 200 200 200 200 200 200 200",
    "api:list_milestones": "200 200 200 200 200 200 200 200 200 200 200 200",
    "api:list_agreements": "200 200 200 200 200 200 200 200 200 200 200 200",
    "api:list_events": "200 200 200 200 200 200 200 200 200 200 200 200",
    "api:list_editions": "200 200 200 200 200 200 200 200 200 200 200 200",
    "api:list_criteria": "200 200 200 200 200 200 200 200 200 200 200 200",
    "api:list_reports": "200 200 200 200 200 200 200 200 200 200 200 200",
    "api:list_values": "200 200 200 200 200 200 200 200 200 200 200 200",
    "api:openapi-json": "200 200 200 200 200 200 200 200 200 200 200 200",
    "api:api-root": "200 200 200 200 200 200 200 200 200 200 200 200",  # the same address as the guide, which comes first
    "portal:mail-choice": "302 200 200 200 200 200 200 200 200 200 200 200",
    "portal:my-page": "302 200 200 200 200 200 200 200 200 200 200 200",
    "portal:notifications-read": "302 405 405 405 405 405 405 405 405 405 405 405",
    "portal:job-detail": "302 200 200 200 200 404 200 404 404 404 404 404",
    "portal:job-retry": "302 405 405 405 405 405 405 405 405 405 405 405",
    "counties:region-list": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:region-export": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:region-detail": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:kommune-export": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:register-list aktiviteter": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-list avtaler": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:register-list virksomheter": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:register-export aktiviteter": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-export avtaler": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:register-export virksomheter": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:register-add aktiviteter": "302 200 200 200 403 404 403 404 404 404 404 404",
    "counties:register-add avtaler": "302 200 200 200 403 403 403 403 403 403 403 403",
    "counties:register-add virksomheter": "302 200 200 403 403 403 403 403 403 403 403 403",
    "counties:register-detail aktiviteter": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-detail avtaler": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:register-detail virksomheter": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:register-edit aktiviteter": "302 200 200 200 403 404 403 404 404 404 404 404",
    "counties:register-edit avtaler": "302 200 200 200 403 403 403 403 403 403 403 403",
    "counties:register-edit virksomheter": "302 200 200 403 403 403 403 403 403 403 403 403",
    "counties:register-delete aktiviteter": "302 200 200 200 403 404 403 404 404 404 404 404",
    "counties:register-delete avtaler": "302 200 200 200 403 403 403 403 403 403 403 403",
    "counties:register-delete virksomheter": "302 200 200 403 403 403 403 403 403 403 403 403",
    "counties:register-history aktiviteter": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-history avtaler": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-history virksomheter": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-list medlemmer": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-export medlemmer": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-add medlemmer": "302 200 200 403 403 404 403 404 404 404 404 404",
    "counties:register-detail medlemmer": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-edit medlemmer": "302 200 200 403 403 404 403 404 404 404 404 404",
    "counties:register-delete medlemmer": "302 200 200 403 403 404 403 404 404 404 404 404",
    "counties:register-history medlemmer": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-list moter": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-export moter": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-add moter": "302 200 200 403 403 404 403 404 404 404 404 404",
    "counties:register-detail moter": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-edit moter": "302 200 200 403 403 404 403 404 404 404 404 404",
    "counties:register-delete moter": "302 200 200 403 403 404 403 404 404 404 404 404",
    "counties:register-history moter": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-list kandidater": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-export kandidater": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-add kandidater": "302 200 200 403 403 404 403 404 404 404 404 404",
    "counties:register-detail kandidater": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:register-edit kandidater": "302 200 200 403 403 404 403 404 404 404 404 404",
    "counties:register-delete kandidater": "302 200 200 403 403 404 403 404 404 404 404 404",
    "counties:register-history kandidater": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:styringsgruppe": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:styringsgruppe-edit": "302 200 200 403 403 404 403 404 404 404 404 404",
    "counties:decision-add": "302 405 405 405 405 405 405 405 405 405 405 405",
    "counties:meeting-invite": "302 405 405 405 405 405 405 405 405 405 405 405",
    "counties:meeting-calendar": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:meeting-minutes": "302 404 404 404 404 404 404 404 404 404 404 404",  # none is filed yet
    "counties:knutepunkt": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:knutepunkt-edit": "302 200 200 403 403 404 403 404 404 404 404 404",
    "counties:knutepunkt-appoint": "302 200 200 403 403 404 403 404 404 404 404 404",
    "counties:event-list": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:event-export": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:event-feed": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:event-detail": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:event-calendar": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:registration-detail": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:event-add": "302 200 200 200 403 404 403 404 404 404 404 404",
    "counties:event-add-national": "302 403 403 403 403 403 200 403 403 403 403 403",
    "counties:event-edit": "302 200 200 200 403 403 403 403 403 403 403 403",
    "counties:event-call-off": "302 200 200 200 403 403 403 403 403 403 403 403",
    "counties:participant-list": "302 200 200 200 403 403 403 403 403 403 403 403",
    "counties:participant-export": "302 200 200 200 403 403 403 403 403 403 403 403",
    "counties:participant-add": "302 200 200 200 403 403 403 403 403 403 403 403",
    "counties:participant-admit": "302 409 409 409 403 403 403 403 403 403 403 403",  # has a place
    "counties:participant-write": "302 200 200 200 403 403 403 403 403 403 403 403",
    "counties:request-ask": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:request-follow": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:request-list": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:request-export": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:request-detail": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:request-answer": "302 405 405 405 405 405 405 405 405 405 405 405",
    "counties:request-hand-over": "302 200 200 200 403 404 403 404 404 404 404 404",
    "counties:request-close": "302 200 200 200 403 404 403 404 404 404 404 404",
    "counties:request-reopen": "302 405 405 405 405 405 405 405 405 405 405 405",
    "counties:kommune-grid": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:kommune-grid-export": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:letter-grid": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:letter-grid-export": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:milestone-edit": "302 200 200 403 403 404 403 404 404 404 404 404",
    "counties:milestone-list": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:milestone-plan": "302 403 403 403 403 403 200 403 403 403 403 403",
    "counties:grant-account": "302 200 200 200 200 404 200 200 404 404 404 404",
    "counties:grant-account-export": "302 200 200 200 200 404 200 200 404 404 404 404",
    "counties:grant-years": "302 403 403 403 403 403 302 302 403 403 403 403",
    "counties:grant-grid": "302 403 403 403 403 403 200 200 403 403 403 403",
    "counties:grant-export": "302 403 403 403 403 403 200 200 403 403 403 403",
    "counties:grant-upload": "302 405 405 405 405 405 405 405 405 405 405 405",
    "counties:grant-letters": "302 403 403 403 403 403 200 403 403 403 403 403",
    "counties:grant-letter": "302 404 404 404 404 404 404 404 404 404 404 404",  # none is drawn yet
    "counties:region-work": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:template-list": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:template-export": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:template-add": "302 200 200 200 403 200 403 403 403 403 403 403",
    "counties:template-detail": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:template-version": "302 200 200 200 403 403 403 403 403 403 403 403",
    "counties:template-download": "405 405 405 405 405 405 405 405 405 405 405 405",
    "counties:thread-list": "302 200 200 200 403 200 200 403 403 403 200 403",
    "counties:thread-export": "302 200 200 200 403 200 200 403 403 403 200 403",
    "counties:thread-add": "302 200 200 200 403 200 200 403 403 403 200 403",
    "counties:thread-detail": "302 200 200 200 404 200 200 404 404 404 200 404",
    "counties:board-follow": "302 405 405 405 405 405 405 405 405 405 405 405",
    "counties:thread-follow": "302 405 405 405 405 405 405 405 405 405 405 405",
    "criteria:area-list": "200 200 200 200 200 200 200 200 200 200 200 200",
    "criteria:criterion-search": "200 200 200 200 200 200 200 200 200 200 200 200",
    "criteria:criterion-export": "200 200 200 200 200 200 200 200 200 200 200 200",
    "criteria:group-detail": "200 200 200 200 200 200 200 200 200 200 200 200",
    "criteria:edition-detail": "200 200 200 200 200 200 200 200 200 200 200 200",
    "criteria:edition-levels": "200 200 200 200 200 200 200 200 200 200 200 200",
    "criteria:edition-difference": "200 200 200 200 200 200 200 200 200 200 200 200",
    "criteria:criterion-detail": "200 200 200 200 200 200 200 200 200 200 200 200",
    "criteria:edition-detail draft": "302 404 404 404 404 404 200 404 200 404 404 404",
    "criteria:edition-begin": "302 405 405 405 405 405 405 405 405 405 405 405",
    "criteria:edition-edit": "302 404 404 404 404 404 403 404 200 404 404 404",
    "criteria:edition-reorder": "302 405 405 405 405 405 405 405 405 405 405 405",
    "criteria:edition-step": "302 404 404 404 404 404 403 404 200 404 404 404",
    "criteria:edition-step published": "302 403 403 403 403 403 403 403 200 403 403 403",
    "criteria:criterion-add": "302 404 404 404 404 404 403 404 200 404 404 404",
    "criteria:criterion-edit": "302 404 404 404 404 404 403 404 200 404 404 404",
    "criteria:criterion-delete": "302 404 404 404 404 404 403 404 200 404 404 404",
    "criteria:erratum-add": "302 403 403 403 403 403 403 403 200 403 403 403",
    "criteria:selection-list": "200 200 200 200 200 200 200 200 200 200 200 200",
    "criteria:selection-start": "405 405 405 405 405 405 405 405 405 405 405 405",
    "criteria:selection-add": "405 405 405 405 405 405 405 405 405 405 405 405",
    "criteria:selection-shared": "200 200 200 200 200 200 200 200 200 200 200 200",
    "criteria:selection-shared-copy": "405 405 405 405 405 405 405 405 405 405 405 405",
    "criteria:selection-detail": "302 404 404 404 404 404 404 404 404 200 404 404",
    "criteria:selection-pdf": "302 404 404 404 404 404 404 404 404 200 404 404",
    "criteria:selection-evaluation": "302 404 404 404 404 404 404 404 404 200 404 404",
    "criteria:selection-export": "302 404 404 404 404 404 404 404 404 200 404 404",
    "criteria:selection-use": "405 405 405 405 405 405 405 405 405 405 405 405",
    "criteria:selection-share": "405 405 405 405 405 405 405 405 405 405 405 405",
    "criteria:selection-copy": "405 405 405 405 405 405 405 405 405 405 405 405",
    "criteria:selection-delete": "302 404 404 404 404 404 404 404 404 200 404 404",
    "criteria:item-edit": "302 404 404 404 404 404 404 404 404 200 404 404",
    "criteria:item-move": "405 405 405 405 405 405 405 405 405 405 405 405",
    "criteria:item-delete": "302 404 404 404 404 404 404 404 404 200 404 404",
    "criteria:news-feed": "200 200 200 200 200 200 200 200 200 200 200 200",
    "criteria:group-feed": "200 200 200 200 200 200 200 200 200 200 200 200",
    "criteria:group-follow": "302 405 405 405 405 405 405 405 405 405 405 405",
    "criteria:feedback-give": "200 200 200 200 200 200 200 200 200 200 200 200",
    "criteria:feedback-list": "302 403 403 403 403 403 403 403 200 403 403 403",
    "criteria:feedback-export": "302 403 403 403 403 403 403 403 200 403 403 403",
    "criteria:synonym-list": "302 403 403 403 403 403 403 403 200 403 403 403",
    "criteria:synonym-export": "302 403 403 403 403 403 403 403 200 403 403 403",
    "criteria:synonym-add": "302 403 403 403 403 403 403 403 200 403 403 403",
    "criteria:synonym-edit": "302 403 403 403 403 403 403 403 200 403 403 403",
    "criteria:feedback-hide": "302 403 403 403 403 403 403 403 200 403 403 403",
    "criteria:feedback-show": "302 405 405 405 405 405 405 405 405 405 405 405",
    "criteria:selection-update": "405 405 405 405 405 405 405 405 405 405 405 405",
    "criteria:item-renew": "405 405 405 405 405 405 405 405 405 405 405 405",
    "counties:revision-list": "302 403 403 403 403 403 403 403 200 403 403 403",
    "counties:revision-export": "302 403 403 403 403 403 403 403 200 403 403 403",
    "counties:readiness-add": "302 200 200 200 403 403 403 403 403 403 403 403",
    "counties:use-add avtaler": "302 200 200 200 403 403 403 403 403 403 403 403",
    "counties:use-add aktiviteter": "302 200 200 200 403 404 403 404 404 404 404 404",
    "counties:use-delete avtaler": "302 405 405 405 405 405 405 405 405 405 405 405",
    "criteria:edition-file": "200 200 200 200 200 200 200 200 200 200 200 200",
    "criteria:edition-file draft": "302 404 404 404 404 404 200 404 200 404 404 404",
    "criteria:edition-import": "302 404 404 404 404 404 403 404 200 404 404 404",
    "criteria:edition-preview": "302 404 404 404 404 404 403 404 302 404 404 404",
    "criteria:edition-accept": "302 405 405 405 405 405 405 405 405 405 405 405",
    "counties:removal-list": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:removal-restore": "302 405 405 405 405 405 405 405 405 405 405 405",
    "counties:upload-add aktiviteter": "302 200 200 200 403 404 403 404 404 404 404 404",
    "counties:upload-add virksomheter": "302 200 200 403 403 404 403 404 404 404 404 404",
    "counties:upload-template aktiviteter": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:upload-detail": "302 200 200 200 200 404 200 404 404 404 404 404",
    "counties:upload-choose": "302 405 405 405 405 405 405 405 405 405 405 405",
    "counties:upload-accept": "302 405 405 405 405 405 405 405 405 405 405 405",
    "counties:upload-read-again": "302 405 405 405 405 405 405 405 405 405 405 405",
    "counties:upload-undo": "302 405 405 405 405 405 405 405 405 405 405 405",
    "reporting:verify": "200 200 200 200 200 200 200 200 200 200 200 200",
    "overview:digest-edit": "302 200 403 403 403 200 200 403 403 403 403 403",
    "overview:search": "200 200 200 200 200 200 200 200 200 200 200 200",
    "overview:subject rapporter": "200 200 200 200 200 200 200 200 200 200 200 200",
    "overview:subject deltakere": "302 404 404 404 404 404 200 200 404 404 200 404",  # the country's
    "overview:country": "200 200 200 200 200 200 200 200 200 200 200 200",
    "overview:table-export kart": "200 200 200 200 200 200 200 200 200 200 200 200",
    "overview:table-export rapporter": "200 200 200 200 200 200 200 200 200 200 200 200",
    "overview:table-export avtaler": "200 200 200 200 200 200 200 200 200 200 200 200",
    "overview:table-export deltakere": "302 404 404 404 404 404 200 200 404 404 200 404",  # the country's
    "overview:table-export tilskudd": "302 404 404 404 404 404 200 200 404 404 404 404",
    "overview:comparison-export": "200 200 200 200 200 200 200 200 200 200 200 200",
    "overview:pulje-comparison": "200 200 200 200 200 200 200 200 200 200 200 200",
    "overview:region-mirror": "302 200 200 200 200 404 200 404 404 404 404 404",
    "overview:mirror-export": "302 200 200 200 200 404 200 404 404 404 404 404",
    "overview:mirror-seen": "302 405 405 405 405 405 405 405 405 405 405 405",
    "overview:print-request": "302 405 405 405 405 405 405 405 405 405 405 405",
    "overview:print-detail": "302 200 404 404 404 404 404 404 404 404 404 404",  # Kari's own
    "overview:print-file": "302 200 404 404 404 404 404 404 404 404 404 404",
    "counties:figure-rows aktiviteter": "302 200 200 200 200 200 200 200 403 403 200 403",
    "counties:figure-rows avtaler": "200 200 200 200 200 200 200 200 200 200 200 200",
    "counties:figure-rows kriteriebruk_innkjop": "302 200 200 200 200 200 200 200 200 403 403 403",
    "counties:figure-rows rapporter_alle": "302 200 200 200 200 200 200 403 403 403 403 403",
    "counties:figure-rows tilskudd_spent": "302 200 200 200 200 200 200 200 403 403 403 403",
    "counties:figure-rows-export aktiviteter": "302 200 200 200 200 200 200 200 403 403 200 403",
    "counties:figure-rows-export avtaler": "200 200 200 200 200 200 200 200 200 200 200 200",
    "reporting:chain-list": "200 200 200 200 200 200 200 200 200 200 200 200",
    "reporting:chain-export": "200 200 200 200 200 200 200 200 200 200 200 200",
    "reporting:seal-certificate": "200 200 200 200 200 200 200 200 200 200 200 200",
    "reporting:report-list": "200 200 200 200 200 200 200 200 200 200 200 200",
    "reporting:report-export": "200 200 200 200 200 200 200 200 200 200 200 200",
    "reporting:round-answers": "200 200 200 200 200 200 200 200 200 200 200 200",
    "reporting:round-answer-rows": "200 200 200 200 200 200 200 200 200 200 200 200",
    "reporting:template-list": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:template-export": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:template-detail": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:template-copy": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:template-publish": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:template-delete": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:chapter-preview": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:chapter-add": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:chapter-edit": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:chapter-delete": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:question-add": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:question-edit": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:question-delete": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:round-list": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:round-export": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:round-add": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:round-edit": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:round-delete": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:template-preview": "302 403 403 403 403 403 302 403 403 403 403 403",  # to the first chapter
    "reporting:template-reorder": "302 405 405 405 405 405 405 405 405 405 405 405",
    "reporting:chapter-reorder": "302 405 405 405 405 405 405 405 405 405 405 405",
    "reporting:national-detail": "200 200 200 200 200 200 200 200 200 200 200 200",
    "reporting:national-edition": "404 404 404 404 404 404 404 404 404 404 404 404",  # none is published yet
    "reporting:national-pdf": "404 404 404 404 404 404 404 404 404 404 404 404",
    "reporting:national-work": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:national-begin": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:national-write": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:national-compile": "302 405 405 405 405 405 405 405 405 405 405 405",
    "reporting:national-draft": "302 403 403 403 403 403 302 403 403 403 403 403",  # not drawn: to the desk
    "reporting:national-publish": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:round-remind": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:round-deadlines": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:deadline-export": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:round-extend": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:review-queue": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:queue-export": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:review-assign": "302 403 403 403 403 403 200 403 403 403 403 403",
    "reporting:report-detail": "302 200 200 200 200 404 200 404 404 404 404 404",
    "reporting:report-word": "302 200 200 200 200 404 200 404 404 404 404 404",
    "reporting:report-read": "302 200 200 200 200 404 200 404 404 404 404 404",
    "reporting:report-history": "302 200 200 200 200 404 200 404 404 404 404 404",
    "reporting:report-pdf": "302 200 200 200 200 404 200 404 404 404 404 404",
    "reporting:seal-pdf": "302 404 404 404 404 404 404 404 404 404 404 404",  # nothing is sealed yet
    "reporting:seal-compare": "302 404 404 404 404 404 404 404 404 404 404 404",
    "reporting:compare-export": "302 404 404 404 404 404 404 404 404 404 404 404",
    "reporting:draft-request": "302 405 405 405 405 405 405 405 405 405 405 405",
    "reporting:report-submit": "302 200 200 403 403 404 403 404 404 404 404 404",
    "reporting:report-send-back": "302 403 409 403 403 404 403 404 404 404 404 404",
    "reporting:report-sign": "302 403 409 403 403 404 403 404 404 404 404 404",
    "reporting:report-withdraw": "302 403 409 403 403 404 403 404 404 404 404 404",
    "reporting:report-review": "302 403 403 403 403 404 200 404 404 404 404 404",
    "reporting:report-start-review": "302 405 405 405 405 405 405 405 405 405 405 405",
    "reporting:report-return": "302 405 405 405 405 405 405 405 405 405 405 405",
    "reporting:report-approve": "302 403 403 403 403 404 409 404 404 404 404 404",
    "reporting:report-publish": "302 403 403 403 403 404 409 404 404 404 404 404",
    "reporting:report-reopen": "302 403 403 403 403 404 409 404 404 404 404 404",
    "reporting:section-edit": "302 200 200 403 403 404 403 404 404 404 404 404",
    "reporting:reader-list": "302 200 200 403 403 404 403 404 404 404 404 404",
    "reporting:reader-page": "200 200 200 200 200 200 200 200 200 200 200 200",
    "reporting:reader-revoke": "302 200 200 403 403 404 403 404 404 404 404 404",
    "reporting:section-fill": "302 405 405 405 405 405 405 405 405 405 405 405",
    "reporting:section-sheet": "302 200 200 403 403 404 403 404 404 404 404 404",
    "reporting:section-versions": "302 200 200 403 403 404 403 404 404 404 404 404",
    "reporting:section-version": "302 200 200 403 403 404 403 404 404 404 404 404",
    "admin:index": "302 302 302 302 302 302 302 302 302 302 302 200",
    "admin:portal_user_changelist": "302 302 302 302 302 302 302 302 302 302 302 200",
    "admin:portal_rolegrant_changelist": "302 302 302 302 302 302 302 302 302 302 302 200",
    "account_login": "200 302 302 302 302 302 302 302 302 302 302 302",
    "account_logout": "302 200 200 200 200 200 200 200 200 200 200 200",
    "account_signup": "200 302 302 302 302 302 302 302 302 302 302 302",
    "account_reset_password": "200 200 200 200 200 200 200 200 200 200 200 200",
    "account_inactive": "200 200 200 200 200 200 200 200 200 200 200 200",
    "account_reauthenticate": "302 200 200 200 200 200 200 200 200 200 200 200",
    "account_set_password": "302 302 302 302 302 302 302 302 302 302 302 302",  # everyone has one: to the change
    "account_reset_password_done": "200 200 200 200 200 200 200 200 200 200 200 200",
    "account_reset_password_from_key": "200 200 200 200 200 200 200 200 200 200 200 200",  # a wrong key, in words
    "account_reset_password_from_key_done": "200 200 200 200 200 200 200 200 200 200 200 200",
    "account_change_password": "302 200 200 200 200 200 200 200 200 200 200 200",
}
# The parts of Django's admin behind the lists above.
ELSEWHERE = ("admin:",)


def address(name: str, rows: dict[str, Any]) -> str:
    """`name` is a URL's name, with the register's noun after a space; `rows` has Hedmark's rows by noun."""
    name, _space, noun = name.partition(" ")
    arguments = {
        "portal:job-detail": [rows["job"]],
        "portal:job-retry": [rows["job"]],
        "portal:data-file": ["avtaler", "json"],
        "portal:data-catalogue": ["ttl"],
        "counties:region-export": ["csv"],
        "counties:region-detail": ["hedmark"],
        "counties:kommune-export": ["hedmark", "xlsx"],
        "counties:styringsgruppe": ["hedmark"],
        "counties:styringsgruppe-edit": ["hedmark"],
        "counties:knutepunkt": ["hedmark"],
        "counties:knutepunkt-edit": ["hedmark"],
        "counties:decision-add": ["hedmark", rows["moter"]],
        "counties:meeting-invite": ["hedmark", rows["moter"]],
        "counties:meeting-calendar": ["hedmark", rows["moter"]],
        "counties:meeting-minutes": ["hedmark", rows["moter"]],
        "counties:knutepunkt-appoint": ["hedmark", rows["kandidater"]],
        "counties:event-export": ["csv"],
        "counties:event-add": ["hedmark"],
        "counties:participant-export": [rows["event"], "csv"],
        "counties:registration-detail": [rows["token"]],
        "counties:event-detail": [rows["event"]],
        "counties:event-calendar": [rows["event"]],
        "counties:event-edit": [rows["event"]],
        "counties:event-call-off": [rows["event"]],
        "counties:participant-list": [rows["event"]],
        "counties:participant-add": [rows["event"]],
        "counties:participant-write": [rows["event"]],
        "counties:participant-admit": [rows["event"], rows["place"]],
        "counties:request-list": ["hedmark"],
        "counties:request-export": ["hedmark", "csv"],
        "counties:request-follow": [rows["request_token"]],
        "counties:request-detail": [rows["request"]],
        "counties:request-answer": [rows["request"]],
        "counties:request-hand-over": [rows["request"]],
        "counties:request-close": [rows["request"]],
        "counties:request-reopen": [rows["request"]],
        "counties:kommune-grid": ["hedmark"],
        "counties:kommune-grid-export": ["hedmark", "xlsx"],
        "counties:letter-grid": ["hedmark"],
        "counties:letter-grid-export": ["hedmark", "csv"],
        "counties:milestone-edit": ["hedmark"],
        "counties:milestone-plan": [rows["milestone"]],
        "counties:grant-account": ["hedmark"],
        "counties:grant-account-export": ["hedmark", "csv"],
        "counties:grant-grid": [2010],
        "counties:grant-export": [2010, "xlsx"],
        "counties:grant-upload": [2010],
        "counties:grant-letters": [2010],
        "counties:grant-letter": [2010, "hedmark"],
        "counties:region-work": ["hedmark"],
        "counties:template-export": ["csv"],
        "counties:template-detail": [rows["template"]],
        "counties:template-version": [rows["template"]],
        "counties:template-download": [rows["template"], 1],
        "counties:thread-export": ["xlsx"],
        "counties:thread-detail": [rows["thread"]],
        "counties:thread-follow": [rows["thread"]],
        "criteria:criterion-export": ["csv"],
        "criteria:group-detail": [GROUP],
        "criteria:edition-detail": [GROUP, "2011-1" if noun else "2010-1"],
        "criteria:edition-levels": [GROUP, "2010-1"],
        "criteria:edition-difference": [GROUP, "2010-1"],
        "criteria:criterion-detail": [GROUP, "2010-1", "PAP-S01"],
        "criteria:edition-begin": [GROUP],
        "criteria:edition-edit": [GROUP, "2011-1"],
        "criteria:edition-reorder": [GROUP, "2011-1"],
        "criteria:edition-step": [GROUP, "2010-1", "withdraw"] if noun else [GROUP, "2011-1", "publish"],
        "criteria:criterion-add": [GROUP, "2011-1"],
        "criteria:criterion-edit": [GROUP, "2011-1", "PAP-S91"],
        "criteria:criterion-delete": [GROUP, "2011-1", "PAP-S91"],
        "criteria:erratum-add": [GROUP, "2010-1", "PAP-S01"],
        "criteria:selection-shared": [rows["share_token"]],
        "criteria:selection-shared-copy": [rows["share_token"]],
        "criteria:selection-detail": [rows["selection"]],
        "criteria:selection-pdf": [rows["selection"]],
        "criteria:selection-evaluation": [rows["selection"]],
        "criteria:selection-export": [rows["selection"], "csv"],
        "criteria:selection-use": [rows["selection"]],
        "criteria:selection-share": [rows["selection"]],
        "criteria:selection-copy": [rows["selection"]],
        "criteria:selection-delete": [rows["selection"]],
        "criteria:item-edit": [rows["selection"], rows["item"]],
        "criteria:item-move": [rows["selection"], rows["item"]],
        "criteria:item-delete": [rows["selection"], rows["item"]],
        "criteria:group-feed": [GROUP],
        "criteria:group-follow": [GROUP],
        "criteria:feedback-give": [GROUP, "2010-1", "PAP-S01"],
        "criteria:feedback-export": ["xlsx"],
        "criteria:feedback-hide": [rows["feedback"]],
        "criteria:synonym-export": ["ods"],
        "criteria:synonym-edit": [rows["synonym"]],
        "criteria:feedback-show": [rows["feedback"]],
        "criteria:selection-update": [rows["selection"]],
        "criteria:item-renew": [rows["selection"], rows["item"]],
        "counties:revision-export": ["csv"],
        "counties:readiness-add": [rows["event"]],
        "counties:use-add": ["hedmark", noun, rows.get(noun)],
        "counties:use-delete": ["hedmark", noun, rows.get(noun), rows["use"]],
        "criteria:edition-file": [GROUP, "2011-1" if noun else "2010-1", "yaml"],
        "criteria:edition-import": [GROUP, "2011-1"],
        "criteria:edition-preview": [GROUP, "2011-1"],
        "criteria:edition-accept": [GROUP, "2011-1"],
        "counties:removal-list": ["hedmark"],
        "counties:removal-restore": ["hedmark", rows["removal"]],
        "counties:upload-detail": ["hedmark", rows["upload"]],
        "counties:upload-choose": ["hedmark", rows["upload"]],
        "counties:upload-accept": ["hedmark", rows["upload"]],
        "counties:upload-read-again": ["hedmark", rows["upload"]],
        "counties:upload-undo": ["hedmark", rows["upload"]],
        "counties:upload-template": ["hedmark", noun, "xlsx"],
        "counties:register-export": ["hedmark", noun, "csv"],
        "overview:region-mirror": ["hedmark"],
        "overview:mirror-export": ["hedmark", "csv"],
        "overview:mirror-seen": ["hedmark"],
        "overview:comparison-export": ["regioner", "csv"],
        "overview:table-export": [noun, "csv"],
        "overview:subject": [noun],
        "overview:print-detail": [rows["print"]],
        "overview:print-file": [rows["print"], "oversikt.pdf"],
        "counties:figure-rows": [noun],
        "counties:figure-rows-export": [noun, "csv"],
        "reporting:report-export": ["csv"],
        "reporting:chain-export": ["csv"],
        "reporting:round-answers": [2010, "csv"],
        "reporting:round-answer-rows": [2010, "json"],
        "reporting:national-edition": [2010, 1],
        "reporting:national-pdf": [2010, 1],
        "reporting:round-remind": [2010],
        "reporting:template-export": ["csv"],
        "reporting:template-detail": DRAFT[:1],
        "reporting:template-copy": DRAFT[:1],
        "reporting:template-reorder": DRAFT[:1],
        "reporting:template-publish": DRAFT[:1],
        "reporting:template-delete": DRAFT[:1],
        "reporting:template-preview": DRAFT[:1],
        "reporting:chapter-preview": DRAFT[:2],
        "reporting:chapter-add": DRAFT[:1],
        "reporting:chapter-edit": DRAFT[:2],
        "reporting:chapter-delete": DRAFT[:2],
        "reporting:chapter-reorder": DRAFT[:2],
        "reporting:question-add": DRAFT[:2],
        "reporting:question-edit": DRAFT,
        "reporting:question-delete": DRAFT,
        "reporting:round-export": ["csv"],
        "reporting:round-edit": [2012],
        "reporting:round-delete": [2012],
        "reporting:round-deadlines": [2010],
        "reporting:deadline-export": [2010, "csv"],
        "reporting:round-extend": [2010],
        "reporting:queue-export": ["csv"],
        "reporting:seal-pdf": [*REPORT, 1],
        "reporting:seal-compare": [*REPORT, 1, 2],
        "reporting:compare-export": [*REPORT, 1, 2, "csv"],
        "account_reset_password_from_key": ["1", "feil-nokkel"],
        "reporting:section-edit": [*REPORT, "organisering"],
        "reporting:reader-list": REPORT,
        "reporting:reader-page": [rows["reader_token"]],
        "reporting:reader-revoke": [*REPORT, rows["reader"]],
        "reporting:section-fill": [*REPORT, "okonomi"],
        "reporting:section-sheet": [*REPORT, "okonomi", "xlsx"],
        "reporting:section-versions": [*REPORT, "organisering"],
        "reporting:section-version": [*REPORT, "organisering", 1],
    }
    if name in arguments:
        return reverse(name, args=arguments[name])
    if noun:
        one = name.rpartition("-")[2] in ("detail", "edit", "delete", "history")
        return reverse(name, args=["hedmark", noun, *([rows[noun]] if one else [])])
    if name.startswith("reporting:national-"):
        return reverse(name, args=[2010])
    of_report = (name.startswith("reporting:report-") and not name.endswith("-list")) or name.endswith(
        "draft-request"
    )
    return reverse(name, args=REPORT if of_report else [])


def names(resolver: URLResolver, prefix: str = "") -> set[str]:
    found = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found |= names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.add(prefix + pattern.name)
    return found


def make_rows() -> dict[str, Any]:
    """Something of everything in Hedmark."""
    report, kari = factories.draft(), factories.cast()["kari"]
    factories.planned_round(template=factories.draft_template())
    written = {"organisering_vurdering": "Godt."}
    chapter = factories.sections(report)[0]
    writing.save_section(report=report, section=chapter, values=written, version=0, by=kari)
    job = jobs.enqueue(kind="x", key="1", title="Noe", result_path="/", by=kari, region_id=report.region_id)
    drawn = factories.overview_print(kari)
    reader = readers.invite(report=report, reader="Anne", expires_on=report.round.due_on, by=kari)
    national.begin(round_=report.round, by=factories.cast()["siv"])
    links = {"reader": reader.pk, "reader_token": reader.token}
    return {"job": job.pk, "print": drawn.pk} | links | factories.one_of_each()


@pytest.fixture(scope="module")
def rows_once(kept) -> dict[str, Any]:
    return make_rows()


@pytest.fixture
def rows(rows_once, people) -> dict[str, Any]:
    """Those of the whole file; what a test does to them is rolled back."""
    return dict(rows_once)


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_every_url_answers_each_of_the_cast_like_this(name, rows, as_, monkeypatch):
    monkeypatch.setattr("portal.health.workers_answer", lambda: False)
    wanted = dict(zip(NAMES, map(int, MATRIX[name].split()), strict=True))
    answers = {person: as_(person).get(address(name, rows)) for person in NAMES}
    assert {person: answer.status_code for person, answer in answers.items()} == wanted
    for answer in answers.values():
        if answer.status_code == 200 and not answer.streaming:
            assert b'href=""' not in answer.content  # a link that leads nowhere
            assert "Noe må rettes".encode() not in answer.content  # nobody has typed anything yet


def test_no_url_is_missing_from_the_matrix():
    listed = {name.partition(" ")[0] for name in MATRIX}
    missing = {name for name in names(get_resolver()) - listed if not name.startswith(ELSEWHERE)}
    assert missing == set()


def test_every_register_is_in_the_matrix():
    assert {name.partition(" ")[2] for name in MATRIX if "register-list" in name} == set(REGISTERS)


@pytest.mark.parametrize("name", sorted(POST_ONLY))
def test_an_outsider_posts_to_nothing(name, rows, as_):
    own = name.endswith("-read") or name == "overview:print-request"
    allowed = (302,) if own else (403,) if name in SEEN_BY_ALL else (404,)
    person = "mette" if name == "counties:thread-follow" else "per"  # Per is of the network too
    assert as_(person).post(address(name, rows)).status_code in allowed


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in MATRIX
        if name.startswith("counties:register-") and name.split()[0].endswith(("add", "edit", "delete"))
    ],
)
def test_a_reader_without_the_right_writes_nothing(name, rows, as_):
    for person in ("anon", "stine", "per", "siv", "mette"):
        assert as_(person).post(address(name, rows)).status_code in (302 if person == "anon" else 403, 404)


@pytest.mark.parametrize("status", [Status.DELIVERED, Status.PUBLISHED])
def test_what_is_delivered_is_read_by_the_ministry_and_what_is_published_by_all(status, as_):
    url = factories.report_at(status).get_absolute_url()
    assert as_("dag").get(url).status_code == 200
    public = status == Status.PUBLISHED
    assert as_("anon").get(url).status_code == (200 if public else 302)
    assert as_("per").get(url).status_code == (200 if public else 404)
