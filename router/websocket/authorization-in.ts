import { z } from "zod";

/** The header that a client would send over HTTP, in either spelling, beside whatever else a client puts there. */
const carrier = z
  .object({ Authorization: z.string().optional(), authorization: z.string().optional() })
  .transform((params) => params.Authorization ?? params.authorization);

export type CarriedCredentials =
  | { readonly kind: "given"; readonly authorization: string }
  | { readonly kind: "none" }
  /** No text where they belong. */
  | { readonly kind: "malformed" };

/** Credentials in the payload of `connection_init` or `ping`. */
export function authorizationIn(payload: unknown): CarriedCredentials {
  const parsed = carrier.safeParse(payload ?? {});
  if (!parsed.success) return { kind: "malformed" };
  return parsed.data === undefined ? { kind: "none" } : { kind: "given", authorization: parsed.data };
}
