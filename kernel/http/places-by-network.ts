import { networkOf } from "../identity/network-of.ts";

/** How many of something each client's network may have at once. */
export interface PlacesByNetwork {
  /** @param address IPv4 or IPv6 @returns what gives the place back, to be called once; undefined when there is none left */
  take(address: string): (() => void) | undefined;
}

/** @param maximum for each network, as networkOf has them */
export function createPlacesByNetwork(maximum: number): PlacesByNetwork {
  const taken = new Map<string, number>();
  return {
    take(address) {
      const network = networkOf(address);
      const before = taken.get(network) ?? 0;
      if (before >= maximum) return undefined;
      taken.set(network, before + 1);
      return () => {
        const left = (taken.get(network) ?? 0) - 1;
        if (left <= 0) taken.delete(network);
        else taken.set(network, left);
      };
    },
  };
}
