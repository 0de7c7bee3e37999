import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a request comes from a page of the endpoint's own origin or of an allowed one, or from no page at all. Browsers
 * tell by Origin or Sec-Fetch-Site, which no page can change; what sends neither is no browser, and nobody's cookies are
 * in it but its own.
 */
export type IsOwnOrigin = (headers: IncomingHttpHeaders) => boolean;

/**
 * @param secure whether the endpoint is reached over https
 * @param allowed origins whose pages may call the endpoint with cookies, as CORS_ORIGINS has them
 */
export function createOriginCheck({ secure, allowed }: { secure: boolean; allowed: readonly string[] }): IsOwnOrigin {
  const schemes = secure ? ["https"] : ["http", "https"];
  return ({ origin, host, "sec-fetch-site": site }) => {
    if (origin !== undefined)
      return (
        allowed.includes(origin) || (host !== undefined && schemes.some((scheme) => origin === `${scheme}://${host}`))
      );
    return site === undefined || site === "same-origin" || site === "none";
  };
}
