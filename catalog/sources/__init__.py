"""The kinds of sources that can be read; a new one is one module and one line here."""

from catalog.sources.base import Adapter
from catalog.sources.coursera import Coursera
from catalog.sources.demo import Demo
from catalog.sources.hh import HeadHunter
from catalog.sources.job_posting import JobPosting
from catalog.sources.json_lines import JsonLines
from catalog.sources.json_list import JsonList
from catalog.sources.rss_feed import RssFeed
from catalog.sources.sheets import Sheet
from catalog.sources.stepik import Stepik

ADAPTERS: dict[str, Adapter] = {
    "hh": HeadHunter(),
    "coursera": Coursera(),
    "stepik": Stepik(),
    "job_posting": JobPosting(),
    "rss": RssFeed(),
    "json_list": JsonList(),
    "json_lines": JsonLines(),
    "sheet": Sheet(),
    "demo": Demo(),
}
