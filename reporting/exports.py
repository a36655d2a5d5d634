"""The tables of this app as files."""

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import ModelResource

from reporting.models import AnnualReport
from reporting.workflow import Status


class ReportResource(ModelResource):
    year = Field("round__year", column_name=_("År"))
    number = Field("region__number", column_name=_("Nummer"))
    region = Field("region__name", column_name=_("Region"))
    pulje = Field("region__pulje__number", column_name=_("Pulje"))
    status = Field(column_name=_("Tilstand"))
    due_on = Field("round__due_on", column_name=_("Frist"))
    receipt = Field("published_seal__receipt", column_name=_("Kvittering, publisert utgave"))

    def dehydrate_status(self, report: AnnualReport) -> str:
        """As the reader may see it; the rows come from `with_seen_status`."""
        return str(Status(report.seen_status).label)

    class Meta:
        model = AnnualReport
        fields = ("year", "number", "region", "pulje", "status", "due_on", "receipt")
