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
  iteratorIdleMs: z.int().min(0),
  /** A path with query of this many characters or more is refused. */
  urlLimit: z.int().min(1),
  /** How it is refused. */
  urlLimitStatus: z.union([z.literal(414), z.literal(422)]),
  /** What happens to parameters no call knows, in a query or a body: nothing, or 422. */
  unknownKeys: z.enum(["ignore", "refuse"]),
  /** How long every answer of the API is held back, ms. */
  latencyMs: z.int().min(0).max(600_000),
  /** Whether a write waits until attachments given by URL are fetched, or answers without their details. */
  attachmentProcessing: z.enum(["synchronous", "delayed"]),
  /** From where attachments are fetched: anywhere, anywhere but this machine and private networks, or nowhere. */
  fetchAttachments: z.enum(["all", "public", "none"]),
  /** Who answers the consent page of OAuth: a person, or nobody. */
  oauthConsent: z.enum(["page", "approve", "deny"]),
  /** Whether formula, rollup, lookup and count fields can be created by the API. */
  createComputedFields: z.boolean(),
});

export type Switches = Readonly<z.output<typeof switchesSchema>>;

export const defaultSwitches: Switches = {
  burst429Body: "plural",
  retryAfterOn429: false,
  penalty: true,
  missingRecordStatus: 403,
  iteratorIdleMs: 5 * 60_000,
  urlLimit: 16_000,
  unknownKeys: "ignore",
  urlLimitStatus: 422,
  latencyMs: 0,
  attachmentProcessing: "synchronous",
  fetchAttachments: "all",
  oauthConsent: "page",
  createComputedFields: false,
};

/** The switches that are not at their defaults. */
export function changedSwitches(switches: Switches): Partial<Switches> {
  const defaults = new Map<string, unknown>(Object.entries(defaultSwitches));
  return Object.fromEntries(Object.entries(switches).filter(([name, value]) => defaults.get(name) !== value));
}
