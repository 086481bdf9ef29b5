"""What `me/` shows of what fits a person, and what it may be asked."""

from typing import Any

from rest_framework import serializers

from catalog.api import (
    CourseCardSerializer,
    NamedSerializer,
    SpecialtySerializer,
    VacancyCardSerializer,
)
from catalog.models import Skill, Specialty
from recommendations.specialties import DEFAULT_TILT

MOST = 100


class ReasonSerializer(serializers.Serializer[Any]):
    """Why a result stands where it does."""

    signal = serializers.CharField()
    contribution = serializers.FloatField()
    text = serializers.CharField()
    evidence = serializers.CharField(allow_blank=True)


class DemandSerializer(serializers.Serializer[Any]):
    """How much a specialty is asked for."""

    open_vacancies = serializers.IntegerField()
    share = serializers.FloatField()
    trend = serializers.FloatField(allow_null=True)


class MedianSerializer(serializers.Serializer[Any]):
    """The median pay a month, and how many vacancies it rests on."""

    median = serializers.IntegerField(allow_null=True)
    currency = serializers.CharField()
    n = serializers.IntegerField()


class SpecialtyMatchSerializer(serializers.Serializer[Any]):
    """A specialty that suits a person."""

    id = serializers.CharField(source="specialty.pk")
    code = serializers.CharField(source="specialty.code")
    name = serializers.CharField(source="specialty.name")
    fit = serializers.FloatField()
    demand = DemandSerializer()
    salary = MedianSerializer(source="pay")
    score = serializers.FloatField()
    reasons = ReasonSerializer(many=True)


class SpecialtiesSerializer(serializers.Serializer[Any]):
    """The chosen specialty and those that suit."""

    chosen = SpecialtySerializer(allow_null=True)
    results = SpecialtyMatchSerializer(many=True)


class VacancyMatchSerializer(serializers.Serializer[Any]):
    """A vacancy that suits a person."""

    vacancy = VacancyCardSerializer()
    score = serializers.FloatField()
    band = serializers.ChoiceField(["strong", "good", "fair"])
    reasons = ReasonSerializer(many=True)
    missing_skills = NamedSerializer(many=True)
    is_near_specialty = serializers.BooleanField()


class ListChangeSerializer(serializers.Serializer[Any]):
    """A wish that would let more vacancies suit; `set` holds fields of the profile."""

    text = serializers.CharField()
    set = serializers.DictField()
    added = serializers.IntegerField()


class ListChangesSerializer(serializers.Serializer[Any]):
    """What would change the list."""

    results = ListChangeSerializer(many=True)


class RankChangeSerializer(serializers.Serializer[Any]):
    """What would lift a vacancy; `rank_from` is null where it isn't on the list yet."""

    text = serializers.CharField()
    set = serializers.DictField()
    rank_from = serializers.IntegerField(allow_null=True)
    rank_to = serializers.IntegerField()


class WhySerializer(VacancyMatchSerializer):
    """Why a vacancy suits, every signal of it, and what would lift it."""

    signals = ReasonSerializer(many=True, source="reasons")
    changes = RankChangeSerializer(many=True)


class RankedVacanciesSerializer(serializers.Serializer[Any]):
    """A page of the ranked list."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    notice = serializers.CharField(allow_blank=True)
    # The page was of a ranking that is gone, so this is the first one of the new.
    started_over = serializers.BooleanField()
    results = VacancyMatchSerializer(many=True)


class SimilarSerializer(serializers.Serializer[Any]):
    """Vacancies like one, nearest first."""

    results = VacancyCardSerializer(many=True)


class CourseMatchSerializer(serializers.Serializer[Any]):
    """A course that closes a gap."""

    course = CourseCardSerializer()
    teaches = NamedSerializer(many=True)
    reasons = ReasonSerializer(many=True)


class CoursesSerializer(serializers.Serializer[Any]):
    """Courses that suit; the notice says where none is in a language that the person reads."""

    notice = serializers.CharField(allow_blank=True)
    results = CourseMatchSerializer(many=True)


class GapSkillSerializer(serializers.Serializer[Any]):
    """A skill that vacancies ask for and the profile lacks."""

    skill = NamedSerializer()
    vacancies = serializers.IntegerField()
    unlocks = serializers.IntegerField()
    courses = CourseCardSerializer(many=True)


class GapSerializer(serializers.Serializer[Any]):
    """The skills that are missing."""

    results = GapSkillSerializer(many=True)


class ChoiceSerializer(serializers.Serializer[Any]):
    """The id of a specialty."""

    specialty = serializers.PrimaryKeyRelatedField(
        queryset=Specialty.objects.all(), pk_field=serializers.CharField()
    )


class ListQuerySerializer(serializers.Serializer[Any]):
    """How much of a ranked list, and which order."""

    limit = serializers.IntegerField(min_value=1, max_value=MOST, default=10)
    tilt = serializers.FloatField(min_value=0, max_value=1, default=DEFAULT_TILT)


class PageQuerySerializer(serializers.Serializer[Any]):
    """Which part of a ranked list, and of which ranking."""

    limit = serializers.IntegerField(min_value=1, max_value=MOST, default=20)
    offset = serializers.IntegerField(min_value=0, max_value=10_000, default=0)
    stamp = serializers.CharField(default="", allow_blank=True, max_length=40)


class CourseQuerySerializer(serializers.Serializer[Any]):
    """Which skill the courses teach."""

    skill = serializers.PrimaryKeyRelatedField(
        queryset=Skill.objects.all(), pk_field=serializers.CharField(), required=False
    )
    limit = serializers.IntegerField(min_value=1, max_value=MOST, default=20)
