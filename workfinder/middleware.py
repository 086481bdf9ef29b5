"""What every answer passes through on its way out."""

from collections.abc import Callable

from csp.constants import UNSAFE_EVAL, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def admin_policy(get_response: Answer) -> Answer:
    """Allow the curators' desk alone what Unfold needs of the browser."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_replace = {  # type: ignore[attr-defined]  # how django-csp is told
                "script-src": ["'self'", UNSAFE_EVAL],
                "style-src": ["'self'", UNSAFE_INLINE],
            }
        return response

    return answer
