import { z } from "zod";

/** The header that a client would send over HTTP, in either spelling, beside whatever else a client puts there. */
const carrier = z
  .object({ Authorization: z.string().optional(), authorization: z.string().optional() })
  .transform((params) => params.Authorization ?? params.authorization);

/** Credentials in the payload of `connection_init` or `ping`: undefined when there are none, or no text where they belong. */
export function authorizationIn(payload: unknown): string | "malformed" | undefined {
  const parsed = carrier.safeParse(payload);
  return parsed.success ? parsed.data : "malformed";
}
