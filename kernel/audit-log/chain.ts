import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { canonicalJson } from "../canonical-json.ts";
import type { TenantId } from "../identity/ids.ts";

/** What is stored of an entry: its place is in the row, all else in here. */
export type StoredLink = Readonly<Record<string, unknown>> & {
  /** Id of the key that the hash was made with. */
  readonly key: string;
  readonly hash: string;
};

/** Where an entry is. It is hashed too, so that no entry can be put elsewhere. */
export interface Place {
  readonly tenantId: TenantId;
  readonly sequence: number;
}

/** Before the first entry. */
export const noHash = "";

/** Makes and verifies the links of the chain. */
export interface Chain {
  /** Links an entry to the hash of the one before it. */
  link(place: Place, previousHash: string, entry: Readonly<Record<string, unknown>>): StoredLink;
  /** @returns what is wrong; undefined when the entry is what was linked here */
  problemOf(place: Place, previousHash: string, stored: Readonly<Record<string, unknown>>): string | undefined;
}

/**
 * hash = HMAC-SHA256(key, hash of the entry before || entry as canonical JSON, its place and the key's id included).
 * Without the key nobody can make the hash of an entry that was changed, nor of the one behind an entry that is gone.
 * @param current 32 bytes; makes hashes, and verifies them
 * @param former other keys, which only verify
 */
export function createChain(current: Buffer, former: readonly Buffer[] = []): Chain {
  const currentId = keyIdOf(current);
  const keys = new Map([current, ...former].map((key) => [keyIdOf(key), key]));

  return {
    link(place, previousHash, entry) {
      const linked = { ...entry, key: currentId };
      return { ...linked, hash: hashOf(current, previousHash, place, linked) };
    },

    problemOf(place, previousHash, { hash, ...linked }) {
      const key = keys.get(String(linked["key"]));
      if (key === undefined) {
        const known = [...keys.keys()].join(", ");
        return `it was signed with the key ${String(linked["key"])}, but AUDIT_KEY and AUDIT_KEYS_FORMER are ${known}`;
      }
      const expected = Buffer.from(hashOf(key, previousHash, place, linked));
      const given = Buffer.from(typeof hash === "string" ? hash : "");
      return given.length === expected.length && timingSafeEqual(given, expected)
        ? undefined
        : "it was changed, or what stood before it was changed or removed";
    },
  };
}

function hashOf(key: Buffer, previousHash: string, { tenantId, sequence }: Place, linked: object): string {
  // Entry and place apart: a property that somebody adds to the entry must not be taken for its place.
  const text = canonicalJson({ entry: linked, tenantId: tenantId.toLowerCase(), sequence });
  return createHmac("sha256", key).update(previousHash).update(text).digest("base64url");
}

/** Tells an operator who changed keys what is wrong; reveals nothing of the key. */
function keyIdOf(key: Buffer): string {
  return createHash("sha256").update("airgraph-audit").update(key).digest("base64url").slice(0, 8);
}
