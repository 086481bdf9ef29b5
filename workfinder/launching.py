"""`./run`: from a checkout to a site that answers, and `manage.py` beside it."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from workfinder import environment, processes, serving
from workfinder.databases import database
from workfinder.environment import MANAGE
from workfinder.listening import listeners, own_address
from workfinder.locks import held_or_refused
from workfinder.progress import SetUpError, say, step
from workfinder.serving import SCHEDULER, WEB, WORKER

ROLES = {
    "": (WEB, WORKER),
    "web": (WEB,),
    "worker": (WORKER,),
    "scheduler": (SCHEDULER,),
}


def main(words: Sequence[str]) -> int:
    """Do what the words say; returns the exit code."""
    signals = processes.StopSignals()
    signals.watch()
    try:
        environment.prepare()
        if words[:1] == ["manage"]:
            return manage(words[1:])
        role = words[0] if words else ""
        if len(words) > 1 or role not in ROLES:
            say(f"Unknown: {' '.join(words)}; ./run --help says what there is.")
            return 2
        return run(role, signals)
    except processes.StopRequested as stop:
        return 128 + stop.number
    except SetUpError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    except PermissionError as error:
        sys.stderr.write(
            f"{error.filename} belongs to another user, who started here before: "
            "start as that user, or give the folder to this one.\n"
        )
        return 1


def run(role: str, signals: processes.StopSignals) -> int:
    """Serve until Ctrl-C or TERM."""
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        for name in ROLES[role]:
            refusal = f"The {name} of this checkout runs already: stop that ./run first."
            lock = serving.notes_folder() / f"{name}.lock"
            stack.enter_context(held_or_refused(lock, refusal))
        serving.stop_leftovers(ROLES[role])
        bound = []
        if WEB in ROLES[role]:
            bound = stack.enter_context(listeners(environment.port()))
        with step("Database", "starting"):
            at_hand = stack.enter_context(database(environment.var_dir()))
            at_hand.wait()
        children = []
        if WEB in ROLES[role]:
            _set_up()
            children.append(serving.web(bound))
        if WORKER in ROLES[role]:
            children.append(serving.worker())
        if SCHEDULER in ROLES[role]:
            children.append(serving.scheduler())
        serving.serve(children, at_hand, signals, lambda: _announce(role, began))
    say("Stopped.")
    return 0


def _set_up() -> None:
    """Everything that must be so before the first page is served, in one process of Django's."""
    if processes.finish(processes.start([*MANAGE, "set_up"], os.environ)):
        message = "The set-up failed; its last lines above say why, and a new start goes on there."
        raise SetUpError(message)


def _announce(role: str, began: float) -> bool:
    """Tell the person once the site answers; False as long as it doesn't."""
    if WEB not in ROLES[role]:
        say(f"The {role} has started; Ctrl-C stops it.")
        return True
    port = environment.port()
    if not serving.is_answering(port):
        return False
    public = os.environ.get("PUBLIC_URL", "")
    say("")
    say(f"Career Canvas is ready after {time.monotonic() - began:.0f} s:")
    say(f"  http://localhost:{port}/")
    if own := own_address():
        say(f"  http://{own}:{port}/  (from a phone in the same network)")
    if public:
        say(f"  {public}")
    if not public.startswith("https://"):
        say("  Traffic is not encrypted: set PUBLIC_URL=https://... behind a server that encrypts.")
    say("  Ctrl-C stops everything.")
    return True


def manage(words: Sequence[str]) -> int:
    """Run manage.py; stdin, stdout and the exit code are its own, notes go to stderr."""
    with (
        contextlib.redirect_stdout(sys.stderr),
        database(environment.var_dir()),
        subprocess.Popen(  # noqa: S603 - our own manage.py
            [*MANAGE, *words],
            preexec_fn=processes.die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - no threads
        ) as command,
    ):
        # Ctrl-C reaches the command itself; TERM is ours to hand on.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: command.terminate())
        code = command.wait()
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
