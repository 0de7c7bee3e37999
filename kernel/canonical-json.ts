/**
 * One text for one JSON value, whatever order its properties are in (RFC 8785): PostgreSQL's jsonb keeps no order.
 * @param value of plain objects, arrays, texts, numbers, booleans and null; properties that are undefined count as absent
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  // JSON can hold 1e999, which JSON.stringify would take for null.
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const properties = Object.entries(value)
    .filter(([, property]) => property !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, property]) => `${JSON.stringify(name)}:${canonicalJson(property)}`);
  return `{${properties.join(",")}}`;
}
