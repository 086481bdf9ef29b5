"""Terms of work out of free text."""

import pytest

from catalog.term_texts import employment_in, experience_in, schedules_in, work_modes_in


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("Предлагаем удалённую работу", ("remote",)),
        ("Ish masofadan turib bajariladi", ("remote",)),
        ("Fully remote", ("remote",)),
        ("Гибридный формат работы", ("hybrid",)),
        ("Работа в офисе в центре города", ("office",)),
        ("Удаленная работа не предусмотрена", ()),
        ("не удалённая работа", ()),
        ("доставка в удалённые районы", ()),
        ("настройка remote desktop", ()),
        ("Пекарь", ()),
    ],
)
def test_work_modes(text, modes):
    assert work_modes_in(text.lower()) == modes


@pytest.mark.parametrize(
    ("text", "schedules"),
    [
        ("График 2/2 с 9 до 21", ("shift",)),
        ("Вахтовый метод", ("shift",)),
        ("График 5/2", ("full_time",)),
        ("Toʻliq stavka", ("full_time",)),
        ("Yarim stavka", ("part_time",)),
        ("part-time job", ("part_time",)),
        ("Дата 12/22", ()),
    ],
)
def test_schedules(text, schedules):
    assert schedules_in(text.lower()) == schedules


@pytest.mark.parametrize(
    ("text", "experience"),
    [
        ("Можно без опыта", "none"),
        ("Опыт работы не требуется", "none"),
        ("Tajriba talab etilmaydi", "none"),
        ("Опыт работы от 1 года", "1-3"),
        ("Опыт работы не менее трёх лет", "3-6"),
        ("опыт в продажах от 6 месяцев", "1-3"),
        ("Kamida 2 yil ish tajribasi", "1-3"),
        ("Камида 3 йил тажриба", "3-6"),
        ("5+ years of experience", "3-6"),
        ("at least 10 years of relevant experience", "6+"),
        ("Компании 25 лет", ""),
        ("Возраст от 25 лет", ""),
        ("Опыт приветствуется", "none"),
    ],
)
def test_experience(text, experience):
    assert experience_in(text.lower()) == experience


@pytest.mark.parametrize(
    ("title", "employment"),
    [
        ("Стажёр-аналитик", "internship"),
        ("Marketing intern", "internship"),
        ("Internal auditor", ""),
        ("Дизайнер", ""),
    ],
)
def test_employment(title, employment):
    assert employment_in(title.lower()) == employment
