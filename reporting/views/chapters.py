"""The chapters and the questions of a template that is being made."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.editing import saved
from portal.http import SignedInRequest
from portal.links import reverse
from portal.unsaved import keeps_words
from reporting.models import Question, Section
from reporting.operations import template_drafts
from reporting.template_forms import ChapterForm, QuestionForm
from reporting.views.templates import WRITES, find_draft, reordered


def _find_section(request: SignedInRequest, key: str, section: str) -> Section:
    """Raises `Denied`, `Http404`, or `Conflict` where the template is published."""
    template = find_draft(request, key)
    found = get_object_or_404(template.sections, key=section)
    found.template = template
    return found


def _find_question(request: SignedInRequest, key: str, section: str, question: str) -> Question:
    of = _find_section(request, key, section)
    found = get_object_or_404(of.questions.select_related("shown_if"), key=question)
    found.section = of
    return found


def _add_url(key: str, section: str = "", **_row: str) -> str:
    return reverse("reporting:question-add", args=[key, section])


def _chapter_add_url(key: str, **_row: str) -> str:
    return reverse("reporting:chapter-add", args=[key])


@never_cache
@require_http_methods(WRITES)
@keeps_words(ChapterForm)
def chapter_add(request: SignedInRequest, key: str) -> HttpResponse:
    return _write_chapter(request, Section(template=find_draft(request, key)))


@never_cache
@require_http_methods(WRITES)
@keeps_words(ChapterForm, anew=_chapter_add_url)
def chapter_edit(request: SignedInRequest, key: str, section: str) -> HttpResponse:
    """Its words, and its questions in order."""
    return _write_chapter(request, _find_section(request, key, section))


def _write_chapter(request: SignedInRequest, section: Section) -> HttpResponse:
    form = ChapterForm(request.POST or None, instance=section)
    kept = saved(form, template_drafts.save_section, section=section, by=request.user)
    if kept:
        messages.success(request, _("Kapittelet er lagret."))
        return redirect(kept)
    standing = Section.objects.filter(pk=section.pk).first()
    questions = list(standing.questions.order_by("position")) if standing else []
    context = {
        "template": section.template,
        "section": standing,
        "form": form,
        "questions": questions,
        "order": ",".join(question.key for question in questions),
    }
    return render(request, "reporting/chapter_edit.html", context, status=form.status)


@never_cache
@require_http_methods(WRITES)
def chapter_delete(request: SignedInRequest, key: str, section: str) -> HttpResponse:
    found = _find_section(request, key, section)
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        template_drafts.remove_section(section=found, seen=seen, by=request.user)
        messages.success(request, _("Kapittelet «%s» er tatt ut.") % found.title)
        return redirect(found.template)
    keys = list(found.questions.values_list("key", flat=True))
    charts, rules = template_drafts.hanging_on(found.template, keys)
    context = {
        "template": found.template,
        "section": found,
        "count": len(keys),
        "charts": charts,
        "rules": rules,
        "seen": template_drafts.mark_of_section(found),
    }
    return render(request, "reporting/chapter_delete.html", context)


@require_POST
def chapter_reorder(request: SignedInRequest, key: str, section: str) -> HttpResponse:
    """Of the chapter's questions."""
    found = _find_section(request, key, section)
    return reordered(request, found, template_drafts.reorder_questions, section=found)


@never_cache
@require_http_methods(WRITES)
@keeps_words(QuestionForm)
def question_add(request: SignedInRequest, key: str, section: str) -> HttpResponse:
    return _write_question(request, Question(section=_find_section(request, key, section)))


@never_cache
@require_http_methods(WRITES)
@keeps_words(QuestionForm, anew=_add_url)
def question_edit(request: SignedInRequest, key: str, section: str, question: str) -> HttpResponse:
    return _write_question(request, _find_question(request, key, section, question))


def _write_question(request: SignedInRequest, question: Question) -> HttpResponse:
    section = question.section
    form = QuestionForm(request.POST or None, instance=question)
    kept = saved(form, template_drafts.save_question, question=question, by=request.user)
    if kept:
        messages.success(request, _("«%s» er lagret.") % kept)
        return redirect(section)
    standing = Question.objects.filter(pk=question.pk).first()
    context = {"template": section.template, "section": section, "question": standing, "form": form}
    return render(request, "reporting/question_edit.html", context, status=form.status)


@never_cache
@require_http_methods(WRITES)
def question_delete(request: SignedInRequest, key: str, section: str, question: str) -> HttpResponse:
    found = _find_question(request, key, section, question)
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        template_drafts.remove_question(question=found, seen=seen, by=request.user)
        messages.success(request, _("«%s» er tatt ut.") % found)
        return redirect(found.section)
    charts, rules = template_drafts.hanging_on(found.section.template, [found.key])
    context = {
        "template": found.section.template,
        "section": found.section,
        "question": found,
        "charts": charts,
        "rules": rules,
        "seen": found.mark,
    }
    return render(request, "reporting/question_delete.html", context)
