from portal.models.jobs import Job
from portal.models.notifications import Notification
from portal.models.users import RoleGrant, User

__all__ = ["Job", "Notification", "RoleGrant", "User"]
