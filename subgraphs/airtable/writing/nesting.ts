/**
 * Whether a JSON value is nested deeper than so many levels. What is nested without end can't be written as JSON again,
 * and would be found out only when the records of others are on the same call.
 */
export function isNestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isNestedDeeper(inner, levels - 1));
}
