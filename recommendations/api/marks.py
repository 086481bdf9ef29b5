"""`me/marks` of the API: what a person did with vacancies; and `me/hidden-employers`."""

from typing import Any

from django.core.validators import URLValidator
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import person
from catalog.api import VacancyCardSerializer
from catalog.models import Vacancy
from catalog.paging import Pages
from recommendations.forms import FOLLOWED
from recommendations.marking import (
    NamelessEmployerError,
    add_vacancy,
    change_mark,
    hide_employer,
    mark_vacancy,
    unmark_vacancy,
)
from recommendations.models import HiddenEmployer, Mark


class MarkChangeSerializer(serializers.Serializer[Any]):
    """When a mark came into a state."""

    state = serializers.ChoiceField(Mark.State.choices)
    at = serializers.DateTimeField(source="made_at")


class MarkSerializer(serializers.ModelSerializer[Mark]):
    """What a person did with a vacancy; `vacancy` is null where it was found elsewhere."""

    id = serializers.CharField(source="pk", read_only=True)
    state = serializers.ChoiceField(Mark.State.choices)
    note = serializers.CharField(required=False, allow_blank=True, max_length=2_000)
    vacancy = VacancyCardSerializer(read_only=True, allow_null=True)
    # Empty where it was found on paper.
    url = serializers.CharField(read_only=True)
    resume = serializers.CharField(source="resume_id", read_only=True, allow_null=True)
    history = MarkChangeSerializer(source="changes", many=True, read_only=True)

    class Meta:
        model = Mark
        fields = [
            "id", "state", "note", "vacancy", "title", "employer", "url", "resume", "history",
            "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = ["title", "employer", "url"]


class NotesSerializer(serializers.Serializer[Any]):
    """How far it went with a vacancy, what to remember, and the resume that was sent."""

    state = serializers.ChoiceField(Mark.State.choices)
    note = serializers.CharField(required=False, allow_blank=True, max_length=2_000)
    resume = serializers.UUIDField(required=False, allow_null=True)

    def validate_resume(self, key: Any) -> Any:
        """One of the person's own."""
        if key is None:
            return None
        found = self.context["user"].resumes.filter(pk=key).first()
        if found is None:
            raise serializers.ValidationError(_("There is no such resume of yours."))
        return found


class ChangedNotesSerializer(NotesSerializer):
    """The same, in part; `hidden` is for vacancies of the catalogue alone."""

    state = serializers.ChoiceField(FOLLOWED, required=False)


class FoundElsewhereSerializer(NotesSerializer):
    """A vacancy that the person found somewhere else."""

    state = serializers.ChoiceField(FOLLOWED, default=Mark.State.SAVED)
    title = serializers.CharField(max_length=300)
    employer = serializers.CharField(max_length=300, required=False, allow_blank=True)
    url = serializers.CharField(
        max_length=600,
        required=False,
        allow_blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )


class MarkQuerySerializer(serializers.Serializer[Any]):
    """Which marks."""

    state = serializers.ChoiceField(Mark.State.choices, required=False)


def _own(request: Request) -> Any:
    """The person's marks with all that a row shows, in a fixed number of queries."""
    marks = person(request).marks.select_related("vacancy__source", "vacancy__region")
    marks = marks.select_related("vacancy__town", "vacancy__specialty")
    return marks.defer("vacancy__description", "vacancy__search").prefetch_related(
        "vacancy__skills", "vacancy__also_offered__source", "changes"
    )


def _answer(request: Request, mark: Mark, code: int = status.HTTP_200_OK) -> Response:
    return Response(MarkSerializer(_own(request).get(pk=mark.pk)).data, status=code)


def _given(
    kind: type[NotesSerializer], request: Request, *, partial: bool = False
) -> dict[str, Any]:
    given = kind(data=request.data, partial=partial, context={"user": person(request)})
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


class MarkListView(generics.ListAPIView[Mark]):
    """All that the person did with vacancies."""

    queryset = Mark.objects.none()
    serializer_class = MarkSerializer
    pagination_class = Pages

    def get_queryset(self) -> Any:
        """Of one state, or all; what was touched last comes first."""
        query = MarkQuerySerializer(data=self.request.query_params)
        query.is_valid(raise_exception=True)
        return _own(self.request).filter(**query.validated_data)

    @extend_schema(parameters=[MarkQuerySerializer], tags=["for me"])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What the person saved, hid and applied to."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        request=FoundElsewhereSerializer, responses={201: MarkSerializer}, tags=["for me"]
    )
    def post(self, request: Request) -> Response:
        """Follow a vacancy found elsewhere; nobody else ever sees it."""
        made = add_vacancy(person(request), **_given(FoundElsewhereSerializer, request))
        return _answer(request, made, status.HTTP_201_CREATED)


