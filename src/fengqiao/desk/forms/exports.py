"""Why a list is taken out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengqiao.desk.forms.intake import Line
from fengqiao.desk.forms.refusable import Refusable

LONGEST_REASON = 200


class Reason(Refusable):
    """The grounds; they stand in the file."""

    reason = Line(_("Reason for the export"), longest=LONGEST_REASON, hint=_("It stands in the file and in the audit"))
