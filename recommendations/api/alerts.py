"""`me/searches` and `me/alerts` of the API: saved searches, and when their news come by e-mail."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import person
from accounts.consents import has_consent
from catalog.api import WantedSerializer
from catalog.paging import Pages
from catalog.searching import Wanted
from recommendations.alerting import PURPOSE, settings_of
from recommendations.models import AlertSettings, SavedSearch
from recommendations.searches import TooManySearchesError, query_of, save_search, title_of


class SavedSearchSerializer(serializers.ModelSerializer[SavedSearch]):
    """A search that a person saved; `query` is what the lists of vacancies take."""

    id = serializers.CharField(source="pk", read_only=True)
    name = serializers.SerializerMethodField()
    query = serializers.SerializerMethodField()

    class Meta:
        model = SavedSearch
        fields = ["id", "name", "query", "by_profile", "rhythm", "created_at"]
        read_only_fields = ["by_profile", "created_at"]

    def get_name(self, search: SavedSearch) -> str:
        """What it looks for, in the reader's language."""
        return title_of(search)

    def get_query(self, search: SavedSearch) -> str:
        """As the address of a list carries it."""
        return query_of(search.filters)


OWN = ("by_profile", "rhythm")


class NewSearchSerializer(WantedSerializer):
    """The filters of a list of vacancies, and how often news of them come."""

    by_profile = serializers.BooleanField(
        default=False, help_text=_("among what suits the profile, in its order")
    )
    rhythm = serializers.ChoiceField(SavedSearch.Rhythm.choices, default=SavedSearch.Rhythm.DAILY)

    def wanted(self) -> Wanted:
        """The filters alone; raises ValidationError."""
        self.is_valid(raise_exception=True)
        filters = self.validated_data.items()
        return Wanted(**{name: value for name, value in filters if name not in OWN})


class AlertsSerializer(serializers.Serializer[Any]):
    """Whether letters come, and between which hours of Tashkent none does."""

    allowed = serializers.BooleanField(read_only=True)
    email_verified = serializers.BooleanField(read_only=True)
    quiet_from = serializers.IntegerField(min_value=0, max_value=23)
    quiet_until = serializers.IntegerField(min_value=0, max_value=23)


class SearchesView(generics.ListAPIView[SavedSearch]):
    """The searches that the person saved."""

    queryset = SavedSearch.objects.none()
    serializer_class = SavedSearchSerializer
    pagination_class = Pages

    def get_queryset(self) -> Any:
        """The own ranking first."""
        return person(self.request).searches.all()

    @extend_schema(tags=["for me"])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What the person looks for, again and again."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        request=NewSearchSerializer, responses={201: SavedSearchSerializer}, tags=["for me"]
    )
    def post(self, request: Request) -> Response:
        """Save one; the same one again is the one that there is."""
        given = NewSearchSerializer(data=request.data)
        wanted = given.wanted()
        kept = {name: given.validated_data[name] for name in OWN}
        try:
            search = save_search(person(request), wanted, **kept)
        except TooManySearchesError as error:
            message = _("You have too many saved searches: delete one that you need no more.")
            raise serializers.ValidationError(message) from error
        return Response(SavedSearchSerializer(search).data, status=status.HTTP_201_CREATED)


class SearchView(APIView):
    """One saved search."""

    @extend_schema(responses=SavedSearchSerializer, tags=["for me"])
    def get(self, request: Request, pk: int) -> Response:
        """As it is."""
        return Response(SavedSearchSerializer(self._search(request, pk)).data)

    @extend_schema(request=SavedSearchSerializer, responses=SavedSearchSerializer, tags=["for me"])
    def patch(self, request: Request, pk: int) -> Response:
        """How often its news come."""
        given = SavedSearchSerializer(self._search(request, pk), data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        given.save()
        return Response(given.data)

    @extend_schema(responses={204: None}, tags=["for me"])
    def delete(self, request: Request, pk: int) -> Response:
        """Search for it no more."""
        self._search(request, pk).delete()
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _search(self, request: Request, pk: int) -> SavedSearch:
        return get_object_or_404(person(request).searches, pk=pk)


class AlertsView(APIView):
    """Letters about new vacancies; they are allowed and ended at `me/consents/alerts`."""

    @extend_schema(responses=AlertsSerializer, tags=["for me"])
    def get(self, request: Request) -> Response:
        """Whether they come, and when not."""
        return self._answer(request, settings_of(person(request)))

    @extend_schema(request=AlertsSerializer, responses=AlertsSerializer, tags=["for me"])
    def patch(self, request: Request) -> Response:
        """Set the quiet hours."""
        own = settings_of(person(request))
        given = AlertsSerializer(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        for name, value in given.validated_data.items():
            setattr(own, name, value)
        own.save()
        return self._answer(request, own)

    def _answer(self, request: Request, own: AlertSettings) -> Response:
        user = person(request)
        told = {
            "allowed": has_consent(user, PURPOSE),
            "email_verified": user.email_verified_at is not None,
            "quiet_from": own.quiet_from,
            "quiet_until": own.quiet_until,
        }
        return Response(AlertsSerializer(told).data)
