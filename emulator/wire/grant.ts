import { z } from "zod";
import { permissionLevels } from "../seed/seed.ts";

/** What a token may do in a base; null when the base is not among those it was granted. */
export const grantSchema = z.strictObject({
  token: z.string(),
  baseId: z.string(),
  permissionLevel: z.enum(permissionLevels).nullable(),
});

export type Grant = z.output<typeof grantSchema>;
