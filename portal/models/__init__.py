from portal.models.heartbeat import Heartbeat
from portal.models.jobs import Job
from portal.models.limits import LimitCount
from portal.models.log import LogEntry
from portal.models.mail import OutgoingMail
from portal.models.notifications import MailChoice, Notification
from portal.models.once import SentForm
from portal.models.removals import Removal
from portal.models.users import RoleGrant, User

__all__ = [
    "Heartbeat",
    "Job",
    "LimitCount",
    "LogEntry",
    "MailChoice",
    "Notification",
    "OutgoingMail",
    "Removal",
    "RoleGrant",
    "SentForm",
    "User",
]
