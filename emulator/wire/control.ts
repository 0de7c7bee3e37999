import { isMovable } from "../clock.ts";
import { type Switches, switchesSchema } from "../switches.ts";
import type { Service } from "./service.ts";

/** What tests and the admin API do to a running emulator, besides faults. */

/** Changes switches. @throws ZodError for those there are not */
export function setSwitches(service: Service, changes: unknown): Switches {
  return Object.assign(service.switches, switchesSchema.partial().parse(changes));
}

/**
 * Puts the clock forward, and does what is due by then, such as a ping of a webhook.
 *
 * @param ms how far
 * @returns false when the emulator was given a clock that cannot be moved
 */
export function advanceClock({ clock, dataFile, timers }: Service, ms: number): boolean {
  if (!isMovable(clock)) return false;
  clock.advance(ms);
  dataFile?.append({ kind: "clock", ms });
  timers.catchUp();
  return true;
}

/** Takes back a token of any kind. @returns whether there was such a token */
export function revokeToken({ oauth, dataFile }: Service, token: string): boolean {
  const revoked = oauth.revoke(token);
  if (revoked) dataFile?.append({ kind: "revoke", token });
  return revoked;
}
