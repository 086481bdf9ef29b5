"""Password, recovery and devices over the API."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.asking import person
from accounts.api.signing_in import SignedOutView
from accounts.devices import devices_of, end_device
from accounts.limits import CostlyThrottle
from accounts.links import origin_of
from accounts.models import User
from accounts.passwords import RecoveryError, complaints, set_password
from accounts.recovering import queue_letter, recover, tell_owner


def _good(password: str, user: User) -> str:
    if said := complaints(password, user):
        raise serializers.ValidationError(said)
    return password


class PasswordSerializer(serializers.Serializer[Any]):
    """The password now and the one to be."""

    current = serializers.CharField(max_length=128, trim_whitespace=False)
    new = serializers.CharField(max_length=128, trim_whitespace=False)

    def validate_current(self, current: str) -> str:
        """It must be right."""
        if not self.context["user"].check_password(current):
            raise serializers.ValidationError(_("This is not your password."), code="wrong")
        return current

    def validate_new(self, new: str) -> str:
        """Strong enough."""
        return _good(new, self.context["user"])


class PasswordView(APIView):
    """The password."""

    throttle_classes = [CostlyThrottle]
    throttle_scope = "sign_in"

    @extend_schema(request=PasswordSerializer, responses={204: None}, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Change it: every token and session from before dies, this one too."""
        user = person(request)
        given = PasswordSerializer(data=request.data, context={"user": user})
        given.is_valid(raise_exception=True)
        set_password(user, given.validated_data["new"])
        tell_owner(user.pk, "password_changed")
        return Response(status=status.HTTP_204_NO_CONTENT)


class RecoverSerializer(serializers.Serializer[Any]):
    """Who has forgotten the password."""

    username = serializers.CharField(max_length=254)


class RecoverByCodeSerializer(serializers.Serializer[Any]):
    """A login name, a written-down code, a new password."""

    username = serializers.CharField(max_length=150)
    code = serializers.CharField(max_length=40)
    new = serializers.CharField(max_length=128, trim_whitespace=False)

    def validate_new(self, new: str) -> str:
        """Judged whether there is such a person or not."""
        name = str(self.initial_data.get("username", ""))[:150]
        return _good(new, User(username=name))


class RecoverView(SignedOutView):
    """A forgotten password, by e-mail."""

    throttle_classes = [CostlyThrottle]
    throttle_scope = "sign_in"

    @extend_schema(request=RecoverSerializer, responses={202: None}, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Send a link to the confirmed address of that name, if there is one."""
        given = RecoverSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        queue_letter(given.validated_data["username"], origin_of(request._request))
        return Response(status=status.HTTP_202_ACCEPTED)


class RecoverByCodeView(SignedOutView):
    """A forgotten password, by a code that was written down."""

    throttle_classes = [CostlyThrottle]
    throttle_scope = "sign_in"

    @extend_schema(request=RecoverByCodeSerializer, responses={204: None}, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Set a new password; every token and session from before dies."""
        given = RecoverByCodeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        values = given.validated_data
        try:
            recover(request._request, values["username"], values["code"], values["new"])
        except RecoveryError as error:
            refusal = {"code": _("The name and the code don’t belong together.")}
            raise serializers.ValidationError(refusal, code="wrong") from error
        return Response(status=status.HTTP_204_NO_CONTENT)


class DeviceSerializer(serializers.Serializer[Any]):
    """Where the person is signed in."""

    id = serializers.CharField()
    door = serializers.ChoiceField(choices=["web", "api", "mobile"])
    name = serializers.CharField()
    agent = serializers.CharField()
    address = serializers.CharField(allow_null=True)
    since = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField()


class DeviceListSerializer(serializers.Serializer[Any]):
    """All of them."""

    results = DeviceSerializer(many=True)


class DevicesView(APIView):
    """Where the person is signed in."""

    @extend_schema(responses=DeviceListSerializer, tags=["me"], operation_id="me_devices_list")
    def get(self, request: Request) -> Response:
        """The last used first."""
        return Response({"results": DeviceSerializer(devices_of(person(request)), many=True).data})


class DeviceView(APIView):
    """One of them."""

    @extend_schema(responses={204: None}, tags=["me"])
    def delete(self, request: Request, device_id: str) -> Response:
        """Sign it out."""
        if not end_device(person(request), device_id):
            raise Http404
        return Response(status=status.HTTP_204_NO_CONTENT)
