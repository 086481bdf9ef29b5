"""`me/export`, and the deletion of `me`."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import api as accounts
from accounts.limits import CostlyThrottle
from workfinder.erasing import request_erasure
from workfinder.privacy import export


class ReceiptSerializer(serializers.Serializer[Any]):
    """The number of a deletion and the page that says how far it is."""

    id = serializers.CharField()
    url = serializers.CharField()


class MeView(accounts.MeView):
    """Who asks, and their deletion."""

    @extend_schema(
        request=accounts.OwnerSerializer, responses={202: ReceiptSerializer}, tags=["me"]
    )
    def delete(self, request: Request) -> Response:
        """Delete everything: the account is shut at once, the rest is done within minutes."""
        user = accounts.person(request)
        accounts.OwnerSerializer.check(request)
        erasure = request_erasure(user)
        url = request.build_absolute_uri(f"/deleted/{erasure.pk}/")
        answer = ReceiptSerializer({"id": str(erasure.pk), "url": url}).data
        return Response(answer, status=status.HTTP_202_ACCEPTED)


class ExportView(APIView):
    """Everything that is held on the person."""

    throttle_classes = [CostlyThrottle]
    throttle_scope = "resumes"

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY}, tags=["me"])
    def get(self, request: Request) -> HttpResponse:
        """A zip: JSON and files."""
        response = HttpResponse(export(accounts.person(request)), content_type="application/zip")
        response["Content-Disposition"] = 'attachment; filename="career-canvas.zip"'
        response["Cache-Control"] = "private, no-store"
        return response
