from criteria.models.catalogue import Label, ProductArea, ProductGroup
from criteria.models.criterion import Criterion, CriterionLabel, Level, SearchTerm, Theme, Type
from criteria.models.editions import CriteriaSet, Erratum

__all__ = [
    "CriteriaSet",
    "Criterion",
    "CriterionLabel",
    "Erratum",
    "Label",
    "Level",
    "ProductArea",
    "ProductGroup",
    "SearchTerm",
    "Theme",
    "Type",
]
