"""What Django tells of log-ins and roles, for the log."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from portal.models import RoleGrant, User
from portal.models.log import LogKind
from portal.operations import log


@receiver(user_logged_in)
def logged_in(request: HttpRequest | None, user: User, **_more: Any) -> None:
    log.record(LogKind.LOGIN, request=request, who_id=user.pk)


@receiver(user_login_failed)
def login_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any) -> None:
    log.failed_login(request, str(credentials.get("email", "")))


@receiver([password_changed, password_reset, password_set])
def password_is_new(request: HttpRequest, user: User, **_more: Any) -> None:
    log.record(LogKind.PASSWORD, request=request, who_id=user.pk)


@receiver(post_save, sender=RoleGrant)
def role_changed(instance: RoleGrant, created: bool, **_more: Any) -> None:
    kind = LogKind.ROLE_GIVEN if created else LogKind.ROLE_TAKEN
    by = instance.granted_by_id if created else instance.revoked_by_id
    about: dict[str, Any] = {"about_id": instance.user_id, "region_id": instance.region_id}
    log.record(kind, what=instance.get_role_display(), who_id=by, **about)
