"""`me/resumes` of the API."""

from typing import Any, cast

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import person
from accounts.limits import CostlyThrottle
from catalog.models import Vacancy
from catalog.paging import Pages
from resumes.composing import create_resume, missing_skills, renew
from resumes.editing import PARTS, content_of, edited, restore, save
from resumes.files import file_response
from resumes.improving import settle
from resumes.models import Resume, ResumeVersion

UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class MissingSkillSerializer(serializers.Serializer[Any]):
    """A skill that a vacancy asks for."""

    id = serializers.CharField()
    name = serializers.CharField()


class ListedResumeSerializer(serializers.ModelSerializer[Resume]):
    """A resume: how far it is, and what it says."""

    vacancy = serializers.CharField(source="vacancy_id", allow_null=True, read_only=True)
    photo = serializers.BooleanField(source="with_photo", required=False)
    content = serializers.JSONField(required=False)
    letter = serializers.JSONField(required=False)

    class Meta:
        model = Resume
        fields = [
            "id", "state", "progress", "language", "vacancy", "use_ai", "photo", "design",
            "show_age", "show_phone", "show_address", "notice", "refused",
            "content", "letter", "created_at",
        ]  # fmt: skip
        read_only_fields = ["state", "progress", "language", "use_ai", "notice", "refused"]

    def validate_content(self, value: Any) -> Any:
        """What was changed is typed."""
        return self._edited("content", value)

    def validate_letter(self, value: Any) -> Any:
        """The same for the letter."""
        return self._edited("letter", value)

    def _edited(self, part: str, value: Any) -> Any:
        try:
            return edited(content_of(cast("Resume", self.instance), part), value)
        except KeyError as error:
            raise serializers.ValidationError(_("This resume has no letter.")) from error
        except DjangoValidationError as error:
            raise serializers.ValidationError(error.messages) from error

    def update(self, instance: Resume, validated_data: dict[str, Any]) -> Resume:
        """The look at once; the texts with an earlier version kept."""
        parts = {part: validated_data.pop(part) for part in PARTS if part in validated_data}
        resume = super().update(instance, validated_data)
        if parts:
            save(resume, **parts)
        return resume


class ResumeSerializer(ListedResumeSerializer):
    """The same with what is asked for one at a time."""

    missing_skills = serializers.SerializerMethodField()

    class Meta(ListedResumeSerializer.Meta):
        fields = [*ListedResumeSerializer.Meta.fields, "missing_skills"]

    @extend_schema_field(MissingSkillSerializer(many=True))
    def get_missing_skills(self, resume: Resume) -> list[dict[str, str]]:
        """What the vacancy asks for beyond the profile; never part of the content."""
        return [{"id": str(skill.pk), "name": skill.name} for skill in missing_skills(resume)]


class VersionSerializer(serializers.ModelSerializer[ResumeVersion]):
    """What a resume said before a change."""

    id = serializers.CharField(source="pk", read_only=True)
    content = serializers.JSONField(read_only=True)
    letter = serializers.JSONField(read_only=True)

    class Meta:
        model = ResumeVersion
        fields = ["id", "created_at", "content", "letter"]


class NewResumeSerializer(serializers.Serializer[Any]):
    """Which resume is wanted."""

    language = serializers.ChoiceField(Resume.Language.choices)
    vacancy = serializers.PrimaryKeyRelatedField(
        queryset=Vacancy.objects.all(),
        pk_field=serializers.CharField(),
        required=False,
        allow_null=True,
        default=None,
    )
    photo = serializers.BooleanField(default=True)
    design = serializers.ChoiceField(Resume.Design.choices, default=Resume.Design.LOCAL)
    use_ai = serializers.BooleanField(default=False)


@extend_schema(tags=["resumes"])
class ResumeViewSet(
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    mixins.DestroyModelMixin,
    viewsets.GenericViewSet[Resume],
):
    """The resumes of the person who asks."""

    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    queryset = Resume.objects.none()
    serializer_class = ResumeSerializer
    pagination_class = Pages
    lookup_value_regex = UUID
    throttle_scope = "resumes"

    def get_queryset(self) -> QuerySet[Resume]:
        """The person's own, the newest first."""
        if getattr(self, "swagger_fake_view", False):
            return Resume.objects.none()
        return person(self.request).resumes.select_related("vacancy", "owner")

    def get_serializer_class(self) -> Any:
        """A list asks nothing for each of its rows."""
        return ListedResumeSerializer if self.action == "list" else ResumeSerializer

    def get_object(self) -> Resume:
        """One whose writer was lost is given as it was composed."""
        resume = super().get_object()
        settle(resume)
        return resume

    def get_throttles(self) -> list[Any]:
        """Making costs more than reading."""
        return [CostlyThrottle()] if self.action == "create" else super().get_throttles()

    @extend_schema(request=NewResumeSerializer, responses={202: ResumeSerializer})
    def create(self, request: Request) -> Response:
        """Compose one from the facts of the profile."""
        given = NewResumeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        values = given.validated_data
        resume = create_resume(
            person(request),
            language=values["language"],
            vacancy=values["vacancy"],
            with_photo=values["photo"],
            design=values["design"],
            use_ai=values["use_ai"],
        )
        return Response(self.get_serializer(resume).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True)
    def docx(self, request: Request, pk: str) -> HttpResponse:
        """The file for Word."""
        return file_response(self.get_object(), "docx")

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True)
    def pdf(self, request: Request, pk: str) -> HttpResponse:
        """The file for reading and printing."""
        return file_response(self.get_object(), "pdf")

    @extend_schema(responses={(200, "application/json"): OpenApiTypes.OBJECT})
    @action(detail=True)
    def json(self, request: Request, pk: str) -> HttpResponse:
        """The file for other programs, by the schema of JSON Resume."""
        return file_response(self.get_object(), "json")

    @extend_schema(
        operation_id="me_resumes_letter_file",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    @action(detail=True, url_path=r"letter/(?P<kind>docx|pdf)")
    def letter(self, request: Request, pk: str, kind: str) -> HttpResponse:
        """The cover letter as a file; 404 for a resume that is for no vacancy."""
        return file_response(self.get_object(), kind, "letter")

    @extend_schema(request=None, responses=ResumeSerializer)
    @action(detail=True, methods=["post"])
    def renew(self, request: Request, pk: str) -> Response:
        """Compose it again from the profile as it is now; what it said is kept."""
        resume = self.get_object()
        renew(resume)
        return Response(self.get_serializer(resume).data)

    @extend_schema(responses=VersionSerializer(many=True))
    @action(detail=True)
    def versions(self, request: Request, pk: str) -> Response:
        """What it said before each change, the latest first."""
        versions: Any = self.get_object().versions.all()  # the view is typed by its resumes
        page: Any = self.paginate_queryset(versions)
        return self.get_paginated_response(VersionSerializer(page, many=True).data)

    @extend_schema(request=None, responses=ResumeSerializer)
    @action(detail=True, methods=["post"], url_path=r"versions/(?P<version>\d{1,18})/restore")
    def restore(self, request: Request, pk: str, version: str) -> Response:
        """Say again what an earlier version said."""
        resume = self.get_object()
        restore(resume, get_object_or_404(resume.versions, pk=version))
        return Response(self.get_serializer(resume).data)
