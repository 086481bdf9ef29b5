"""`me/profile` of the API: what a person can do and wants, and the photo."""

from typing import Any

from django.http import FileResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.asking import person
from accounts.models import Profile
from accounts.photos import PhotoError, remove_photo, set_photo
from catalog.models import PayPeriod, Region, Schedule, WorkMode
from catalog.salaries import UZS


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
    currency = serializers.RegexField(r"^[A-Z]{3}$", default=UZS)
    period = serializers.ChoiceField(PayPeriod.choices, default=PayPeriod.MONTH)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Whole, even where only a part of the profile is sent: DRF asks for nothing there."""
        if "amount" not in attrs:
            amount = self.fields["amount"]
            raise serializers.ValidationError({"amount": amount.error_messages["required"]})
        return {name: self.fields[name].default for name in ("currency", "period")} | attrs


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
    region = RegionField(
        queryset=Region.objects.all(),
        pk_field=serializers.CharField(),
        allow_null=True,
        required=False,
    )
    other_regions = RegionField(
        queryset=Region.objects.all(), pk_field=serializers.CharField(), many=True, required=False
    )
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
            "full_name", "birth_year", "gender", "phone", "region", "other_regions", "city",
            "education_level", "labour", "work_modes", "schedules", "preferences", "about",
            "desired_salary", "specialty", "specialty_set_by", "photo_url", "completeness",
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
