from criteria.models.catalogue import Label, ProductArea, ProductGroup
from criteria.models.criterion import Criterion, CriterionLabel, Level, SearchTerm, Theme, Type
from criteria.models.editions import CriteriaSet, Erratum
from criteria.models.selection import Selection, SelectionItem

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
    "Selection",
    "SelectionItem",
    "Theme",
    "Type",
]
