"""Twelve people whose resumes were made, turned into pictures and looked at.

Four written forms, with and without photo, from a first job to thirty years of work, long names, no
e-mail. All are invented.
"""

import csv
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from accounts.facts import join_skill
from accounts.models import Profile
from catalog.models import Region, Skill, Specialty
from catalog.tables import FOLDER
from tests.factories import make_profile, make_user

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Person:
    """What one of the twelve says of themselves, and the resume that is wanted."""

    key: str
    language: str
    profile: dict[str, Any]
    region: str = ""
    specialty: str = ""
    has_photo: bool = False
    experience: Rows = field(default_factory=list)
    education: Rows = field(default_factory=list)
    certificates: Rows = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    languages: dict[str, str] = field(default_factory=dict)
    licence: str = ""
    links: dict[str, str] = field(default_factory=dict)

    def make(self) -> Profile:
        """The person in the database, with the places, skills and specialties of our tables."""
        _add_regions()
        said = {**self.profile}
        if self.specialty:
            said["specialty"] = _from_table(Specialty, "specialties", self.specialty)
            said["specialty_set_by"] = "person"
        if self.region:
            said["region"] = _from_table(Region, "regions", self.region, kind="region")
        profile = make_profile(user=make_user(f"{self.key}{Profile.objects.count()}"), **said)
        for relation in ("experience", "education", "certificates"):
            for row in getattr(self, relation):
                getattr(profile, relation).create(**row)
        self._add_skills(profile)
        self._add_the_rest(profile)
        if self.has_photo:
            profile.photo.save("photo.jpg", ContentFile(face(self.key)))
        return profile

    def _add_the_rest(self, profile: Profile) -> None:
        for language, level in self.languages.items():
            profile.languages.create(language=language, level=level)
        if self.licence:
            kinds, _, since = self.licence.partition(" ")
            profile.licences.create(categories=kinds.split(","), since=since)
        for url, label in self.links.items():
            profile.links.create(url=url, label=label)

    def _add_skills(self, profile: Profile) -> None:
        """`code:level` for one of the vocabulary, `=words` for one in own words."""
        for at, said in enumerate(self.skills):
            name, _, level = said.partition(":")
            if name.startswith("="):
                profile.skills.create(name=name[1:], level=level, skill=join_skill(name[1:]))
                continue
            skill = _from_table(Skill, "skills", name, kind="trade")
            profile.skills.create(name=skill.name_uz, level=level, skill=skill, position=at)


def _add_regions() -> None:
    """All places of the table: a reader tells an employer from a town by them."""
    if Region.objects.exists():
        return
    with (FOLDER / "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] != "country"]
    made: dict[str, Region] = {}
    for kind in ("region", "town"):
        for row in rows:
            if row["kind"] == kind:
                names = {name: value for name, value in row.items() if name.startswith("name_")}
                parent = made.get(row["parent"])
                made[row["code"]] = Region(code=row["code"], kind=kind, parent=parent, **names)
        Region.objects.bulk_create([region for region in made.values() if region.kind == kind])


def _from_table(model: Any, table: str, code: str, **more: Any) -> Any:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["code"] == code)
    names = {name: value for name, value in row.items() if name.startswith("name_")}
    if model is Specialty:
        more = {"category": row["category"], "labour": row["labour"]}
    return model.objects.get_or_create(code=code, defaults={**names, **more})[0]


