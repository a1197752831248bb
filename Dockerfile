# One image for server and workers: what it does is the command it is started with.
# Another base must have Python 3.11 or newer with venv as python3, on Debian or the like.
ARG BASE_IMAGE=python:3.11-slim-bookworm

FROM ${BASE_IMAGE} AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
RUN python3 -m venv /opt/onrecord
WORKDIR /src
COPY requirements.lock ./
RUN /opt/onrecord/bin/pip install --require-hashes --only-binary :all: -r requirements.lock
COPY pyproject.toml README.md LICENSE onrecord.py ./
COPY command/ command/
COPY server/ server/
COPY workers/ workers/
# pip is of no use to what runs, and of some to who breaks in
RUN /opt/onrecord/bin/pip install --no-deps . \
    && /opt/onrecord/bin/pip uninstall -y pip setuptools \
    && python3 -m compileall -q /opt/onrecord/lib

FROM ${BASE_IMAGE}
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin onrecord
COPY --from=build /opt/onrecord /opt/onrecord
ENV PATH=/opt/onrecord/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ONRECORD_HOST=0.0.0.0 \
    ONRECORD_LOG_FORMAT=json
WORKDIR /tmp
USER 10001
EXPOSE 8470
HEALTHCHECK --interval=10s --timeout=4s --start-period=20s \
    CMD ["python3", "-m", "server.probe"]
CMD ["gunicorn", "-c", "python:server.serving", "server.wsgi:app"]
