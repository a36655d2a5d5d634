"""This app's lists as tables (django-tables2): columns, order and links, and the columns of their files."""

from counties.tables.lists import (
    EventTable,
    FollowUpTable,
    GrantTable,
    KommuneTable,
    LetterTable,
    RegionTable,
    RegistrationTable,
    TemplateTable,
    ThreadTable,
)
from counties.tables.registers import (
    ActivityTable,
    AgreementTable,
    CandidateTable,
    MeetingTable,
    MemberTable,
    RequestTable,
    RevisionTable,
    VirksomhetTable,
)

__all__ = [
    "ActivityTable",
    "AgreementTable",
    "CandidateTable",
    "EventTable",
    "FollowUpTable",
    "GrantTable",
    "KommuneTable",
    "LetterTable",
    "MeetingTable",
    "MemberTable",
    "RegionTable",
    "RegistrationTable",
    "RequestTable",
    "RevisionTable",
    "TemplateTable",
    "ThreadTable",
    "VirksomhetTable",
]
