"""What a criterion's code looks like."""

import re

from django.utils.translation import gettext_lazy as _

CODE = re.compile(r"[A-ZÆØÅ]{3}-[KSTV][0-9]{2}")
NO_CODE = _("En kode er tre store bokstaver, bindestrek, K, S, T eller V og to sifre, som PAP-S01.")
