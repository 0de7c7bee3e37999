import { z } from "zod";

/** What goes wrong with a request. */
export const faultSchema = z.discriminatedUnion("kind", [
  /** Refused before any work; 502 with a body that is not JSON, as from a proxy. */
  z.strictObject({
    kind: z.literal("status"),
    status: z.union([z.literal(429), z.literal(500), z.literal(502), z.literal(503)]),
    /** Sent as `Retry-After`. */
    retryAfterSeconds: z.int().min(0).optional(),
  }),
  /** Answered, but this much later. */
  z.strictObject({ kind: z.literal("slow"), ms: z.int().min(0).max(600_000) }),
  /** The connection ends before the work. */
  z.strictObject({ kind: z.literal("cut") }),
  /** The work is done and lasts, and then the connection ends without an answer. */
  z.strictObject({ kind: z.literal("lostReply") }),
]);

export type Fault = z.output<typeof faultSchema>;

/** Which requests a fault meets; what is absent matches all. */
export const faultFilterSchema = z.strictObject({
  method: z.string().toUpperCase().optional(),
  /** What the path starts with, such as `/v0/meta/`. */
  path: z.string().startsWith("/").optional(),
  baseId: z.string().optional(),
});

export type FaultFilter = z.output<typeof faultFilterSchema>;

export const faultRuleSchema = z.strictObject({
  fault: faultSchema,
  /** For how many requests; until cleared when absent. */
  times: z.int().min(1).optional(),
  match: faultFilterSchema.default({}),
});

export type FaultRule = z.input<typeof faultRuleSchema>;

const headerForm = /^\s*(\w+)(?:\s*;\s*([\w-]+)\s*=\s*(\d+))?\s*$/;
const parameterNames = new Map([
  ["retry-after", "retryAfterSeconds"],
  ["ms", "ms"],
]);

/**
 * Reads the header `X-Emulator-Fault`: `429`, `500`, `502`, `503`, `503; retry-after=2`, `slow; ms=250`, `cut` or
 * `lostReply`.
 *
 * @returns null when the text is none of them
 */
export function parseFaultHeader(text: string): Fault | null {
  const [, kind = "", name, value] = headerForm.exec(text) ?? [];
  // A parameter that the fault does not have is refused with the rest: the schemas are strict.
  const parameter = name === undefined ? {} : { [parameterNames.get(name) ?? name]: Number(value) };
  const candidate = /^\d+$/.test(kind) ? { kind: "status", status: Number(kind) } : { kind };
  return faultSchema.safeParse({ ...candidate, ...parameter }).data ?? null;
}
