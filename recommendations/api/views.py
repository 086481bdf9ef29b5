"""The addresses of what fits a person."""

from dataclasses import fields as dataclass_fields
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import ProfileSerializer, person
from accounts.models import Profile
from catalog.api import WantedSerializer
from catalog.models import Vacancy
from recommendations.api.serializers import (
    ChoiceSerializer,
    CourseQuerySerializer,
    CoursesSerializer,
    GapSerializer,
    ListChangesSerializer,
    ListQuerySerializer,
    PageQuerySerializer,
    RankedVacanciesSerializer,
    SimilarSerializer,
    SpecialtiesSerializer,
    WhySerializer,
)
from recommendations.changing import changes_of_list, changes_of_vacancy
from recommendations.learning import notice_for, recommend_courses, skill_gap
from recommendations.ranking import explain_vacancy, recommend_vacancies, similar_vacancies
from recommendations.specialties import recommend_specialties, suggest_specialty

# A change of one of these may change what is suggested.
WISHES = {
    "preferences", "about", "labour", "region", "other_regions", "work_modes", "schedules",
}  # fmt: skip
ENDS_QUESTIONNAIRE = {"preferences", "labour"}


def asked(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """The checked query string; raises ValidationError."""
    given = serializer(data=request.query_params)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


class ProfileView(APIView):
    """The profile; wishes end the questionnaire, and their change renews a suggestion."""

    @extend_schema(responses=ProfileSerializer, tags=["me"])
    def get(self, request: Request) -> Response:
        """What the person can do and wants."""
        profile = Profile.objects.of(person(request))
        return Response(ProfileSerializer(profile, context={"request": request}).data)

    @extend_schema(request=ProfileSerializer, responses=ProfileSerializer, tags=["me"])
    def patch(self, request: Request) -> Response:
        """Change any of the fields."""
        profile = Profile.objects.of(person(request))
        given = ProfileSerializer(
            profile, data=request.data, partial=True, context={"request": request}
        )
        given.is_valid(raise_exception=True)
        given.save()
        self._suggest(profile, {name for name, value in given.validated_data.items() if value})
        return Response(given.data)

    def _suggest(self, profile: Profile, changed: set[str]) -> None:
        if changed & ENDS_QUESTIONNAIRE and not profile.is_questionnaire_done:
            profile.finish_questionnaire()
            suggest_specialty(profile)
        elif changed & WISHES and profile.is_questionnaire_done:
            suggest_specialty(profile)


class SpecialtiesView(APIView):
    """Specialties that suit the person."""

    @extend_schema(
        parameters=[ListQuerySerializer], responses=SpecialtiesSerializer, tags=["for me"]
    )
    def get(self, request: Request) -> Response:
        """Fit decides who is in, demand orders them; nothing is written."""
        query = asked(ListQuerySerializer, request)
        profile = Profile.objects.of(person(request))
        matches = recommend_specialties(profile, tilt=query["tilt"], limit=query["limit"])
        answer = {"chosen": profile.specialty, "results": matches}
        return Response(SpecialtiesSerializer(answer).data)


class SpecialtyView(APIView):
    """The specialty of the person."""

    @extend_schema(request=ChoiceSerializer, responses=ProfileSerializer, tags=["for me"])
    def put(self, request: Request) -> Response:
        """Choose one; nothing but the person changes it again."""
        given = ChoiceSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        profile = Profile.objects.of(person(request))
        profile.choose_specialty(given.validated_data["specialty"])
        return Response(ProfileSerializer(profile, context={"request": request}).data)


class VacanciesView(APIView):
    """Vacancies that suit the person."""

    @extend_schema(
        parameters=[PageQuerySerializer, WantedSerializer],
        responses=RankedVacanciesSerializer,
        tags=["for me"],
    )
    def get(self, request: Request) -> Response:
        """Best first; when the ranking has changed between pages, the list starts over."""
        page = asked(PageQuerySerializer, request)
        wanted = WantedSerializer(data=request.query_params).wanted()
        profile = Profile.objects.of(person(request))
        found = recommend_vacancies(profile, wanted, **page)
        before, after = found.offset - page["limit"], found.offset + page["limit"]
        answer = {
            "next": self._address(request, after, found.stamp) if after < found.total else None,
            "previous": self._address(request, max(0, before), found.stamp)
            if found.offset
            else None,
            "notice": found.notice,
            "started_over": found.is_started_over,
            "results": found.matches,
        }
        return Response(RankedVacanciesSerializer(answer).data)

    def _address(self, request: Request, offset: int, stamp: str) -> str:
        query = request.query_params.copy()
        query["offset"], query["stamp"] = str(offset), stamp
        return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


class WhyView(APIView):
    """Why a vacancy suits, or doesn't."""

    @extend_schema(responses=WhySerializer, tags=["for me"])
    def get(self, request: Request, pk: int) -> Response:
        """The signals of one vacancy, and what would lift it: each ranked again, exactly."""
        vacancy = Vacancy.objects.for_cards().filter(pk=pk).first()
        if vacancy is None:
            raise NotFound
        profile = Profile.objects.of(person(request))
        match = explain_vacancy(profile, vacancy)
        changes = changes_of_vacancy(profile, vacancy)
        fields = {field.name: getattr(match, field.name) for field in dataclass_fields(match)}
        return Response(WhySerializer({**fields, "changes": changes}).data)


class ChangesView(APIView):
    """What would let more vacancies suit."""

    @extend_schema(responses=ListChangesSerializer, tags=["for me"])
    def get(self, request: Request) -> Response:
        """Wishes and how many more vacancies would suit; each ranked again, exactly."""
        changes = changes_of_list(Profile.objects.of(person(request)))
        return Response(ListChangesSerializer({"results": changes}).data)


class SimilarView(APIView):
    """Vacancies like one."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]

    @extend_schema(responses=SimilarSerializer, tags=["catalogue"])
    def get(self, request: Request, pk: int) -> Response:
        """The nearest in meaning first."""
        vacancy = Vacancy.objects.filter(pk=pk).first()
        if vacancy is None:
            raise NotFound
        return Response(SimilarSerializer({"results": similar_vacancies(vacancy)}).data)


class CoursesView(APIView):
    """Courses that suit the person."""

    @extend_schema(parameters=[CourseQuerySerializer], responses=CoursesSerializer, tags=["for me"])
    def get(self, request: Request) -> Response:
        """For the specialty and the missing skills."""
        query = asked(CourseQuerySerializer, request)
        profile = Profile.objects.of(person(request))
        matches = recommend_courses(profile, skill=query.get("skill"), limit=query["limit"])
        answer = {"notice": notice_for(matches), "results": matches}
        return Response(CoursesSerializer(answer).data)


class GapView(APIView):
    """What the person lacks."""

    @extend_schema(responses=GapSerializer, tags=["for me"])
    def get(self, request: Request) -> Response:
        """Skills that the specialty's vacancies ask for, most asked first."""
        gap = skill_gap(Profile.objects.of(person(request)))
        return Response(GapSerializer({"results": gap}).data)
