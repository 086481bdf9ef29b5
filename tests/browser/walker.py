"""Somebody who walks the site, looks at each page and remembers what went wrong on the way."""

import os
import uuid
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
SIZES = {"phone": PHONE, "desk": DESK}
THEMES = ("light", "dark")
PASSWORD = "choy va non 2026"
# Chromium says this of every answer of 400 and above, those that a test asks for too.
REFUSED = "Failed to load resource: the server responded with a status of 4"
# htmx says this of a request that gave way to the next one.
GAVE_WAY = ("htmx:afterRequest", "htmx:sendAbort")


class Walker:
    """One person with one browser; JOURNEY_PICTURES names a folder for what they see."""

    def __init__(self, page: Page, site: str, language: str, *, has_script: bool = True) -> None:
        self.page, self.site, self.language = page, site, language
        self.has_script = has_script
        self.name = f"malika{uuid.uuid4().hex[:8]}"
        self.wrong: list[str] = []
        self.number = 0
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", self._note_request)

    def go(self, path: str, status: int = 200) -> None:
        answer = self.page.goto(self.site + path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"

    def press(self, selector: str) -> None:
        """Press the first of what the selector finds and wait for the page after it."""
        self.page.locator(f"main {selector}").first.click()
        self.page.wait_for_load_state()

    def sign_up(self) -> None:
        self.go("/sign-up/")
        self.page.fill("input[name=username]", self.name)
        self.page.fill("input[name=password]", PASSWORD)
        self.press("form .button--wide")

    def look(self, name: str) -> None:
        """Check what holds on every page, and keep pictures where they are asked for."""
        wide = self.page.locator("html").evaluate("page => page.scrollWidth - page.clientWidth")
        assert wide <= 0, f"{name} is {wide} px wider than the screen"
        assert self.page.locator("h1").count() == 1, f"{name} needs one heading of the first rank"
        self.number += 1
        if folder := os.environ.get("JOURNEY_PICTURES"):
            self._picture(Path(folder), f"{self.number:02} {name}")

    def _picture(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for size, viewport in SIZES.items():
            self.page.set_viewport_size(viewport)
            for theme in THEMES:
                self.page.emulate_media(color_scheme=theme)
                path = folder / f"{name} {self.language} {size} {theme}.png"
                self.page.screenshot(path=path, full_page=True, animations="disabled")
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(PHONE)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith((REFUSED, *GAVE_WAY)):
            self.wrong.append(message.text)

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc != urlsplit(self.site).netloc:
            self.wrong.append(f"asked another host: {request.url}")
