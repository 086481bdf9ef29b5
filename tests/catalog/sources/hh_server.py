"""A server that behaves as HeadHunter's API is documented to, its faults included."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from werkzeug import Response

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def item(number, hours=1.0, role="96", area="2759", **fields):
    return {
        "id": str(number),
        "name": f"Job {number}",
        "area": {"id": area, "name": "Ташкент"},
        "employer": {"id": "1", "name": "Anor"},
        "published_at": (NOW - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "professional_roles": [{"id": role, "name": "Программист, разработчик"}],
        "snippet": {"requirement": "Знание <highlighttext>Python</highlighttext>"},
        "alternate_url": f"https://hh.uz/vacancy/{number}",
        "contacts": {"email": "person@example.com", "name": "Person"},
        "archived": False,
        **fields,
    }


@dataclass
class HhServer:
    items: list = field(default_factory=list)
    depth: int = 2000
    token: str = ""
    tokens_given: int = 0
    asked: list = field(default_factory=list)
    details: list = field(default_factory=list)
    # Answers that come before the usual one, by path.
    faults: list = field(default_factory=list)
    etags: bool = True

    def serve(self, httpserver):
        httpserver.expect_request("/token", method="POST").respond_with_handler(self.give_token)
        httpserver.expect_request("/vacancies").respond_with_handler(self.search)
        httpserver.expect_request("/areas/97").respond_with_json(
            {"id": "97", "areas": [{"id": "2759"}, {"id": "2778"}]}
        )
        httpserver.expect_request("/professional_roles").respond_with_json(
            {"categories": [{"roles": [{"id": "96"}, {"id": "97"}]}]}
        )
        for given in self.items:
            httpserver.expect_request(f"/vacancies/{given['id']}").respond_with_handler(self.detail)
        return httpserver.url_for("").rstrip("/")

    def give_token(self, request):
        if request.form.get("client_secret") != "secret":
            return error(400, "oauth", "invalid_client")
        self.tokens_given += 1
        self.token = f"token-{self.tokens_given}"
        return answer({"access_token": self.token, "token_type": "bearer"})

    def refused(self, request):
        if self.faults:
            return self.faults.pop(0)
        if "(" not in request.headers.get("User-Agent", ""):
            return error(400, "bad_user_agent", "unknown")
        if request.headers.get("Authorization") not in (f"Bearer {self.token}", "Bearer own"):
            return error(403, "oauth", "bad_authorization")
        return None

    def search(self, request):
        if refused := self.refused(request):
            return refused
        self.asked.append(dict(request.args))
        page, size = int(request.args.get("page", 0)), int(request.args.get("per_page", 20))
        if page * size + size > self.depth:
            return error(400, "bad_argument", "page")
        found = [given for given in self.items if self.is_meant(given, request.args)]
        part = found[page * size : page * size + size]
        return answer({"found": len(found), "items": part, "page": page})

    @staticmethod
    def is_meant(given, args):
        published = datetime.fromisoformat(given["published_at"])
        since, until = (datetime.fromisoformat(args[name]) for name in ("date_from", "date_to"))
        area, role = args.get("area"), args.get("professional_role")
        return (
            since <= published < until
            and area in ("97", given["area"]["id"])
            and role in (None, given["professional_roles"][0]["id"])
        )

    def detail(self, request):
        if refused := self.refused(request):
            return refused
        number = request.path.rsplit("/", 1)[1]
        self.details.append(number)
        etag = f'"{number}"'
        if self.etags and request.headers.get("If-None-Match") == etag:
            return Response(status=304)
        text = {"description": "<p>Full text</p>", "key_skills": [{"name": "Django"}]}
        return Response(json.dumps(text), headers={"ETag": etag})


def answer(data):
    return Response(json.dumps(data, ensure_ascii=False), content_type="application/json")


def error(status, kind, value):
    body = json.dumps({"errors": [{"type": kind, "value": value}], "request_id": "x"})
    return Response(body, status=status, content_type="application/json")
