"""What happens in a product group, for those who follow it by e-mail or feed."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from criteria.models.catalogue import ProductGroup
from criteria.models.editions import CriteriaSet
from portal import clock
from portal.links import reverse
from portal.models.text import LineField, ProseField


class GroupNews(models.Model):
    """Something that happened to a group's criteria; only ever added to."""

    edition = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="news")
    title = LineField(_("hva"), max_length=200)
    text = ProseField(_("tekst"), blank=True)
    code = LineField(_("kode"), max_length=12, blank=True, help_text="Of the one criterion it is about.")
    happened_at = models.DateTimeField(_("tid"), default=clock.now)

    class Meta:
        verbose_name = _("nyhet")
        verbose_name_plural = _("nyheter")
        ordering = ["-happened_at", "-pk"]
        triggers = [
            pgtrigger.Protect(name="news_never_change", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.code:
            place = [self.edition.group.key, self.edition.number, self.code]
            return reverse("criteria:criterion-detail", args=place)
        return self.edition.get_absolute_url()


class Subscription(models.Model):
    """Who gets an e-mail of a group's news."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscriptions")
    group = models.ForeignKey(ProductGroup, models.CASCADE, related_name="subscriptions")

    class Meta:
        verbose_name = _("abonnement")
        verbose_name_plural = _("abonnementer")
        ordering = ["user", "group"]
        constraints = [
            models.UniqueConstraint(fields=["user", "group"], name="a_person_follows_a_group_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.group_id}"