class MarkView(APIView):
    """What the person did with a vacancy of the catalogue."""

    @extend_schema(request=NotesSerializer, responses=MarkSerializer, tags=["for me"])
    def put(self, request: Request, pk: int) -> Response:
        """Save, hide, applied and so on; a note and a resume stay unless others are given."""
        given = _given(NotesSerializer, request)
        vacancy = get_object_or_404(Vacancy.objects.defer("description", "search"), pk=pk)
        mark = mark_vacancy(person(request), vacancy, given["state"], given.get("note"))
        if "resume" in given:
            change_mark(mark, resume=given["resume"])
        return _answer(request, mark)

    @extend_schema(responses={204: None}, tags=["for me"])
    def delete(self, request: Request, pk: int) -> Response:
        """As if nothing had been done."""
        for vacancy in Vacancy.objects.only("pk").filter(pk=pk):
            unmark_vacancy(person(request), vacancy)
        return Response(status=status.HTTP_204_NO_CONTENT)


class MarkRecordView(APIView):
    """One mark by its own id: the way to those of vacancies found elsewhere."""

    @extend_schema(responses=MarkSerializer, tags=["for me"])
    def get(self, request: Request, pk: int) -> Response:
        """As it is."""
        return Response(MarkSerializer(get_object_or_404(_own(request), pk=pk)).data)

    @extend_schema(request=ChangedNotesSerializer, responses=MarkSerializer, tags=["for me"])
    def patch(self, request: Request, pk: int) -> Response:
        """Change the state, the note or the resume; what names one found elsewhere, too."""
        mark = get_object_or_404(person(request).marks, pk=pk)
        kind = FoundElsewhereSerializer if mark.is_found_elsewhere else ChangedNotesSerializer
        return _answer(request, change_mark(mark, **_given(kind, request, partial=True)))

    @extend_schema(responses={204: None}, tags=["for me"])
    def delete(self, request: Request, pk: int) -> Response:
        """As if nothing had been done."""
        person(request).marks.filter(pk=pk).delete()
        return Response(status=status.HTTP_204_NO_CONTENT)


class HiddenEmployerSerializer(serializers.ModelSerializer[HiddenEmployer]):
    """An employer whose vacancies the person doesn't want to see."""

    id = serializers.CharField(source="pk", read_only=True)

    class Meta:
        model = HiddenEmployer
        fields = ["id", "name", "created_at"]


class HiddenEmployersView(generics.ListAPIView[HiddenEmployer]):
    """The employers that the person hid."""

    queryset = HiddenEmployer.objects.none()
    serializer_class = HiddenEmployerSerializer
    pagination_class = Pages

    def get_queryset(self) -> Any:
        """By name."""
        return person(self.request).hidden_employers.all()

    @extend_schema(tags=["for me"])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Whose vacancies no list brings up."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        request=HiddenEmployerSerializer, responses={201: HiddenEmployerSerializer}, tags=["for me"]
    )
    def post(self, request: Request) -> Response:
        """Hide one, whatever way its name is written."""
        given = HiddenEmployerSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            hidden = hide_employer(person(request), given.validated_data["name"])
        except NamelessEmployerError as error:
            message = {"name": _("Write the name of the employer.")}
            raise serializers.ValidationError(message) from error
        return Response(HiddenEmployerSerializer(hidden).data, status=status.HTTP_201_CREATED)


class HiddenEmployerView(APIView):
    """One employer that the person hid."""

    @extend_schema(responses={204: None}, tags=["for me"])
    def delete(self, request: Request, pk: int) -> Response:
        """Show its vacancies again."""
        get_object_or_404(person(request).hidden_employers, pk=pk).delete()
        return Response(status=status.HTTP_204_NO_CONTENT)
