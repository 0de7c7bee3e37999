import { exportJWK } from "jose";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { sendJson } from "../../kernel/http/http-server.ts";
import type { AccessTokenKeys } from "../identity/access-token-keys.ts";
import type { Route } from "./handle-http.ts";

const jwksPath = "/.well-known/jwks.json";
/** New keys are published 15 minutes before they sign. */
const cacheControl = "public, max-age=300";

/** Serves the keys that verify access tokens (RFC 7517). */
export function createJwksServer(keys: AccessTokenKeys): Route {
  return async ({ method }, response, { pathname }) => {
    if (pathname !== jwksPath || (method !== "GET" && method !== "HEAD")) return false;
    try {
      const published = await keys.list();
      const jwks = await Promise.all(
        Array.from(published, async ([kid, key]) => ({ ...(await exportJWK(key)), kid, alg: "EdDSA", use: "sig" })),
      );
      sendJson(response, 200, { keys: jwks }, { "cache-control": cacheControl });
    } catch (error) {
      if (!(error instanceof AirgraphError)) throw error;
      sendJson(response, 503, { errors: [{ message: error.message, extensions: { code: error.code } }] });
    }
    return true;
  };
}
