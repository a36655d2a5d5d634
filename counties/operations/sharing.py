"""Templates with versions, and the network's board."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from counties.models import BoardSubscription, DocumentTemplate, Reply, TemplateVersion, Thread
from portal.access import Permission, require, scope
from portal.errors import Denied
from portal.history import because
from portal.models import User
from portal.norwegian import norwegian_order
from portal.operations.notifications import notify


@transaction.atomic
def add_version(
    *, template: DocumentTemplate, file: UploadedFile[bytes], note: str, by: User
) -> TemplateVersion:
    """Put a new file on top; the template itself is saved first where it is new. Raises `Denied`."""
    require(by, Permission.WORK_RECORD, template)
    with because(note or _("Ny versjon"), by):
        if template.pk is None:
            template.save()
    DocumentTemplate.objects.select_for_update().get(pk=template.pk)
    last = template.versions.order_by("-number").first()
    return TemplateVersion.objects.create(
        template=template,
        number=last.number + 1 if last else 1,
        file=file,
        name=str(file.name)[:200],
        note=note,
        uploaded_by=by,
    )


def count_download(version: TemplateVersion) -> None:
    TemplateVersion.objects.filter(pk=version.pk).update(downloads=F("downloads") + 1)


@transaction.atomic
def ask(*, title: str, text: str, by: User) -> Thread:
    """Start a thread; its author follows it, and those who follow the board are told. Raises `Denied`."""
    _require_network(by)
    with because(_("Spurte nettverket"), by):
        thread = Thread.objects.create(title=title, text=text, author=by, place=_place(by))
    BoardSubscription.objects.create(user=by, thread=thread)
    _tell(thread, _("Nytt spørsmål i nettverket: %s") % title, text, by, everyone=True)
    return thread


@transaction.atomic
def reply(*, thread: Thread, text: str, by: User) -> Reply:
    """Answer; whoever answers follows the thread from then on. Raises `Denied`."""
    _require_network(by)
    written = Reply.objects.create(thread=thread, text=text, author=by, place=_place(by))
    BoardSubscription.objects.get_or_create(user=by, thread=thread)
    _tell(thread, _("Svar i nettverket: %s") % thread, text, by, everyone=False)
    return written


@transaction.atomic
def follow(*, thread: Thread | None, by: User) -> bool:
    """Turn a thread's mails on or off, or the whole board's where there is no thread; returns which it is now."""
    _require_network(by)
    row, created = BoardSubscription.objects.get_or_create(user=by, thread=thread)
    if not created:
        row.delete()
    return created


def _require_network(by: User) -> None:
    if not scope(by, Permission.NETWORK).anywhere:
        raise Denied(_("Nettverket er for knutepunktene, koordinatorene, fylkesmennene og DIFI."))


def _place(user: User) -> str:
    regions = sorted({str(grant.region) for grant in user.active_grants if grant.region}, key=norwegian_order)
    return ", ".join(regions)[:80] or "DIFI"


def _tell(thread: Thread, subject: str, text: str, by: User, *, everyone: bool) -> None:
    wanted = BoardSubscription.objects.filter(thread=None if everyone else thread).exclude(user=by)
    users = [
        row.user for row in wanted.select_related("user") if scope(row.user, Permission.NETWORK).anywhere
    ]
    notify(users=users, subject=subject[:200], body=f"{by}: {text}", path=thread.get_absolute_url())
