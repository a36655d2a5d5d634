from django.urls import path

from counties import views

app_name = "counties"
urlpatterns = [
    path("", views.region_list, name="region-list"),
    path("eksport.<str:kind>", views.region_export, name="region-export"),
    path("<slug:slug>/", views.region_detail, name="region-detail"),
    path("<slug:slug>/kommuner.<str:kind>", views.kommune_export, name="kommune-export"),
]
