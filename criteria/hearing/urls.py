"""The addresses of hearings. Those below an edition's own come before the criteria's, which take any word there."""

from __future__ import annotations

from django.urls import path

from criteria.hearing.views import answering, experts, preparing, public, working
from criteria.urls import EDITION

app_name = "hearing"

ONE = "horinger/<int:pk>/"
ANSWER = ONE + "svar/<int:number>/"
OWN = "horinger/mitt-svar/<str:token>/"


urlpatterns = [
    path("horinger/", public.hearing_list, name="hearing-list"),
    path("horinger/eksport.<str:kind>", public.hearing_export, name="hearing-export"),
    path("horinger/kalender.ics", public.hearing_calendar, name="hearing-calendar"),
    path("horinger/nyheter.atom", public.NEWS, name="hearing-news"),
    path("horinger/utkast/<str:token>/", public.hearing_preview, name="hearing-preview"),
    path(OWN, answering.reply_own, name="reply-own"),
    path(OWN + "hvem/", answering.reply_sender, name="reply-sender"),
    path(OWN + "helhet/", answering.reply_whole, name="reply-whole"),
    path(OWN + "kriterium/<slug:code>/", answering.reply_criterion, name="reply-criterion"),
    path(OWN + "vedlegg/", answering.attachment_add, name="attachment-add"),
    path(OWN + "vedlegg/<int:attachment>/", answering.attachment_own, name="attachment-own"),
    path(OWN + "vedlegg/<int:attachment>/slett/", answering.attachment_delete, name="attachment-delete"),
    path(OWN + "send/", answering.reply_send, name="reply-send"),
    path(OWN + "bekreft/<str:key>/", answering.reply_confirm, name="reply-confirm"),
    path(OWN + "endre/", answering.reply_change, name="reply-change"),
    path(OWN + "trekk/", answering.reply_withdraw, name="reply-withdraw"),
    path(ONE, public.hearing_detail, name="hearing-detail"),
    path(ONE + "svar/", public.reply_list, name="reply-list"),
    path(ONE + "svar/eksport.<str:kind>", public.reply_export, name="reply-export"),
    path(ONE + "svar/ny/", answering.reply_begin, name="reply-begin"),
    path(ANSWER, public.reply_detail, name="reply-detail"),
    path(ANSWER + "vedlegg/<int:attachment>/", public.attachment_file, name="attachment-file"),
    path(ANSWER + "vis/", working.reply_show, name="reply-show"),
    path(ANSWER + "skjul/", working.reply_hide, name="reply-hide"),
    path(ONE + "merknader/", public.comment_table, name="comment-table"),
    path(ONE + "merknader/eksport.<str:kind>", public.comment_export, name="comment-export"),
    path(ONE + "merknader/pdf/", public.comment_pdf, name="comment-pdf"),
    path(ONE + "rediger/", preparing.hearing_edit, name="hearing-edit"),
    path(ONE + "kunngjor/", preparing.hearing_announce, name="hearing-announce"),
    path(ONE + "inviter/", preparing.hearing_invite, name="hearing-invite"),
    path(ONE + "inviter/<int:invitation>/ta-ut/", preparing.invitation_delete, name="invitation-delete"),
    path(ONE + "inviter/eksport.<str:kind>", preparing.invitation_export, name="invitation-export"),
    path(ONE + "forleng/", preparing.hearing_extend, name="hearing-extend"),
    path(ONE + "avlys/", preparing.hearing_cancel, name="hearing-cancel"),
    path(ONE + "kopi/", preparing.hearing_copy, name="hearing-copy"),
    path(ONE + "arbeid/", working.hearing_work, name="hearing-work"),
    path(ONE + "arbeid/eksport.<str:kind>", working.work_export, name="work-export"),
    path(ONE + "arbeid/fordel/", working.comments_assign, name="comments-assign"),
    path(ONE + "arbeid/svar/", working.comments_answer, name="comments-answer"),
    path(ONE + "arbeid/<int:comment>/", working.comment_answer, name="comment-answer"),
    path(ONE + "arbeid/<int:comment>/ta-inn/", working.comment_take, name="comment-take"),
    path(ONE + "arbeid/<int:comment>/ta-bort/", working.comment_unresolve, name="comment-unresolve"),
    path(EDITION + "horing/", preparing.hearing_begin, name="hearing-begin"),
    path(EDITION + "fagpersoner/", experts.expert_list, name="expert-list"),
    path(EDITION + "fagpersoner/eksport.<str:kind>", experts.expert_export, name="expert-export"),
    path(EDITION + "fagpersoner/<int:expert>/trekk/", experts.expert_revoke, name="expert-revoke"),
    path("fagperson/<str:token>/", experts.expert_page, name="expert-page"),
]
