from counties.workflow.assistance import REQUEST, RequestAction, RequestState
from counties.workflow.events import (
    EVENT,
    REGISTRATION,
    EventAction,
    EventState,
    RegistrationAction,
    RegistrationState,
)
from counties.workflow.uploads import UPLOAD, UploadAction, UploadState

__all__ = [
    "EVENT",
    "REGISTRATION",
    "REQUEST",
    "UPLOAD",
    "EventAction",
    "EventState",
    "RegistrationAction",
    "RegistrationState",
    "RequestAction",
    "RequestState",
    "UploadAction",
    "UploadState",
]
