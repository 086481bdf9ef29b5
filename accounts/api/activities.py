"""Activities of which skills can be told, for phones."""

from typing import Any

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.activities import activities, find
from catalog.models import Skill


class AskedSerializer(serializers.Serializer[Any]):
    """A few words of what one has done."""

    q = serializers.CharField(required=False, allow_blank=True, max_length=100)


class OfferedSkillSerializer(serializers.Serializer[Any]):
    """A skill that an activity speaks of."""

    id = serializers.CharField()
    name = serializers.CharField()


class ActivitySerializer(serializers.Serializer[Any]):
    """An activity in the reader's language, and the skills to confirm."""

    code = serializers.CharField()
    name = serializers.CharField()
    field = serializers.CharField()
    skills = OfferedSkillSerializer(many=True)


class ActivitiesSerializer(serializers.Serializer[Any]):
    """All that were found."""

    results = ActivitySerializer(many=True)


class ActivitiesView(APIView):
    """What people have done before; add the skills that a person confirms to `me/skills`."""

    permission_classes = [AllowAny]

    @extend_schema(tags=["reference"], parameters=[AskedSerializer], responses=ActivitiesSerializer)
    def get(self, request: Request) -> Response:
        """Those that a few words speak of, or all."""
        asked = AskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        query, language = asked.validated_data.get("q", ""), get_language() or "uz"
        rows = find(query) if query else list(activities().values())
        codes = {code for row in rows for code in row.skills}
        skills = {skill.code: skill for skill in Skill.objects.in_use().filter(code__in=codes)}
        results = [
            {
                "code": row.code,
                "name": row.name_in(language),
                "field": row.field,
                "skills": [
                    {"id": str(skills[code].pk), "name": skills[code].name}
                    for code in row.skills
                    if code in skills
                ],
            }
            for row in rows
        ]
        return Response({"results": results})
