"""Every call of both doors can be tried on `/docs/`, under our policy and from this host alone."""

import json
import re
import secrets
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser

SECURE = "a-long-passphrase-7"


@pytest.fixture
def docs(page, site):
    """The page, and what it asked for and complained of."""
    page.set_default_timeout(60_000)
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{site}/docs/")
    page.wait_for_selector(".opblock-tag")
    yield page
    foreign = [url for url in asked if urlsplit(url).netloc not in ("", urlsplit(site).netloc)]
    assert foreign == []
    assert [text for text in complaints if "status of" not in text] == []


def call(page, method, path):
    """The block of a call, opened."""
    name = f'.opblock-{method}:has(.opblock-summary-path[data-path="{path}"])'
    block = page.locator(name).first
    if "is-open" not in (block.get_attribute("class") or ""):
        block.locator(".opblock-summary-control").click()
    block.locator("button.execute").wait_for()
    return block


def execute(block):
    """Press Execute, and read the status and the answer."""
    block.locator("button.execute").click()
    shown = block.locator(".live-responses-table tbody .response-col_status").first
    shown.wait_for()
    text = block.locator(".live-responses-table tbody .highlight-code").first
    body = text.inner_text() if text.count() else ""
    found = re.search(r"\{.*\}", body, re.DOTALL)
    return int(shown.inner_text().split()[0]), json.loads(found.group()) if found else {}


def authorize(page, scheme, token):
    page.locator("button.authorize").first.click()
    box = page.locator(".auth-container", has=page.locator(f'h4:has-text("{scheme}")')).first
    box.locator("input").first.fill(token)
    box.locator("button.authorize").click()
    page.locator("button.btn-done").first.click()


def test_a_phone_of_ours_can_be_played(docs):
    block = call(docs, "post", "/api/v1/auth/register")
    name = f"docs{secrets.token_hex(4)}"
    block.locator("textarea.body-param__text").fill(
        json.dumps({"username": name, "password": SECURE})
    )
    status, told = execute(block)
    assert status == 201
    authorize(docs, "api", told["access"])
    assert execute(call(docs, "get", "/api/v1/me"))[1]["username"] == name
    assert execute(call(docs, "get", "/api/v1/regions"))[0] == 200


def test_the_application_can_be_played(docs):
    block = call(docs, "post", "/mobile/registration")
    for field, value in (("username", f"docs{secrets.token_hex(4)}"), ("password", SECURE)):
        block.locator(
            f'tr[data-property-name="{field}"] input, tr[data-param-name="{field}"] input'
        ).first.fill(value)
    status, told = execute(block)
    assert status == 200
    authorize(docs, "mobile", told["access_token"])
    assert execute(call(docs, "get", "/mobile/users/me"))[0] == 200


def background(page):
    return page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")


def test_the_page_follows_the_device_and_then_the_choice(docs, site):
    light = background(docs)
    docs.emulate_media(color_scheme="dark")
    dark = background(docs)
    assert dark != light
    docs.context.add_cookies([{"name": "theme", "value": "light", "url": site}])
    docs.reload()
    docs.wait_for_selector(".opblock-tag")
    assert background(docs) == light
    docs.emulate_media(color_scheme="light")
    docs.context.add_cookies([{"name": "theme", "value": "dark", "url": site}])
    docs.reload()
    docs.wait_for_selector(".opblock-tag")
    assert background(docs) == dark


def test_every_call_has_a_button_to_try_it(docs):
    calls = docs.locator(".opblock").count()
    assert calls > 80
    assert docs.locator(".opblock-summary-path").count() == calls
