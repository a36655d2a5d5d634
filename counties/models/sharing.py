"""What the knutepunkter share: templates for good procurements, and a board of questions and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from counties.models.geography import Region
from criteria.models import ProductGroup
from portal import clock
from portal.access import Permission, scope
from portal.history import with_history
from portal.links import reverse
from portal.models.text import LineField, ProseField
from portal.norwegian import NorwegianOrder

if TYPE_CHECKING:
    from portal.access import Person


class DocumentTemplateQuerySet(models.QuerySet["DocumentTemplate"]):
    def visible_to(self, user: Person) -> DocumentTemplateQuerySet:
        """Templates are made to be used: everyone may have them."""
        return self.all()

    def with_downloads(self) -> DocumentTemplateQuerySet:
        """Adds `downloads` over all versions, and the newest version's `newest_number` and `newest_at`."""
        return self.annotate(
            downloads=models.Sum("versions__downloads", default=0),
            newest_number=models.Max("versions__number"),
            newest_at=models.Max("versions__uploaded_at"),
        )


@with_history()
class DocumentTemplate(models.Model):
    """A mal: a document to start from, in numbered versions, kept by one region and used by all."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="templates", verbose_name=_("region"))
    title = LineField(_("tittel"), max_length=160)
    description = ProseField(_("hva den er til"), max_length=2000)
    product_group = models.ForeignKey(
        ProductGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("produktgruppe")
    )

    objects = DocumentTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mal")
        verbose_name_plural = _("maler")
        ordering = [NorwegianOrder("title"), "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("counties:template-detail", args=[self.pk])

    @property
    def access_region_id(self) -> int:
        return self.region_id


class TemplateVersion(models.Model):
    """One version's file. It is never replaced; a new one gets the next number."""

    template = models.ForeignKey(DocumentTemplate, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("versjon"))
    file = models.FileField(_("fil"), upload_to="templates/")
    name = LineField(_("filnavn"), max_length=200)
    note = LineField(_("hva er nytt"), max_length=300, blank=True)
    downloads = models.PositiveIntegerField(_("nedlastinger"), default=0)
    uploaded_at = models.DateTimeField(_("lagt inn"), default=clock.now)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("malversjon")
        verbose_name_plural = _("malversjoner")
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"], name="a_version_number_stands_once_in_its_template"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, user: Person) -> ThreadQuerySet:
        """The board is for those who take part in the network."""
        return self.all() if scope(user, Permission.NETWORK).anywhere else self.none()


@with_history()
class Thread(models.Model):
    """A question to the other knutepunkter."""

    title = LineField(_("spørsmål"), max_length=160)
    text = ProseField(_("utdyping"), max_length=6000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    place = LineField(_("fra"), max_length=80, help_text="The author's region, or DIFI.")
    created_at = models.DateTimeField(_("tid"), default=clock.now)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("tråd")
        verbose_name_plural = _("tråder")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("counties:thread-detail", args=[self.pk])


class Reply(models.Model):
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="replies")
    text = ProseField(_("svar"), max_length=6000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    place = LineField(_("fra"), max_length=80)
    written_at = models.DateTimeField(_("tid"), default=clock.now)

    class Meta:
        verbose_name = _("svar")
        verbose_name_plural = _("svar")
        ordering = ["thread", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class BoardSubscription(models.Model):
    """Who gets an e-mail of what is written: in one thread, or of every new one where it has none."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="board_subscriptions")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, blank=True, related_name="subscriptions")

    class Meta:
        verbose_name = _("abonnement")
        verbose_name_plural = _("abonnementer")
        ordering = ["user", "thread"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "thread"], nulls_distinct=False, name="a_person_subscribes_once_to_a_thread"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.thread_id}"
