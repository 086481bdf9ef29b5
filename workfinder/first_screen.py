"""`me/home`: what a phone shows first, in one answer instead of four."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import person
from accounts.models import Profile
from catalog.api import SpecialtySerializer
from recommendations.api.serializers import CourseMatchSerializer, VacancyMatchSerializer
from recommendations.learning import recommend_courses
from recommendations.ranking import recommend_vacancies
from resumes.api import ResumeSerializer

VACANCIES, COURSES = 5, 3


class FirstScreenSerializer(serializers.Serializer[Any]):
    """The chosen specialty, the best vacancies and courses, and the last resume."""

    has_profile = serializers.BooleanField()
    specialty = SpecialtySerializer(allow_null=True)
    specialty_set_by = serializers.CharField(allow_null=True)
    vacancies = VacancyMatchSerializer(many=True)
    courses = CourseMatchSerializer(many=True)
    resume = ResumeSerializer(allow_null=True)


class FirstScreenView(APIView):
    """What a phone shows first."""

    @extend_schema(responses=FirstScreenSerializer, tags=["for me"])
    def get(self, request: Request) -> Response:
        """Empty lists before the questionnaire is answered."""
        user = person(request)
        profile = Profile.objects.of(user)
        is_done = profile.is_questionnaire_done
        answer = {
            "has_profile": is_done,
            "specialty": profile.specialty,
            "specialty_set_by": profile.specialty_set_by or None,
            "vacancies": recommend_vacancies(profile, limit=VACANCIES).matches if is_done else [],
            "courses": recommend_courses(profile, limit=COURSES) if is_done else [],
            "resume": user.resumes.first(),
        }
        return Response(FirstScreenSerializer(answer, context={"request": request}).data)
