const formatters = new Map<string, Intl.DateTimeFormat | null>();

function formatterOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = makeFormatter(timeZone);
  formatters.set(timeZone, made);
  return made;
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
      era: "short",
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function isUtc(timeZone: string): boolean {
  // `client` is the browser's zone in Airtable; the API has no browser and reads it as UTC.
  return timeZone === "utc" || timeZone === "client" || timeZone === "UTC";
}

/** Whether the name is `utc`, `client` or an IANA zone this machine knows. */
export function isTimeZone(timeZone: string): boolean {
  return isUtc(timeZone) || formatterOf(timeZone) !== null;
}

/** Milliseconds that local time in the zone is ahead of UTC at an instant; 0 for an unknown zone. */
export function zoneOffset(ms: number, timeZone: string): number {
  if (isUtc(timeZone)) return 0;
  const formatter = formatterOf(timeZone);
  if (formatter === null) return 0;
  const parts: Record<string, number> = {};
  for (const part of formatter.formatToParts(ms)) parts[part.type] = Number(part.value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return wall - Math.floor(ms / 1000) * 1000;
}

/** The instant at which the zone's clocks show a wall time, given as if it were UTC. */
export function instantOfWallTime(wall: number, timeZone: string): number {
  const guess = wall - zoneOffset(wall, timeZone);
  return wall - zoneOffset(guess, timeZone);
}
