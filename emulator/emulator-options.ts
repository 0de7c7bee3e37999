import type { Logger } from "pino";
import type { Clock } from "./clock.ts";
import type { RateLimits } from "./limits/rate-limiter.ts";
import type { Seed } from "./seed/seed.ts";
import type { Switches } from "./switches.ts";

export interface EmulatorOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default the sample bases. */
  readonly seed?: Seed;
  /**
   * A file that keeps the state: made from the seed when it does not exist, else continued, whatever the seed. In memory
   * only when absent.
   */
  readonly dataFile?: string;
  /** Default the machine's clock, which `advanceClock` moves; a clock without `advance` stays where it is. */
  readonly clock?: Clock;
  /** Default Airtable's: 5 per second and base, 50 per second and token owner, 30 s of penalty. */
  readonly limits?: RateLimits | "off";
  /** What differs from the defaults of reference 14. */
  readonly switches?: Partial<Switches>;
  readonly logger?: Logger;
}
