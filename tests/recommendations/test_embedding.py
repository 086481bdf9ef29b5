"""The engines make vectors of one model, and agree."""

import pytest

from recommendations import embedding
from recommendations.embedding import (
    LONGEST,
    NoModelError,
    OnnxEmbedder,
    SentenceTransformersEmbedder,
    SmallEmbedder,
    get_embedder,
    get_query_embedder,
    identity,
)

pytestmark = [pytest.mark.model, pytest.mark.filterwarnings("ignore")]

# What somebody looks for, what suits, what doesn't.
TRIPLES = [
    ("Швея на трикотаж", "Tikuvchi, trikotaj sexi", "Programmer"),
    ("Software developer", "Программист Python", "Oshpaz"),
    ("Oʻqituvchi", "School teacher", "Сварщик"),
]
LONG = "Кладовщик на склад, знание 1С, ответственность. " * 200
TEXTS = [*(text for triple in TRIPLES for text in triple), LONG, "🙂", "ўқғҳ"]


@pytest.fixture(scope="module")
def reference():
    folder = embedding.default_model_directory()
    return SentenceTransformersEmbedder("multilingual-e5-small", str(folder))


@pytest.fixture
def serving(prepared_model):
    return OnnxEmbedder(threads=1)


@pytest.fixture
def forget():
    """What was loaded before is forgotten, as in a new process."""
    kept = (embedding.get_embedder, embedding.get_query_embedder)
    for each in kept:
        each.cache_clear()
    yield
    for each in kept:
        each.cache_clear()


@pytest.mark.parametrize("engine", ["reference", "serving"])
def test_neighbours_in_three_languages(prepared_model, request, engine):
    embedder = request.getfixturevalue(engine)
    for text, near, far in TRIPLES:
        query = embedder.queries([text])[0]
        documents = embedder.documents([near, far])
        assert query @ documents[0] > query @ documents[1]


def test_eight_bits_agree_with_the_reference(prepared_model, reference, serving):
    for ours, theirs in (
        (serving.queries, reference.queries),
        (serving.documents, reference.documents),
    ):
        alike = (ours(TEXTS) * theirs(TEXTS)).sum(axis=1)
        assert alike.min() > 0.985


def test_the_small_engine_agrees_with_the_reference(prepared_model, reference):
    texts = [text for triple in TRIPLES for text in triple]
    alike = (reference.documents(texts) * SmallEmbedder().documents(texts)).sum(axis=1)
    assert alike.min() > 0.999


def test_rows_come_in_the_order_of_texts(serving):
    together = serving.documents(TEXTS)
    for place, text in enumerate(TEXTS):
        assert (together @ serving.documents([text])[0]).argmax() == place


def test_space_around_words_changes_nothing(serving):
    tidy, wide = serving.queries(["a b", "  a   b "])
    assert tidy @ wide > 0.9999


def test_an_empty_text_has_a_vector(serving):
    assert serving.queries([""]).shape == (1, 384)


def test_no_text_gives_no_row(serving):
    assert serving.queries([]).shape == (0, 384)


def test_both_tokenizers_write_the_same_numbers(prepared_model, reference, serving):
    for text in TEXTS:
        expected = reference._model.tokenizer(" ".join(text.split()))["input_ids"]
        assert serving._tokenizer.encode(text) == expected[1:-1]


def test_marks_in_a_text_are_only_letters(serving):
    marks = serving._tokenizer.encode("</s><pad><mask>")
    assert not {serving._tokenizer.eos_id(), serving._tokenizer.pad_id(), 250_001} & set(marks)


def test_a_text_longer_than_the_model_is_cut(serving):
    words = LONG.split()
    cut = serving._tokenizer.encode("query: " + LONG)[: LONGEST - 2]
    assert len(cut) < len(words)
    alike = serving.queries([LONG]) @ serving.queries([LONG + "Oshpaz kerak. " * 100]).T
    assert alike[0, 0] > 0.9999


def test_the_serving_space_is_asked_while_another_takes_over(prepared_model, settings, forget):
    before = identity()
    settings.EMBEDDING_BACKEND = "sentence_transformers"
    assert identity() != before
    assert get_query_embedder(*before).version == before[1]
    assert isinstance(get_query_embedder(*identity()), SmallEmbedder)


def test_the_backend_decides_what_makes_vectors(prepared_model, settings, forget):
    assert isinstance(get_embedder(), OnnxEmbedder)
    assert (get_embedder().name, get_embedder().version) == identity()


def test_a_space_without_an_engine_is_named(prepared_model, forget):
    with pytest.raises(NoModelError, match="vectors of another"):
        get_query_embedder("another", "1")


def test_a_model_that_is_not_prepared_says_what_to_run(settings, tmp_path, forget):
    settings.MODELS_DIR = tmp_path
    with pytest.raises(NoModelError, match="prepare_embedding_model"):
        get_embedder()
