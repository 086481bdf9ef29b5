"""The environment that the project's processes get: keys, addresses, places."""

import os
import secrets
from pathlib import Path

import environ

from workfinder.progress import SetUpError

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
MANAGE = [PYTHON, ROOT / "manage.py"]
KEYS = ("SECRET_KEY", "JWT_SIGNING_KEY")
PORTS = range(1, 65536)


def prepare() -> None:
    """Complete our environment from `.env` and with the keys of this installation."""
    environ.Env.read_env(ROOT / ".env")
    var = var_dir()
    var.mkdir(parents=True, exist_ok=True)
    os.environ["VAR_DIR"] = str(var)
    missing = [key for key in KEYS if not os.environ.get(key)]
    if missing:
        kept = _kept_keys(var / "secrets.env")
        os.environ.update({key: kept[key] for key in missing})


def var_dir() -> Path:
    """Where everything lies that the project makes while it runs."""
    return Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()


def port() -> int:
    """The port of the site."""
    text = os.environ.get("PORT") or "8080"
    if not text.isdecimal() or int(text) not in PORTS:
        message = f"PORT must be a number from 1 to 65535, not {text!r}."
        raise SetUpError(message)
    return int(text)


def _kept_keys(path: Path) -> dict[str, str]:
    if path.exists():
        lines = (line.partition("=") for line in path.read_text().splitlines())
        kept = {name: value for name, _, value in lines}
        if all(kept.get(key) for key in KEYS):
            return kept
    kept = {key: secrets.token_urlsafe(48) for key in KEYS}
    making = path.with_name(f"{path.name}.{os.getpid()}")
    making.touch(mode=0o600)
    making.write_text("".join(f"{key}={value}\n" for key, value in kept.items()))
    making.replace(path)
    return kept
