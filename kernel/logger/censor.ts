/** What is never written, wherever it comes from. */
export const secretNames: ReadonlySet<string> = new Set(["password", "token", "authorization", "headers"]);

/** What is written instead. */
export const censored = "[redacted]";

type Line = Record<string, unknown>;

/**
 * Takes secrets out of the objects that a line holds. Nearly every line holds none: it is looked at and passed on as it came,
 * where pino's own redaction makes several copies of each.
 */
export function censorWithin(line: Line): Line {
  let without: Line | undefined;
  for (const name in line) {
    const value = line[name];
    if (isObject(value) && holdsSecret(value)) (without ??= { ...line })[name] = censor(value);
  }
  return without ?? line;
}

/** Errors have a serializer of their own. */
function isObject(value: unknown): value is Line {
  return typeof value === "object" && value !== null && !(value instanceof Error);
}

function holdsSecret(value: Line): boolean {
  for (const name of secretNames) if (value[name] !== undefined) return true;
  return false;
}

function censor(value: Line): Line {
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, secretNames.has(name) ? censored : each]),
  );
}
