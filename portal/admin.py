"""Users and roles, for the administrator. Rights come from `portal.access`, through `User.is_staff`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.access import REGIONAL_ROLES, Role
from portal.editing import EditForm
from portal.errors import Stale
from portal.forms import ModelForm, WrittenField
from portal.history import because
from portal.http import SignedInRequest
from portal.models import RoleGrant, User
from portal.norwegian import NorwegianOrder, with_words
from portal.operations import addresses, records, roles
from portal.recent import asked_again

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # one way in, with its limits
admin.site.site_header = _("Administrasjon av portalen")
admin.site.site_title = admin.site.site_header
admin.site.index_title = _("Brukere og roller")
admin.site.site_url = "/"


if TYPE_CHECKING:  # generic to type checkers alone
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class NorwegianSearch(ModelAdmin):
    """The search finds words as the portal's own lists do."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return with_words(queryset, search_term, *self.search_fields), False


class AdminEditForm(EditForm):
    """An edit form of the admin site, which draws fields in its own way: both texts are said in one sentence."""

    def clean(self) -> dict[str, Any]:
        """The admin site saves the form itself, in one transaction with this: what was seen is compared here."""
        data = super().clean() or self.cleaned_data
        if self.instance.pk is None:
            return data
        try:
            records.require_seen(records.locked(self.instance), data["seen"], self.values)
        except Stale as stale:
            self.show_beside(stale)
            raise forms.ValidationError(f"{stale.reason} {self._said()}") from None
        return data

    def _said(self) -> str:
        fields = [field for field in self.fields.values() if hasattr(field, "theirs")]
        said = "; ".join(f"{field.label}: {field.theirs}" for field in fields)
        return _t("Lagret nå er %s. Lagre på nytt for å beholde ditt.") % said


class EditAdmin(ModelAdmin):
    """Rows that are edited here are edited by the portal's own rules; `form` is an `AdminEditForm`."""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = list(self.form._meta.fields or ())
        return [*fields, "seen"] if obj else fields

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        page = super().render_change_form(request, context, *args, **kwargs)
        page.status_code = context["adminform"].form.status
        return page


class UserForm(AdminEditForm):
    """A new person gets no password here: they choose one with "Glemt passord"."""

    class Meta:
        model = User
        fields = ["email", "name", "title", "is_active"]


@admin.register(User)
@method_decorator(asked_again, name="changeform_view")
class UserAdmin(NorwegianSearch, EditAdmin):
    form = UserForm
    list_display = ["name_in_order", "email", "title", "is_active"]
    list_filter = ["is_active", "role_grants__role"]
    search_fields = ["name", "email"]

    @admin.display(description=_("navn"), ordering=NorwegianOrder("name"))
    def name_in_order(self, user: User) -> str:
        return user.name

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        obj.save()
        if not change:
            addresses.vouch(user=obj)
        elif "email" in form.changed_data:
            addresses.replace(user=obj, before=form.initial["email"])

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """People are made inactive, so that history keeps its names."""
        return False


class RoleGrantForm(ModelForm):
    reason = WrittenField(label=_("Begrunnelse"), max_length=200)

    class Meta:
        model = RoleGrant
        fields = ["user", "role", "region"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        role, region = data.get("role"), data.get("region")
        if role and (Role(role) in REGIONAL_ROLES) != bool(region):
            text = _("Velg region.") if region is None else _("Denne rollen er nasjonal. La region stå tom.")
            self.add_error("region", text)
        return data


@admin.register(RoleGrant)
@method_decorator(asked_again, name="changeform_view")
@method_decorator(asked_again, name="changelist_view")
class RoleGrantAdmin(NorwegianSearch):
    form = RoleGrantForm
    list_display = ["user", "role", "region", "granted_at", "granted_by", "revoked_at"]
    list_filter = ["role", "region", ("revoked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["user", "region", "granted_by"]
    search_fields = ["user__name", "user__email"]
    autocomplete_fields = ["user"]
    actions = ["revoke"]

    def save_model(  # type: ignore[override]
        self, request: SignedInRequest, obj: RoleGrant, form: ModelForm, change: bool
    ) -> None:
        obj.granted_by = request.user
        with because(form.cleaned_data["reason"], request.user):
            obj.save()

    @admin.action(description=_("Trekk tilbake de valgte rollene"))
    def revoke(self, request: SignedInRequest, queryset: Any) -> None:
        for grant in queryset.filter(revoked_at=None):
            roles.revoke(grant=grant, by=request.user, reason=str(_("Trukket tilbake i administrasjonen")))

    def has_change_permission(self, request: HttpRequest, obj: RoleGrant | None = None) -> bool:
        """A grant is given and revoked, never edited; the list itself may be seen."""
        return obj is None and request.user.is_staff

    def has_delete_permission(self, request: HttpRequest, obj: RoleGrant | None = None) -> bool:
        return False
