/** Splits at commas; a member that holds a comma is double-quoted, as cells are written as text (reference 9.4). */
export function splitList(text: string): string[] {
  const members = text.match(/\s*"(?:[^"]|"")*"\s*(?=,|$)|[^,]+/g) ?? [];
  return members
    .map((member) => member.trim())
    .map((member) => (/^".*"$/s.test(member) ? member.slice(1, -1).replaceAll('""', '"') : member))
    .filter((member) => member !== "");
}

/** Writes a list so that `splitList` reads it back. */
export function joinList(members: readonly string[]): string {
  return members.map((member) => (/,|^"/.test(member) ? `"${member.replaceAll('"', '""')}"` : member)).join(", ");
}
