from reporting.models.reports import AnnualReport, ReportEvent, ReportingRound, ReviewComment, SectionAnswers
from reporting.models.sealing import DraftPdf, SealedPdf, SealedReport
from reporting.models.templates import Question, ReportTemplate, Section

__all__ = [
    "AnnualReport",
    "DraftPdf",
    "Question",
    "ReportEvent",
    "ReportTemplate",
    "ReportingRound",
    "ReviewComment",
    "SealedPdf",
    "SealedReport",
    "Section",
    "SectionAnswers",
]
