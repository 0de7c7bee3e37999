/**
 * Rounds at a decimal place by shifting the written exponent: `1.005 * 100` would already be 100.49999.
 *
 * @param places digits after the point; negative for places before it
 * @param round how to make a whole number of one
 */
export function atDecimalPlace(x: number, places: number, round: (n: number) => number): number {
  const whole = Math.trunc(places);
  // Nothing to round: a number this large has no fraction, and shifting further would overflow.
  if (!Number.isFinite(x) || Math.abs(x) >= 1e22 || whole > 22) return x;
  return shifted(round(shifted(x, whole)), -whole);
}

function shifted(x: number, places: number): number {
  const [digits = "", exponent = "0"] = String(x).split("e");
  return Number(`${digits}e${Number(exponent) + places}`);
}
