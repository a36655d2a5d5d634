"""Addresses of the criteria. A group's key never is one of the fixed words, since they hold no underscore."""

from __future__ import annotations

from django.urls import path

from criteria.views import catalogue, editing, files, following, search, selection, selection_pdf, synonyms

app_name = "criteria"

ONE = "utvalg/<int:pk>/"
EDITION = "kriterier/<slug:group>/<slug:number>/"

urlpatterns = [
    path("kriterier/", catalogue.area_list, name="area-list"),
    path("kriterier/sok/", search.criterion_search, name="criterion-search"),
    path("kriterier/sok.<slug:kind>", search.criterion_export, name="criterion-export"),
    path("kriterier/nyheter.atom", following.NEWS, name="news-feed"),
    path("kriterier/tilbakemeldinger/", following.feedback_list, name="feedback-list"),
    path("kriterier/tilbakemeldinger.<slug:kind>", following.feedback_export, name="feedback-export"),
    path("kriterier/tilbakemeldinger/<int:pk>/skjul/", following.feedback_hide, name="feedback-hide"),
    path("kriterier/tilbakemeldinger/<int:pk>/vis/", following.feedback_show, name="feedback-show"),
    path("kriterier/synonymer/", synonyms.synonym_list, name="synonym-list"),
    path("kriterier/synonymer.<slug:kind>", synonyms.synonym_export, name="synonym-export"),
    path("kriterier/synonymer/nytt/", synonyms.synonym_add, name="synonym-add"),
    path("kriterier/synonymer/<int:pk>/", synonyms.synonym_edit, name="synonym-edit"),
    path("kriterier/<slug:group>/", catalogue.group_detail, name="group-detail"),
    path("kriterier/<slug:group>/abonner/", following.group_follow, name="group-follow"),
    path(EDITION, catalogue.edition_detail, name="edition-detail"),
    path(f"{EDITION}nivaer/", catalogue.edition_levels, name="edition-levels"),
    path(f"{EDITION}endringer/", catalogue.edition_difference, name="edition-difference"),
    path("kriterier/<slug:group>/nyheter.atom", following.NEWS, name="group-feed"),
    path("kriterier/<slug:group>/ny-utgave/begynn/", editing.edition_begin, name="edition-begin"),
    path(f"{EDITION}rediger/", editing.edition_edit, name="edition-edit"),
    path(f"{EDITION}rekkefolge/", editing.edition_reorder, name="edition-reorder"),
    path(f"{EDITION}steg/<slug:action>/", editing.edition_step, name="edition-step"),
    path("kriterier/<slug:group>/<slug:number>.<slug:kind>", files.edition_file, name="edition-file"),
    path(f"{EDITION}import/", files.edition_import, name="edition-import"),
    path(f"{EDITION}import/se/", files.edition_preview, name="edition-preview"),
    path(f"{EDITION}import/godta/", files.edition_accept, name="edition-accept"),
    path(f"{EDITION}nytt/", editing.criterion_add, name="criterion-add"),
    path(f"{EDITION}<slug:code>/rediger/", editing.criterion_edit, name="criterion-edit"),
    path(f"{EDITION}<slug:code>/slett/", editing.criterion_delete, name="criterion-delete"),
    path(f"{EDITION}<slug:code>/rettelse/", editing.erratum_add, name="erratum-add"),
    path(f"{EDITION}<slug:code>/tilbakemelding/", following.feedback_give, name="feedback-give"),
    path(f"{EDITION}<slug:code>/", catalogue.criterion_detail, name="criterion-detail"),
    path("utvalg/", selection.selection_list, name="selection-list"),
    path("utvalg/nytt/", selection.selection_start, name="selection-start"),
    path("utvalg/legg-til/", selection.selection_add, name="selection-add"),
    path("utvalg/delt/<slug:token>/", selection.selection_shared, name="selection-shared"),
    path("utvalg/delt/<slug:token>/kopi/", selection.selection_shared_copy, name="selection-shared-copy"),
    path(ONE, selection.selection_detail, name="selection-detail"),
    path(f"{ONE}eksport.pdf", selection_pdf.selection_pdf, name="selection-pdf"),
    path(f"{ONE}eksport.<slug:kind>", selection.selection_export, name="selection-export"),
    path(f"{ONE}evaluering.xlsx", selection.selection_evaluation, name="selection-evaluation"),
    path(f"{ONE}bruk/", selection.selection_use, name="selection-use"),
    path(f"{ONE}del/", selection.selection_share, name="selection-share"),
    path(f"{ONE}oppdater/", selection.selection_update, name="selection-update"),
    path(f"{ONE}kopi/", selection.selection_copy, name="selection-copy"),
    path(f"{ONE}slett/", selection.selection_delete, name="selection-delete"),
    path(f"{ONE}<int:item>/", selection.item_edit, name="item-edit"),
    path(f"{ONE}<int:item>/ny-utgave/", selection.item_renew, name="item-renew"),
    path(f"{ONE}<int:item>/flytt/", selection.item_move, name="item-move"),
    path(f"{ONE}<int:item>/ta-ut/", selection.item_delete, name="item-delete"),
]
