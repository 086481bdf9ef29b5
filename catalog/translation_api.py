"""`vacancies/{id}/translation` and `courses/{id}/translation` of the API."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.offer_translations import LANGUAGES, OFFERS, OfferTranslation, ask_for, translation_of


class LanguageWishSerializer(serializers.Serializer[Any]):
    """Which language is wanted."""

    language = serializers.ChoiceField(LANGUAGES)


class TranslationSerializer(serializers.Serializer[OfferTranslation]):
    """A translation made by a machine, or how far it is; `reason` where there is none."""

    state = serializers.ChoiceField(["waiting", "ready", "failed"])
    language = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    reason = serializers.CharField()


@extend_schema(tags=["catalogue"])
class OfferTranslationView(APIView):
    """A vacancy or a course in another language, on demand."""

    permission_classes = [AllowAny]
    kind = "vacancy"

    @extend_schema(parameters=[LanguageWishSerializer], responses=TranslationSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """How far it is; nothing is asked of anybody."""
        return self._answer(request.query_params, pk, translation_of)

    @extend_schema(
        request=LanguageWishSerializer,
        responses={200: TranslationSerializer, 202: TranslationSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Have it translated: 202 while that is done, so ask again in seconds; 200 once it is."""
        answer = self._answer(request.data, pk, ask_for)
        if answer.data["state"] == "waiting":
            answer.status_code = status.HTTP_202_ACCEPTED
        return answer

    def _answer(self, data: Any, pk: int, how: Any) -> Response:
        wish = LanguageWishSerializer(data=data)
        wish.is_valid(raise_exception=True)
        offer = get_object_or_404(OFFERS[self.kind], pk=pk)
        return Response(TranslationSerializer(how(offer, wish.validated_data["language"])).data)
