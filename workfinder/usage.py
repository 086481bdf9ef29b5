"""What `./run --help` and `./test --help` say."""

RUN = """\
./run                 set everything up where that isn't done yet, then serve the site until Ctrl-C:
                      .venv, PostgreSQL under var/, migrations, the embedding model, the demo
                      catalogue and its index, the web server on port 8080 and the worker
./run web             the same without the worker
./run worker          the worker alone (waits for the database)
./run scheduler       what is due alone, where WORKER_SCHEDULES=no keeps it from the workers
./run manage WORDS    manage.py in this environment; attaches to the running database, or starts
                      it for the while; ./run manage createsuperuser makes the first administrator,
                      ./run manage backup FILE and restore FILE keep and bring back everything
./run install         only make .venv

Settings come from the environment and from .env; .env.example lists them all. The first ones:
  PORT              another port than 8080
  DATABASE_URL      a PostgreSQL 15+ with pgvector 0.8+ instead of the one under var/
  PUBLIC_URL        the https:// address that people use; without it traffic is not encrypted
  VAR_DIR           another place than var/ for data, models, media and logs
  TORCH_INDEX_URL   an index of CPU builds of torch, for the first installation

Ctrl-C or TERM stops all that was started. After kill -9 or a crash just start again.
Needs Python 3.11 or newer with venv, and nothing else."""

TEST = """\
./test [WORDS]        set up what the tests need, then check format, lint, types, import order,
                      templates, migrations and translations and run pytest; stops at the first
                      failure; WORDS go to pytest
./test --all [WORDS]  also the tests marked slow, and those marked browser where chromium is

DATABASE_URL names a PostgreSQL for the tests; otherwise they get one of their own under var/."""

TEXTS = {"workfinder.launching": RUN, "workfinder.testing": TEST}
