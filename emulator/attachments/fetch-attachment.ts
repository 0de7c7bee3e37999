import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { Agent, request } from "undici";
import type { AttachmentFile } from "./attachment-store.ts";

/** Airtable takes 1 GB (reference 2); here the bytes stay in memory. */
const mostBytes = 100 * 1024 * 1024;
const mostRedirects = 3;
/** For all of it: a write waits for its attachments, and its client has a timeout too. */
const timeoutMs = 30_000;

/** From where attachments may be fetched: anywhere, or anywhere but this machine and private networks. */
export type FetchReach = "all" | "public";

/** A file that could not be fetched; the message says why. */
class FetchAttachmentError extends Error {
  override readonly name = "FetchAttachmentError";
}

/**
 * Fetches a file as Airtable does with attachments given by URL (reference 2): http or https, at most three redirects.
 *
 * @throws FetchAttachmentError, or undici's errors when there is no connection
 */
export async function fetchAttachment(
  url: string,
  filename: string,
  reach: FetchReach,
  signal: AbortSignal,
): Promise<AttachmentFile> {
  const agent = new Agent(reach === "public" ? { connect: { lookup: publicLookup } } : {});
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    let target = new URL(url);
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      checkTarget(target, reach);
      const { statusCode, headers, body } = await request(target, {
        dispatcher: agent,
        signal: deadline,
      });
      const location = headers.location;
      if ([301, 302, 303, 307, 308].includes(statusCode) && typeof location === "string") {
        await body.dump();
        target = new URL(location, target);
        continue;
      }
      if (statusCode !== 200) {
        await body.dump();
        throw new FetchAttachmentError(`${target.href} answered ${statusCode}`);
      }
      const type = String(headers["content-type"] ?? "application/octet-stream").split(";", 1)[0] ?? "";
      return { bytes: await readAtMost(body, target), filename, type };
    }
    throw new FetchAttachmentError(`${url} redirects more than ${mostRedirects} times`);
  } finally {
    await agent.destroy();
  }
}

async function readAtMost(body: AsyncIterable<unknown>, url: URL): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > mostBytes) throw new FetchAttachmentError(`${url.href} is longer than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const privateAddresses = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const) {
  privateAddresses.addSubnet(network, prefix, "ipv4");
}
privateAddresses.addAddress("::", "ipv6");
privateAddresses.addAddress("::1", "ipv6");
privateAddresses.addSubnet("fc00::", 7, "ipv6");
privateAddresses.addSubnet("fe80::", 10, "ipv6");

function isPrivate(address: string): boolean {
  return privateAddresses.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

function checkTarget(url: URL, reach: FetchReach): void {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new FetchAttachmentError(`attachments come by http or https, not by ${url.protocol}`);
  }
  // An address in the URL itself is connected to without a look-up.
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (reach === "public" && isIP(host) !== 0 && isPrivate(host)) throw refusedAddress(host);
}

/** Judged where the connection is made: a name judged earlier could mean another address by then. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const refused = addresses?.find(({ address }) => isPrivate(address));
    const [first] = addresses ?? [];
    if (error !== null) callback(error, "");
    else if (refused !== undefined) callback(refusedAddress(refused.address), "");
    else if (options.all === true) callback(null, addresses);
    else callback(null, first?.address ?? "", first?.family);
  });
};

function refusedAddress(address: string): FetchAttachmentError {
  return new FetchAttachmentError(`fetchAttachments is "public", and ${address} is a private address`);
}
