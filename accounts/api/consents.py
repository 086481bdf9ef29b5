"""`me/consents` of the API."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.asking import person
from accounts.consents import PURPOSES, give, states_of, withdraw


class ConsentSerializer(serializers.Serializer[Any]):
    """A purpose, what it means, and whether the person allows it."""

    purpose = serializers.ChoiceField(choices=PURPOSES)
    title = serializers.CharField()
    meaning = serializers.CharField()
    given = serializers.BooleanField(source="is_given")
    changed_at = serializers.DateTimeField(allow_null=True)


class ConsentListSerializer(serializers.Serializer[Any]):
    """All purposes."""

    results = ConsentSerializer(many=True)


class ConsentAnswerSerializer(serializers.Serializer[Any]):
    """Yes or no."""

    given = serializers.BooleanField()


class ConsentsView(APIView):
    """What the person allows."""

    @extend_schema(responses=ConsentListSerializer, tags=["me"], operation_id="me_consents_list")
    def get(self, request: Request) -> Response:
        """Every purpose as it stands."""
        rows = ConsentSerializer(states_of(person(request)), many=True).data
        return Response({"results": rows})


@extend_schema(
    tags=["me"], parameters=[OpenApiParameter("purpose", str, "path", enum=list(PURPOSES))]
)
class ConsentView(APIView):
    """One purpose."""

    @extend_schema(responses=ConsentSerializer)
    def get(self, request: Request, purpose: str) -> Response:
        """As it stands."""
        return self._state(request, purpose)

    @extend_schema(request=ConsentAnswerSerializer, responses=ConsentSerializer)
    def put(self, request: Request, purpose: str) -> Response:
        """Allow it, or withdraw."""
        if purpose not in PURPOSES:
            raise Http404
        answer = ConsentAnswerSerializer(data=request.data)
        answer.is_valid(raise_exception=True)
        say = give if answer.validated_data["given"] else withdraw
        say(person(request), purpose)
        return self._state(request, purpose)

    def _state(self, request: Request, purpose: str) -> Response:
        for state in states_of(person(request)):
            if state.purpose == purpose:
                return Response(ConsentSerializer(state).data)
        raise Http404
