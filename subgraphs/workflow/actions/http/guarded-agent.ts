import { type LookupAddress, lookup as lookUp } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { AllowedHosts } from "./allowed-hosts.ts";
import { isReachable, type PrivateNetworks } from "./reachable-address.ts";

/** Finds a host's addresses; all of them. */
export type FindAddresses = (
  hostname: string,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

const findAddressesBySystem: FindAddresses = (hostname, done) => {
  lookUp(hostname, { all: true, verbatim: true }, (error, addresses) => done(error, error === null ? addresses : []));
};

/** No connection could be made, so nothing was sent. */
export class UnreachedError extends Error {
  override readonly name = "UnreachedError";

  constructor(cause: unknown) {
    super("no connection could be made", { cause });
  }
}

const connectTimeoutMs = 5_000;
const maximumHeaderBytes = 32 * 1024;

/**
 * Connects only to addresses that may be reached. A host's addresses are looked up once, and those that were checked are
 * those that are connected to, so that a name which answers otherwise the second time gains nothing.
 * @param options.findAddresses the system's, unless told otherwise
 */
export function createGuardedAgent(options: {
  readonly allowed: AllowedHosts;
  readonly privateNetworks: PrivateNetworks;
  readonly findAddresses?: FindAddresses;
}): Agent {
  const { allowed, privateNetworks, findAddresses = findAddressesBySystem } = options;
  const mayReach = (address: string) => allowed.names(address) || isReachable(address, privateNetworks);

  const lookup: LookupFunction = (hostname, { all = false }, done) => {
    findAddresses(hostname, (error, addresses) => {
      // One private address among public ones is as good a way in as any.
      const forbidden = addresses.find(({ address }) => !mayReach(address));
      const [first] = addresses;
      const problem = error ?? (forbidden === undefined && first !== undefined ? null : unreachable(hostname));
      if (problem !== null || first === undefined) done(problem, "", 0);
      else if (all) done(null, [...addresses]);
      else done(null, first.address, first.family);
    });
  };

  const connect = buildConnector({ lookup, timeout: connectTimeoutMs });
  return new Agent({
    connect(target, done) {
      const host = target.hostname.replace(/^\[(.*)\]$/, "$1");
      // Addresses are not looked up.
      if (isIP(host) !== 0 && !mayReach(host)) {
        done(unreachable(host), null);
        return;
      }
      connect(target, (error, socket) => {
        if (error !== null) {
          done(error instanceof AirgraphError ? error : new UnreachedError(error), null);
        } else if (mayReach(socket.remoteAddress ?? "0.0.0.0")) {
          done(null, socket);
        } else {
          // Whatever way led there.
          socket.destroy();
          done(unreachable(host), null);
        }
      });
    },
    // No connection is used again: each is made to what was allowed for its own request.
    pipelining: 0,
    // One limit for the whole request is the caller's.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: maximumHeaderBytes,
  });
}

/** Nothing of the address: it may be one that only our side knows. */
function unreachable(host: string): AirgraphError {
  return new AirgraphError("FORBIDDEN", `${host} has an address in a network that http steps may not reach.`, {
    field: "url",
  });
}
