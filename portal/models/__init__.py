from portal.models.heartbeat import Heartbeat
from portal.models.jobs import Job
from portal.models.mail import OutgoingMail
from portal.models.notifications import MailChoice, Notification
from portal.models.removals import Removal
from portal.models.users import RoleGrant, User

__all__ = ["Heartbeat", "Job", "MailChoice", "Notification", "OutgoingMail", "Removal", "RoleGrant", "User"]
