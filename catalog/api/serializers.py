"""How vacancies, courses and reference rows look to phones, and what may be asked of them."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from catalog.models import (
    Course,
    Employment,
    ExperienceNeeded,
    Region,
    Schedule,
    Vacancy,
    WorkMode,
)
from catalog.searching import Wanted, WantedCourse


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
