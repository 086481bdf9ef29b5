import pytest

from catalog.place_texts import place_in
from tests.catalog.test_places import FINDER


@pytest.mark.parametrize(
    ("title", "text", "region"),
    [
        ("Повар", "Место работы: г. Самарканд, Регистан", "UZ-SA"),
        ("Sotuvchi", "Manzil: Toshkent, Chilonzor tumani", "UZ-TK"),
        ("Сотувчи", "Иш жойи: Фарғона вилояти", "UZ-FA"),
        ("Продавец (Бухара)", "", "UZ-BU"),
        ("Водитель", "Требуется водитель в Андижане. График 5/2.", "UZ-AN"),
        ("Haydovchi", "Namangan shahrida ishlash uchun haydovchi kerak", "UZ-NG"),
        ("Ҳайдовчи", "Иш Самарқандда, тўлиқ кун", "UZ-SA"),
        ("Cook", "We are looking for a cook in Tashkent.", "UZ-TK"),
    ],
)
def test_the_place_of_the_work_is_read(title, text, region):
    assert place_in(title, text, FINDER).region == region


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Офисы в Ташкенте и в Самарканде.",
        "Поможем с релокацией в Ташкент.",
        "Частые командировки в Бухару.",
        "Работа в команде, в срок и в удовольствие.",
        "Продукты для Самарканда",
        "ул. Бухара",
    ],
)
def test_a_place_that_is_only_mentioned_is_none(text):
    assert place_in("Повар", text, FINDER).region == "unknown"


def test_a_town_is_told_with_its_region():
    place = place_in("Повар", "Город: Маргилан", FINDER)
    assert place.region == "UZ-FA"
    assert place.town
