from counties.forms.activities import ActivityFilterForm, ActivityForm, AgreementFilterForm, AgreementForm
from counties.forms.organisation import (
    AppointForm,
    CandidateFilterForm,
    CandidateForm,
    DecisionForm,
    KnutepunktForm,
    MeetingFilterForm,
    MeetingForm,
    MemberFilterForm,
    MemberForm,
    StyringsgruppeForm,
)
from counties.forms.regions import KommuneFilterForm, RegionFilterForm
from counties.forms.uploads import ChoicesForm
from counties.forms.virksomheter import SheetForm, VirksomhetFilterForm, VirksomhetForm

__all__ = [
    "ActivityFilterForm",
    "ActivityForm",
    "AgreementFilterForm",
    "AgreementForm",
    "AppointForm",
    "CandidateFilterForm",
    "CandidateForm",
    "ChoicesForm",
    "DecisionForm",
    "KnutepunktForm",
    "KommuneFilterForm",
    "MeetingFilterForm",
    "MeetingForm",
    "MemberFilterForm",
    "MemberForm",
    "RegionFilterForm",
    "SheetForm",
    "StyringsgruppeForm",
    "VirksomhetFilterForm",
    "VirksomhetForm",
]
