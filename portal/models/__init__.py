from portal.models.jobs import Job
from portal.models.mail import OutgoingMail
from portal.models.notifications import Notification
from portal.models.removals import Removal
from portal.models.users import RoleGrant, User

__all__ = ["Job", "Notification", "OutgoingMail", "Removal", "RoleGrant", "User"]
