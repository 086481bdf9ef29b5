"""The kinds of sources that can be read; a new one is one module and one line here."""

from catalog.sources.base import Adapter
from catalog.sources.demo import Demo
from catalog.sources.json_lines import JsonLines
from catalog.sources.json_list import JsonList

ADAPTERS: dict[str, Adapter] = {
    "json_lines": JsonLines(),
    "json_list": JsonList(),
    "demo": Demo(),
}
