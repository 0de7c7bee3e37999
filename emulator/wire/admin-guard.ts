import { isIP } from "node:net";
import type { Incoming } from "./incoming.ts";

/**
 * Why a call to the emulator's own doors is refused: pages of other origins, open in the browser of whoever runs the
 * emulator, must neither change its switches nor read its tokens. Programs send no `Origin` and are let through.
 *
 * @returns null when it is let through
 */
export function foreignCall({ headers }: Incoming): string | null {
  const host = headers.host ?? "";
  // DNS rebinding makes a page's own name point here; that takes a public name, which has a dot.
  if (!isLocalName(hostName(host))) return `the host ${JSON.stringify(host)} is not a name of this machine`;
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${host}`) return `calls from ${origin} are refused`;
  const site = headers["sec-fetch-site"];
  if (site === "cross-site" || site === "same-site") return "calls from pages of other sites are refused";
  return null;
}

function hostName(host: string): string {
  return host
    .replace(/:\d+$/, "")
    .replace(/^\[(.*)\]$/, "$1")
    .toLowerCase();
}

function isLocalName(name: string): boolean {
  if (name === "" || isIP(name) !== 0) return name !== "";
  return !name.includes(".") || name.endsWith(".localhost") || name.endsWith(".internal");
}
