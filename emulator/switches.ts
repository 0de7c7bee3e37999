/** Where Airtable's behaviour is not established or varies, the emulator has a switch (reference 14). */
export interface Switches {
  /** Body of a 429 for too many requests. */
  readonly burst429Body: "plural" | "object";
  /** Whether a 429 carries `Retry-After: 30`. */
  readonly retryAfterOn429: boolean;
  /** Status for reading a record that does not exist: 403 as with personal tokens, 404 as with the old keys. */
  readonly missingRecordStatus: 403 | 404;
  /** How long a listing may pause between two pages, ms. */
  readonly iteratorIdleMs: number;
  /** A path with query of this many characters or more is refused with 422. */
  readonly urlLimit: number;
}

export const defaultSwitches: Switches = {
  burst429Body: "plural",
  retryAfterOn429: false,
  missingRecordStatus: 403,
  iteratorIdleMs: 5 * 60_000,
  urlLimit: 16_000,
};
