"""What the project promises about itself, as far as a tool can check it."""

import os
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

import pytest
from django.conf import settings

from catalog.sources import ADAPTERS
from workfinder.environment import KEYS

ROOT = Path(settings.BASE_DIR)
# Folders that tools make, hidden ones beside them; .env is a person's own.
NOT_OURS = {"var", "node_modules", "build", "__pycache__"}
READS = re.compile(r'(?:\benv\.\w+\(\s*|\benviron(?:\.get\(|\[)|\bsetting\()"([A-Z][A-Z_]+)"')
COMPOSED = re.compile(r"\$\{([A-Z_]+)")
ARGUMENT = re.compile(r"^ARG ([A-Z_]+)", re.M)
NOT_SHIPPED = {"tests", "benchmarks"}
# Read by bash before there is any Python, so it can't stand in .env.
OF_THE_SHELL = {"PYTHON"}
SECTIONS = ["Context", "Decision", "Consequences"]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<(?:img|a)\b[^>]*?(?:src|href)=\"([^\"]+)\"")
PIN = re.compile(r"[A-Za-z0-9._-]+(?:\[[a-z0-9,_-]+\])?==[^\s*]+(?:\s+#.*)?")
# In pieces, so that this file doesn't name them.
REGISTRIES = [
    "pypi" + ".org",
    "python" + "hosted",
    "download." + "pytorch",
    "npm" + "js.",
    "deb." + "debian",
    "jsdelivr" + ".net",
    "unpkg" + ".com",
]
WORKPLACE = "/wo" + "rk/"
BARE_NOQA = re.compile(r"#\s*no" + r"qa\b(?!:\s*[A-Z]+[0-9]+)", re.I)


@cache
def texts() -> dict[Path, str]:
    """Every text file of the project, by its path."""
    return dict(_read_all())


def _read_all() -> Iterator[tuple[Path, str]]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if not _is_foreign(name)]
        for name in names:
            if name == ".env" or name.endswith((".pyc", ".mo")):
                continue
            try:
                yield Path(folder, name).relative_to(ROOT), Path(folder, name).read_text("utf-8")
            except (UnicodeDecodeError, FileNotFoundError):
                continue


def _is_foreign(name: str) -> bool:
    return name in NOT_OURS or (name.startswith(".") and name != ".ci")


def read_variables() -> set[str]:
    code = [
        text
        for path, text in texts().items()
        if path.suffix == ".py" and path.parts[0] not in NOT_SHIPPED
    ]
    read = {name for text in code for name in READS.findall(text)}
    read.update(COMPOSED.findall(texts()[Path("compose.yaml")]))
    read.update(ARGUMENT.findall(texts()[Path("Dockerfile")]))
    return read | {*KEYS}


def example_variables() -> list[str]:
    return re.findall(r"^# ([A-Z_]+)=", texts()[Path(".env.example")], re.M)


def documented_variables() -> list[str]:
    return re.findall(r"^\| `([A-Z_]+)` \|", texts()[Path("README.md")], re.M)


def decisions() -> list[Path]:
    return sorted(path for path in texts() if path.parent == Path("docs/decisions"))


def markdown() -> list[Path]:
    return sorted(path for path in texts() if path.suffix == ".md")


def anchors(text: str) -> set[str]:
    """The headings of a page as its links name them."""
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    folded = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in folded}


def test_variables_are_found_in_the_code():
    assert read_variables() >= {"PORT", "VAR_DIR", "WEB_WORKERS", "OPENAI_API_KEY", "SECRET_KEY"}


def test_env_example_has_every_variable_and_no_other():
    assert sorted(example_variables()) == sorted(read_variables())


def test_env_example_sets_nothing():
    lines = texts()[Path(".env.example")].splitlines()
    assert [line for line in lines if line and not line.startswith("# ")] == []


def test_env_example_says_a_line_about_each_variable():
    blocks = texts()[Path(".env.example")].strip().split("\n\n")[1:]
    assert [block for block in blocks if len(block.splitlines()) != 2] == []


def test_readme_has_a_row_for_every_variable_and_no_other():
    assert sorted(documented_variables()) == sorted(read_variables())


def test_the_shell_reads_no_other_variable():
    script = texts()[Path(".ci/python.sh")]
    assert set(re.findall(r"\$\{([A-Z_]+):\+", script)) == OF_THE_SHELL


@pytest.mark.parametrize("kind", ADAPTERS)
def test_every_kind_of_source_is_described(kind):
    assert re.search(rf"^## {kind}\n\n\w", texts()[Path("docs/sources.md")], re.M)


def test_decisions_are_numbered_without_gaps():
    numbers = [path.name[:5] for path in decisions()]
    assert numbers == [f"{number:04}-" for number in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("path", decisions(), ids=str)
def test_a_decision_has_its_number_and_its_three_parts(path):
    text = texts()[path]
    assert text.startswith(f"# {path.name[:4]} ")
    assert re.findall(r"^## (.+)$", text, re.M) == SECTIONS


def test_the_index_names_every_decision():
    index = texts()[Path("docs/README.md")]
    assert [path.name for path in decisions() if f"(decisions/{path.name})" not in index] == []


def test_no_file_names_a_package_registry():
    assert [
        f"{path}: {host}" for path, text in texts().items() for host in REGISTRIES if host in text
    ] == []


def test_no_file_names_a_folder_of_one_machine():
    assert [str(path) for path, text in texts().items() if WORKPLACE in text] == []


def test_every_suppression_names_its_rule():
    assert [
        f"{path}: {line.strip()}"
        for path, text in texts().items()
        for line in text.splitlines()
        if BARE_NOQA.search(line)
    ] == []


@pytest.mark.parametrize("document", markdown(), ids=str)
def test_local_links_and_pictures_lead_somewhere(document):
    broken = []
    for pair in LINK.findall(texts()[document]):
        target, _, anchor = (pair[0] or pair[1]).partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = (ROOT / document.parent / target).resolve() if target else ROOT / document
        is_there = file.exists() and file.is_relative_to(ROOT)
        if not is_there or (anchor and anchor not in anchors(file.read_text("utf-8"))):
            broken.append(f"{target}#{anchor}")
    assert broken == []


def test_no_package_of_cuda_is_installed():
    note = ROOT / ".venv" / "torch-build"
    if note.exists() and note.read_text() == "cuda":
        pytest.skip("this environment was made with a CUDA build, and ./run said so")
    names = (str(found.metadata["Name"]).lower() for found in distributions())
    assert [name for name in names if name.startswith("nvidia")] == []


def test_every_requirement_is_pinned():
    loose = []
    for path, text in texts().items():
        if not path.match("requirements*.txt"):
            continue
        lines = (line.strip() for line in text.splitlines())
        asked = [line for line in lines if line and not line.startswith(("#", "-r "))]
        loose += [f"{path}: {line}" for line in asked if not PIN.fullmatch(line)]
    assert loose == []
