import { isIP } from "node:net";
import { z } from "zod";

/** Where http steps may go. */
export interface AllowedHosts {
  /** Whether an operator permits requests to the place that a URL names. */
  permits(url: URL): boolean;
  /** Whether an address itself is on the list, so that it may be a private one. */
  names(address: string): boolean;
}

const hostName = /^(?:\*|(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)$/;
const shape = /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\]|[^:/[\]]+)(?::(\d{1,5}))?$/;

interface AllowedHost {
  readonly scheme: string;
  /** A name, an address, `*.` before a name for everything below it, or `*`. */
  readonly host: string;
  readonly port: string;
}

const allowedHost = z.string().transform((entry, context): AllowedHost => {
  const [, scheme = "https", host, port = scheme === "https" ? "443" : "80"] = shape.exec(entry.toLowerCase()) ?? [];
  const address = host?.replace(/^\[(.*)\]$/, "$1");
  if (host === undefined || address === undefined || (isIP(address) === 0 && !hostName.test(host))) {
    context.addIssue(`must be like api.example.com, *.example.org:8443 or http://10.0.0.1; ${entry} is not`);
    return z.NEVER;
  }
  return { scheme, host, port };
});

/** A setting's text, `api.example.com,*.example.org:8443,http://intranet.example.com`. */
export const allowedHosts = z
  .string()
  .transform((given) => given.split(",").flatMap((entry) => (entry.trim() === "" ? [] : [entry.trim()])))
  .pipe(z.array(allowedHost))
  .transform(
    (allowed): AllowedHosts => ({
      permits: (url) => allowed.some((one) => isAt(one, url)),
      names: (address) => allowed.some(({ host }) => host === address || host === `[${address}]`),
    }),
  );

/** The URL as it was parsed, so that whatever way to write an address has become its usual form. */
function isAt({ scheme, host, port }: AllowedHost, { protocol, hostname, port: given }: URL): boolean {
  if (protocol !== `${scheme}:` || (given === "" ? (scheme === "https" ? "443" : "80") : given) !== port) return false;
  if (host === "*") return true;
  return host.startsWith("*.") ? hostname.endsWith(host.slice(1)) && hostname !== host.slice(1) : hostname === host;
}
