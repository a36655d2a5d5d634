from counties.forms.activities import ActivityFilterForm, ActivityForm, AgreementFilterForm, AgreementForm
from counties.forms.regions import KommuneFilterForm, RegionFilterForm
from counties.forms.virksomheter import UploadForm, VirksomhetFilterForm, VirksomhetForm

__all__ = [
    "ActivityFilterForm",
    "ActivityForm",
    "AgreementFilterForm",
    "AgreementForm",
    "KommuneFilterForm",
    "RegionFilterForm",
    "UploadForm",
    "VirksomhetFilterForm",
    "VirksomhetForm",
]
