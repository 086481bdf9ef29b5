"""`/mobile/`: the contract that the Career Canvas application already speaks.

Its names are a trap: `work_mode` is our schedule and `remote_or_local` is our work mode. What
it sends maps to our fields where it can, and is kept as text beside them in any case.
"""

import uuid
from datetime import timedelta
from functools import partial
from typing import Any, NoReturn

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, serializers, status
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView
from rest_framework_simplejwt.exceptions import AuthenticationFailed as TokenRefused

from accounts.api import person
from accounts.models import Profile, User
from accounts.photos import PhotoError, set_photo
from accounts.signing_up import NameTakenError, login_name, sign_up
from accounts.tokens import MobileAuthentication, mobile_token_for
from catalog.models import Region, Schedule, WorkMode
from recommendations.learning import recommend_courses
from recommendations.ranking import recommend_vacancies
from recommendations.specialties import recommend_specialties, suggest_specialty
from resumes.composing import create_resume
from resumes.files import file_response
from resumes.models import Resume

NO_CREDENTIALS = "Could not validate credentials"
SHORTEST_PASSWORD = 6
MOST_SPECIALTIES, MOST_VACANCIES, MOST_COURSES = 5, 20, 20
LINK_LIFETIME = timedelta(hours=24)
LINK_SALT = "workfinder.mobile.resume"
ANSWERS = (
    "email", "phone_number", "age", "gender", "education", "residence", "labor_preference",
    "work_mode", "remote_or_local", "preferred_specialization", "preferences",
)  # fmt: skip
LONGEST_ANSWER = 10_000

GENDERS = {"мужчина": Profile.Gender.MALE, "женщина": Profile.Gender.FEMALE}
LABOURS = {"умственный": Profile.Labour.MENTAL, "физический": Profile.Labour.PHYSICAL}
SCHEDULES = {"парт тайм": Schedule.PART_TIME, "фулл тайм": Schedule.FULL_TIME}
WORK_MODES = {
    "удаленная": WorkMode.REMOTE,
    "удалённая": WorkMode.REMOTE,
    "гибридная": WorkMode.HYBRID,
    "в офисе": WorkMode.OFFICE,
}
EDUCATION = {
    "среднее": Profile.EducationLevel.SECONDARY,
    "среднее специальное": Profile.EducationLevel.VOCATIONAL,
    "высшее": Profile.EducationLevel.BACHELOR,
    "бакалавр": Profile.EducationLevel.BACHELOR,
    "магистр": Profile.EducationLevel.MASTER,
    "доктор": Profile.EducationLevel.DOCTOR,
}
OLDEST, YOUNGEST = 100, 14


class Unprocessable(exceptions.APIException):
    """What the application shows when a request lacks something."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY


class Conflict(exceptions.APIException):
    """What the application shows when a name is taken."""

    status_code = status.HTTP_409_CONFLICT


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every error as one string, which is what the application shows."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    if not isinstance(error, exceptions.APIException):
        return None
    if isinstance(error, TokenRefused):
        error = exceptions.NotAuthenticated(NO_CREDENTIALS)
    headers = {}
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        headers["WWW-Authenticate"] = "Bearer"
    code = error.status_code
    if isinstance(error, exceptions.ValidationError | exceptions.ParseError):
        code = status.HTTP_422_UNPROCESSABLE_ENTITY
    return Response({"detail": _sentence(error.detail)}, status=code, headers=headers)


def _sentence(detail: Any) -> str:
    if isinstance(detail, dict):
        return "; ".join(f"{name}: {_sentence(part)}" for name, part in detail.items())
    if isinstance(detail, list):
        return "; ".join(_sentence(part) for part in detail)
    return str(detail)


class SignInForm(serializers.Serializer[Any]):
    """What the application sends as a form; it may send more, which is not read."""

    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=128, trim_whitespace=False)


class TokenAnswer(serializers.Serializer[Any]):
    """A token that lives for a day."""

    access_token = serializers.CharField()
    token_type = serializers.CharField(default="bearer")


class Questionnaire(serializers.Serializer[Any]):
    """Eleven strings, any text; a missing one is empty."""

    def get_fields(self) -> dict[str, Any]:
        """All alike."""
        return {
            name: serializers.CharField(
                required=False,
                allow_blank=True,
                allow_null=True,
                max_length=LONGEST_ANSWER,
                trim_whitespace=False,
            )
            for name in ANSWERS
        }

    def answers(self) -> dict[str, str]:
        """Every one of the eleven, none of them null."""
        self.is_valid(raise_exception=True)
        return {name: self.validated_data.get(name) or "" for name in ANSWERS}


class UserAnswer(serializers.Serializer[Any]):
    """Who asks."""

    username = serializers.CharField()
    full_name = serializers.CharField(allow_null=True)
    avatar_url = serializers.CharField(allow_null=True)
    disabled = serializers.BooleanField()
    has_questionary = serializers.BooleanField()
    profile = Questionnaire(allow_null=True)


class MessageAnswer(serializers.Serializer[Any]):
    """A sentence."""

    message = serializers.CharField()


class SpecializationsAnswer(serializers.Serializer[Any]):
    """Names, best first."""

    specializations = serializers.ListField(child=serializers.CharField())


class VacancyAnswer(serializers.Serializer[Any]):
    """A vacancy as the application reads it."""

    name = serializers.CharField(allow_null=True)
    specialization = serializers.CharField(allow_null=True)
    employment = serializers.CharField(allow_null=True)
    url = serializers.CharField(allow_null=True)


class VacanciesAnswer(serializers.Serializer[Any]):
    """Vacancies, best first."""

    vacancies = VacancyAnswer(many=True)


class CourseAnswer(serializers.Serializer[Any]):
    """A course as the application reads it."""

    title = serializers.CharField(allow_null=True)
    preview_image_url = serializers.CharField(allow_null=True)
    sub_title = serializers.CharField(allow_null=True)
    href = serializers.CharField(allow_null=True)
    content = serializers.CharField(allow_null=True)


class AddressAnswer(serializers.Serializer[Any]):
    """Where the phone's browser gets the file."""

    url = serializers.URLField()


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
    parser_classes = [FormParser, MultiPartParser, JSONParser]
    throttle_classes = [ScopedRateThrottle]

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
        return Response({"access_token": mobile_token_for(user), "token_type": "bearer"})


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
        user = authenticate(request._request, username=login_name(name), password=password)
        if not isinstance(user, User):
            raise exceptions.AuthenticationFailed("Incorrect username or password")
        if user.is_staff:
            raise exceptions.PermissionDenied("Staff sign in on the website")
        return Response({"access_token": mobile_token_for(user), "token_type": "bearer"})


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
                    "preview_image_url": row.image_url or None,
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
        resume = create_resume(person(request), language=Resume.Language.RU)
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


