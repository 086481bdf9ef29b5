"""`me/email` of the API: the address that signs in and recovers, once it is confirmed."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.addresses import ask_to_confirm, change_email, is_confirmable
from accounts.api.asking import OwnerSerializer, person
from accounts.limits import CostlyThrottle
from accounts.links import origin_of
from accounts.models import User


class EmailSerializer(serializers.Serializer[User]):
    """The address, empty where there is none, and since when it is confirmed."""

    email = serializers.CharField()
    confirmed_at = serializers.DateTimeField(source="email_verified_at", allow_null=True)


class NewEmailSerializer(OwnerSerializer):
    """Another address, or none, and the password."""

    email = serializers.EmailField(max_length=254, allow_blank=True)


@extend_schema(tags=["me"])
class EmailView(APIView):
    """The e-mail address."""

    throttle_classes = [CostlyThrottle]
    throttle_scope = "sign_in"

    @extend_schema(responses=EmailSerializer)
    def get(self, request: Request) -> Response:
        """Which it is, and whether it is confirmed."""
        return Response(EmailSerializer(person(request)).data)

    @extend_schema(request=NewEmailSerializer, responses=EmailSerializer)
    def put(self, request: Request) -> Response:
        """Give another one, or take it away; a letter with a link goes there."""
        user, site = person(request), origin_of(request._request)
        if change_email(user, NewEmailSerializer.check(request)["email"]) and user.email:
            ask_to_confirm(user, site)
        return Response(EmailSerializer(user).data)

    @extend_schema(request=None, responses={202: EmailSerializer})
    def post(self, request: Request) -> Response:
        """Send the letter once more."""
        user = person(request)
        if not is_confirmable(user):
            raise serializers.ValidationError(_("There is nothing to confirm."), code="confirmed")
        if not ask_to_confirm(user, origin_of(request._request)):
            said = _("We have just written to you. Wait a minute and ask again.")
            raise serializers.ValidationError(said, code="too_soon")
        return Response(EmailSerializer(user).data, status=status.HTTP_202_ACCEPTED)
