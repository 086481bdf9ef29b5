"""What a phone gets: Lighthouse's scores and times, and the weight of a view, cold and warm.

    npm install --prefix /tmp/lighthouse lighthouse@12.8
    python benchmarks/lighthouse.py http://localhost:8080 [--own]

Runs Lighthouse's mobile set-up on Debian's chromium against a site that `./run` serves. `--own`
signs somebody up and measures their pages too. The weight is counted apart, by the browser itself:
cold, and once more with its cache warm. Chromium needs to be at /usr/bin/chromium.
"""

import argparse
import json
import os
import subprocess
import tempfile
import uuid
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
LIGHTHOUSE = "/tmp/lighthouse/node_modules/.bin/lighthouse"  # noqa: S108 - as the text above says
OPEN = ("/", "/vacancies/", "/courses/", "/help/", "/sign-up/", "/sign-in/")
OWN = ("/me/specialties/", "/me/vacancies/", "/me/courses/", "/profile/", "/me/resumes/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PHONE = {"width": 412, "height": 823}


def main() -> None:
    """Print a line for each page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site")
    parser.add_argument("--own", action="store_true", help="sign up and measure own pages too")
    parser.add_argument("--lighthouse", default=LIGHTHOUSE)
    asked = parser.parse_args()
    site = asked.site.rstrip("/")
    print(f"load of the machine: {os.getloadavg()[0]:.1f}, cores: {os.cpu_count()}")
    print(
        f"{'':18} perf  a11y  best   seo   LCP ms    CLS  blocking"
        "   cold: KB  requests   warm: KB  requests"
    )
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        for path in OPEN:
            measure(asked.lighthouse, site + path, path, browser.new_context(viewport=PHONE))
        if asked.own:
            context = browser.new_context(viewport=PHONE)
            sign_up(context.new_page(), site)
            for path in OWN:
                measure(asked.lighthouse, site + path, path, context)
        browser.close()


def sign_up(page: Page, site: str) -> None:
    """Somebody new, who has said what they want."""
    page.goto(f"{site}/sign-up/")
    page.fill("input[name=username]", f"lighthouse{uuid.uuid4().hex[:8]}")
    page.fill("input[name=password]", "choy va non 2026")
    page.locator("main form button").last.click()
    page.wait_for_url("**/questionnaire/**")
    page.goto(f"{site}/questionnaire/wishes/")
    page.fill("textarea[name=preferences]", "Kiyim tikishni yaxshi koʻraman, jamoada ishlasam.")
    for _card in ("wishes", "photo"):
        page.locator("button[value=next]").click()
        page.wait_for_load_state()


def measure(lighthouse: str, address: str, name: str, context: BrowserContext) -> None:
    """One line of the table."""
    cookies = "; ".join(f"{kept['name']}={kept['value']}" for kept in context.cookies())
    found = run(lighthouse, address, cookies)
    scores = [round(100 * (found["categories"][each]["score"] or 0)) for each in CATEGORIES]
    audits = found["audits"]
    times = [
        audits[each]["numericValue"]
        for each in ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time")
    ]
    cold, warm = weigh(context, address)
    print(
        f"{name:18}",
        *(f"{score:5}" for score in scores),
        f"{times[0]:8.0f}{times[1]:7.3f}{times[2]:10.0f}",
        f"{cold[0]:11.0f}{cold[1]:10}{warm[0]:11.0f}{warm[1]:10}",
    )
    if failed := [name for name, audit in audits.items() if audit["score"] == 0 and counts(audit)]:
        print(f"    failed: {', '.join(failed)}")


def counts(audit: dict[str, Any]) -> bool:
    """Whether a score is a verdict and no piece of advice."""
    return audit["scoreDisplayMode"] == "binary"


def run(lighthouse: str, address: str, cookies: str) -> dict[str, Any]:
    """Lighthouse's own report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            lighthouse, address, "--quiet", "--output=json", f"--output-path={report}",
            "--chrome-flags=--headless=new --no-sandbox",
            f"--only-categories={','.join(CATEGORIES)}",
        ]  # fmt: skip
        if cookies:
            command.append("--extra-headers=" + json.dumps({"Cookie": cookies}))
        subprocess.run(  # noqa: S603 - our own words and the address that was given
            command, env={**os.environ, "CHROME_PATH": CHROMIUM}, check=True, capture_output=True
        )
        found: dict[str, Any] = json.loads(report.read_text())
        return found


def weigh(context: BrowserContext, address: str) -> list[tuple[float, int]]:
    """Kilobytes over the wire and requests, cold and then warm."""
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.clearBrowserCache")
    seen: list[tuple[float, int]] = []
    for _view in ("cold", "warm"):
        sizes: dict[str, float] = {}
        wire.on(
            "Network.loadingFinished",
            lambda event, sizes=sizes: sizes.update(
                {event["requestId"]: event["encodedDataLength"]}
            ),
        )
        page.goto(address)
        page.wait_for_load_state("networkidle")
        over_the_wire = [size for size in sizes.values() if size]
        seen.append((sum(over_the_wire) / 1024, len(over_the_wire)))
    page.close()
    return seen


if __name__ == "__main__":
    main()
