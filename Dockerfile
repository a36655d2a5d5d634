# Stylesheets, fonts and htmx, as the lock file has them.
FROM node:22-slim AS assets
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev

FROM python:3.13-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 portal \
    && mkdir -p /srv/portal/media /srv/portal/seal /srv/portal/static && chown -R portal /srv/portal
WORKDIR /app
COPY locks/runtime.txt locks/
RUN pip install --no-cache-dir --require-hashes -r locks/runtime.txt
COPY --from=assets /app/node_modules node_modules
COPY manage.py ./
COPY portal portal
COPY criteria criteria
COPY counties counties
COPY reporting reporting
COPY templates templates
COPY static static
ENV PYTHONUNBUFFERED=1 MEDIA_ROOT=/srv/portal/media STATIC_ROOT=/srv/portal/static
# Collecting needs no server: the addresses are only there to satisfy the settings.
RUN SECRET_KEY=build DATABASE_URL=postgres://x REDIS_URL=redis://x python manage.py collectstatic --noinput -v 0
USER portal
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD python -c "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/helse/', timeout=4)"
CMD ["gunicorn", "portal.wsgi", "--config", "python:portal.web_process", "--bind", "0.0.0.0:8000"]
