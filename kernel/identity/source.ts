import { z } from "zod";

/** Where a request comes from, as the router saw it: for rate limits, the audit log and the list of devices. */
export const source = z.object({
  transport: z.enum(["http", "websocket"]),
  /** IPv4 or IPv6. */
  address: z.string(),
  userAgent: z.string().optional(),
  /** Of a browser that keeps its session in cookies. */
  refreshToken: z.string().optional(),
});

export type Source = z.infer<typeof source>;
