"""What the application sends and reads."""

from typing import Any

from rest_framework import serializers

from workfinder.mobile.questionnaire import ANSWERS

LONGEST_ANSWER = 10_000


class SignInForm(serializers.Serializer[Any]):
    """What the application sends as a form; it may send more, which is not read."""

    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=128, trim_whitespace=False)


class TokenAnswer(serializers.Serializer[Any]):
    """A token that lives for a day."""

    access_token = serializers.CharField()
    token_type = serializers.CharField(default="bearer")


class AnyText(serializers.CharField):
    """Text of whatever kind; what no database can hold is left out."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Without NUL and halves of characters, so that nothing is refused for them."""
        if isinstance(data, str):
            data = data.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
        return super().run_validation(data)


class Questionnaire(serializers.Serializer[Any]):
    """Eleven strings, any text; a missing one is empty."""

    def get_fields(self) -> dict[str, Any]:
        """All alike."""
        return {
            name: AnyText(
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
