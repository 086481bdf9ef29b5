"""Known skills in texts."""

import pytest

from catalog.skills import SkillFinder

FINDER = SkillFinder(
    {
        "ai": ["ai", "искусственный интеллект"],
        "go": ["=Go", "golang"],
        "c": ["=C"],
        "cpp": ["c++"],
        "csharp": ["c#"],
        "dotnet": [".net"],
        "node": ["node.js", "nodejs"],
        "react": ["react"],
        "react_native": ["react native"],
        "sales": ["продажи", "sotuv"],
        "cold_calls": ["холодные звонки"],
        "one_c": ["1с", "1c"],
        "front": ["front-end", "frontend"],
        "sewing": ["tikuvchilik", "oʻymakorlik"],
    }
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We maintain an air conditioner", set()),
        ("AI-powered tools", {"ai"}),
        ("знание искусственного интеллекта", {"ai"}),
        ("let's go home", set()),
        ("Go, Docker", {"go"}),
        ("GOLANG", {"go"}),
        ("C++ and C#", {"cpp", "csharp"}),
        ("язык C и .NET", {"c", "dotnet"}),
        ("Node.js/React", {"node", "react"}),
        ("React Native developer", {"react_native"}),
        ("React. Native speaker", {"react"}),
        ("опыт активных продаж", {"sales"}),
        ("холодных звонков не будет", {"cold_calls"}),
        ("Бухгалтер 1С:Предприятие", {"one_c"}),
        ("front end, Front-End", {"front"}),
        ("oʻymakorlik, o'ymakorlik ustasi", {"sewing"}),
        ("", set()),
    ],
)
def test_whole_words_are_found(text, found):
    assert FINDER.find(text) == found


def test_a_name_of_its_own_may_be_in_any_case():
    assert FINDER.named("go") == "go"


def test_an_unknown_name_is_no_skill():
    assert FINDER.named("telepathy") is None
