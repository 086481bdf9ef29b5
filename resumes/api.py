"""`me/resumes` of the API."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle

from accounts.api import person
from catalog.models import Vacancy
from catalog.paging import Pages
from resumes.composing import create_resume
from resumes.files import file_response
from resumes.models import Resume

UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class ResumeSerializer(serializers.ModelSerializer[Resume]):
    """A resume: how far it is, and what it says."""

    vacancy = serializers.CharField(source="vacancy_id", allow_null=True, read_only=True)
    photo = serializers.BooleanField(source="with_photo", read_only=True)
    content = serializers.JSONField(read_only=True)

    class Meta:
        model = Resume
        fields = [
            "id", "state", "progress", "language", "vacancy", "use_ai", "photo", "notice",
            "content", "created_at",
        ]  # fmt: skip


class NewResumeSerializer(serializers.Serializer[Any]):
    """Which resume is wanted."""

    language = serializers.ChoiceField(Resume.Language.choices)
    vacancy = serializers.PrimaryKeyRelatedField(
        queryset=Vacancy.objects.all(), required=False, allow_null=True, default=None
    )
    photo = serializers.BooleanField(default=True)


@extend_schema(tags=["resumes"])
class ResumeViewSet(
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.DestroyModelMixin,
    viewsets.GenericViewSet[Resume],
):
    """The resumes of the person who asks."""

    queryset = Resume.objects.none()
    serializer_class = ResumeSerializer
    pagination_class = Pages
    lookup_value_regex = UUID
    throttle_scope = "resumes"

    def get_queryset(self) -> QuerySet[Resume]:
        """The person's own, the newest first."""
        if getattr(self, "swagger_fake_view", False):
            return Resume.objects.none()
        return person(self.request).resumes.all()

    def get_throttles(self) -> list[Any]:
        """Making costs more than reading."""
        return [ScopedRateThrottle()] if self.action == "create" else super().get_throttles()

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
