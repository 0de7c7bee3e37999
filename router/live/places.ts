import type { Caller } from "../../kernel/identity/caller.ts";
import { networkOf } from "../../kernel/identity/network-of.ts";
import type { LiveLimits } from "./live-limits.ts";

/** Something that there may be only so many of. To be given back once. */
export type Place = { readonly kind: "taken"; leave(): void } | { readonly kind: "refused"; readonly limit: Limit };

export type Limit = "process" | "address" | "person" | "tenant";

/** Who may still open a connection, or begin an operation. */
export interface Places {
  /** A connection as it comes, before anybody knows whose it is. @param address IPv4 or IPv6 */
  connect(address: string): Place;
  /** The same connection once it is known whose it is. */
  identify(caller: Caller): Place;
  /** An operation for as long as it is under way. */
  operate(caller: Caller): Place;
}

/** Counts for this process alone: several routers take several times as many. */
export function createPlaces(limits: LiveLimits): Places {
  const all = createCount("process", limits.maximumConnections);
  const byAddress = createCount("address", limits.connectionsPerAddress);
  const connections = {
    person: createCount("person", limits.connectionsPerPerson),
    tenant: createCount("tenant", limits.connectionsPerTenant),
  };
  const operations = {
    person: createCount("person", limits.operationsPerPerson),
    tenant: createCount("tenant", limits.operationsPerTenant),
  };

  return {
    connect: (address) => takeAll([all.take("all"), byAddress.take(networkOf(address))]),
    identify: (caller) => takeOf(connections, caller),
    operate: (caller) => takeOf(operations, caller),
  };
}

/** Strangers are bounded by their address alone: they can't be told apart otherwise. */
function takeOf({ person, tenant }: { person: Count; tenant: Count }, caller: Caller): Place {
  const takes: Take[] = [];
  if ("userId" in caller) takes.push(person.take(caller.userId));
  if ("apiKeyId" in caller) takes.push(person.take(caller.apiKeyId));
  if ("tenantId" in caller) takes.push(tenant.take(caller.tenantId));
  return takeAll(takes);
}

type Take = () => Place;

/** All of them or none. */
function takeAll(takes: readonly Take[]): Place {
  const taken: (Place & { kind: "taken" })[] = [];
  for (const take of takes) {
    const place = take();
    if (place.kind === "refused") {
      for (const { leave } of taken) leave();
      return place;
    }
    taken.push(place);
  }
  let left = false;
  return {
    kind: "taken",
    leave() {
      if (left) return;
      left = true;
      for (const { leave } of taken) leave();
    },
  };
}

interface Count {
  take(key: string): Take;
}

function createCount(limit: Limit, maximum: number): Count {
  const counts = new Map<string, number>();
  return {
    take: (key) => () => {
      const count = counts.get(key) ?? 0;
      if (count >= maximum) return { kind: "refused", limit };
      counts.set(key, count + 1);
      return {
        kind: "taken",
        leave() {
          const left = (counts.get(key) ?? 0) - 1;
          if (left <= 0) counts.delete(key);
          else counts.set(key, left);
        },
      };
    },
  };
}
