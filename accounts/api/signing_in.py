"""`auth/` of the API, and who asks: tokens and the user."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.addresses import send_to_confirm
from accounts.api.asking import person
from accounts.limits import CostlyThrottle
from accounts.links import origin_of
from accounts.models import Profile, User
from accounts.signing_in import CodeNeededError, WrongCodeError, check_code, person_of
from accounts.signing_up import NameTakenError, sign_up, signed_up_before
from accounts.tokens import ENDED, TokenEndedError, end_family_of, renew_tokens, tokens_for

CODE_NEEDED = _("Write the code of your authenticator, or one of your written-down codes.")
CODE_WRONG = _("This code is wrong or was used already. Wait for the next one.")


class UserSerializer(serializers.ModelSerializer[User]):
    """Who signs in."""

    id = serializers.CharField(source="pk", read_only=True)
    email = serializers.CharField(read_only=True)
    has_profile = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ["id", "username", "email", "has_profile"]
        read_only_fields = fields

    def get_has_profile(self, user: User) -> bool:
        """Whether the questionnaire was answered."""
        return Profile.objects.of(user).is_questionnaire_done


class RegisterSerializer(serializers.Serializer[Any]):
    """What a new person gives."""

    username = serializers.CharField(
        max_length=150, validators=User._meta.get_field("username").validators
    )
    password = serializers.CharField(max_length=128, trim_whitespace=False)
    email = serializers.EmailField(required=False, allow_blank=True, default="")

    def validate_password(self, password: str) -> str:
        """As strict as the page: eight characters, not a common one."""
        try:
            validate_password(password)
        except DjangoValidationError as error:
            raise serializers.ValidationError(error.messages) from error
        return password


class LoginSerializer(serializers.Serializer[Any]):
    """A login name or a confirmed e-mail, a password, and the code of a second factor."""

    username = serializers.CharField(max_length=254)
    password = serializers.CharField(max_length=128, trim_whitespace=False)
    otp = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")


class RefreshSerializer(serializers.Serializer[Any]):
    """A refresh token."""

    refresh = serializers.CharField()


class TokensSerializer(serializers.Serializer[Any]):
    """A pair of tokens."""

    access = serializers.CharField()
    refresh = serializers.CharField()


class SignedUpSerializer(TokensSerializer):
    """A pair of tokens and whose they are."""

    user = UserSerializer()


class SignedOutView(APIView):
    """Where nobody is signed in yet."""

    permission_classes = [AllowAny]
    authentication_classes: list[Any] = []

    def get_authenticate_header(self, request: Request) -> str:
        """With it a refusal is 401, as it should be, and not 403."""
        return "Bearer"


class RegisterView(SignedOutView):
    """Sign up."""

    throttle_classes = [CostlyThrottle]
    throttle_scope = "sign_up"

    @extend_schema(request=RegisterSerializer, responses={201: SignedUpSerializer}, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Make a user with an empty profile."""
        given = RegisterSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        values, key = given.validated_data, request.headers.get("Idempotency-Key", "")
        try:
            user = sign_up(**values, key=key)
        except NameTakenError as error:
            before = signed_up_before(values["username"], values["password"], key)
            if before is None or before.has_second_factor:
                message = {"username": _("This login name is taken. Choose another one.")}
                raise serializers.ValidationError(message, code="unique") from error
            user = before
        if user.email:
            send_to_confirm(user, origin_of(request._request))
        answer = tokens_for(user, request._request) | {"user": UserSerializer(user).data}
        return Response(answer, status=status.HTTP_201_CREATED)


class LoginView(SignedOutView):
    """Sign in."""

    throttle_classes = [CostlyThrottle]
    throttle_scope = "sign_in"

    @extend_schema(request=LoginSerializer, responses=TokensSerializer, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Give a pair of tokens for a name and a password."""
        given = LoginSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        asked, values = request._request, given.validated_data
        user = person_of(asked, values["username"], values["password"])
        if user is None:
            raise AuthenticationFailed(_("The name or the password is wrong."))
        try:
            check_code(asked, user, values["otp"])
        except CodeNeededError as error:
            raise AuthenticationFailed(CODE_NEEDED, code="otp_required") from error
        except WrongCodeError as error:
            raise AuthenticationFailed(CODE_WRONG, code="otp_wrong") from error
        return Response(tokens_for(user, asked))


class RefreshView(SignedOutView):
    """Renew a pair of tokens."""

    @extend_schema(request=RefreshSerializer, responses=TokensSerializer, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Give a new pair; the old one lives half a minute on, in case the answer is lost."""
        given = RefreshSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            return Response(renew_tokens(given.validated_data["refresh"], request._request))
        except TokenEndedError as error:
            raise AuthenticationFailed(ENDED, code="token_ended") from error


class LogoutView(SignedOutView):
    """Sign out."""

    @extend_schema(request=RefreshSerializer, responses={204: None}, tags=["auth"])
    def post(self, request: Request) -> Response:
        """End the sign-in that the refresh token came of; harmless where it is ended already."""
        given = RefreshSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        end_family_of(given.validated_data["refresh"])
        return Response(status=status.HTTP_204_NO_CONTENT)


class MeView(APIView):
    """Who asks."""

    @extend_schema(responses=UserSerializer, tags=["me"])
    def get(self, request: Request) -> Response:
        """The name, the address and whether there is a profile."""
        return Response(UserSerializer(person(request)).data)
