import { z } from "zod";
import { runId, tenantId, userId } from "./ids.ts";

/** What a member may do in a tenant, from most to least. */
export const roles = ["owner", "admin", "editor", "viewer"] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** Somebody signed in, acting in one tenant. With `runId`, a workflow run acts in their name. */
export const person = z.object({
  kind: z.literal("person"),
  userId,
  tenantId,
  role,
  runId: runId.optional(),
});

/** Who asks, as the router established it. Subgraphs learn it from a signed identity and from nothing else. */
export const caller = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("anonymous") }),
  person,
  /** A part of Airgraph itself, asking on nobody's behalf: the router reporting operations, or asking for keys. */
  z.object({ kind: z.literal("service"), name: z.enum(["router"]) }),
]);

export type Person = z.infer<typeof person>;
export type Caller = z.infer<typeof caller>;
