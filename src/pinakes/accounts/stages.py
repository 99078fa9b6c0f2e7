"""The steps of a sign-in that are ours."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage


class ConfirmedAddressStage(EmailVerificationStage):
    """An address has to be confirmed, when there is one: accounts of staff and of institutions may have none."""

    def handle(self) -> Any:
        user = self.login.user
        if user is not None and not user.email and not EmailAddress.objects.filter(user=user).exists():
            return None, True
        return super().handle()
