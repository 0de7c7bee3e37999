/**
 * Every request carries a tag of its own, and with it every id in its answer, so that no contestant can share anything
 * between two requests. All tags are of one length: what differs between two requests or two answers is bytes in place.
 */
const pattern = /u\d{8}u/;

/** The tag that stands in recorded texts. */
export const exampleTag = "u00000000u";

/** @param number of the request, below 100 million */
export function tagOf(number: number): string {
  return `u${String(number).padStart(8, "0")}u`;
}

/** The first tag in a text. */
export function findTag(text: string): string | undefined {
  return pattern.exec(text)?.[0];
}
