"""The lock for translations: nothing added, no praise above all, and honest ones pass."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from resumes.checking.lock import Fact, Ground
from resumes.checking.translations import translation_refusals

DATA = Path(__file__).parent / "data"
# Honest translations that the lock may refuse: then the own words stay.
MOST_REFUSED = 0.05


@dataclass(frozen=True)
class Translation:
    """What a translator made of somebody's words; `kind` is empty for an honest one."""

    spoken: str
    told: str
    language: str
    text: str
    kind: str = ""

    def kinds(self):
        ground = Ground([Fact((self.told,))], self.language, self.spoken)
        return [one.kind for one in translation_refusals(self.text, ground, self.told)]


def translations():
    """The suite: `=` language | own words, `+` an honest translation, `-` kind | a lie."""
    for path in sorted(DATA.glob("translated_*.txt")):
        language, spoken, told = path.stem.split("_")[1], "", ""
        for line in path.read_text("utf-8").splitlines():
            sign, _, rest = line.partition(" ")
            before, _, after = rest.partition(" | ")
            if sign == "=":
                spoken, told = before, after
                continue
            kind, text = ("", rest) if sign == "+" else (before, after)
            is_cyrillic = language == "uz" and any("а" <= char <= "я" for char in text)
            form = "uz-Cyrl" if is_cyrillic else language
            yield Translation(spoken, told, form, text, kind)


ALL = [*translations()]
HONEST = [one for one in ALL if not one.kind]
LIES = [one for one in ALL if one.kind]


def test_the_suite_is_of_all_written_forms():
    for those in (HONEST, LIES):
        assert len(those) >= 90
        assert {one.language for one in those} == {"ru", "uz", "uz-Cyrl", "en"}


def test_nothing_added_passes():
    assert [one.text for one in LIES if not one.kinds()] == []


def test_praise_is_told_as_praise():
    praise = [one for one in LIES if one.kind == "praise"]
    # A title that the profile lacks says it, too.
    assert [one.text for one in praise if not {"praise", "title"} & {*one.kinds()}] == []


def test_honest_translations_pass():
    refused = [one.text for one in HONEST if one.kinds()]
    assert len(refused) <= MOST_REFUSED * len(HONEST), refused


@pytest.mark.parametrize(
    ("text", "told", "language", "spoken"),
    [
        ("the best tailor", "лучший портной", "en", "ru"),
        ("eng yaxshi tikuvchi", "лучшая швея", "uz", "ru"),
        ("энг яхши тикувчи", "лучшая швея", "uz-Cyrl", "ru"),
        ("лучшая швея", "the best tailor", "ru", "en"),
        ("отлично знаю Excel", "Excel dasturini aʼlo bilaman", "ru", "uz"),
        ("Knows Excel excellently", "Отлично знает Excel", "en", "ru"),
        ("сильнейший в команде", "jamoada eng kuchli", "ru", "uz"),
    ],
)
def test_ones_own_praise_may_be_translated(text, told, language, spoken):
    found = Translation(spoken, told, language, text).kinds()
    assert "praise" not in found


def translated(text, told, language):
    return Translation("uz", told, language, text).kinds()


def test_a_faithful_translation_passes():
    told = "Katta fabrikada 5 yil ishlaganman, koʻylak va shim tikkanman."
    assert (
        translated("Пять лет работала на большой фабрике, шила платья и брюки.", told, "ru") == []
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("8 лет работала на фабрике, шила платья.", "number"),
        ("Директор фабрики, 5 лет.", "rank"),
        ("5 лет работала на фабрике, есть диплом.", "degree"),
        ("I worked at a factory for 5 years and sewed dresses.", "foreign"),
        ("5", "empty"),
    ],
)
def test_a_translation_that_says_otherwise_is_refused(text, kind):
    told = (
        "Katta fabrikada 5 yil ishlaganman, koʻylak va shim tikkanman."
        " Choklarni ham tekislaganman va dazmollaganman."
    )
    assert kind in translated(text, told, "ru")
