import type { IncomingMessage } from "node:http";

/** Where Apollo Sandbox runs, by itself and within the endpoint's own page. */
export const sandboxOrigins: readonly string[] = [
  "https://studio.apollographql.com",
  "https://sandbox.embed.apollographql.com",
];

const vary = ["vary", "Origin"];

/** CORS headers for an allowed origin, names and values in turn; none for any other, which makes the browser refuse. */
export function corsHeaders(request: IncomingMessage, allowed: readonly string[]): readonly string[] {
  const { origin } = request.headers;
  if (allowed.length === 0) return [];
  if (origin === undefined || !allowed.includes(origin)) return vary;
  return [
    ...vary,
    "access-control-allow-origin",
    origin,
    // Sessions in cookies. Never together with an origin that is not on the list.
    "access-control-allow-credentials",
    "true",
    "access-control-allow-methods",
    "GET, POST",
    "access-control-allow-headers",
    "authorization, content-type, x-request-id, traceparent, apollo-require-preflight, x-apollo-operation-name, x-airgraph-measures, x-airgraph-cost, x-airgraph-query-plan",
    "access-control-expose-headers",
    "x-request-id, x-trace-id, retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset",
    // Browsers ask again after two hours at the latest, whatever is said.
    "access-control-max-age",
    "7200",
  ];
}
