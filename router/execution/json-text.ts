/** What JSON can't hold as it is; halves of characters would not survive the way as UTF-8. */
// oxlint-disable-next-line no-control-regex -- these are the ones to find
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A string as JSON. Most strings need nothing but quotes, and looking is cheaper than JSON.stringify. */
export function quote(text: string): string {
  return escaped.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** A value as JSON. */
export function toJson(value: unknown): string {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "number":
    case "boolean":
      return String(value);
    default:
      return JSON.stringify(value) ?? "null";
  }
}
