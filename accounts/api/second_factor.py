"""`me/second-factor` and `me/recovery-codes` of the API."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.asking import OwnerSerializer, person
from accounts.limits import CostlyThrottle
from accounts.models import RecoveryCode, User
from accounts.recovering import tell_owner
from accounts.recovery_codes import left, make_codes
from accounts.second_factor import begin, confirm, enrolment_address, turn_off, written_secret
from accounts.signing_in import WrongCodeError, check_code
from accounts.tokens import tokens_for

ON_ALREADY = _("The second factor is on already. Turn it off before you begin anew.")
WRONG_FIRST = _("This code is wrong. Look whether the clock of your phone is right.")
WRONG = _("This code is wrong or was used already. Wait for the next one.")


class SecondFactorSerializer(serializers.Serializer[Any]):
    """How it stands."""

    on = serializers.BooleanField(source="has_second_factor")
    since = serializers.DateTimeField(
        source="second_factor.confirmed_at", allow_null=True, default=None
    )
    codes_left = serializers.SerializerMethodField()
    compulsory = serializers.BooleanField(source="is_staff")

    def get_codes_left(self, user: User) -> int:
        """How many of the codes on paper are unused."""
        return left(user, RecoveryCode.Kind.SECOND_FACTOR)


class EnrolmentSerializer(serializers.Serializer[Any]):
    """What an authenticator needs: a secret to type, or an address to open or to draw."""

    secret = serializers.CharField()
    address = serializers.CharField()


class FirstCodeSerializer(serializers.Serializer[Any]):
    """The first code that the authenticator shows."""

    code = serializers.CharField(max_length=40)


class CodesSerializer(serializers.Serializer[Any]):
    """Codes to write down: shown this once."""

    codes = serializers.ListField(child=serializers.CharField())


class ConfirmedSerializer(CodesSerializer):
    """The codes, and new tokens: those from before are dead on every device."""

    access = serializers.CharField()
    refresh = serializers.CharField()


class TurnOffSerializer(OwnerSerializer):
    """The password, and a code of the authenticator or one that was written down."""

    code = serializers.CharField(max_length=40)


class GuardedView(APIView):
    """Guessed at no faster than a password; what is answered here is kept nowhere."""

    throttle_classes = [CostlyThrottle]
    throttle_scope = "sign_in"

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Response:
        """Secrets and codes are for this reader alone."""
        response["Cache-Control"] = "private, no-store"
        return super().finalize_response(request, response, *args, **kwargs)


class SecondFactorView(GuardedView):
    """The second factor."""

    @extend_schema(responses=SecondFactorSerializer, tags=["me"])
    def get(self, request: Request) -> Response:
        """Whether it is on, since when, and how many codes on paper are left."""
        return Response(SecondFactorSerializer(person(request)).data)

    @extend_schema(request=OwnerSerializer, responses=EnrolmentSerializer, tags=["me"])
    def post(self, request: Request) -> Response:
        """Begin: what to put into an authenticator. Nothing is on before `confirm`."""
        user = person(request)
        OwnerSerializer.check(request)
        if user.has_second_factor:
            raise serializers.ValidationError(ON_ALREADY, code="on_already")
        factor = begin(user)
        told = {"secret": written_secret(factor), "address": enrolment_address(user, factor)}
        return Response(EnrolmentSerializer(told).data)

    @extend_schema(request=TurnOffSerializer, responses={204: None}, tags=["me"])
    def delete(self, request: Request) -> Response:
        """Turn it off; the codes on paper go with it. Staff are asked to begin anew by the desk."""
        user = person(request)
        if not user.has_second_factor:
            raise Http404
        given = TurnOffSerializer.check(request)
        try:
            check_code(request._request, user, given["code"])
        except WrongCodeError as error:
            raise serializers.ValidationError({"code": WRONG}, code="wrong") from error
        turn_off(user)
        tell_owner(user.pk, "second_factor_changed")
        return Response(status=status.HTTP_204_NO_CONTENT)


class ConfirmSecondFactorView(GuardedView):
    """The end of the beginning."""

    @extend_schema(request=FirstCodeSerializer, responses=ConfirmedSerializer, tags=["me"])
    def post(self, request: Request) -> Response:
        """Turn it on: every other device is signed out, and this one gets new tokens."""
        user = person(request)
        given = FirstCodeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        if user.has_second_factor:
            raise serializers.ValidationError(ON_ALREADY, code="on_already")
        codes = confirm(user, given.validated_data["code"], None)
        if codes is None:
            raise serializers.ValidationError({"code": WRONG_FIRST}, code="wrong")
        tell_owner(user.pk, "second_factor_changed")
        return Response({"codes": codes, **tokens_for(user, request._request)})


class CodesLeftSerializer(serializers.Serializer[Any]):
    """How many of the codes are unused."""

    codes_left = serializers.IntegerField()


class RecoveryCodesView(GuardedView):
    """Codes for a forgotten password, for who has no e-mail."""

    @extend_schema(responses=CodesLeftSerializer, tags=["me"])
    def get(self, request: Request) -> Response:
        """How many are left."""
        return Response({"codes_left": left(person(request), RecoveryCode.Kind.PASSWORD)})

    @extend_schema(request=OwnerSerializer, responses=CodesSerializer, tags=["me"])
    def post(self, request: Request) -> Response:
        """Make new ones, shown this once; those from before stop working."""
        OwnerSerializer.check(request)
        return Response({"codes": make_codes(person(request), RecoveryCode.Kind.PASSWORD)})


class SecondFactorCodesView(GuardedView):
    """Codes for when the phone is lost."""

    @extend_schema(request=OwnerSerializer, responses=CodesSerializer, tags=["me"])
    def post(self, request: Request) -> Response:
        """Make new ones, shown this once; those from before stop working."""
        user = person(request)
        if not user.has_second_factor:
            raise Http404
        OwnerSerializer.check(request)
        return Response({"codes": make_codes(user, RecoveryCode.Kind.SECOND_FACTOR)})
