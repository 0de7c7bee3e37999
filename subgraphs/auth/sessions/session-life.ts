/** How long sessions last, in days. */
export interface SessionLife {
  /** Unused. */
  readonly idleDays: number;
  /** However much they are used. */
  readonly longestDays: number;
}

const dayMs = 86_400_000;

/** When a session ends that is used now and never again. */
export function sessionEnd({ idleDays, longestDays }: SessionLife, createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + idleDays * dayMs, createdAt.getTime() + longestDays * dayMs));
}
