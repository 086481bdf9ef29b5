"""Who asks, and whether they are who they were: the password again before what matters."""

from typing import Any, cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request

from accounts.models import User


def person(request: Request) -> User:
    """Who asks; views behind IsAuthenticated have nobody else."""
    return cast("User", request.user)


def asker(request: HttpRequest) -> User:
    """Who asks for a page; views behind `login_required` have nobody else."""
    return cast("User", request.user)


class OwnerSerializer(serializers.Serializer[Any]):
    """The password, so that a phone left lying about changes nothing that matters."""

    password = serializers.CharField(max_length=128, trim_whitespace=False)

    def validate_password(self, password: str) -> str:
        """It must be right."""
        if not self.context["user"].check_password(password):
            raise serializers.ValidationError(_("This is not your password."), code="wrong")
        return password

    @classmethod
    def check(cls, request: Request) -> dict[str, Any]:
        """What was sent, where the password is right; raises ValidationError."""
        given = cls(data=request.data, context={"user": person(request)})
        given.is_valid(raise_exception=True)
        checked: dict[str, Any] = given.validated_data
        return checked
