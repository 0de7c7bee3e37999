import addresses from "ipaddr.js";
import { z } from "zod";

/** Networks that http steps may reach although they are not public. */
export type PrivateNetworks = readonly ReturnType<typeof addresses.parseCIDR>[];

/** A setting's text: networks in CIDR notation, comma separated. */
export const privateNetworks = z
  .string()
  .transform((given) => given.split(",").flatMap((entry) => (entry.trim() === "" ? [] : [entry.trim()])))
  .pipe(
    z.array(
      z.string().transform((entry, context) => {
        try {
          return addresses.parseCIDR(entry);
        } catch {
          context.addIssue(`must be networks like 10.1.0.0/16; ${entry} is none`);
          return z.NEVER;
        }
      }),
    ),
  );

/** Public by its number, but answered by the machine that Azure runs us on. */
const azureWireServer = "168.63.129.16";

/**
 * Whether an address is one of the public internet, or of a network that an operator permits. Loopback, private, link-local
 * (with the metadata services of clouds), carrier-grade NAT, multicast and reserved ones are not public, nor are IPv6
 * addresses that stand for an IPv4 one (mapped, NAT64, 6to4, Teredo) of whatever kind.
 */
export function isReachable(text: string, permitted: PrivateNetworks): boolean {
  // Without the zone of a link-local one.
  const address = addresses.process(text.replace(/%.*$/, ""));
  if (permitted.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits)))
    return true;
  const isGlobal = address.kind() === "ipv4" || address.match(addresses.parse("2000::"), 3);
  return address.range() === "unicast" && isGlobal && address.toString() !== azureWireServer;
}
