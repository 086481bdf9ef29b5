# One image: everything in one container by default, or `./run web` and `./run worker` apart.
FROM python:3.11-slim

# The address of an index of CPU builds of torch; without it 2.7 GB of CUDA packages may come.
ARG TORCH_INDEX_URL=""

RUN useradd --create-home --uid 10001 workfinder \
    && install -d -o workfinder -g workfinder /srv/workfinder /data
USER workfinder
WORKDIR /srv/workfinder
ENV VAR_DIR=/data PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1

# The packages first: they change less often than the code, so their layer is kept.
COPY --chown=workfinder requirements.txt run ./
COPY --chown=workfinder .ci/python.sh .ci/
COPY --chown=workfinder workfinder/__init__.py workfinder/installing.py workfinder/locks.py \
    workfinder/packages.py workfinder/processes.py workfinder/progress.py workfinder/usage.py \
    workfinder/
RUN ./run install

COPY --chown=workfinder . .
# The model is baked in: a new volume starts as a copy of this folder. No database is needed yet,
# and the keys of this step are made anew in the volume of whoever runs the image.
RUN DATABASE_URL=postgresql://nobody@127.0.0.1/none ./run manage prepare_embedding_model \
    && DATABASE_URL=postgresql://nobody@127.0.0.1/none ./run manage compile_messages \
    && rm -rf /data/secrets.env /data/run /data/log

VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=10s --start-period=15m --retries=5 \
    CMD ["/srv/workfinder/.venv/bin/python", "-m", "workfinder.health_probe"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/srv/workfinder/run"]
