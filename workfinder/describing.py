"""How a call is described; loaded by DRF before there are any views, so it knows none of them."""

from typing import Any

from drf_spectacular.openapi import AutoSchema


class Description(AutoSchema):
    """Also tells of the body of a DELETE, where a call says that it takes one: a password."""

    def get_request_serializer(self) -> Any:
        """For a DELETE nothing, unless `extend_schema(request=...)` says otherwise."""
        return None if self.method == "DELETE" else super().get_request_serializer()

    def _get_request_body(self, direction: str = "request") -> Any:
        if self.method != "DELETE":
            return super()._get_request_body(direction)
        if self.get_request_serializer() is None:
            return None
        # The library leaves the body of a DELETE out, whatever it is told.
        self.method = "PUT"
        try:
            return super()._get_request_body(direction)
        finally:
            self.method = "DELETE"
