import { z } from "zod";
import type { RequestScope } from "../executor/local-executor.ts";
import type { Caller } from "../identity/caller.ts";
import { apiKeyId, runId, userId } from "../identity/ids.ts";
import type { AuditAction } from "./audit-action.ts";

const actor = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("person"), userId }),
  z.object({ kind: z.literal("machine"), apiKeyId }),
  z.object({ kind: z.literal("anonymous") }),
  /** A part of Airgraph itself, on nobody's behalf. */
  z.object({ kind: z.literal("service"), name: z.string() }),
]);

/** An entry as it is stored. Its action may be one that only a newer version knows. */
export const storedEntry = z.object({
  action: z.string(),
  actor,
  /** The workflow run that acted in the actor's name. */
  runId: runId.exactOptional(),
  /** Where the request came from, where that is known. */
  source: z.object({ address: z.string(), userAgent: z.string().exactOptional() }).exactOptional(),
  /** What it was done to. */
  target: z.object({ kind: z.string(), id: z.string() }).exactOptional(),
  /** Denied is what the actor may not do; failed is what could not be done. */
  result: z.enum(["SUCCEEDED", "DENIED", "FAILED"]),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).exactOptional(),
  /** The request's id in all logs. */
  requestId: z.string(),
});

export type AuditActor = z.infer<typeof actor>;
export type AuditResult = z.infer<typeof storedEntry>["result"];

/** Who did what, where from, with what result. Holds no secret and no token, neither in `details`. */
export type AuditEntry = z.infer<typeof storedEntry> & { readonly action: AuditAction };

/** An entry in the log. */
export type LoggedEntry = z.infer<typeof storedEntry> & {
  /** From 1, in the order of the log. */
  readonly sequence: number;
  readonly at: Date;
  /** Made of this entry and all before it. */
  readonly hash: string;
};

/** The part of an entry that says who asks, and where from. */
export function askedBy({
  caller,
  source,
  requestId,
}: Pick<RequestScope, "caller" | "source" | "requestId">): Pick<
  AuditEntry,
  "actor" | "runId" | "source" | "requestId"
> {
  const acting = "runId" in caller ? caller.runId : undefined;
  return {
    actor: auditActor(caller),
    ...(acting === undefined ? {} : { runId: acting }),
    ...(source === undefined ? {} : { source: placeOf(source) }),
    requestId,
  };
}

/** Who asks, without what they may do. */
function auditActor(caller: Caller): AuditActor {
  switch (caller.kind) {
    case "person":
    case "account":
      return { kind: "person", userId: caller.userId };
    case "machine":
      return { kind: "machine", apiKeyId: caller.apiKeyId };
    case "service":
      return { kind: "service", name: caller.name };
    case "anonymous":
      return { kind: "anonymous" };
  }
}

/** A request's source also holds a browser's refresh token. */
function placeOf({ address, userAgent }: NonNullable<RequestScope["source"]>): NonNullable<AuditEntry["source"]> {
  return { address, ...(userAgent === undefined ? {} : { userAgent }) };
}
