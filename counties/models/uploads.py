"""A file of rows on its way in: checked whole before anything is written."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from counties.models.geography import Region
from counties.models.visibility import RegionalQuerySet
from counties.workflow import UploadAction, UploadState
from portal import clock
from portal.access import Permission
from portal.links import reverse
from portal.models.text import LineField


class UploadQuerySet(RegionalQuerySet["Upload"]):
    pass


@pghistory.track()
class Upload(models.Model):
    """What somebody sent in to have imported, and what the check found."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="uploads")
    noun = LineField(_("hva"), max_length=20, help_text="The register it goes to.")
    file = models.FileField(_("fil"), upload_to="uploads/")
    name = LineField(_("filnavn"), max_length=200)
    state = models.CharField(
        _("tilstand"), max_length=10, choices=UploadState.choices, default=UploadState.CHECKING
    )
    row_count = models.PositiveIntegerField(_("rader"), default=0)
    new_count = models.PositiveIntegerField(_("nye"), default=0)
    done_count = models.PositiveIntegerField(_("importert"), default=0, help_text="Rows written so far.")
    error_count = models.PositiveIntegerField(_("feil"), default=0)
    errors = models.JSONField(default=list, help_text="[{cell, column, value, message}], the first of them.")
    notes = models.JSONField(default=list, help_text="Sentences about what is read and what is not.")
    questions = models.JSONField(
        default=list, help_text="What the person must choose first: [{key, text, options: [[key, text], …]}]."
    )
    choices = models.JSONField(default=dict, help_text="What was chosen, by the questions' keys.")
    same_count = models.PositiveIntegerField(
        _("finnes fra før"), default=0, help_text="Rows that stand in the register already."
    )
    preview = models.JSONField(default=list, help_text="The headings and the first rows: [[cell, …], …].")
    made_from = models.JSONField(
        default=dict,
        help_text="{key: version} of the register's rows that the check compared the file with; 0: none.",
    )
    uploaded_at = models.DateTimeField(_("lastet opp"), default=clock.now)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("importer")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("counties:upload-detail", args=[self.region.slug, self.pk])

    @property
    def access_region_id(self) -> int:
        return self.region_id

    def step_url(self, action: UploadAction) -> str:
        return reverse(f"counties:upload-{action.replace('_', '-')}", args=[self.region.slug, self.pk])

    @property
    def permission(self) -> Permission:
        from counties.registers import REGISTERS  # noqa: PLC0415 - it imports this module

        return REGISTERS[self.noun].edit

    @property
    def shown_state(self) -> UploadState:
        return UploadState(self.state)

    @property
    def is_wrong(self) -> bool:
        return self.state == UploadState.WRONG

    @property
    def is_asked(self) -> bool:
        return self.state == UploadState.ASKED

    @property
    def is_ready(self) -> bool:
        return self.state == UploadState.READY

    @property
    def is_stopped(self) -> bool:
        return self.state == UploadState.STOPPED

    @property
    def is_unread(self) -> bool:
        return self.state == UploadState.UNREAD

    @property
    def is_done(self) -> bool:
        return self.state == UploadState.DONE

    @property
    def is_undone(self) -> bool:
        return self.state == UploadState.UNDONE

    @property
    def can_be_undone(self) -> bool:
        """Activities are only added by a file; other rows may have been there before it."""
        return self.noun == "aktiviteter"
