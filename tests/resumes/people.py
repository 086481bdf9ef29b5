"""Two people for the tests of resumes: one told everything, one only the questionnaire."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from accounts.models import Education, Experience, Profile, ProfileSkill, SpokenLanguage
from tests.factories import make_profile, make_region, make_skill, make_specialty

ORIENTATION = 0x0112


def jpeg(width: int = 300, height: int = 400, *, turned: int = 1) -> bytes:
    """A teal picture; `turned` is what a camera notes of how it was held."""
    image = Image.new("RGB", (width, height), "teal")
    noted = image.getexif()
    noted[ORIENTATION] = turned
    out = BytesIO()
    image.save(out, "JPEG", exif=noted)
    return out.getvalue()


def tailor() -> Profile:
    """Somebody who filled in everything."""
    profile = make_profile(
        full_name="Gulnora G'ofurova",
        birth_year=1988,
        phone="+998 90 000-00-00",
        contact_email="gulnora@example.org",
        region=make_region("UZ-SA", name="Samarqand viloyati"),
        city="Samarqand",
        about="Katta fabrikada 5 yil ishlaganman, kiyim tikish boʻyicha tajriba bor",
        preferences="Ищу работу швеи на постоянной основе, хочу учить молодых",
        specialty=make_specialty("tailor", name="Tikuvchi"),
        specialty_set_by="person",
        schedules=["full_time"],
        desired_pay=5_000_000,
    )
    Experience.objects.create(
        profile=profile, employer="Tong", title="Tikuvchi", start="2015-03", end="2020-02",
        description="Koʻylak tikdim\nOʻrgatdim",
    )  # fmt: skip
    Experience.objects.create(profile=profile, employer="Nur", title="Usta", start="2020-01")
    Education.objects.create(
        profile=profile, institution="12-kollej", degree="vocational", end="2007"
    )
    ProfileSkill.objects.create(
        profile=profile, name="tikish", level="expert", skill=make_skill("Sewing")
    )
    SpokenLanguage.objects.create(profile=profile, language="uz", level="native")
    profile.photo.save("photo.jpg", ContentFile(jpeg()))
    return profile


def beginner() -> Profile:
    """Somebody who answered the questionnaire and no more."""
    return make_profile(
        full_name="Олег Ким",
        birth_year=2005,
        region=make_region(),
        city="Ташкент",
        education_level="secondary",
        labour="physical",
        work_modes=["office"],
        schedules=["shift"],
        preferences="Хочу на склад",
    )


def caller() -> Profile:
    """Somebody of whom there are only the strings of the mobile application."""
    answers = {"preferred_specialization": "Пекарь", "education": "училище", "work_mode": "2/2"}
    return make_profile(
        mobile_answers={**answers, "age": "", "residence": "Бука"},
        city="Бука",
        preferences="печь хлеб",
    )
