"""The rows that hearings' addresses name."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from criteria.hearing.models import Hearing, HearingReply
from portal.pages import get_visible

WRITES = ["GET", "HEAD", "POST"]


def find_hearing(request: HttpRequest, pk: int) -> Hearing:
    return get_visible(request, Hearing.objects.visible_to(request.user).with_place(), pk=pk)


def find_own(token: str) -> HearingReply:
    """The answer that a sender's link is the key to; 404 for any other, and for one that is erased."""
    rows = HearingReply.objects.select_related("hearing__edition__group__area")
    return get_object_or_404(rows, token=token)


def find_reply(request: HttpRequest, pk: int, number: int) -> HearingReply:
    """One that has come in, for those who may read it."""
    hearing = find_hearing(request, pk)
    rows = HearingReply.objects.visible_to(request.user).select_related("hearing__edition__group")
    return get_visible(request, rows, hearing=hearing, number=number)
