from criteria.models.catalogue import Label, LabelKind, ProductArea, ProductGroup
from criteria.models.criterion import Criterion, CriterionLabel, CriterionTheme, Level, Type
from criteria.models.editions import CriteriaSet, Erratum
from criteria.models.feedback import Feedback
from criteria.models.printed import SelectionPdf
from criteria.models.search import SearchTerm, Synonym
from criteria.models.selection import Selection, SelectionItem
from criteria.models.subscriptions import GroupNews, Subscription

__all__ = [
    "CriteriaSet",
    "Criterion",
    "CriterionLabel",
    "CriterionTheme",
    "Erratum",
    "Feedback",
    "GroupNews",
    "Label",
    "LabelKind",
    "Level",
    "ProductArea",
    "ProductGroup",
    "SearchTerm",
    "Selection",
    "SelectionItem",
    "SelectionPdf",
    "Subscription",
    "Synonym",
    "Type",
]
