"""The portal's own addresses, and where the other apps' begin (this file may look up)."""

from __future__ import annotations

from allauth.account import views as account
from allauth.socialaccount import views as social
from django.contrib import admin
from django.urls import include, path, re_path

import counties.api
import criteria.api
import criteria.hearing.api
import reporting.api
from portal import admin as _registers_users_and_roles  # noqa: F401
from portal.api import patterns as api_patterns
from portal.api import publish
from portal.views import getting_in, invitations, log, opendata, outbox, pages, people, privacy, wellknown
from reporting.views import home

for data in (counties.api, criteria.api, criteria.hearing.api, reporting.api):
    publish(data.router, data.DATA_SETS)

handler403 = "portal.views.errors.permission_denied"
handler429 = "portal.views.errors.too_many"  # which allauth asks for
handler500 = "portal.views.errors.server_error"
handler404 = "portal.views.errors.page_not_found"

portal_patterns = (
    [
        path("", home.home, name="home"),
        path("helse/", pages.health_check, name="health"),
        path(".well-known/security.txt", wellknown.security_txt, name="security-txt"),
        path("robots.txt", wellknown.robots_txt, name="robots-txt"),
        path("om/", pages.about, name="about"),
        path("personvern/", privacy.privacy_page, name="privacy"),
        path("tilgjengelighet/", pages.accessibility, name="accessibility"),
        path("om-dataene/", pages.about_data, name="about-data"),
        path("data/", opendata.data_list, name="data-list"),
        path("data/katalog.<str:kind>", opendata.data_catalogue, name="data-catalogue"),
        path("data/datapackage.json", opendata.data_package, name="data-package"),
        path("data/<slug:key>.<str:kind>", opendata.data_file, name="data-file"),
        path("api/v1/", opendata.api_guide, name="api-guide"),
        path("e-post/", outbox.mail_list, name="mail-list"),
        path("e-post/eksport.<str:kind>", outbox.mail_export, name="mail-export"),
        path("e-post/<int:pk>/", outbox.mail_detail, name="mail-detail"),
        path("e-post/<int:pk>/igjen/", outbox.mail_again, name="mail-again"),
        path("logg/", log.log_list, name="log-list"),
        path("logg/eksport.<str:kind>", log.log_export, name="log-export"),
        path("brukere/", people.grant_list, name="grant-list"),
        path("brukere/eksport.<str:kind>", people.grant_export, name="grant-export"),
        path("brukere/inviter/", people.role_invite, name="role-invite"),
        path("brukere/invitasjoner/", people.invitation_list, name="invitation-list"),
        path("brukere/<int:pk>/", people.user_detail, name="user-detail"),
        path("roller/<int:pk>/avslutt/", people.grant_end, name="grant-end"),
        path("roller/<int:pk>/overlat/", people.grant_hand_over, name="grant-hand-over"),
        path("invitasjoner/<int:pk>/igjen/", people.invitation_again, name="invitation-again"),
        path("invitasjoner/<int:pk>/trekk/", people.invitation_revoke, name="invitation-revoke"),
        path("invitasjon/<int:pk>/<str:token>/", invitations.invitation_accept, name="invitation-accept"),
        path("min-side/", pages.my_page, name="my-page"),
        path("min-side/e-post/", pages.mail_choice, name="mail-choice"),
        path("min-side/opplysninger.<str:kind>", privacy.my_data, name="my-data"),
        path("personer/", privacy.person_find, name="person-find"),
        path("personer/<str:token>/", privacy.person_erase, name="person-erase"),
        path("personer/<str:token>/eksport.<str:kind>", privacy.person_export, name="person-export"),
        path("min-side/lest/", pages.notifications_read, name="notifications-read"),
        path("jobber/<int:pk>/", pages.job_detail, name="job-detail"),
        path("jobber/<int:pk>/igjen/", pages.job_retry, name="job-retry"),
        path("jobber/<int:pk>/avbryt/", pages.job_cancel, name="job-cancel"),
    ],
    "portal",
)

# Only what is used of allauth.
account_patterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("email/", account.email, name="account_email"),
    path("confirm-email/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(
        "2fa/webauthn/reauthenticate/", getting_in.passkey_again, name="mfa_reauthenticate_webauthn"
    ),  # instead of allauth's
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("sessions/<int:pk>/end/", getting_in.session_end, name="session-end"),
    path("connected/", social.connections, name="socialaccount_connections"),
    path("connected/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("connected/error/", social.login_error, name="socialaccount_login_error"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]

urlpatterns = [
    path("", include(portal_patterns)),
    path("api/v1/", include((api_patterns(), "api"))),
    path("", include("counties.urls")),  # has a page among the criteria, so it stands before them
    path("", include("criteria.hearing.urls")),  # so have the hearings
    path("", include("criteria.urls")),
    path("", include("reporting.overview.urls")),
    path("", include("reporting.urls")),
    path("konto/", include(account_patterns)),
    path("admin/", admin.site.urls),
]
