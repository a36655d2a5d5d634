"""The tables of this app as files."""

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import ModelResource

from counties.models import Kommune, Region


class RegionResource(ModelResource):
    number = Field("number", column_name=_("Nummer"))
    name = Field("name", column_name=_("Region"))
    pulje = Field("pulje__number", column_name=_("Pulje"))
    kommuner = Field("kommuner_count", column_name=_("Kommuner"))
    population = Field("population", column_name=_("Folketall 1.1.2009"))

    class Meta:
        model = Region
        fields = ("number", "name", "pulje", "kommuner", "population")


class KommuneResource(ModelResource):
    number = Field("number", column_name=_("Kommunenummer"))
    name = Field("name", column_name=_("Kommune"))
    fylke = Field("fylke__name", column_name=_("Fylke"))
    population = Field("population", column_name=_("Folketall 1.1.2009"))

    class Meta:
        model = Kommune
        fields = ("number", "name", "fylke", "population")
