"""EMBEDDING_MODEL may name any model that sentence-transformers loads, of any width."""

import string

import pytest

from recommendations import embedding
from recommendations.embedding import get_embedder, get_query_embedder, identity
from recommendations.indexing import index_stale, is_fresh
from recommendations.models import EmbeddingModel
from recommendations.nearness import place_of
from recommendations.ranking import recommend_vacancies
from tests.factories import make_profile, make_vacancy

WIDTH = 1_024

pytestmark = [pytest.mark.model, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def wide_model(tmp_path_factory):
    """A tiny model of random weights, as wide as SBERT large."""
    from sentence_transformers import SentenceTransformer, models
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("wide")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = [*string.ascii_lowercase, *(f"##{letter}" for letter in string.ascii_lowercase)]
    (folder / "vocab.txt").write_text("\n".join([*words, *letters]))
    tokenizer = BertTokenizerFast(vocab_file=str(folder / "vocab.txt"))
    config = BertConfig(
        vocab_size=len(words) + len(letters), hidden_size=WIDTH, num_hidden_layers=1,
        num_attention_heads=2, intermediate_size=16, max_position_embeddings=64,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder / "bert")
    tokenizer.save_pretrained(folder / "bert")
    word = models.Transformer(str(folder / "bert"), max_seq_length=64)
    SentenceTransformer(modules=[word, models.Pooling(WIDTH)]).save(str(folder / "model"))
    return str(folder / "model")


@pytest.fixture
def use_model(settings):
    """Set the model in force; what was loaded before is forgotten, as in a new process."""

    def use(name, backend="onnx"):
        settings.EMBEDDING_MODEL = name
        settings.EMBEDDING_BACKEND = backend
        for kept in (embedding.get_embedder, embedding.get_query_embedder):
            kept.cache_clear()

    yield use
    use("")


def test_the_reference_serves_the_journey_and_gives_it_back(db, use_model, prepared_model):
    make_vacancy("sewing dresses")
    versions = []
    for backend in ("onnx", "sentence_transformers", "onnx"):
        use_model("", backend)
        index_stale(get_embedder())
        found = recommend_vacancies(make_profile(preferences="sewing"))
        assert [match.vacancy.title for match in found.matches] == ["sewing dresses"]
        assert found.notice == ""
        assert is_fresh(*identity())
        versions.append(EmbeddingModel.objects.serving().version)
    assert versions[0] == versions[2] != versions[1]


def test_a_model_twice_as_wide_serves_the_journey_and_gives_it_back(
    db, use_model, wide_model, prepared_model
):
    make_vacancy("sewing dresses")
    for name, width in (("", 384), (wide_model, WIDTH), ("", 384)):
        use_model(name)
        index_stale(get_embedder())
        serving = EmbeddingModel.objects.serving()
        profile = make_profile(preferences="sewing")
        assert serving.dimensions == place_of(profile).vector.shape[0] == width
        found = recommend_vacancies(profile)
        assert [match.vacancy.title for match in found.matches] == ["sewing dresses"]
        assert found.notice == ""
        assert is_fresh(*identity())


def test_web_processes_embed_with_the_model_that_is_set(use_model, wide_model):
    use_model(wide_model)
    assert get_query_embedder(*identity()) is get_embedder()
