FROM node:22-slim AS parts
WORKDIR /parts
COPY package.json package-lock.json .npmrc ./
RUN npm ci

FROM python:3.13-slim
WORKDIR /portal
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# What draws the letters of PDFs (reentry_portal/paper.py).
RUN apt-get update -q && apt-get install -y -q --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 && rm -rf /var/lib/apt/lists/*
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
COPY --from=parts /parts/node_modules node_modules
# The image holds no secret: static files are collected with made-up ones that production would refuse to serve with.
RUN python -c "from tools import assets; assets.copy()" && rm -rf node_modules \
    && PORTAL_MODE=production SECRET_KEY=$(python -c "print('x' * 60)") ALLOWED_HOSTS=build DATABASE_URL=postgres://build \
       REDIS_URL=redis://build EMAIL_HOST=build DEFAULT_FROM_EMAIL=build@build PORTAL_URL=https://build PORTAL_DOOR=staff \
       python manage.py collectstatic --noinput \
    && useradd --system portal && mkdir -p var/media var/anchors && chown -R portal var
USER portal
