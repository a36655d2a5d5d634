"""The portal's addresses, a page that is nothing but the frame of all pages, and Django's admin of the same rows."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from benches.instead import SITE
from benches.pages import EMPTY
from portal.urls import *  # noqa: F403
from portal.urls import urlpatterns as portal_patterns


@login_not_required
def empty(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


urlpatterns = [path(EMPTY.lstrip("/"), empty), path("annet/", SITE.urls), *portal_patterns]
