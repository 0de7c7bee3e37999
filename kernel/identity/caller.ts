import { z } from "zod";
import { apiKeyId, runId, sagaId, sessionId, tenantId, userId } from "./ids.ts";
import { scope } from "./scopes.ts";

/** How sure we are that a session is still used by whom it belongs to. */
const session = z.object({
  sessionId,
  /** When the person last proved who they are, in seconds since the epoch. */
  confirmedAt: z.number().int(),
  /** Whether a second factor was part of the sign-in. */
  secondFactor: z.boolean(),
});

/** Somebody signed in, acting in one tenant. With `runId` or `sagaId`, a workflow run or a saga acts in their name. */
const person = z.object({
  kind: z.literal("person"),
  userId,
  tenantId,
  /** `owner`, `admin`, `editor`, `viewer`, or the id of a role of the tenant's own. */
  roleId: z.string(),
  scopes: z.array(scope).readonly(),
  /** Verified; rows of data policies may be the ones that name it. */
  email: z.string().optional(),
  /** Absent when a workflow run or a saga acts. */
  session: session.optional(),
  runId: runId.optional(),
  sagaId: sagaId.optional(),
});

/** An API key, acting in the tenant it belongs to. With `runId` or `sagaId`, a workflow run or a saga that it started. */
const machine = z.object({
  kind: z.literal("machine"),
  apiKeyId,
  tenantId,
  scopes: z.array(scope).readonly(),
  runId: runId.optional(),
  sagaId: sagaId.optional(),
});

/** Somebody signed in who acts in no tenant: they have left their last one, or were never in any. */
const account = z.object({ kind: z.literal("account"), userId, session });

/** Who asks, as the router established it. Subgraphs learn it from a signed identity and from nothing else. */
export const caller = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("anonymous") }),
  account,
  person,
  machine,
  /** A part of Airgraph itself, asking on nobody's behalf: the router reporting operations, or asking for keys. */
  z.object({ kind: z.literal("service"), name: z.enum(["router"]) }),
]);

export type Caller = z.infer<typeof caller>;
export type Person = z.infer<typeof person>;
export type Machine = z.infer<typeof machine>;
export type Account = z.infer<typeof account>;
export type Session = z.infer<typeof session>;

/** Whoever acts in a tenant: what most use cases want of a caller. */
export type Actor = Person | Machine;

/** In whose name a workflow run or a saga acts. What they may do is looked up each time: it may have changed since the start. */
export const delegation = z.object({
  onBehalfOf: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("person"), userId, tenantId }),
    z.object({ kind: z.literal("machine"), apiKeyId, tenantId }),
  ]),
  runId: runId.optional(),
  sagaId: sagaId.optional(),
});

export type Delegation = z.infer<typeof delegation>;
