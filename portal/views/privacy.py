"""What is held about people: for everyone to read, for each to be given, and for an administrator to erase."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.access import Permission, require
from portal.errors import Stale
from portal.files import FileAnswer, attachment, json_bytes, named, respond
from portal.http import SignedInRequest
from portal.links import reverse
from portal.operations import privacy
from portal.operations.log import hands_out_persons
from portal.personal import EraseForm, PersonForm
from portal.personal_data import Person, holdings
from portal.recent import asked_again

SALT = "portal.person"  # an address in an address of a page would stand in the logs of web servers


@login_not_required
@require_safe
def privacy_page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html", {"holdings": holdings()})


@never_cache
@require_safe
@hands_out_persons(gettext_lazy("Egne opplysninger"))
def my_data(request: SignedInRequest, kind: str) -> FileAnswer:
    return _file(Person(request.user.email, request.user), kind)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person_find(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.USERS_MANAGE)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(address_of(form.cleaned_data["email"]))
    return render(request, "portal/person_find.html", {"form": form})


@never_cache
@require_safe
@hands_out_persons(gettext_lazy("En persons opplysninger"))
def person_export(request: SignedInRequest, token: str, kind: str) -> FileAnswer:
    require(request.user, Permission.USERS_MANAGE)
    return _file(_person(token), kind)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asked_again
def person_erase(request: SignedInRequest, token: str) -> HttpResponse:
    """What is erased, what stays and why; and then it is."""
    require(request.user, Permission.USERS_MANAGE)
    person, stale = _person(token), None
    form = EraseForm(person.email, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            privacy.erase(person=person, seen=request.POST.get("seen", ""), by=request.user)
        except Stale as changed:
            stale = changed
        else:
            messages.success(request, _("Opplysningene er slettet. Det kan ikke angres."))
            return redirect("portal:person-find")
    found = privacy.found_of(person)
    context = {
        "person": person,
        "token": token,
        "form": form,
        "stale": stale,
        "erased": [row for row in found if row.is_erased],
        "stays": [row for row in found if row.holding.stays],
        "acts": privacy.done_by(person),
        "seen": privacy.mark_of(person),
    }
    return render(request, "portal/person_erase.html", context, status=409 if stale else 200)


def address_of(email: str) -> str:
    return reverse("portal:person-erase", args=[signing.dumps(email.strip(), salt=SALT)])


def _person(token: str) -> Person:
    try:
        return Person.of(signing.loads(token, salt=SALT, max_age=24 * 3600))
    except signing.BadSignature:
        raise Http404 from None


def _file(person: Person, kind: str) -> FileAnswer:
    words = (_("personopplysninger"),)
    if kind == "json":
        return attachment(json_bytes(privacy.json_of(person)), "application/json", f"{named(*words)}.json")
    return respond(privacy.sheet_of(person), kind, *words)
