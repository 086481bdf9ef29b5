"""The facts of a profile in the API, each with an id."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.asking import person
from accounts.facts import join_skill, move, settle
from accounts.models import (
    Certificate,
    DrivingLicence,
    Education,
    Experience,
    Link,
    Profile,
    ProfileSkill,
    SpokenLanguage,
)
from catalog.paging import Pages


class PlaceSerializer(serializers.Serializer[Any]):
    """Where in its list a fact should stand."""

    to = serializers.IntegerField(min_value=0)


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
    pagination_class = Pages
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
        settle(serializer.save(profile=Profile.objects.of(person(self.request))))

    @extend_schema(request=PlaceSerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str) -> Response:
        """Put the fact at a place of its list, counted from 0."""
        wanted = PlaceSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        move(self.get_object(), wanted.validated_data["to"])
        return Response(status=status.HTTP_204_NO_CONTENT)


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
        if end and end < start[: len(end)]:
            raise serializers.ValidationError({"end": _("The end is before the start.")})
        return attrs


class EducationSerializer(serializers.ModelSerializer[Education]):
    """A place of study."""

    id = serializers.CharField(source="pk", read_only=True)

    class Meta:
        model = Education
        fields = ["id", "institution", "degree", "field", "start", "end"]


class CertificateSerializer(serializers.ModelSerializer[Certificate]):
    """A course that was finished, or a certificate that was given."""

    id = serializers.CharField(source="pk", read_only=True)

    class Meta:
        model = Certificate
        fields = ["id", "name", "issuer", "issued", "url"]


class LicenceSerializer(serializers.ModelSerializer[DrivingLicence]):
    """The categories of the driving licence; a person has one."""

    id = serializers.CharField(source="pk", read_only=True)
    categories = serializers.ListField(
        child=serializers.ChoiceField(DrivingLicence.Category.choices), min_length=1, max_length=7
    )

    class Meta:
        model = DrivingLicence
        fields = ["id", "categories", "since"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A person has one."""
        profile = Profile.objects.of(person(self.context["request"]))
        if self.instance is None and profile.licences.exists():
            raise serializers.ValidationError(_("It is on the list already."))
        return attrs


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


class LinkSerializer(UniquePerProfile):
    """Where one's work can be seen."""

    once = "url"

    class Meta:
        model = Link
        fields = ["id", "url", "label"]


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


@extend_schema(tags=["facts"])
class CertificateViewSet(FactViewSet):
    """Courses and certificates."""

    queryset = Certificate.objects.none()
    serializer_class = CertificateSerializer
    relation = "certificates"


@extend_schema(tags=["facts"])
class LicenceViewSet(FactViewSet):
    """The driving licence."""

    queryset = DrivingLicence.objects.none()
    serializer_class = LicenceSerializer
    relation = "licences"


@extend_schema(tags=["facts"])
class LinkViewSet(FactViewSet):
    """Links."""

    queryset = Link.objects.none()
    serializer_class = LinkSerializer
    relation = "links"
