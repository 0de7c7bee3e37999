import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import type { Source } from "../../kernel/identity/source.ts";

const longestUserAgent = 300;

/**
 * Where a request comes from.
 * @param trustedHops how many proxies of the operator's own stand before the router, each of which adds the address that
 * it was asked from to X-Forwarded-For. Everything further to the left of that header is what the client says of itself;
 * with 0 the header is ignored
 */
export function sourceOf(request: IncomingMessage, transport: Source["transport"], trustedHops: number): Source {
  const userAgent = request.headers["user-agent"];
  return {
    transport,
    address: forwardedAddress(request, trustedHops) ?? withoutMapping(request.socket.remoteAddress ?? "unknown"),
    ...(userAgent === undefined ? {} : { userAgent: userAgent.slice(0, longestUserAgent) }),
  };
}

function forwardedAddress({ headers }: IncomingMessage, trustedHops: number): string | undefined {
  if (trustedHops === 0) return undefined;
  // Node joins headers that come several times.
  const entries = String(headers["x-forwarded-for"] ?? "").split(",");
  const entry = entries.at(-trustedHops)?.trim() ?? "";
  // Some proxies add the port: 192.0.2.1:1234, [2001:db8::1]:1234.
  const address = /^\[([^\]]+)\](?::\d+)?$/.exec(entry)?.[1] ?? /^([\d.]+):\d+$/.exec(entry)?.[1] ?? entry;
  return isIP(address) === 0 ? undefined : withoutMapping(address);
}

/** IPv4 as a socket that takes both has it, ::ffff:192.0.2.1: one client must not be two. */
function withoutMapping(address: string): string {
  return /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address;
}
