from django.urls import include, path

from counties.views import events, organisation, regions, registers, uploads

app_name = "counties"
regional = [
    path("", regions.region_list, name="region-list"),
    path("eksport.<str:kind>", regions.region_export, name="region-export"),
    path("<slug:slug>/", regions.region_detail, name="region-detail"),
    path("<slug:slug>/kommuner.<str:kind>", regions.kommune_export, name="kommune-export"),
    path("<slug:slug>/styringsgruppe/", organisation.styringsgruppe, name="styringsgruppe"),
    path("<slug:slug>/styringsgruppe/rediger/", organisation.styringsgruppe_edit, name="styringsgruppe-edit"),
    path("<slug:slug>/moter/<int:pk>/vedtak/", organisation.decision_add, name="decision-add"),
    path("<slug:slug>/moter/<int:pk>/innkalling/", organisation.meeting_invite, name="meeting-invite"),
    path("<slug:slug>/moter/<int:pk>/mote.ics", organisation.meeting_calendar, name="meeting-calendar"),
    path("<slug:slug>/moter/<int:pk>/referat/", organisation.meeting_minutes, name="meeting-minutes"),
    path("<slug:slug>/knutepunkt/", organisation.knutepunkt, name="knutepunkt"),
    path("<slug:slug>/knutepunkt/rediger/", organisation.knutepunkt_edit, name="knutepunkt-edit"),
    path("<slug:slug>/kandidater/<int:pk>/velg/", organisation.knutepunkt_appoint, name="knutepunkt-appoint"),
    path("<slug:slug>/arrangementer/ny/", events.event_add, name="event-add"),
    path("<slug:slug>/slettet/", registers.removal_list, name="removal-list"),
    path("<slug:slug>/slettet/<int:pk>/", registers.removal_restore, name="removal-restore"),
    path("<slug:slug>/import/<int:pk>/", uploads.upload_detail, name="upload-detail"),
    path("<slug:slug>/import/<int:pk>/gjennomfor/", uploads.upload_accept, name="upload-accept"),
    path("<slug:slug>/import/<int:pk>/angre/", uploads.upload_undo, name="upload-undo"),
    path("<slug:slug>/import/<slug:noun>/", uploads.upload_add, name="upload-add"),
    path("<slug:slug>/import/<slug:noun>/mal.<str:kind>", uploads.upload_template, name="upload-template"),
    # Last: the registers, whose nouns are in `registers.py`.
    path("<slug:slug>/<slug:noun>/", registers.register_list, name="register-list"),
    path("<slug:slug>/<slug:noun>/eksport.<str:kind>", registers.register_export, name="register-export"),
    path("<slug:slug>/<slug:noun>/ny/", registers.register_add, name="register-add"),
    path("<slug:slug>/<slug:noun>/<int:pk>/", registers.register_detail, name="register-detail"),
    path("<slug:slug>/<slug:noun>/<int:pk>/rediger/", registers.register_edit, name="register-edit"),
    path("<slug:slug>/<slug:noun>/<int:pk>/slett/", registers.register_delete, name="register-delete"),
    path("<slug:slug>/<slug:noun>/<int:pk>/historikk/", registers.register_history, name="register-history"),
]

urlpatterns = [
    path("fylker/", include(regional)),
    path("kalender/", events.event_list, name="event-list"),
    path("kalender.ics", events.event_feed, name="event-feed"),
    path("kalender/eksport.<str:kind>", events.event_export, name="event-export"),
    path("kalender/ny/", events.event_add, name="event-add-national"),
    path("kalender/pamelding/<str:token>/", events.registration_detail, name="registration-detail"),
    path("kalender/<int:pk>/", events.event_detail, name="event-detail"),
    path("kalender/<int:pk>.ics", events.event_calendar, name="event-calendar"),
    path("kalender/<int:pk>/rediger/", events.event_edit, name="event-edit"),
    path("kalender/<int:pk>/avlys/", events.event_call_off, name="event-call-off"),
    path("kalender/<int:pk>/deltakere/", events.participant_list, name="participant-list"),
    path("kalender/<int:pk>/deltakere.<str:kind>", events.participant_export, name="participant-export"),
    path("kalender/<int:pk>/aktivitet/", events.event_to_activity, name="event-to-activity"),
]