def face(seed: str) -> bytes:
    """A drawn face on a plain ground, as large as a phone's picture: faces of people are theirs."""
    tone = sum(map(ord, seed)) % 60
    image = Image.new("RGB", (900, 1200), (205 + tone // 3, 214, 222))
    draw = ImageDraw.Draw(image)
    draw.ellipse((170, 820, 730, 1560), fill=(40 + tone, 72, 96))
    draw.rectangle((385, 640, 515, 880), fill=(214, 170, 140))
    draw.ellipse((270, 240, 630, 760), fill=(226, 184, 153))
    draw.pieslice((250, 190, 650, 640), 180, 360, fill=(46, 36 + tone // 2, 30))
    for left in (360, 500):
        draw.ellipse((left, 470, left + 40, 500), fill=(46, 36, 30))
    draw.arc((390, 560, 510, 650), 20, 160, fill=(150, 80, 70), width=10)
    out = BytesIO()
    image.save(out, "JPEG", quality=92)
    return out.getvalue()


TWELVE = [
    Person(
        "school-leaver", "uz", region="UZ-AN", specialty="hh-97", has_photo=True,
        profile={
            "full_name": "Sardorbek Yoʻldoshev", "birth_year": 2007, "phone": "+998 90 000-00-01",
            "city": "Asaka", "education_level": "secondary", "labour": "any",
            "work_modes": ["office"], "schedules": ["full_time", "shift"],
            "preferences": "Doʻkonda yoki omborda ish qidiryapman, tez oʻrganaman.",
        },
        education=[{"institution": "Asaka tumani 17-maktab", "degree": "secondary", "start": "2014",
                    "end": "2025"}],
        skills=["customer-service", "money-counting:good", "computer-literacy:good"],
        languages={"uz": "native", "ru": "a2"},
    ),
    Person(
        "seamstress", "uz", region="UZ-FA", specialty="hh-141", has_photo=True,
        profile={
            "full_name": "Gulnora Gʻofurova Oʻktamjon qizi", "birth_year": 1988,
            "phone": "+998 91 000-00-02", "contact_email": "gulnora@example.org",
            "city": "Qoʻqon", "schedules": ["full_time"], "work_modes": ["office"],
            "desired_pay": 5_500_000,
            "about": "Bolalar va ayollar kiyimini tikaman, yangi tikuvchilarni oʻrgataman.",
        },
        experience=[
            {"employer": "Yangi Tong tikuv fabrikasi", "title": "Katta tikuvchi",
             "start": "2019-04", "region": "Qoʻqon",
             "description": "- 12 nafar tikuvchining ishini tekshiraman\n"
                            "- Yangi andozalarni tikib koʻraman\n"
                            "- Oyiga 400 ta koʻylak topshiramiz"},
            {"employer": "Uyda, buyurtma asosida", "title": "Tikuvchi", "start": "2012",
             "end": "2019",
             "description": "Toʻy liboslari, maktab formasi, parda va koʻrpa tikdim."},
        ],
        education=[{"institution": "Qoʻqon yengil sanoat kolleji", "degree": "vocational",
                    "field": "Tikuvchilik", "start": "2004", "end": "2007"}],
        certificates=[{"name": "Andoza tayyorlash kursi", "issuer": "Hunarmand markazi",
                       "issued": "2018-11"}],
        skills=["sewing:expert", "sewing-machine:expert", "overlock:good", "pattern-making:good",
                "ironing", "textile-quality", "=Kelin libosi tikish"],
        languages={"uz": "native", "ru": "b1", "tg": "b2"},
    ),
    Person(
        "welder", "uz-Cyrl", region="UZ-NW", specialty="hh-109",
        profile={
            "full_name": "Abdurahmon Toʻxtaboyev", "birth_year": 1972, "phone": "+998 93 000-00-03",
            "city": "Zarafshon", "schedules": ["shift"], "desired_pay": 9_000_000,
            "about": "Oʻttiz yil payvandlayman: quvur, idish, metall konstruksiya.",
        },
        experience=[
            {"employer": "Zarafshon metall", "title": "6-razryadli payvandchi", "start": "2011-06",
             "region": "Zarafshon",
             "description": "Yuqori bosimli quvurlarni payvandlash\nChoklarni nazorat qilish\n"
                            "Yosh payvandchilarni oʻrgatish"},
            {"employer": "Qurilish-montaj boshqarmasi", "title": "Payvandchi", "start": "2001-03",
             "end": "2011-05", "description": "Koʻprik va angarlar metall konstruksiyasi"},
            {"employer": "Taʼmirlash ustaxonasi", "title": "Gaz payvandchisi", "start": "1995-09",
             "end": "2001-02"},
        ],
        education=[{"institution": "Navoiy hunar-texnika bilim yurti", "degree": "vocational",
                    "field": "Payvandlash ishlari", "start": "1988", "end": "1991"}],
        certificates=[{"name": "Payvandchi guvohnomasi, 6-razryad", "issued": "2012"}],
        skills=["welding:expert", "arc-welding:expert", "gas-welding:expert", "tig-welding:good",
                "pipe-welding:expert", "drawings-reading", "measuring-tools", "angle-grinder",
                "occupational-safety"],
        languages={"uz": "native", "ru": "b2", "kk": "b1"}, licence="B,C 1998",
    ),
    Person(
        "nurse", "uz-Cyrl", region="UZ-XO", specialty="hh-64", has_photo=True,
        profile={
            "full_name": "Нилуфар Ҳақназарова", "birth_year": 1994, "phone": "+998 94 000-00-04",
            "contact_email": "nilufar@example.org", "city": "Урганч", "schedules": ["shift"],
            "about": "Беморларга эътибор билан қарайман, шошилинч ёрдам бўлимида ишлаганман.",
        },
        experience=[
            {"employer": "Хоразм вилоят шифохонаси", "title": "Ҳамшира", "start": "2016-08",
             "description": "Укол ва томчи қўйиш\nҚон босимини назорат қилиш\nҲужжат юритиш"},
        ],
        education=[{"institution": "Урганч тиббиёт коллежи", "degree": "vocational",
                    "field": "Ҳамширалик иши", "start": "2012", "end": "2015"}],
        skills=["nursing:expert", "injections:expert", "first-aid:good", "medical-records",
                "patient-care:expert"],
        languages={"uz": "native", "ru": "b1", "en": "a2"},
    ),
    Person(
        "shop-assistant", "ru", region="UZ-TK", specialty="hh-97", has_photo=True,
        profile={
            "full_name": "Камола Эргашева", "birth_year": 1999, "phone": "+998 95 000-00-05",
            "city": "Ташкент", "schedules": ["shift", "part_time"], "desired_pay": 4_000_000,
            "preferences": "Ищу работу рядом с домом, лучше продуктовый магазин или одежда.",
        },
        experience=[
            {"employer": "Супермаркет «Бахор»", "title": "Продавец-кассир", "start": "2022-01",
             "description": "Работала на кассе, до 300 покупателей за смену\n"
                            "Следила за сроками годности"},
            {"employer": "Рынок Чорсу", "title": "Продавец одежды", "start": "2019-05",
             "end": "2021-12"},
        ],
        education=[{"institution": "Школа № 64", "degree": "secondary", "end": "2017"}],
        skills=["cash-desk:expert", "customer-service:good", "merchandising", "expiry-control",
                "1c-retail:basic"],
        languages={"uz": "native", "ru": "c1"},
    ),
    Person(
        "programmer", "ru", region="UZ-SA", specialty="hh-96",
        profile={
            "full_name": "Тимур Рахимов", "birth_year": 1996, "phone": "+998 97 000-00-06",
            "contact_email": "timur@example.org", "city": "Самарканд",
            "work_modes": ["remote", "hybrid"], "schedules": ["full_time"],
            "about": "Разрабатываю серверную часть сайтов: от схемы базы до нагрузочных проверок.",
        },
        experience=[
            {"employer": "Orient Soft", "title": "Backend-разработчик", "start": "2021-09",
             "region": "Самарканд",
             "description": "• Перенёс 40 отчётов на PostgreSQL, ответ стал вчетверо быстрее\n"
                            "• Настроил CI/CD, выпуск занимает 15 минут\n• Веду трёх стажёров"},
            {"employer": "Фриланс", "title": "Веб-разработчик", "start": "2018-06",
             "end": "2021-08",
             "description": "Интернет-магазины и телеграм-боты для шести заказчиков."},
        ],
        education=[{"institution": "Самаркандский государственный университет",
                    "degree": "bachelor", "field": "Прикладная математика", "start": "2014",
                    "end": "2018"}],
        certificates=[{"name": "Algorithms", "issuer": "Open University", "issued": "2020-04",
                       "url": "https://example.org/c/1"}],
        skills=["python:expert", "django:expert", "postgresql:good", "docker:good", "git",
                "rest-api", "linux", "ci-cd", "redis:basic", "telegram-bots"],
        languages={"ru": "native", "uz": "b2", "en": "b2"},
        links={"https://example.org/timur": "Код", "https://example.org/blog": ""},
    ),
    Person(
        "chief-accountant", "ru", region="UZ-BU", specialty="hh-18", has_photo=True,
        profile={
            "full_name": "Ўғилой Ҳамроқулова", "birth_year": 1971, "phone": "+998 98 000-00-07",
            "contact_email": "ugiloy@example.org", "city": "Бухара", "desired_pay": 12_000_000,
            "about": "Тридцать лет в учёте: от кассира до главного бухгалтера завода. Веду учёт по "
                     "НСБУ и МСФО, готовлю отчёты для банка и налоговой.",
        },
        experience=[
            {"employer": f"ООО «{name}»", "title": title, "start": start, "end": end,
             "region": "Бухара",
             "description": "Бухгалтерский и налоговый учёт, сверка с поставщиками\n"
                            "Расчёт заработной платы, до 450 человек\n"
                            "Годовая и квартальная отчётность, проверки без замечаний\n"
                            "Работа с банком и казначейством"}
            for name, title, start, end in [
                ("Бухоро текстиль", "Главный бухгалтер", "2014-02", ""),
                ("Зарафшан агро", "Главный бухгалтер", "2008-01", "2014-01"),
                ("Нур савдо", "Заместитель главного бухгалтера", "2003-05", "2007-12"),
                ("Бухоро қурилиш", "Бухгалтер по заработной плате", "1998-09", "2003-04"),
                ("Мебель", "Бухгалтер", "1995-08", "1998-08"),
            ]
        ],
        education=[
            {"institution": "Ташкентский государственный экономический университет",
             "degree": "master", "field": "Бухгалтерский учёт и аудит", "start": "1989",
             "end": "1995"},
        ],
        certificates=[
            {"name": "Сертификат профессионального бухгалтера (CAP)", "issued": "2009"},
            {"name": "МСФО: практический курс", "issuer": "Палата аудиторов", "issued": "2017-03"},
        ],
        skills=["chief-accounting:expert", "tax-accounting:expert", "payroll:expert", "nsbu:expert",
                "ifrs:good", "1c-accounting:expert", "excel-advanced:good", "bank-client",
                "fixed-assets", "audit"],
        languages={"uz": "native", "ru": "c2", "en": "a2"},
    ),
    Person(
        "engineer", "en", region="UZ-TO", specialty="hh-111",
        profile={
            "full_name": "Muhammadsolijon Abdulvohidoʻgʻli Xoʻjamberdiyev-Rahmatullayev",
            "birth_year": 1985, "phone": "+998 99 000-00-08",
            "contact_email": "a.very.long.address.of.one.person@mail.department.example.org",
            "city": "Chirchiq", "work_modes": ["office"],
            "about": "Service engineer for packaging lines; I travel and speak with suppliers.",
        },
        experience=[
            {"employer": "Chirchiq Packaging Equipment and Technical Service Joint Venture",
             "title": "Senior service engineer for filling and packaging lines",
             "start": "2015-02", "region": "Chirchiq",
             "description": "Commissioned 14 lines\nCut stops from 9 to 3 hours a month"},
            {"employer": "Himmash", "title": "Mechanic", "start": "2008-07", "end": "2015-01"},
        ],
        education=[{"institution": "Tashkent State Technical University named after Islam Karimov",
                    "degree": "bachelor", "field": "Mechanical engineering", "start": "2003",
                    "end": "2007"}],
        skills=["service-engineering:expert", "commissioning:good", "plc:good", "autocad",
                "equipment-maintenance:expert"],
        languages={"uz": "native", "ru": "c1", "en": "b2", "de": "a1"}, licence="B 2006",
    ),
    Person(
        "teacher", "en", region="UZ-TK", has_photo=True,
        profile={
            "full_name": "Malika Xoʻjayeva", "birth_year": 1998, "phone": "+998 90 000-00-09",
            "contact_email": "malika@example.org", "city": "Tashkent", "schedules": ["part_time"],
            "work_modes": ["remote", "hybrid"],
            "about": "I teach English to teenagers and prepare them for IELTS.",
        },
        experience=[
            {"employer": "Bright Study Centre", "title": "English teacher", "start": "2020-09",
             "description": "Five groups of twelve\nAverage IELTS of my students: 6.5"},
        ],
        education=[{"institution": "Uzbekistan State University of World Languages",
                    "degree": "bachelor", "field": "English philology", "start": "2016",
                    "end": "2020"}],
        certificates=[{"name": "IELTS 8.0", "issuer": "British Council", "issued": "2023-06"},
                      {"name": "CELTA", "issued": "2022"}],
        skills=["english-teaching:expert", "ielts-prep:expert", "working-with-children",
                "public-speaking"],
        languages={"uz": "native", "en": "c1", "ru": "b2", "ko": "a1"},
        links={"https://example.org/malika": "lessons"},
    ),
    Person(
        "driver", "uz", region="UZ-QA", specialty="hh-21", has_photo=True,
        profile={
            "full_name": "Oʻktam Choʻliyev", "birth_year": 1979, "phone": "+998 91 000-00-10",
            "city": "Qarshi", "schedules": ["full_time", "shift"], "desired_pay": 7_000_000,
            "preferences": "Shaharlararo yuk tashishda ishlamoqchiman, uzoq yoʻlga chiqa olaman.",
        },
        experience=[
            {"employer": "Nasaf Trans", "title": "Yuk mashinasi haydovchisi", "start": "2010",
             "end": "2024", "description": "Qarshi — Toshkent yoʻnalishi\n14 yil avariyasiz"},
        ],
        education=[{"institution": "Qarshi 3-maktab", "degree": "secondary", "end": "1996"}],
        skills=["truck-driving:expert", "waybills", "route-knowledge:expert", "car-repair:basic"],
        languages={"uz": "native", "ru": "b1"}, licence="B,C,CE 1999",
    ),
    Person(
        "first-job", "ru", region="UZ-TK", specialty="",
        profile={
            "full_name": "Олег Ким", "birth_year": 2006, "phone": "+998 93 000-00-11",
            "city": "Ташкент", "education_level": "secondary", "labour": "physical",
            "work_modes": ["office"], "schedules": ["shift"],
            "preferences": "Хочу на склад или на производство. Умею работать с инструментом, "
                           "чинить велосипеды.",
        },
    ),
    Person(
        "mobile-only", "ru",
        profile={
            "mobile_answers": {
                "email": "", "phone_number": "998900000012", "age": "24", "gender": "женщина",
                "education": "училище", "residence": "Бука", "labor_preference": "физический",
                "work_mode": "2/2", "remote_or_local": "В офисе", "preferred_specialization": "",
                "preferences": "умею печь хлеб, торты, хочу работать в пекарне",
            },
            "birth_year": 2002, "phone": "998900000012", "city": "Бука", "labour": "physical",
            "work_modes": ["office"], "gender": "female",
            "preferences": "умею печь хлеб, торты, хочу работать в пекарне",
        },
        specialty="hh-94",
    ),
]  # fmt: skip
