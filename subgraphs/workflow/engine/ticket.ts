import { z } from "zod";
import { runId, sagaId, tenantId } from "../../../kernel/identity/ids.ts";
import { workflowId } from "../ids.ts";

/** What identifies our work in the engine's tables. Renaming any of these strands what is under way. */
export const applicationName = "airgraph";
/** Pinned: the engine otherwise takes a hash of the code, and what is under way waits for ever after a deploy. */
export const applicationVersion = "1";
export const interpreterName = "take-turn";
export const queueName = "turns";

export const subject = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("run"), tenantId, id: runId }),
  z.object({ kind: z.literal("saga"), tenantId, id: sagaId }),
]);
/** What is carried out in turns. */
export type Subject = Readonly<z.infer<typeof subject>>;

/** What the engine is given. */
export const ticket = z.union([
  /** A turn of a subject. `after` is the number of the turn before, so that a late ticket is known as such. */
  subject.and(z.object({ after: z.int() })),
  /** A workflow whose rate held runs back may let some begin; the count makes its tickets differ. */
  z.object({ kind: z.literal("admission"), tenantId, id: workflowId, after: z.int() }),
]);
export type Ticket = z.infer<typeof ticket>;
export type TurnTicket = Subject & { readonly after: number };
