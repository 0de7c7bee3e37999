import { type BaseSeed, type Seed, scopes } from "../seed.ts";
import { sampleOwner, sampleUsers } from "./sample-users.ts";

/** The token of the sample seeds: every scope, creator in all bases. Made up; it opens nothing but this emulator. */
export const sampleToken = `patSAMPLE00000000.${"5a3d1e".repeat(10)}0000`;

/** A seed of these bases, with the sample's people and its token. */
export function sampleWorkspace(bases: BaseSeed[]): Seed {
  return {
    users: [...sampleUsers],
    tokens: [
      {
        token: sampleToken,
        userId: sampleOwner.id,
        scopes: [...scopes],
        bases: bases.map(({ id }) => ({ id, permissionLevel: "create" })),
      },
    ],
    bases,
  };
}
