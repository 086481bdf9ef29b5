"""Where the embedded PostgreSQL lives and whom it runs as: it refuses to run as root."""

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from workfinder.processes import PROC
from workfinder.progress import SetUpError, say

# For a checkout that the unprivileged user can't reach, such as one in root's closed home.
ELSEWHERE = Path("/var/lib/workfinder")
UNPRIVILEGED = "nobody"


@dataclass(frozen=True, slots=True)
class PostgresHome:
    """Directories of one server, and the account it runs as when root starts it."""

    data: Path
    binaries: Path
    account: pwd.struct_passwd | None

    def call(
        self, program: str, *words: str | Path, text: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the right user, in a clean environment."""
        return _call([self.binaries / program, *words], self.account, text)

    def make_folder(self, path: Path) -> None:
        """Make a directory that only the server's account may enter."""
        path.mkdir(mode=0o700, parents=True)
        self.own(path)

    def own(self, path: Path) -> None:
        """Give a file to the server's account."""
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)

    def owns(self, folder: Path) -> bool:
        """Whether a folder is the account's own, and closed to others."""
        if folder.is_symlink() or not folder.is_dir():
            return False
        owner = self.account.pw_uid if self.account else os.geteuid()
        return folder.stat().st_uid == owner and folder.stat().st_mode & 0o077 == 0

    def has_processes(self) -> bool:
        """Whether any process, orphaned backends too, still works in the data directory."""
        return any(_is_at(folder, self.data) for folder in PROC.glob("[0-9]*"))


def find_home(var: Path, name: str, binaries: Path) -> PostgresHome:
    """Decide on directories and account; says aloud when they lie outside the checkout."""
    data = (var / name).resolve()
    if os.geteuid() != 0:
        _refuse_foreign(data)
        return PostgresHome(data, binaries, None)
    away = ELSEWHERE / _short_hash(var.resolve())
    account = _account(data)
    if not _reaches(account, data.parent) or (
        (away / name).exists() and not (data / "PG_VERSION").exists()
    ):
        if not away.exists():
            say(f"Database: its user can't enter {data.parent}, so its data go to {away}")
        _make_public(away)
        data = away / name
        account = _account(data)
    if not _reaches(account, binaries):
        binaries = _copied(binaries)
    return PostgresHome(data, binaries, account)


def _account(data: Path) -> pwd.struct_passwd:
    """Who owns the data already, or else nobody."""
    if data.exists() and data.stat().st_uid != 0:
        return pwd.getpwuid(data.stat().st_uid)
    return pwd.getpwnam(UNPRIVILEGED)


def _refuse_foreign(data: Path) -> None:
    if data.exists() and data.stat().st_uid != os.geteuid():
        message = (
            f"The database in {data} belongs to another user because it was first started by them "
            "or by root: start as that user, or choose another place with VAR_DIR."
        )
        raise SetUpError(message)


def _reaches(account: pwd.struct_passwd, folder: Path) -> bool:
    words: list[str | Path] = ["/bin/sh", "-c", 'cd "$1" && test -r .', "sh", folder]
    if _call(words, account).returncode:
        return False
    program = folder / "postgres"
    return not program.is_file() or not _call([program, "-V"], account).returncode


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _copied(binaries: Path) -> Path:
    """A copy of PostgreSQL's programs that the unprivileged user can run."""
    programs, package = binaries.parent, binaries.parent.parent
    age = int(binaries.stat().st_mtime)
    copy = ELSEWHERE / f"programs-{_short_hash(binaries.resolve())}-{age}"
    if not copy.exists():
        say(f"Database: its user can't reach {binaries}, so its programs are copied to {copy}")
        _make_public(ELSEWHERE)
        making = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(programs, making / package.name / programs.name, symlinks=True)
        # The package finds its libraries beside itself, by a relative path.
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, making / libraries.name, symlinks=True)
        for path in [making, *making.rglob("*")]:
            is_program = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(path.stat().st_mode | (0o055 if is_program else 0o044))
        making.rename(copy)
    return copy / package.name / programs.name / binaries.name


def _make_public(away: Path) -> None:
    for folder in (ELSEWHERE, away):
        folder.mkdir(mode=0o755, exist_ok=True)
        folder.chmod(0o755)


def _is_at(folder: Path, data: Path) -> bool:
    try:
        return (folder / "cwd").readlink() == data
    except OSError:
        return False


def _call(
    words: list[str | Path], account: pwd.struct_passwd | None, text: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - PostgreSQL's own programs, by their full path
        words,
        input=text,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C", "HOME": "/"},
        umask=0o077,
        start_new_session=True,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
    )
