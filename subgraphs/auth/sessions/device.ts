import type { Source } from "../../../kernel/identity/source.ts";

const longestUserAgent = 300;

/** What people recognise a session by. */
export interface Device {
  readonly userAgent: string | null;
  readonly address: string | null;
}

export function deviceOf(source: Source | undefined): Device {
  return {
    // Postgres stores no NUL.
    userAgent: source?.userAgent?.slice(0, longestUserAgent).replaceAll("\u0000", "") ?? null,
    address: source?.address ?? null,
  };
}
