"""A language model of ours on loopback, asked through the real client of OpenAI's library."""

import json
from collections.abc import Callable
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

ADDRESS = "/v1/chat/completions"
Lines = list[dict[str, str]]


class FakeModel:
    """Answers each line with `say(text)`, and remembers every request."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.say: Callable[[str], str] = lambda text: text
        # The whole of what the model "writes"; None for an answer made of `say`.
        self.content: str | None = None
        # Answers to give before that, one each: a Response.
        self.first: list[Response] = []
        self.refuses: set[str] = set()
        self.asked: list[dict[str, Any]] = []
        self.headers: list[Any] = []
        server.expect_request(ADDRESS).respond_with_handler(self._answer)

    @property
    def bodies(self) -> str:
        """All that ever left, as one text."""
        return "\n".join(json.dumps(asked, ensure_ascii=False) for asked in self.asked)

    def lines(self, number: int = -1) -> Lines:
        """The data of one request."""
        data = self.asked[number]["messages"][1]["content"]
        return list(json.loads(data[data.index("{") : data.rindex("}") + 1])["lines"])

    def _answer(self, request: Request) -> Response:
        asked = request.get_json()
        self.asked.append(asked)
        self.headers.append(request.headers)
        form = asked.get("response_format", {}).get("type", "text")
        if form in self.refuses:
            message = f"Invalid parameter: 'response_format' of type '{form}' is not supported"
            return Response(json.dumps({"error": {"message": message}}), 400)
        if self.first:
            return self.first.pop(0)
        if self.content is None:
            said = [{**line, "text": self.say(line["text"])} for line in self.lines()]
            content = json.dumps({"lines": said}, ensure_ascii=False)
        else:
            content = self.content
        return completion(content)


def completion(content: str) -> Response:
    """What a server answers around a model's words."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    body = {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    return Response(json.dumps(body), content_type="application/json")
