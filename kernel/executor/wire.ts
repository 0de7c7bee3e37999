import { z } from "zod";
import type { ExecutionResult } from "./executor.ts";

/** How a request of the executor port looks between two processes. */
export const identityHeader = "x-airgraph-identity";
export const requestIdHeader = "x-request-id";
/** W3C Trace Context, section 3.2. */
export const traceParentHeader = "traceparent";
/** Which version of the tenant's own graph the operation was planned for. */
export const graphHeader = "x-airgraph-graph";
/** How many milliseconds the other side waits for the answer. */
export const timeLeftHeader = "x-airgraph-time-left-ms";
export const graphqlPath = "/graphql";

/** The body over HTTP, and the payload of `subscribe` over graphql-ws. */
export const wireRequest = z.object({
  query: z.string(),
  operationName: z
    .string()
    .nullish()
    .transform((name) => name ?? undefined),
  variables: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((variables) => variables ?? undefined),
});

/**
 * One socket serves many callers, so over graphql-ws each operation carries its own identity. One without is refused like one
 * with a bad one, and does not cost the others their socket.
 */
export const wireExtensions = z.object({
  identity: z.string().default(""),
  requestId: z.string(),
  traceparent: z.string().optional(),
  graph: z.string().optional(),
});

export const wireResult = z
  .object({
    // As it came: a copy made by zod lacks a response name like `__proto__`.
    data: z.custom<Record<string, unknown>>(isObject, "must be an object").nullish(),
    errors: z
      .array(
        z.object({
          message: z.string(),
          path: z.array(z.union([z.string(), z.number()])).optional(),
          locations: z.array(z.object({ line: z.number(), column: z.number() })).optional(),
          extensions: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .optional(),
    extensions: z.record(z.string(), z.unknown()).optional(),
  })
  // Else any JSON object, for example of a proxy in between, would pass for an answer without data.
  .refine(({ data, errors }) => data !== undefined || errors !== undefined, "must have data or errors");

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const acknowledgement = z.object({ startCursor: z.string().optional().catch(undefined) }).optional();

/** First message of every stream over graphql-ws, before any event: the subscription has begun, behind this cursor. */
export function acknowledge(startCursor: string | undefined): ExecutionResult {
  return startCursor === undefined ? { data: null } : { data: null, extensions: { startCursor } };
}

export function startCursorIn({ extensions }: ExecutionResult): string | undefined {
  return acknowledgement.parse(extensions)?.startCursor;
}
