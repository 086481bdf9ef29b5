"""Signs of a posting, which advise and never drop."""

import pytest

from catalog.models import Vacancy
from catalog.noting import note_signs
from catalog.posting_signs import ASKS_FOR_MONEY, MASS_REPEATS, PAY_OUT_OF_RANGE, signs_in
from tests.factories import make_specialty, make_vacancy


@pytest.mark.parametrize(
    "text",
    [
        "Для начала внесите страховой взнос 200 000 сум",
        "Нужен вступительный взнос",
        "Обучение платное, 500 тыс",
        "Oldindan toʻlov qilinadi",
        "Пришлите фото паспорта и карты в личку",
        "pasport nusxasini yuboring",
        "Please send a deposit to start",
        "Send us your bank card number",
    ],
)
def test_what_asks_for_money_or_documents_beforehand(text):
    assert signs_in(text) == (ASKS_FOR_MONEY,)


@pytest.mark.parametrize(
    "text",
    [
        "Без вложений и предоплат",
        "Бесплатное обучение, никаких взносов",
        "Наличие паспорта",
        "Оплата труда вовремя, страховые взносы платит компания. Без залога и взносов",
        "Опыт с депозитами и вкладами в банке",
        "Работа с предоплатой клиентов",
        "",
    ],
)
def test_what_does_not(text):
    assert signs_in(text) == ()


@pytest.fixture
def bakers(db):
    specialty = make_specialty("hh-1")
    return [
        make_vacancy(specialty=specialty, monthly_uzs_from=3_000_000 + number * 100_000)
        for number in range(25)
    ]


def signs_of(vacancy):
    note_signs()
    return Vacancy.objects.get(pk=vacancy.pk).signs


@pytest.mark.parametrize("pay", [60_000_000, 300_000])
def test_pay_far_from_what_the_specialty_pays(bakers, pay):
    odd = make_vacancy(specialty=bakers[0].specialty, monthly_uzs_from=pay)
    assert signs_of(odd) == [PAY_OUT_OF_RANGE]
    assert signs_of(bakers[3]) == []


def test_few_vacancies_say_nothing_of_pay(db):
    specialty = make_specialty("hh-1")
    make_vacancy(specialty=specialty, monthly_uzs_from=3_000_000)
    assert signs_of(make_vacancy(specialty=specialty, monthly_uzs_from=90_000_000)) == []


def test_mass_repeats(db):
    first = make_vacancy()
    for _ in range(9):
        make_vacancy(same_as=first)
    assert signs_of(first) == [MASS_REPEATS]


def test_what_the_words_told_stays(db):
    vacancy = make_vacancy(signs=[ASKS_FOR_MONEY])
    assert signs_of(vacancy) == [ASKS_FOR_MONEY]


def test_noting_again_changes_nothing(bakers):
    make_vacancy(specialty=bakers[0].specialty, monthly_uzs_from=60_000_000)
    assert note_signs() == 1
    assert note_signs() == 0


def test_a_sign_goes_when_its_reason_does(bakers):
    odd = make_vacancy(specialty=bakers[0].specialty, monthly_uzs_from=60_000_000)
    note_signs()
    Vacancy.objects.filter(pk=odd.pk).update(monthly_uzs_from=3_000_000)
    assert signs_of(odd) == []
