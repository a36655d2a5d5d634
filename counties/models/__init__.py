from counties.models.activities import Activity, FrameworkAgreement, Group, Task, Theme
from counties.models.geography import Fylke, Fylkesmann, Kommune, Region
from counties.models.pulje import Milestone, Pulje
from counties.models.uploads import Upload, UploadState
from counties.models.virksomheter import (
    KommuneFollowUp,
    TildelingsbrevFollowUp,
    Virksomhet,
    VirksomhetKind,
)

__all__ = [
    "Activity",
    "FrameworkAgreement",
    "Fylke",
    "Fylkesmann",
    "Group",
    "Kommune",
    "KommuneFollowUp",
    "Milestone",
    "Pulje",
    "Region",
    "Task",
    "Theme",
    "TildelingsbrevFollowUp",
    "Upload",
    "UploadState",
    "Virksomhet",
    "VirksomhetKind",
]
