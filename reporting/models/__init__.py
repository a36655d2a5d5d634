from reporting.models.answers import SectionAnswers
from reporting.models.deadlines import Extension, Occasion, ReportReminder
from reporting.models.national import NationalEdition, NationalFile
from reporting.models.readers import ReaderComment, ReadingLink
from reporting.models.reports import AnnualReport, ReportEvent
from reporting.models.review import ReviewComment
from reporting.models.rounds import ReportingRound
from reporting.models.rules import Rule
from reporting.models.sealing import DraftPdf, SealedPdf, SealedReport
from reporting.models.templates import Question, ReportTemplate, Section
from reporting.models.texts import ReportText
from reporting.models.values import ReportedValue

__all__ = [
    "AnnualReport",
    "DraftPdf",
    "Extension",
    "NationalEdition",
    "NationalFile",
    "Occasion",
    "Question",
    "ReaderComment",
    "ReadingLink",
    "ReportEvent",
    "ReportReminder",
    "ReportTemplate",
    "ReportText",
    "ReportedValue",
    "ReportingRound",
    "ReviewComment",
    "Rule",
    "SealedPdf",
    "SealedReport",
    "Section",
    "SectionAnswers",
]
