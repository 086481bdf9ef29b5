"""`auth/` and `me/` of the API: tokens, the profile, its photo and its facts."""

from typing import Any, cast

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import models
from django.http import FileResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.exceptions import AuthenticationFailed, NotFound
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import RefreshToken

from accounts.facts import join_skill
from accounts.models import Education, Experience, Profile, ProfileSkill, SpokenLanguage, User
from accounts.photos import PhotoError, remove_photo, set_photo
from accounts.signing_up import NameTakenError, login_name, sign_up
from accounts.tokens import VERSION, tokens_for
from catalog.models import PayPeriod, Region, Schedule, WorkMode


def person(request: Request) -> User:
    """Who asks; views behind IsAuthenticated have nobody else."""
    return cast("User", request.user)


class UserSerializer(serializers.ModelSerializer[User]):
    """Who signs in."""

    id = serializers.CharField(source="pk", read_only=True)
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
    """A login name and a password."""

    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=128, trim_whitespace=False)


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

    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "sign_up"

    @extend_schema(request=RegisterSerializer, responses={201: SignedUpSerializer}, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Make a user with an empty profile."""
        given = RegisterSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            user = sign_up(**given.validated_data)
        except NameTakenError as error:
            message = {"username": _("This login name is taken. Choose another one.")}
            raise serializers.ValidationError(message, code="unique") from error
        answer = tokens_for(user) | {"user": UserSerializer(user).data}
        return Response(answer, status=status.HTTP_201_CREATED)


class LoginView(SignedOutView):
    """Sign in."""

    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "sign_in"

    @extend_schema(request=LoginSerializer, responses=TokensSerializer, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Give a pair of tokens for a name and a password."""
        given = LoginSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        name, password = given.validated_data["username"], given.validated_data["password"]
        user = authenticate(request._request, username=login_name(name), password=password)
        if user is None:
            raise AuthenticationFailed(_("The name or the password is wrong."))
        return Response(tokens_for(user))


class RefreshView(SignedOutView):
    """Renew a pair of tokens."""

    @extend_schema(request=RefreshSerializer, responses=TokensSerializer, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Give a new pair; the old refresh token is dead from now on."""
        given = RefreshSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            token = RefreshToken(given.validated_data["refresh"])
            user = User.objects.filter(pk=token["user_id"], is_active=True).first()
            if user is None or token.get(VERSION) != user.token_version:
                raise AuthenticationFailed(_("Please sign in again."), code="token_ended")
            token.blacklist()
        except TokenError as error:
            raise AuthenticationFailed(_("Please sign in again."), code="token_ended") from error
        return Response(tokens_for(user))


class LogoutView(APIView):
    """Sign out."""

    @extend_schema(request=RefreshSerializer, responses={204: None}, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Kill a refresh token; does no harm where it is dead already."""
        given = RefreshSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            RefreshToken(given.validated_data["refresh"]).blacklist()
        except TokenError:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(status=status.HTTP_204_NO_CONTENT)


class MeView(APIView):
    """Who asks."""

    @extend_schema(responses=UserSerializer, tags=["me"])
    def get(self, request: Request) -> Response:
        """The name, the address and whether there is a profile."""
        return Response(UserSerializer(person(request)).data)


class PlaceSerializer(serializers.ModelSerializer[Region]):
    """A place, named in the reader's language."""

    id = serializers.CharField(source="pk", read_only=True)
    name = serializers.CharField(read_only=True)

    class Meta:
        model = Region
        fields = ["id", "name"]


class SpecialtyNameSerializer(serializers.Serializer[Any]):
    """A specialty, named in the reader's language."""

    id = serializers.CharField(source="pk", read_only=True)
    code = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)


class PaySerializer(serializers.Serializer[Any]):
    """A wished pay."""

    amount = serializers.FloatField(min_value=0, max_value=10**11)
    currency = serializers.RegexField(r"^[A-Z]{3}$", default="UZS")
    period = serializers.ChoiceField(PayPeriod.choices, default=PayPeriod.MONTH)


class CompletenessSerializer(serializers.Serializer[Any]):
    """How complete a profile is, and what is missing, most useful first."""

    percent = serializers.IntegerField()
    missing = serializers.ListField(child=serializers.CharField())


class RegionField(serializers.PrimaryKeyRelatedField[Region]):
    """An id when written, a place when read."""

    def to_representation(self, value: Any) -> Any:
        """The id and the name."""
        return PlaceSerializer(Region.objects.get(pk=value.pk)).data

    def use_pk_only_optimization(self) -> bool:
        """The row is loaded with the profile."""
        return True


class ProfileSerializer(serializers.ModelSerializer[Profile]):
    """What a person can do and wants."""

    birth_year = serializers.IntegerField(
        min_value=1900, max_value=2100, allow_null=True, required=False
    )
    gender = serializers.ChoiceField(Profile.Gender.choices, allow_null=True, required=False)
    region = RegionField(queryset=Region.objects.all(), allow_null=True, required=False)
    work_modes = serializers.ListField(
        child=serializers.ChoiceField(WorkMode.choices), required=False, max_length=3
    )
    schedules = serializers.ListField(
        child=serializers.ChoiceField(Schedule.choices), required=False, max_length=4
    )
    desired_salary = PaySerializer(allow_null=True, required=False)
    specialty = SpecialtyNameSerializer(read_only=True)
    specialty_set_by = serializers.SerializerMethodField()
    photo_url = serializers.SerializerMethodField()
    completeness = serializers.SerializerMethodField()

    class Meta:
        model = Profile
        fields = [
            "full_name", "birth_year", "gender", "phone", "region", "city", "education_level",
            "labour", "work_modes", "schedules", "preferences", "about", "desired_salary",
            "specialty", "specialty_set_by", "photo_url", "completeness",
        ]  # fmt: skip

    def validate_gender(self, gender: str | None) -> str:
        """Null means that it isn't said."""
        return gender or ""

    def update(self, instance: Profile, validated_data: dict[str, Any]) -> Profile:
        """The wished pay is three columns."""
        if "desired_salary" in validated_data:
            wished = validated_data.pop("desired_salary")
            validated_data["desired_pay"] = wished and wished["amount"]
            for name in ("currency", "period") if wished else ():
                validated_data[f"desired_{name}"] = wished[name]
        return super().update(instance, validated_data)

    def to_representation(self, instance: Profile) -> Any:
        """Gender is null when it isn't said."""
        return {**super().to_representation(instance), "gender": instance.gender or None}

    def get_specialty_set_by(self, profile: Profile) -> str | None:
        """Who chose the specialty: suggestion, person, or nobody yet."""
        return profile.specialty_set_by or None

    def get_photo_url(self, profile: Profile) -> str | None:
        """Where the owner gets the photo, with a token."""
        if not profile.photo:
            return None
        return self.context["request"].build_absolute_uri(reverse("api:photo"))

    @extend_schema(responses=CompletenessSerializer)
    def get_completeness(self, profile: Profile) -> dict[str, Any]:
        """0 to 100, and what is missing."""
        return {"percent": profile.completeness_percent(), "missing": profile.missing_parts()}


class PhotoView(APIView):
    """The photo of the person."""

    parser_classes = [MultiPartParser]

    @extend_schema(responses={(200, "image/jpeg"): bytes}, tags=["me"])
    def get(self, request: Request) -> FileResponse:
        """The photo, for its owner alone."""
        profile = Profile.objects.of(person(request))
        if not profile.photo:
            raise NotFound
        return FileResponse(profile.photo.open("rb"), content_type="image/jpeg")

    @extend_schema(
        request={
            "multipart/form-data": inline_serializer("Photo", {"file": serializers.FileField()})
        },
        responses=inline_serializer("PhotoAddress", {"url": serializers.URLField()}),
        tags=["me"],
    )
    def put(self, request: Request) -> Response:
        """Judge by content, turn upright, make smaller, keep."""
        file: Any = request.FILES.get("file")
        if file is None:
            raise serializers.ValidationError({"file": _("Send the photo as `file`.")})
        try:
            set_photo(Profile.objects.of(person(request)), file)
        except PhotoError as error:
            raise serializers.ValidationError({"file": str(error)}) from error
        return Response({"url": request.build_absolute_uri(reverse("api:photo"))})

    @extend_schema(responses={204: None}, tags=["me"])
    def delete(self, request: Request) -> Response:
        """Take the photo away."""
        remove_photo(Profile.objects.of(person(request)))
        return Response(status=status.HTTP_204_NO_CONTENT)


class FactViewSet(
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.UpdateModelMixin,
    mixins.DestroyModelMixin,
    viewsets.GenericViewSet[Any],
):
    """One kind of facts of the person who asks."""

    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    lookup_value_regex = r"\d{1,18}"
    relation = ""

    def get_queryset(self) -> models.QuerySet[Any]:
        """The person's own."""
        if getattr(self, "swagger_fake_view", False):
            return self.serializer_class.Meta.model.objects.none()  # type: ignore[union-attr]
        profile = Profile.objects.of(person(self.request))
        facts: models.QuerySet[Any] = getattr(profile, self.relation).all()
        return facts

    def perform_create(self, serializer: serializers.BaseSerializer[Any]) -> None:
        """Into the person's own profile."""
        serializer.save(profile=Profile.objects.of(person(self.request)))


class ExperienceSerializer(serializers.ModelSerializer[Experience]):
    """A place of work."""

    id = serializers.CharField(source="pk", read_only=True)

    class Meta:
        model = Experience
        fields = ["id", "employer", "title", "start", "end", "region", "description"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Work ends after it starts."""
        start = attrs.get("start", getattr(self.instance, "start", ""))
        end = attrs.get("end", getattr(self.instance, "end", ""))
        if end and end < start:
            raise serializers.ValidationError({"end": _("The end is before the start.")})
        return attrs


class EducationSerializer(serializers.ModelSerializer[Education]):
    """A place of study."""

    id = serializers.CharField(source="pk", read_only=True)

    class Meta:
        model = Education
        fields = ["id", "institution", "degree", "field", "start", "end"]


class UniquePerProfile(serializers.ModelSerializer[Any]):
    """A fact that a profile holds once."""

    id = serializers.CharField(source="pk", read_only=True)
    once = ""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Say which field repeats."""
        if self.once not in attrs:
            return attrs
        profile = Profile.objects.of(person(self.context["request"]))
        same = self.Meta.model.objects.filter(  # type: ignore[attr-defined]
            profile=profile, **{f"{self.once}__iexact": attrs[self.once]}
        )
        if same.exclude(pk=getattr(self.instance, "pk", None)).exists():
            raise serializers.ValidationError({self.once: _("It is on the list already.")})
        return attrs


class LanguageSerializer(UniquePerProfile):
    """A language a person speaks."""

    once = "language"

    class Meta:
        model = SpokenLanguage
        fields = ["id", "language", "level"]


class SkillSerializer(UniquePerProfile):
    """A skill by the name the person uses."""

    once = "name"

    class Meta:
        model = ProfileSkill
        fields = ["id", "name", "level"]

    def save(self, **kwargs: Any) -> Any:
        """Join it to the vocabulary where that knows it."""
        name = self.validated_data.get("name")
        return super().save(**kwargs, **({"skill": join_skill(name)} if name else {}))


@extend_schema(tags=["facts"])
class ExperienceViewSet(FactViewSet):
    """Places of work."""

    queryset = Experience.objects.none()
    serializer_class = ExperienceSerializer
    relation = "experience"


@extend_schema(tags=["facts"])
class EducationViewSet(FactViewSet):
    """Places of study."""

    queryset = Education.objects.none()
    serializer_class = EducationSerializer
    relation = "education"


@extend_schema(tags=["facts"])
class LanguageViewSet(FactViewSet):
    """Languages."""

    queryset = SpokenLanguage.objects.none()
    serializer_class = LanguageSerializer
    relation = "languages"


@extend_schema(tags=["facts"])
class SkillViewSet(FactViewSet):
    """Skills."""

    queryset = ProfileSkill.objects.none()
    serializer_class = SkillSerializer
    relation = "skills"
