"""The lock against fabrications and honest rephrasings, by kind and language."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from resumes.checking.lock import Fact, Ground, refusals

DATA = Path(__file__).parent / "data"
# Honest lines that the lock may refuse: then the composed line stays.
MOST_REFUSED = 0.05


@dataclass(frozen=True)
class Case:
    """A line that somebody wrote from facts; `kind` is empty for an honest one."""

    language: str
    facts: str
    text: str
    kind: str = ""

    @property
    def is_honest(self):
        return not self.kind

    def refusals(self):
        *of_all, told = (part.strip() for part in self.facts.split("|"))
        return refusals(self.text, Ground([Fact((told,), tuple(of_all))], self.language))


def cases(pattern):
    found = []
    for path in sorted(DATA.glob(pattern)):
        language, facts = path.stem.split("_")[1], ""
        for line in path.read_text("utf-8").splitlines():
            sign, _, rest = line.partition(" ")
            form = (
                "uz-Cyrl"
                if language == "uz" and any("а" <= char <= "я" for char in rest)
                else language
            )
            if sign == "=":
                facts = rest
            elif sign == "+":
                found.append(Case(form, facts, rest))
            elif sign == "-":
                kind, _, text = rest.partition(" | ")
                found.append(Case(form, facts, text, kind))
    return found


CASES = cases("lock_*.txt") + cases("held_*.txt")
LIES = [case for case in CASES if not case.is_honest]
HONEST = [case for case in CASES if case.is_honest]


def test_the_suite_is_as_large_as_promised():
    assert len(LIES) >= 150
    assert len(HONEST) >= 150
    assert {case.language for case in LIES} == {"ru", "uz", "uz-Cyrl", "en"}


def test_no_fabrication_passes():
    assert [f"{case.kind}: {case.text}" for case in LIES if not case.refusals()] == []


def test_honest_rephrasings_pass():
    refused = [case.text for case in HONEST if case.refusals()]
    assert len(refused) <= MOST_REFUSED * len(HONEST), refused


def check(text, told, language="ru", *of_all):
    return [one.kind for one in refusals(text, Ground([Fact((told,), of_all)], language))]


@pytest.mark.parametrize(
    ("text", "told", "kind"),
    [
        ("Продавала одежду 10 лет.", "Продавала одежду 5 лет.", "number"),
        ("Работала с 2012 года.", "Работала с 2015 года.", "date"),
        ("Продавала обувь в Zara.", "Продавала обувь.", "name"),
        ("Старший продавец.", "Продавец.", "rank"),
        ("Диплом магистра.", "Закончила школу.", "degree"),
        ("Знаю немецкий.", "Знаю английский.", "language"),
        ("Отлично знаю Excel.", "Знаю Excel.", "praise"),
        ("Готовлю отчёты.", "Помогаю готовить отчёты.", "limit"),
        ("Умею водить.", "Не умею водить.", "denial"),
        ("Директор.", "Помогала директору.", "title"),
        ("Сайт www.example.com.", "Делала сайты.", "link"),
        ("Ремонтировал машины.", "Продавал машины, ремонтировал телефоны.", "mixed"),
        ("Sold clothes at the market.", "Продавала одежду на рынке.", "foreign"),
        ("И на в.", "Продавала одежду.", "empty"),
    ],
)
def test_a_refusal_says_its_kind(text, told, kind):
    assert kind in check(text, told)


@pytest.mark.parametrize(
    ("text", "told", "language"),
    [
        ("Пять лет опыта.", "Опыт 5 лет.", "ru"),
        ("25 человек.", "Двадцать пять человек.", "ru"),
        ("Oʻn besh kishi.", "15 kishi.", "uz"),
        ("Fifteen hundred items.", "1500 items.", "en"),
        ("5 500 000 сум.", "5500000 сум.", "ru"),
        ("С марта 2018 года.", "С 03.2018.", "ru"),
        ("Карим Каримов.", "Karim Karimov.", "ru"),
    ],
)
def test_what_is_written_otherwise_is_the_same(text, told, language):
    assert check(text, told, language) == []


@pytest.mark.parametrize("text", ["", " ", "\x00", "…", "💼", "a" * 5000, "1" * 400])
def test_whatever_a_line_holds_nothing_breaks(text):
    assert check(text, "Продавала одежду.")
