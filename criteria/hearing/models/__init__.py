from criteria.hearing.models.comments import HearingComment, Resolution, ResolutionOutcome, Stance
from criteria.hearing.models.experts import Expert, ExpertComment
from criteria.hearing.models.hearings import (
    HeardCriterion,
    Hearing,
    HearingExtension,
    HearingReminder,
    Invitation,
    Showing,
)
from criteria.hearing.models.replies import Attachment, HearingReply, SenderKind

__all__ = [
    "Attachment",
    "Expert",
    "ExpertComment",
    "HeardCriterion",
    "Hearing",
    "HearingComment",
    "HearingExtension",
    "HearingReminder",
    "HearingReply",
    "Invitation",
    "Resolution",
    "ResolutionOutcome",
    "SenderKind",
    "Showing",
    "Stance",
]
