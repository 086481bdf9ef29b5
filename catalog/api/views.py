"""The public catalogue of the API: vacancies, courses, and the reference lists."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, status, viewsets
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.serializers import (
    CourseCardSerializer,
    CourseSerializer,
    NamedSerializer,
    RegionSerializer,
    SpecialtySerializer,
    VacancyCardSerializer,
    VacancySerializer,
    WantedCourseSerializer,
    WantedSerializer,
)
from catalog.counting import COUNTED_FILTERS, Counts, count_choices
from catalog.models import (
    Course,
    Region,
    Report,
    Skill,
    Specialty,
    Vacancy,
)
from catalog.paging import Pages
from catalog.reporting import report
from catalog.searching import search_courses, search_vacancies


@method_decorator(conditional_page, name="dispatch")
class PublicViewSet(viewsets.ReadOnlyModelViewSet[Any]):
    """What anybody may read, and keep: asked again with its ETag, what is unchanged is 304."""

    permission_classes = [AllowAny]
    authentication_classes: list[Any] = []
    pagination_class = Pages
    lookup_value_regex = r"\d{1,18}"
    fresh_seconds = 60

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Any:
        """Say how long a copy is good without asking."""
        if response.status_code == status.HTTP_200_OK:
            patch_cache_control(response, public=True, max_age=self.fresh_seconds)
        return super().finalize_response(request, response, *args, **kwargs)


@extend_schema(tags=["catalogue"])
@extend_schema_view(list=extend_schema(parameters=[WantedSerializer]))
class VacancyViewSet(PublicViewSet):
    """Open vacancies, and any vacancy by its id."""

    queryset = Vacancy.objects.none()

    def get_serializer_class(self) -> Any:
        """The long text comes with one vacancy alone."""
        return VacancyCardSerializer if self.action == "list" else VacancySerializer

    def get_queryset(self) -> QuerySet[Vacancy]:
        """Found by words and filters."""
        if self.action == "list":
            return search_vacancies(
                WantedSerializer(data=self.request.query_params).wanted()
            ).for_cards()
        return Vacancy.objects.select_related("source", "region", "town", "specialty")


@extend_schema(tags=["catalogue"])
@extend_schema_view(list=extend_schema(parameters=[WantedCourseSerializer]))
class CourseViewSet(PublicViewSet):
    """Courses."""

    queryset = Course.objects.none()

    def get_serializer_class(self) -> Any:
        """The long text comes with one course alone."""
        return CourseCardSerializer if self.action == "list" else CourseSerializer

    def get_queryset(self) -> QuerySet[Course]:
        """Found by words and filters."""
        if self.action == "list":
            return search_courses(
                WantedCourseSerializer(data=self.request.query_params).wanted()
            ).for_cards()
        return Course.objects.select_related("source").prefetch_related("skills")


class CountSerializer(serializers.Serializer[Any]):
    """A choice of a filter, as it is written in an address, and how many it would leave."""

    value = serializers.CharField()
    count = serializers.IntegerField()


class CountsSerializer(serializers.Serializer[Counts]):
    """How many vacancies are found, and what each choice of each filter would leave."""

    total = serializers.IntegerField()

    def get_fields(self) -> dict[str, Any]:
        """A list for each filter."""
        lists = {name: CountSerializer(many=True) for name in COUNTED_FILTERS}
        return super().get_fields() | lists

    def to_representation(self, counts: Counts) -> dict[str, Any]:
        """The choices with most vacancies first."""
        lists = {
            name: [
                {"value": value, "count": count}
                for value, count in sorted(choices.items(), key=lambda row: (-row[1], row[0]))
            ]
            for name, choices in counts.by_filter.items()
        }
        return {"total": counts.total, **lists}


@extend_schema(tags=["catalogue"], parameters=[WantedSerializer], responses=CountsSerializer)
class VacancyCountsView(APIView):
    """How many vacancies each choice of a filter would leave, beside all else that is set."""

    permission_classes = [AllowAny]
    authentication_classes: list[Any] = []

    def get(self, request: Request) -> Response:
        """Counts, a minute old at most."""
        wanted = WantedSerializer(data=request.query_params).wanted()
        return Response(CountsSerializer(count_choices(wanted)).data)


class ReportSerializer(serializers.Serializer[Any]):
    """What is wrong with a vacancy."""

    id = serializers.CharField(source="pk", read_only=True)
    reason = serializers.ChoiceField(Report.Reason.choices)
    text = serializers.CharField(required=False, allow_blank=True, max_length=1000, default="")
    answer = serializers.CharField(read_only=True)


@extend_schema(tags=["catalogue"])
class ReportView(APIView):
    """Something is wrong with a vacancy."""

    permission_classes = [AllowAny]

    @extend_schema(request=ReportSerializer, responses={201: ReportSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Tell the curators; with a token, their answer is seen on the vacancy's page."""
        vacancy = Vacancy.objects.filter(pk=pk).first()
        if vacancy is None:
            raise NotFound
        told = ReportSerializer(data=request.data)
        told.is_valid(raise_exception=True)
        reader = request.user if request.user.is_authenticated else None
        made = report(vacancy, reader, **told.validated_data)
        return Response(ReportSerializer(made).data, status=status.HTTP_201_CREATED)


Q_PARAMETER = OpenApiParameter("q", OpenApiTypes.STR, description="part of a name, any language")


class ReferenceViewSet(PublicViewSet):
    """A reference list, searched by a part of a name in any language."""

    fresh_seconds = 3600

    def get_queryset(self) -> QuerySet[Any]:
        """Rows whose name holds the words."""
        rows = super().get_queryset()
        q = self.request.query_params.get("q", "").replace("\x00", "").strip()[:100]
        if not q:
            return rows
        return rows.filter(
            Q(name_uz__icontains=q)
            | Q(name_uz_cyrl__icontains=q)
            | Q(name_ru__icontains=q)
            | Q(name_en__icontains=q)
        )


@extend_schema(tags=["reference"])
@extend_schema_view(list=extend_schema(parameters=[Q_PARAMETER]))
class SpecialtyViewSet(ReferenceViewSet):
    """Specialties."""

    queryset = Specialty.objects.order_by("pk")
    serializer_class = SpecialtySerializer


@extend_schema(tags=["reference"])
@extend_schema_view(list=extend_schema(parameters=[Q_PARAMETER]))
class RegionViewSet(ReferenceViewSet):
    """Regions of Uzbekistan, its towns, and countries."""

    queryset = Region.objects.order_by("pk")
    serializer_class = RegionSerializer


@extend_schema(tags=["reference"])
@extend_schema_view(list=extend_schema(parameters=[Q_PARAMETER]))
class SkillViewSet(ReferenceViewSet):
    """Skills of the shared vocabulary."""

    queryset = Skill.objects.order_by("pk")
    serializer_class = NamedSerializer
