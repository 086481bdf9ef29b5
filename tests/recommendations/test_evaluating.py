"""`manage.py evaluate_matching`: the engine that serves people, asked line by line."""

import json

import pytest
from django.core.management import CommandError, call_command

from catalog.models import Specialty
from recommendations.evaluation import Line, figures
from recommendations.models import Phrase
from tests.factories import make_specialty, make_vacancy


def write(path, *rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    return path


def read(path):
    return {row["id"]: row["ranked"] for row in map(json.loads, path.read_text().splitlines())}


@pytest.fixture
def trades(db):
    Specialty.objects.all().delete()
    make_specialty("hh-1", name="Novvoy")
    make_specialty("hh-2", name="Haydovchi")
    make_specialty("hh-3", name="Tikuvchi")


def test_every_specialty_is_ranked_by_its_code(trades, tmp_path, capsys):
    asked = write(tmp_path / "in", {"id": "a", "text": "tikuvchi kerak", "relevant": ["hh-3"]})
    out = tmp_path / "out"
    call_command("evaluate_matching", task="specialty", input=asked, predictions=out)
    ranked = read(out)["a"]
    assert ranked[0] == "hh-3"
    assert sorted(ranked) == ["hh-1", "hh-2", "hh-3"]
    assert "MRR      1.000" in capsys.readouterr().out


def test_examples_count_as_titles_for_this_run_alone(trades, tmp_path):
    asked = write(tmp_path / "in", {"id": 7, "text": "оператор брашировочной линии"})
    examples = write(
        tmp_path / "ex", {"text": "Оператор брашировочной линии", "relevant": ["hh-2"]}
    )
    out = tmp_path / "out"
    call_command(
        "evaluate_matching", task="specialty", input=asked, predictions=out, examples=[examples]
    )
    assert read(out)["7"][0] == "hh-2"
    assert Phrase.objects.count() == 0


def test_vacancies_are_ranked_by_the_list_that_people_see(trades, tmp_path):
    baking = Specialty.objects.get(code="hh-1")
    baker = make_vacancy("Novvoy", specialty=baking)
    make_vacancy("Haydovchi")
    asked = write(tmp_path / "in", {"id": "a", "text": "novvoy", "relevant": [str(baker.pk)]})
    out = tmp_path / "out"
    call_command("evaluate_matching", task="vacancies", input=asked, predictions=out)
    assert read(out)["a"][0] == str(baker.pk)


def test_names_meet_across_languages_through_the_table(trades, tmp_path):
    Specialty.objects.filter(code="hh-3").update(name_ru="Швея")
    Specialty.objects.filter(code="hh-1").update(name_ru="Пекарь")
    asked = write(tmp_path / "in", {"id": "a", "text": "tikuvchi"})
    names = write(tmp_path / "names", {"id": "1", "text": "пекарь"}, {"id": "2", "text": "швея"})
    out = tmp_path / "out"
    call_command("evaluate_matching", task="names", input=asked, candidates=names, predictions=out)
    assert read(out)["a"] == ["2", "1"]


@pytest.mark.parametrize("text", ["", "x", "🙂🙂", "novvoy " * 2_000, "\x00"])
def test_any_text_gets_an_answer(trades, tmp_path, text):
    asked = write(tmp_path / "in", {"id": "a", "text": text})
    out = tmp_path / "out"
    call_command("evaluate_matching", task="specialty", input=asked, predictions=out)
    assert len(read(out)["a"]) == 3


@pytest.mark.parametrize("content", ["no json", '{"id": 1}', '{"text": 5}', "[1]", '"text"'])
def test_a_broken_line_is_named(trades, tmp_path, content):
    path = tmp_path / "in"
    path.write_text('{"text": "novvoy"}\n' + content)
    with pytest.raises(CommandError, match="line 2"):
        call_command("evaluate_matching", task="specialty", input=path)


def test_a_missing_file_is_a_sentence(trades, tmp_path):
    with pytest.raises(CommandError, match="can't be read"):
        call_command("evaluate_matching", task="specialty", input=tmp_path / "none")


def test_names_need_candidates(trades, tmp_path):
    asked = write(tmp_path / "in", {"text": "novvoy"})
    with pytest.raises(CommandError, match="--candidates"):
        call_command("evaluate_matching", task="names", input=asked)


def test_figures_are_what_their_definitions_say():
    lines = [Line("a", "", ("x",)), Line("b", "", ("y", "z")), Line("c", "")]
    ranked = {"a": ["x", "y"], "b": ["x", "y", "z"], "c": ["x"]}
    found = {figure.name: figure for figure in figures(ranked, lines)}
    assert found["MRR"].value == pytest.approx(0.75)
    assert found["A@1"].value == pytest.approx(0.5)
    assert found["A@5"].value == pytest.approx(1.0)
    assert found["nDCG@10"].value == pytest.approx((1 + (0.6309 + 0.5) / 1.6309) / 2, abs=1e-3)
    assert found["MRR"].low <= 0.75 <= found["MRR"].high


def test_without_labels_there_are_no_figures():
    assert figures({"a": ["x"]}, [Line("a", "")]) == []