def keep_answers(profile: Profile, answers: dict[str, str]) -> None:
    """Map what maps to our fields; keep all of it as text."""

    def mapped(name: str, values: dict[str, Any]) -> Any:
        return values.get(answers[name].strip().casefold(), "")

    profile.mobile_answers = answers
    profile.contact_email = answers["email"].strip()[:254]
    profile.phone = answers["phone_number"].strip()[:40]
    profile.birth_year = birth_year(answers["age"], timezone.localdate().year)
    profile.gender = mapped("gender", GENDERS)
    profile.education_level = mapped("education", EDUCATION)
    profile.city = answers["residence"].strip()[:100]
    profile.region = region_of(profile.city)
    profile.labour = mapped("labor_preference", LABOURS)
    profile.schedules = [value] if (value := mapped("work_mode", SCHEDULES)) else []
    profile.work_modes = [value] if (value := mapped("remote_or_local", WORK_MODES)) else []
    profile.preferences = answers["preferences"]
    profile.save()


def answers_of(profile: Profile) -> dict[str, str]:
    """What the application would have sent for a questionnaire that was answered elsewhere."""

    def back(values: dict[str, Any], value: str) -> str:
        return next((text for text, ours in values.items() if ours == value), "")

    age = timezone.localdate().year - profile.birth_year if profile.birth_year else ""
    texts = {
        "email": profile.contact_email,
        "phone_number": profile.phone,
        "age": str(age),
        "gender": back(GENDERS, profile.gender),
        "education": back(EDUCATION, profile.education_level),
        "residence": profile.city or (profile.region.name_ru if profile.region else ""),
        "labor_preference": back(LABOURS, profile.labour),
        "work_mode": back(SCHEDULES, next(iter(profile.schedules), "")),
        "remote_or_local": back(WORK_MODES, next(iter(profile.work_modes), "")).capitalize(),
        "preferred_specialization": profile.specialty.name_ru if profile.specialty else "",
        "preferences": profile.preferences,
    }
    return {name: texts[name] for name in ANSWERS}


def birth_year(age: str, this_year: int) -> int | None:
    """The year of birth of somebody of an age; None for what isn't an age."""
    text = age.strip()
    if not (text.isascii() and text.isdigit()) or not YOUNGEST <= int(text[:4]) <= OLDEST:
        return None
    return this_year - int(text[:4])


def region_of(residence: str) -> Region | None:
    """The region that a person names, by a region's or a town's name or other spelling."""
    folded = residence.strip().casefold()
    if not folded:
        return None
    named = partial(_goes_by, folded)
    local = Region.objects.select_related("parent").filter(kind__in=["region", "town"])
    found = next((row for row in local if named(row)), None)
    return found.parent if found and found.kind == Region.Kind.TOWN else found


def _goes_by(folded: str, row: Region) -> bool:
    names = [row.name_ru, row.name_uz, row.name_uz_cyrl, row.name_en, *row.aliases]
    return folded in {name.casefold() for name in names}


app_name = "mobile"

urlpatterns = [
    path("registration", Registration.as_view()),
    path("login", Login.as_view()),
    path("users/me", Me.as_view()),
    path("users/me/", Me.as_view()),
    path("update_user_info", UpdateUserInfo.as_view()),
    path("specializations", Specializations.as_view()),
    path("vacancies", Vacancies.as_view()),
    path("courses", Courses.as_view()),
    path("generate_cv", GenerateCv.as_view()),
    path("files/<str:key>", signed_file, name="file"),
]
