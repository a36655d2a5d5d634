from counties.models.activities import Activity, FrameworkAgreement, Group, Task, Theme
from counties.models.assistance import AssistanceRequest, HandOver, RequestMessage
from counties.models.criterion_use import CriterionUse, Outcome, SupplierReadiness
from counties.models.events import Event, EventKind, Registration
from counties.models.geography import Fylke, Fylkesmann, Kommune, Region
from counties.models.grants import ALLOTTED_BY_DIFI, FOUND_BY_REGION, Grant, GrantKind, GrantLetter
from counties.models.knutepunkt import HostKind, Knutepunkt, KnutepunktCandidate
from counties.models.milestones import MilestoneReached
from counties.models.pulje import Milestone, Pulje
from counties.models.sharing import BoardSubscription, DocumentTemplate, Reply, TemplateVersion, Thread
from counties.models.styringsgruppe import Decision, Meeting, Member, SeatRole, Sector, Styringsgruppe
from counties.models.uploads import Upload
from counties.models.virksomheter import (
    KommuneFollowUp,
    TildelingsbrevFollowUp,
    Virksomhet,
    VirksomhetKind,
)
from counties.workflow import EventState, RegistrationState, RequestState, UploadState

__all__ = [
    "ALLOTTED_BY_DIFI",
    "FOUND_BY_REGION",
    "Activity",
    "AssistanceRequest",
    "BoardSubscription",
    "CriterionUse",
    "Decision",
    "DocumentTemplate",
    "Event",
    "EventKind",
    "EventState",
    "FrameworkAgreement",
    "Fylke",
    "Fylkesmann",
    "Grant",
    "GrantKind",
    "GrantLetter",
    "Group",
    "HandOver",
    "HostKind",
    "Knutepunkt",
    "KnutepunktCandidate",
    "Kommune",
    "KommuneFollowUp",
    "Meeting",
    "Member",
    "Milestone",
    "MilestoneReached",
    "Outcome",
    "Pulje",
    "Region",
    "Registration",
    "RegistrationState",
    "Reply",
    "RequestMessage",
    "RequestState",
    "SeatRole",
    "Sector",
    "Styringsgruppe",
    "SupplierReadiness",
    "Task",
    "TemplateVersion",
    "Theme",
    "Thread",
    "TildelingsbrevFollowUp",
    "Upload",
    "UploadState",
    "Virksomhet",
    "VirksomhetKind",
]
