"""A translator of ours on loopback, asked through the real client of Google's library."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

ADDRESS = "/language/translate/v2"


@cache
def private_key() -> str:
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    encoded = made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return encoded.decode()


def account(server: HTTPServer, **other: str) -> dict[str, str]:
    """What the file of a service account says, with both addresses of the server."""
    return {
        "type": "service_account",
        "project_id": "tests",
        "private_key_id": "1",
        "private_key": private_key(),
        "client_email": "tests@example.org",
        "client_id": "1",
        "token_uri": server.url_for("/token"),
        "api_endpoint": server.url_for("").rstrip("/"),
        **other,
    }


class FakeTranslator:
    """Answers with `say(text, target)` for each text, and remembers what it was asked."""

    def __init__(self, server: HTTPServer, folder: Path) -> None:
        self.server = server
        self.say: Callable[[str, str], str] = lambda text, target: f"[{target}] {text}"
        self.status, self.body = 200, ""
        self.asked: list[dict] = []
        server.expect_request("/token").respond_with_json(
            {"access_token": "t", "expires_in": 3600, "token_type": "Bearer"}
        )
        server.expect_request(ADDRESS).respond_with_handler(self._answer)
        self.path = folder / "account.json"
        self.path.write_text(json.dumps(account(server)))

    @property
    def texts(self) -> list[str]:
        """Every text that left, in order."""
        return [text for request in self.asked for text in request["q"]]

    def _answer(self, request: Request) -> Response:
        asked = request.get_json()
        self.asked.append(asked)
        if self.status != 200 or self.body:
            return Response(self.body, self.status, content_type="application/json")
        rows = [{"translatedText": self.say(text, asked["target"])} for text in asked["q"]]
        said = json.dumps({"data": {"translations": rows}})
        return Response(said, content_type="application/json")
