"""`me/resumes/import` and `me/resumes/left` of the API."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import person
from accounts.limits import CostlyThrottle
from catalog.paging import Pages
from resumes.models import Disclosure
from resumes.reading import ReadingError, read_resume
from resumes.reading.files import MOST_BYTES, TOO_LARGE


class FoundFactSerializer(serializers.Serializer[Any]):
    """A fact that the file states: its kind is where it would be posted, or `profile`."""

    kind = serializers.CharField()
    fields_ = serializers.DictField(source="fields")

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """With the fields by the names that the address of their kind takes."""
        return {"kind": instance.kind, "fields": instance.fields}


class FoundResumeSerializer(serializers.Serializer[Any]):
    """What was read; nothing of it is stored."""

    results = FoundFactSerializer(many=True, source="facts")
    unread = serializers.ListField(child=serializers.CharField())


@extend_schema(tags=["resumes"])
class ResumeImportView(APIView):
    """Reads a resume that the person brings."""

    parser_classes = [MultiPartParser]
    throttle_scope = "resumes"
    throttle_classes = [CostlyThrottle]

    @extend_schema(
        request={
            "multipart/form-data": {
                "type": "object",
                "properties": {"file": {"type": "string", "format": "binary"}},
            }
        },
        responses=FoundResumeSerializer,
    )
    def post(self, request: Request) -> Response:
        """Facts to take or leave: what is taken is posted to its own address."""
        file = request.FILES.get("file")
        if file is None:
            raise serializers.ValidationError({"file": [_required()]})
        if (file.size or 0) > MOST_BYTES:
            raise serializers.ValidationError({"file": [str(TOO_LARGE)]})
        try:
            found = read_resume(file.read())
        except ReadingError as error:
            raise serializers.ValidationError({"file": [str(error)]}) from error
        return Response(FoundResumeSerializer(found).data)


def _required() -> str:
    return str(serializers.Field.default_error_messages["required"])


class DisclosureSerializer(serializers.ModelSerializer[Disclosure]):
    """One request to a service outside."""

    class Meta:
        model = Disclosure
        fields = ["purpose", "host", "facts", "withheld", "size", "sent_at"]


@extend_schema(tags=["resumes"])
class DisclosuresView(generics.ListAPIView[Disclosure]):
    """What left this site for the person, the last first."""

    queryset = Disclosure.objects.none()
    serializer_class = DisclosureSerializer
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[Disclosure]:
        """The person's own."""
        return person(self.request).disclosures.newest_first()
