"""What the schema has to be told: how each door is opened."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema


class ApiTokens(OpenApiAuthenticationExtension):
    """The access tokens of `/api/v1/`."""

    target_class = "accounts.tokens.VersionedAuthentication"
    name = "api"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """A bearer token."""
        text = "`access`, as `auth/register` and `auth/login` answer it; it lives 15 minutes."
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": text}


class MobileTokens(OpenApiAuthenticationExtension):
    """The tokens of `/mobile/`."""

    target_class = "accounts.tokens.MobileAuthentication"
    name = "mobile"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """A bearer token."""
        text = "`access_token`, as `registration` and `login` answer it; it lives a day."
        return {"type": "http", "scheme": "bearer", "description": text}
