"""Uzbek Latin and Cyrillic: examples by rule, the way there and back, and odd input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.scripts import normalize_apostrophes, script_of, to_cyrillic, to_latin
from catalog.tables import read_table

BOTH_WAYS = [
    ("Oʻzbekiston", "Ўзбекистон"),
    ("shahar", "шаҳар"),
    ("Shahar", "Шаҳар"),
    ("SHAHAR", "ШАҲАР"),
    ("choyxona", "чойхона"),
    ("Yoʻl", "Йўл"),
    ("YOʻL", "ЙЎЛ"),
    ("yoqilgʻi", "ёқилғи"),
    ("yuk", "юк"),
    ("yaxshi", "яхши"),
    ("yer", "ер"),
    ("ekran", "экран"),
    ("elektr", "электр"),
    ("bekat", "бекат"),
    ("poyezd", "поезд"),
    ("aeroport", "аэропорт"),
    ("boʻyoqchi", "бўёқчи"),
    ("sanʼat", "санъат"),
    ("maʼlumot", "маълумот"),
    ("maʼyus", "маъюс"),
    ("moʻjiza", "мўъжиза"),
    ("Isʼhoq", "Исҳоқ"),
    ("litsey", "лицей"),
    ("ofitsiant", "официант"),
    ("meditsina", "медицина"),
    ("litsenziya", "лицензия"),
    ("funksiya", "функция"),
    ("pensiya", "пенсия"),
    ("komissiya", "комиссия"),
    ("sex", "цех"),
    ("sement", "цемент"),
    ("konsert", "концерт"),
    ("kuryer", "курьер"),
    ("kompyuter", "компьютер"),
    ("obyekt", "объект"),
    ("tokar", "токарь"),
    ("rayon", "район"),
    ("oktabr", "октябрь"),
    ("Nyu-York", "Нью-Йорк"),
    ("ketsa", "кетса"),
    ("ishonchsiz, shartsiz", "ишончсиз, шартсиз"),
    ("mashhur", "машҳур"),
    ("ayyor", "айёр"),
    ("dunyo", "дунё"),
    ("filtrlar", "фильтрлар"),
    ("inyeksiya", "инъекция"),
    ("podyezd", "подъезд"),
    ("konveyerda", "конвейерда"),
    ("yogurt", "йогурт"),
    ("aksiz, aksiya", "акциз, акция"),
    ("fransuz", "француз"),
    ("maʼlumotshunos", "маълумотшунос"),
    ("mehnatsevar", "меҳнатсевар"),
    ("Call-markaz", "Колл-марказ"),
    ("Pythonda, Telegramga", "Pythonда, Telegramга"),
    ("Rustam Javohirga", "Рустам Жавоҳирга"),
    ("B toifali", "B тоифали"),
]
TO_LATIN_ONLY = [("щётка", "shyotka"), ("выставка", "vistavka"), ("цирк", "sirk"), ("Я", "Ya")]
UNTOUCHED = [
    "https://example.uz/ish?til=oʻz",
    "www.example.uz",
    "example.uz",
    "ish@example.uz",
    "@ishchi_bot",
    "#vakansiya",
    "B2B",
    "A4",
    "3D",
    "1C",
    "Word",
    "React",
    "Node.js",
    ".NET",
    "PostgreSQL",
    "Ruby on Rails",
    "Big Data",
    "E-mail",
    "HR",
]
ORDINARY_TEXT = """
ишчи сотувчи ҳайдовчи ўқитувчи ҳамшира шифокор тикувчи пайвандчи қурувчи ошпаз новвой қандолатчи
фаррош қоровул қўриқчи боғбон чорвадор деҳқон муҳандис меъмор ҳисобчи иқтисодчи ҳуқуқшунос таржимон
журналист рассом мусаввир мураббий тарбиячи энага сартарош бўёқчи сувоқчи чилангар электрик юкчи
омборчи етказиб бериш йўловчи юк ташувчи маош иш ҳақи тажриба малака маълумот таълим мактаб
университет коллеж лицей техникум касб мутахассис бошлиқ раҳбар ёрдамчи котиба мижоз харидор дўкон
бозор омбор корхона завод фабрика цех қурилиш йўл темир ер сув ҳаво олов экин пахта ғалла мева
сабзавот гўшт сут нон чой қаҳва янги эски ёш катта кичик яхши тез секин масъулият қобилият кўникма
ғайрат жадвал смена тонг кеч тушлик якшанба эртага бугун санъат мўъжиза аъло эълон юбка ёқа
"""


@pytest.mark.parametrize(("latin", "cyrillic"), BOTH_WAYS)
def test_latin_becomes_cyrillic(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(("latin", "cyrillic"), BOTH_WAYS)
def test_cyrillic_becomes_latin(latin, cyrillic):
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(("cyrillic", "latin"), TO_LATIN_ONLY)
def test_letters_that_only_loans_have_become_latin(cyrillic, latin):
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize("text", UNTOUCHED)
def test_addresses_codes_and_brands_stay(text):
    assert to_cyrillic(text) == text


def test_stored_names_of_skills_are_what_the_tables_make():
    rows = [
        row for row in read_table("skills") if row["name_uz_cyrl"] != to_cyrillic(row["name_uz"])
    ]
    assert rows == []


def test_ordinary_words_come_back_from_latin():
    words = ORDINARY_TEXT.split()
    assert [to_cyrillic(to_latin(word)) for word in words] == words


@pytest.mark.parametrize("mark", list("'`´ʹʼʻ‘’′"))
def test_every_mark_after_o_and_g_is_a_turned_comma(mark):
    assert normalize_apostrophes(f"O{mark}g{mark}il") == "Oʻgʻil"


@pytest.mark.parametrize("mark", list("'`´ʹʼʻ‘’′"))
def test_every_other_mark_is_an_apostrophe(mark):
    assert normalize_apostrophes(f"ma{mark}no") == "maʼno"


@pytest.mark.parametrize("mark", list("'`´ʹʼʻ‘’′"))
def test_cyrillic_accepts_every_mark(mark):
    assert to_cyrillic(f"o{mark}qituvchi") == "ўқитувчи"


def test_quotation_marks_stay():
    assert normalize_apostrophes("'Makro' do'koni, ‘Korzinka’") == "'Makro' doʻkoni, ‘Korzinka’"


def test_marks_after_numbers_stay():
    assert normalize_apostrophes("5' 7''") == "5' 7''"


def test_addresses_keep_their_marks():
    assert normalize_apostrophes("https://example.uz/o'z") == "https://example.uz/o'z"


def test_numbers_with_a_suffix_are_converted():
    assert to_cyrillic("20ta ish oʻrni, 5-bino") == "20та иш ўрни, 5-бино"


def test_other_words_of_a_line_with_an_address_are_converted():
    assert to_cyrillic("Rezyume: ish@example.uz.") == "Резюме: ish@example.uz."


def test_kept_words_may_have_suffixes_after_a_hyphen():
    assert to_cyrillic("IT-mutaxassis") == "IT-мутахассис"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Sotuvchi", "Latn"),
        ("Сотувчи", "Cyrl"),
        ("Senior программист", "mixed"),
        ("Менеджер по продажам (IT)", "Cyrl"),
        ("12 345", ""),
        ("", ""),
    ],
)
def test_script_of_a_text(text, script):
    assert script_of(text) == script


TRICKY = st.text(alphabet="oOgGaseytsʻʼ'`’‘ \n.@/#шцъеСҲ1:") | st.text()


@given(TRICKY)
def test_normalizing_twice_changes_nothing_more(text):
    once = normalize_apostrophes(text)
    assert normalize_apostrophes(once) == once


@given(TRICKY)
def test_any_text_can_be_converted(text):
    assert isinstance(to_latin(to_cyrillic(text)), str)


@given(TRICKY)
def test_latin_leaves_no_uzbek_cyrillic(text):
    assert not set(to_latin(text)) & set("абвгдеёжзийклмнопрстуфхцчшщъыьэюяўқғҳ") or "@" in text


def test_a_long_text_is_fast_enough_to_be_converted_in_one_call():
    text = "Oʻzbekiston shahar litsey obyekt 12345678901234567890 " * 2000
    assert to_latin(to_cyrillic(text)) == text
