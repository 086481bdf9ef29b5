"""The addresses of the application."""

import uuid
from datetime import timedelta
from typing import Any, NoReturn

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import person
from accounts.limits import CostlyThrottle
from accounts.models import Profile, User
from accounts.photos import PhotoError, set_photo
from accounts.signing_in import person_of
from accounts.signing_up import NameTakenError, sign_up
from accounts.tokens import MobileAuthentication, mobile_token_for
from recommendations.learning import recommend_courses
from recommendations.ranking import recommend_vacancies
from recommendations.specialties import recommend_specialties, suggest_specialty
from resumes.composing import create_resume
from resumes.files import file_response
from resumes.improving import hindrance_of
from resumes.models import Resume
from workfinder.mobile.errors import NO_CREDENTIALS, Conflict, Unprocessable, answer_error
from workfinder.mobile.questionnaire import answers_of, keep_answers
from workfinder.mobile.serializers import (
    AddressAnswer,
    CourseAnswer,
    MessageAnswer,
    Questionnaire,
    SignInForm,
    SpecializationsAnswer,
    TokenAnswer,
    UserAnswer,
    VacanciesAnswer,
)
from workfinder.parsing import JsonParser

SHORTEST_PASSWORD = 6
MOST_SPECIALTIES, MOST_VACANCIES, MOST_COURSES = 5, 20, 20
LINK_LIFETIME = timedelta(hours=24)
LINK_SALT = "workfinder.mobile.resume"


class MobileView(APIView):
    """What every address of this door shares."""

    authentication_classes = [MobileAuthentication]

    def get_exception_handler(self) -> Any:
        """One string in `detail`."""
        return answer_error

    def permission_denied(self, request: Request, *args: Any, **kwargs: Any) -> NoReturn:
        """In the words that the application knows."""
        raise exceptions.NotAuthenticated(NO_CREDENTIALS)

    def profile(self, request: Request) -> Profile:
        """The answered questionnaire of the person; 404 before it is sent."""
        profile = Profile.objects.of(person(request))
        if not profile.is_questionnaire_done:
            raise exceptions.NotFound("Profile does not exist")
        return profile


class OpenView(MobileView):
    """Where nobody is signed in yet."""

    authentication_classes = []
    permission_classes = [AllowAny]
    parser_classes = [FormParser, MultiPartParser, JsonParser]
    throttle_classes = [CostlyThrottle]

    def get_authenticate_header(self, request: Request) -> str:
        """With it a refusal is 401, as the application expects, and not 403."""
        return "Bearer"


class Registration(OpenView):
    """Sign up."""

    throttle_scope = "sign_up"

    @extend_schema(
        request={"application/x-www-form-urlencoded": SignInForm},
        responses=TokenAnswer,
        tags=["mobile"],
        auth=[],
    )
    def post(self, request: Request) -> Response:
        """Six characters that aren't a common password: the application shows no reason."""
        form = SignInForm(data=request.data)
        form.is_valid(raise_exception=True)
        password = form.validated_data["password"]
        if len(password) < SHORTEST_PASSWORD:
            raise Unprocessable("Password must have at least 6 characters")
        try:
            CommonPasswordValidator().validate(password)
            User._meta.get_field("username").run_validators(form.validated_data["username"])
            user = sign_up(form.validated_data["username"], password)
        except ValidationError as error:
            raise Unprocessable(" ".join(error.messages)) from error
        except NameTakenError as error:
            raise Conflict("User already exist") from error
        token = mobile_token_for(user, request._request)
        return Response({"access_token": token, "token_type": "bearer"})


class Login(OpenView):
    """Sign in."""

    throttle_scope = "sign_in"

    @extend_schema(
        request={"application/x-www-form-urlencoded": SignInForm},
        responses=TokenAnswer,
        tags=["mobile"],
        auth=[],
    )
    def post(self, request: Request) -> Response:
        """A token for a name and a password; staff sign in on the pages alone."""
        form = SignInForm(data=request.data)
        form.is_valid(raise_exception=True)
        name, password = form.validated_data["username"], form.validated_data["password"]
        user = person_of(request._request, name, password)
        if user is None:
            raise exceptions.AuthenticationFailed("Incorrect username or password")
        if user.is_staff:
            raise exceptions.PermissionDenied("Staff sign in on the website")
        if user.has_second_factor:
            raise exceptions.PermissionDenied(
                "This account has a second factor: sign in on the website"
            )
        token = mobile_token_for(user, request._request)
        return Response({"access_token": token, "token_type": "bearer"})


