"""What axe and a thumb say against a page, a line for each fault."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What a thumb should hit; links in the middle of a sentence are as small as their words.
SMALL_TARGETS = """() => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary')]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }))
  .filter((e) => !e.matches(
    '.skip-link, [type=hidden], .choice input, .picker input, .field--check input'))
  .filter((e) => getComputedStyle(e).display !== 'inline' && !e.closest('.card__title'))
  .map((e) => [e.getBoundingClientRect(), e])
  .filter(([box]) => box.width && (box.height < 43.5 || box.width < 43.5))
  .map(([box, e]) =>
    `${e.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


def faults_of(page: Page, address: str) -> list[str]:
    """What axe says against a page."""
    found = Axe().run(page).response["violations"]
    return [
        f"{address}: {fault['id']}: {fault['nodes'][0]['html'][:160]}"
        f" ({len(fault['nodes'])}; {fault['nodes'][0].get('failureSummary', '')[:160]})"
        for fault in found
    ]


def small_targets_of(page: Page, address: str) -> list[str]:
    """What is smaller than 44 px either way."""
    return [f"{address}: small: {found}" for found in page.evaluate(SMALL_TARGETS)]
