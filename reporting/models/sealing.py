"""What a signature froze: the snapshot, its receipt, and the one PDF drawn from it. None of it ever changes.

A report is sealed by its fylkesmann, a national edition by DIFI; all are links of the same chain.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.access import Permission, scope
from portal.files import named
from portal.links import reverse
from reporting import chain
from reporting.models.national import NationalEdition
from reporting.models.reports import AnnualReport
from reporting.workflow import HANDED_IN

if TYPE_CHECKING:
    from portal.access import Person

HEX_SHA256 = r"^[0-9a-f]{64}$"
NEVER_SEALED = """
    IF EXISTS (
        SELECT 1 FROM reporting_annualreport a JOIN reporting_reportinground r ON r.id = a.round_id
        WHERE a.id = NEW.report_id AND r.kind = 'rehearsal'
    ) THEN
        RAISE EXCEPTION 'A rehearsal is never sealed';
    END IF;
    RETURN NEW;
"""


class SealedReportQuerySet(models.QuerySet["SealedReport"]):
    def visible_to(self, user: Person) -> SealedReportQuerySet:
        """All versions for those inside the region and DIFI; the published one for everyone; the one in force
        for those who may read what is delivered. National editions are sealed by being published."""
        inside = scope(user, Permission.REPORT_READ)
        if inside.everywhere:
            return self.all()
        rows: models.Q = models.Q(pk=models.F("report__published_seal")) | models.Q(
            report__region_id__in=inside.region_ids
        )
        rows |= models.Q(edition__isnull=False)
        if scope(user, Permission.REPORT_READ_DELIVERED).everywhere:
            newer = SealedReport.objects.filter(
                report=models.OuterRef("report"), number__gt=models.OuterRef("number")
            )
            rows |= models.Q(~models.Exists(newer), report__status__in=HANDED_IN)
        return self.filter(rows)

    def in_chain(self) -> SealedReportQuerySet:
        """With `place`, from 1; nothing of what is sealed is read."""
        place = models.Window(models.functions.RowNumber(), order_by="pk")
        return self.only(*chain.ChainLink._fields).annotate(place=place)

    def links(self) -> list[chain.ChainLink]:
        """The chain, oldest first."""
        rows = self.order_by("pk").values_list(*chain.ChainLink._fields)
        return [chain.ChainLink(*row) for row in rows]


class SealedReport(models.Model):
    report = models.ForeignKey(AnnualReport, models.PROTECT, null=True, related_name="seals")
    edition = models.OneToOneField(NationalEdition, models.PROTECT, null=True, related_name="seal")
    number = models.PositiveSmallIntegerField(_("utgave"), help_text="1 for the first signature, then 2, …")
    receipt = models.CharField(_("kvitteringsnummer"), max_length=20, unique=True)
    snapshot = models.TextField(help_text="Canonical JSON, exactly the bytes that the hash is of (UTF-8).")
    sha256 = models.CharField(_("SHA-256 av innholdet"), max_length=64)
    signed_at = models.DateTimeField(_("signert"))
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField(_("frist"), help_text="As it was when the report was signed.")
    previous_sha256 = models.CharField(_("forrige ledd i kjeden"), max_length=64)
    chain_sha256 = models.CharField(_("ledd i kjeden"), max_length=64)

    objects = SealedReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("forseglet rapport")
        verbose_name_plural = _("forseglede rapporter")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="a_report_is_sealed_once_per_number"),
            models.CheckConstraint(
                condition=models.Q(report__isnull=False, edition__isnull=True)
                | models.Q(report__isnull=True, edition__isnull=False),
                name="a_seal_is_of_a_report_or_of_a_national_edition",
            ),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=HEX_SHA256), name="a_seal_has_a_sha256_in_hex"
            ),
            models.CheckConstraint(
                condition=models.Q(previous_sha256__regex=HEX_SHA256, chain_sha256__regex=HEX_SHA256),
                name="a_link_of_the_chain_is_in_hex",
            ),
            models.UniqueConstraint(fields=["previous_sha256"], name="a_link_is_followed_by_one_only"),
            models.UniqueConstraint(fields=["chain_sha256"], name="a_link_stands_in_the_chain_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="a_seal_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="a_rehearsal_is_never_sealed",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=NEVER_SEALED,
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    @cached_property
    def content(self) -> dict[str, Any]:
        """The snapshot as Python values; its shape is in `reporting/snapshot.py`."""
        content: dict[str, Any] = json.loads(self.snapshot)
        return content

    @property
    def sealed_report(self) -> AnnualReport:
        """For seals of reports."""
        return cast(AnnualReport, self.report)

    @property
    def is_national(self) -> bool:
        return self.edition_id is not None

    @property
    def about(self) -> str:
        """What is sealed, in the words of its content."""
        year = self.content["round"]["year"]
        return _t("Hele landet %d") % year if self.is_national else f"{self.content['region']['name']} {year}"

    @property
    def pdf_url(self) -> str:
        year = self.content["round"]["year"]
        if self.is_national:
            return reverse("reporting:national-pdf", args=[year, self.number])
        address = self.content["round"].get("slug", year)
        return reverse("reporting:seal-pdf", args=[address, self.content["region"]["slug"], self.number])

    @property
    def file_name(self) -> str:
        year = self.content["round"]["year"]
        noun = "sluttevaluering" if "slug" in self.content["round"] else "årsrapport"
        words = (
            ("nasjonal årsrapport", year)
            if self.is_national
            else (noun, year, self.content["region"]["name"])
        )
        return f"{named(*words)}-{self.receipt}.pdf"


class SealedPdf(models.Model):
    """The file, rendered and signed once. Every later download is these bytes, checked against the hash.

    It is a drawing, which can be drawn again, and then a signature, which cannot be made again and is kept here too.
    Files from before the portal had an electronic seal are the drawing alone.
    """

    seal = models.OneToOneField(SealedReport, models.PROTECT, related_name="pdf")
    file = models.FileField(upload_to="sealed/")
    sha256 = models.CharField(_("SHA-256 av filen"), max_length=64)
    size = models.PositiveIntegerField(_("størrelse"), help_text="bytes")
    drawing_sha256 = models.CharField(_("SHA-256 av tegningen"), max_length=64, blank=True)
    signature = models.BinaryField(null=True, help_text="All of the file that comes after the drawing.")
    portal_version = models.CharField(max_length=20)
    rendered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("forseglet PDF")
        verbose_name_plural = _("forseglede PDF-er")
        ordering = ["seal"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=HEX_SHA256), name="a_sealed_pdf_has_a_sha256_in_hex"
            ),
            models.CheckConstraint(
                condition=models.Q(signature=None, drawing_sha256="")
                | models.Q(signature__isnull=False, drawing_sha256__regex=HEX_SHA256),
                name="a_signature_is_kept_with_the_hash_of_its_drawing",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_sealed_pdf_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return str(self.file.name)


class DraftPdf(models.Model):
    """A PDF of a draft, kept by the hash of what it shows: asking again for the same text costs nothing."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="draft_pdfs")
    snapshot = models.TextField()
    snapshot_sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="drafts/", blank=True)

    class Meta:
        verbose_name = _("utkast i PDF")
        verbose_name_plural = _("utkast i PDF")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "snapshot_sha256"], name="a_draft_is_drawn_once_per_content"
            ),
        ]

    def __str__(self) -> str:
        return str(self.file.name)
