/** A text of Airtable's as PostgreSQL can keep it: no halves of characters, and nothing that ends a text in C. */
export function storable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, "\uFFFD");
}
