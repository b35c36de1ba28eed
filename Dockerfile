# One image for the API, the worker and the migrations; the command tells them apart (docker-compose.yml). Debian, because
# Temporal's native library needs glibc. The version of Node is that of .nvmrc.
FROM node:24.21.0-slim AS base
WORKDIR /app

FROM base AS modules
COPY package.json package-lock.json .npmrc ./
# The Node that npm installs for older systems is the image's own already.
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/node-linux-* && npm cache clean --force

FROM modules AS bundle
COPY src src
COPY workflows workflows
COPY activities activities
RUN node --disable-warning=ExperimentalWarning src/bundle-workflows.ts dist/workflows.js

FROM base
# Temporal's client wants certificate authorities even where it speaks without TLS.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
# Or glibc keeps an arena of up to 64 MiB for each of some forty threads.
ENV NODE_ENV=production WORKFLOW_BUNDLE=/app/dist/workflows.js MALLOC_ARENA_MAX=2
COPY --from=modules /app/node_modules node_modules
COPY --from=bundle /app/dist dist
COPY package.json package-lock.json openapi.json ./
COPY src src
COPY workflows workflows
COPY activities activities
COPY dashboard dashboard
COPY client/client.ts client/client.ts
COPY docs/runbook.md docs/runbook.md
# A volume that is mounted here becomes the user's.
RUN mkdir /spool && chown node:node /spool
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--disable-warning=ExperimentalWarning", "--max-old-space-size=384", "--max-semi-space-size=8", "--import", "./src/platform/telemetry/register.ts", "src/api.ts"]
