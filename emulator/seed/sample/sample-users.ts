import type { User } from "../seed.ts";
import { type Random, stableId } from "./random.ts";

const user = (name: string, email: string): User => ({ id: stableId("usr", email), name, email });

/** Who works in the sample bases; the first one holds the sample token. */
export const sampleOwner = user("Sam Rivera", "sam.rivera@example.com");

export const sampleUsers: readonly [User, ...User[]] = [
  sampleOwner,
  user("Jo Lindgren", "jo.lindgren@example.com"),
  user("Mika Adeyemi", "mika.adeyemi@example.com"),
];

/** A collaborator cell, as it is written. */
export function someUser(random: Random): { readonly id: string } {
  return { id: random.pick(sampleUsers).id };
}
