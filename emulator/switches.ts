import { z } from "zod";

/** Where Airtable's behaviour is not established or varies, the emulator has a switch (reference 14). */
export const switchesSchema = z.strictObject({
  /** Body of a 429 for too many requests. */
  burst429Body: z.enum(["plural", "object"]),
  /** Whether a 429 carries `Retry-After: 30`. */
  retryAfterOn429: z.boolean(),
  /** Whether a base refuses everything for a while after a 429. */
  penalty: z.boolean(),
  /** Status for reading a record that does not exist: 403 as with personal tokens, 404 as with the old keys. */
  missingRecordStatus: z.union([z.literal(403), z.literal(404)]),
  /** How long a listing may pause between two pages, ms. */
  readonly iteratorIdleMs: number;
  /** A path with query of this many characters or more is refused with 422. */
  readonly urlLimit: number;
  /** What happens to parameters no call knows, in a query or a body: nothing, or 422. */
  readonly unknownKeys: "ignore" | "refuse";
}

export const defaultSwitches: Switches = {
  burst429Body: "plural",
  retryAfterOn429: false,
  penalty: true,
  missingRecordStatus: 403,
  iteratorIdleMs: 5 * 60_000,
  urlLimit: 16_000,
  unknownKeys: "ignore",
};

/** The switches that are not at their defaults. */
export function changedSwitches(switches: Switches): Partial<Switches> {
  const defaults = new Map<string, unknown>(Object.entries(defaultSwitches));
  return Object.fromEntries(Object.entries(switches).filter(([name, value]) => defaults.get(name) !== value));
}
