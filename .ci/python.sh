# Sourced by ./run and ./test: sets `python` to one that can make (or is) the project's environment.

# With an empty environment bash has a PATH of its own that the programs it starts don't see.
if [[ "$(declare -p PATH 2>/dev/null)" != "declare -x"* ]]; then
    export PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin
fi

fits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 </dev/null
}

can_make_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 </dev/null
}

find_python() {
    local candidate without_venv="" newest=""
    python="$1/.venv/bin/python"
    if fits "$python" && "$python" -c 'import pip' >/dev/null 2>&1 </dev/null; then
        return
    fi
    for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3.12 python3.13 python3.14 python3 python; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        newest="${newest:-$("$candidate" -V 2>/dev/null </dev/null || true)}"
        fits "$candidate" || continue
        if can_make_venv "$candidate"; then
            python="$(command -v "$candidate")"
            return
        fi
        without_venv="$candidate"
    done
    if [[ -n "$without_venv" ]]; then
        echo "$without_venv has no venv: install it (on Debian and Ubuntu: apt-get install ${without_venv##*/}-venv), then start again." >&2
    elif [[ -n "$newest" ]]; then
        echo "$newest is too old: install Python 3.11 or newer, or name one with PYTHON=/path/to/python3, then start again." >&2
    else
        echo "There is no Python here: install Python 3.11 or newer with venv, then start again." >&2
    fi
    exit 1
}