class Me(MobileView):
    """Who asks."""

    @extend_schema(responses=UserAnswer, tags=["mobile"])
    def get(self, request: Request) -> Response:
        """The name, and the questionnaire as it was sent."""
        user = person(request)
        profile = Profile.objects.of(user)
        answers = profile.mobile_answers
        if answers is None and profile.is_questionnaire_done:
            answers = answers_of(profile)
        return Response(
            {
                "username": user.username,
                "full_name": profile.full_name or None,
                "avatar_url": None,
                "disabled": not user.is_active,
                "has_questionary": profile.is_questionnaire_done,
                "profile": answers,
            }
        )


class UpdateUserInfo(MobileView):
    """The questionnaire."""

    @extend_schema(request=Questionnaire, responses=MessageAnswer, tags=["mobile"])
    def post(self, request: Request) -> Response:
        """Replace the whole of it; an empty specialization never clears a choice."""
        given = Questionnaire(data=request.data)
        profile = Profile.objects.of(person(request))
        keep_answers(profile, given.answers())
        profile.finish_questionnaire()
        suggest_specialty(profile)
        return Response({"message": "User profile has been uploaded"})


class Specializations(MobileView):
    """Specialties that suit."""

    @extend_schema(request=None, responses=SpecializationsAnswer, tags=["mobile"])
    def post(self, request: Request) -> Response:
        """At most five names, best first."""
        matches = recommend_specialties(self.profile(request), limit=MOST_SPECIALTIES)
        return Response({"specializations": [match.specialty.name_ru for match in matches]})


class Vacancies(MobileView):
    """Vacancies that suit."""

    @extend_schema(responses=VacanciesAnswer, tags=["mobile"])
    def get(self, request: Request) -> Response:
        """Best first; an example leads to its page here."""
        found = recommend_vacancies(self.profile(request), limit=MOST_VACANCIES)
        rows = [match.vacancy for match in found.matches]
        address = request.build_absolute_uri
        return Response(
            {
                "vacancies": [
                    {
                        "name": row.title,
                        "specialization": row.specialty.name_ru if row.specialty else None,
                        "employment": row.get_employment_display() or None,
                        "url": row.url or address(row.get_absolute_url()),
                    }
                    for row in rows
                ]
            }
        )


class Courses(MobileView):
    """Courses that suit."""

    @extend_schema(
        parameters=[OpenApiParameter("search_params", OpenApiTypes.STR)],
        responses=CourseAnswer(many=True),
        tags=["mobile"],
    )
    def get(self, request: Request) -> Response:
        """An empty list where there is none; `search_params` is not read."""
        profile = Profile.objects.of(person(request))
        if not profile.is_questionnaire_done:
            return Response([])
        rows = [match.course for match in recommend_courses(profile, limit=MOST_COURSES)]
        address = request.build_absolute_uri
        return Response(
            [
                {
                    "title": row.title,
                    "preview_image_url": address(row.picture_url)
                    if row.picture
                    else row.image_url or None,
                    "sub_title": row.provider or None,
                    "href": row.url or address(row.get_absolute_url()),
                    "content": row.workload or None,
                }
                for row in rows
            ]
        )


class GenerateCv(MobileView):
    """The resume."""

    parser_classes = [MultiPartParser, FormParser]

    @extend_schema(
        parameters=[OpenApiParameter("pdf", OpenApiTypes.BOOL)],
        request={
            "multipart/form-data": {
                "type": "object",
                "properties": {"file": {"type": "string", "format": "binary"}},
            }
        },
        responses=AddressAnswer,
        tags=["mobile"],
    )
    def post(self, request: Request) -> Response:
        """Compose it within the request; the photo is judged by content."""
        profile = self.profile(request)
        file: Any = request.FILES.get("file")
        if file is not None:
            try:
                set_photo(profile, file)
            except PhotoError as error:
                raise Unprocessable(str(error)) from error
        user = person(request)
        # The application asks for no model; whoever agreed to one, on the site, gets its help.
        resume = create_resume(
            user,
            language=Resume.Language.RU,
            use_ai=not hindrance_of(user),
            is_waited_for=True,
        )
        kind = "pdf" if request.query_params.get("pdf", "").lower() == "true" else "docx"
        key = signing.dumps([str(resume.pk), kind], salt=LINK_SALT, compress=False)
        return Response({"url": request.build_absolute_uri(reverse("mobile:file", args=[key]))})


def signed_file(request: HttpRequest, key: str) -> HttpResponse:
    """One file of one resume, for whoever holds its address, for a day."""
    try:
        pk, kind = signing.loads(key, salt=LINK_SALT, max_age=LINK_LIFETIME)
    except signing.BadSignature as error:
        raise Http404 from error
    resume = Resume.objects.filter(pk=uuid.UUID(pk)).first()
    if resume is None:
        raise Http404
    return file_response(resume, kind)
