"""The public catalogue of the API: vacancies, courses, and the reference lists."""

from decimal import Decimal
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

from catalog.counting import COUNTED_FILTERS, Counts, count_choices
from catalog.models import (
    Course,
    Employment,
    ExperienceNeeded,
    Region,
    Report,
    Schedule,
    Skill,
    Specialty,
    Vacancy,
    WorkMode,
)
from catalog.paging import Pages
from catalog.reporting import report
from catalog.searching import Wanted, WantedCourse, search_courses, search_vacancies


class NamedSerializer(serializers.Serializer[Any]):
    """A thing with an id and a name in the reader's language."""

    id = serializers.CharField(source="pk", read_only=True)
    name = serializers.CharField(read_only=True)


class SpecialtySerializer(NamedSerializer):
    """A specialty."""

    code = serializers.CharField(read_only=True)


class RegionSerializer(NamedSerializer):
    """A place."""

    code = serializers.CharField(read_only=True)
    kind = serializers.ChoiceField(Region.Kind.choices, read_only=True)
    parent = serializers.CharField(  # type: ignore[assignment]  # also an attribute of fields
        source="parent_id", read_only=True, allow_null=True
    )


class SalarySerializer(serializers.Serializer[Any]):
    """Pay as posted, and as a comparable monthly figure after tax."""

    to = serializers.FloatField(source="salary_to", allow_null=True)
    currency = serializers.CharField()
    gross = serializers.BooleanField(source="is_gross", allow_null=True)
    period = serializers.CharField(source="pay_period")
    monthly_uzs_from = serializers.IntegerField(allow_null=True)
    monthly_uzs_to = serializers.IntegerField(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python."""
        first = {"from": serializers.FloatField(source="salary_from", allow_null=True)}
        return first | super().get_fields()


class VacancyCardSerializer(serializers.ModelSerializer[Vacancy]):
    """A vacancy without its long text."""

    id = serializers.CharField(source="pk", read_only=True)
    region = NamedSerializer()
    city = serializers.SerializerMethodField()
    specialty = SpecialtySerializer(allow_null=True)
    skills = NamedSerializer(many=True)
    salary = SalarySerializer(source="*")
    url = serializers.CharField()
    source_name = serializers.CharField(source="source.name")
    is_example = serializers.BooleanField(source="source.is_example")
    also_on = serializers.SerializerMethodField()

    class Meta:
        model = Vacancy
        fields = [
            "id", "title", "employer", "region", "city", "specialty", "skills", "work_modes",
            "schedules", "experience", "salary", "employment", "language", "url", "source_name",
            "is_example", "also_on", "published_at", "last_seen_at", "closed_at",
        ]  # fmt: skip

    def get_city(self, vacancy: Vacancy) -> str:
        """The town's name, else the place as posted."""
        return vacancy.town.name if vacancy.town else vacancy.place

    def get_also_on(self, vacancy: Vacancy) -> list[str]:
        """Names of the other sources that offer the same."""
        others = {row.source.name for row in vacancy.also_offered.all()}
        return sorted(others - {vacancy.source.name})


class VacancySerializer(VacancyCardSerializer):
    """A vacancy with its text, which is clean HTML."""

    class Meta(VacancyCardSerializer.Meta):
        fields = [*VacancyCardSerializer.Meta.fields, "description"]


class CourseCardSerializer(serializers.ModelSerializer[Course]):
    """A course without its long text."""

    id = serializers.CharField(source="pk", read_only=True)
    skills = NamedSerializer(many=True)
    image_url = serializers.SerializerMethodField()
    source_name = serializers.CharField(source="source.name")
    is_example = serializers.BooleanField(source="source.is_example")

    class Meta:
        model = Course
        fields = [
            "id", "title", "provider", "skills", "level", "language", "workload", "rating",
            "enrolled", "url", "image_url", "source_name", "is_example",
        ]  # fmt: skip

    def get_image_url(self, course: Course) -> str:
        """The address of our copy of its picture; empty where there is none."""
        request = self.context.get("request")
        address = course.picture_url
        return request.build_absolute_uri(address) if request and address else address


class CourseSerializer(CourseCardSerializer):
    """A course with its text, which is clean HTML."""

    class Meta(CourseCardSerializer.Meta):
        fields = [*CourseCardSerializer.Meta.fields, "description"]


class WantedSerializer(serializers.Serializer[Any]):
    """The filters of vacancies."""

    q = serializers.CharField(required=False, allow_blank=True, max_length=200)
    region = serializers.IntegerField(required=False, min_value=1, max_value=2**62)
    specialty = serializers.IntegerField(required=False, min_value=1, max_value=2**62)
    work_mode = serializers.ChoiceField(WorkMode.choices, required=False, allow_blank=True)
    schedule = serializers.ChoiceField(Schedule.choices, required=False, allow_blank=True)
    employment = serializers.ChoiceField(Employment.choices, required=False, allow_blank=True)
    experience = serializers.ChoiceField(ExperienceNeeded.choices, required=False, allow_blank=True)
    salary_from = serializers.DecimalField(
        14, 2, required=False, min_value=Decimal(0), max_value=Decimal(10**11)
    )
    currency = serializers.RegexField(r"^[A-Z]{3}$", required=False)
    salary_unknown = serializers.BooleanField(required=False)
    published_after = serializers.DateTimeField(required=False)

    def get_fields(self) -> dict[str, Any]:
        """`source` is an attribute of serializers themselves, so it is added here."""
        key = serializers.IntegerField(required=False, min_value=1, max_value=2**62)
        return super().get_fields() | {"source": key}

    def wanted(self) -> Wanted:
        """What the query string asks for; raises ValidationError."""
        self.is_valid(raise_exception=True)
        return Wanted(**self.validated_data)


class WantedCourseSerializer(serializers.Serializer[Any]):
    """The filters of courses."""

    q = serializers.CharField(required=False, allow_blank=True, max_length=200)
    skill = serializers.IntegerField(required=False, min_value=1, max_value=2**62)
    language = serializers.CharField(required=False, allow_blank=True, max_length=8)
    level = serializers.ChoiceField(Course.Level.choices, required=False, allow_blank=True)
    provider = serializers.CharField(required=False, allow_blank=True, max_length=200)

    def wanted(self) -> WantedCourse:
        """What the query string asks for; raises ValidationError."""
        self.is_valid(raise_exception=True)
        return WantedCourse(**self.validated_data)


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
