/** From least to most (emulator/airtable-api.md 6). */
const levels = ["none", "read", "comment", "edit", "create", "owner"];

interface Permitted {
  readonly permissionLevel: string;
}

/** Sorts what permits most to the front, and leaves equals in their order. */
export function byPermission(one: Permitted, other: Permitted): number {
  return levels.indexOf(other.permissionLevel) - levels.indexOf(one.permissionLevel);
}
