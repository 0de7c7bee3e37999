import { z } from "zod";

/**
 * What the auth subgraph wants a browser to keep in cookies, told in the `extensions` of its result. The router turns it
 * into Set-Cookie and passes nothing of it on.
 */
export const sessionCookies = z.discriminatedUnion("action", [
  z.object({
    action: z.literal("keep"),
    accessToken: z.string(),
    accessTokenExpiresAt: z.coerce.date(),
    /** Absent when the one that is kept already holds on. */
    refreshToken: z.string().optional(),
    refreshTokenExpiresAt: z.coerce.date().optional(),
  }),
  z.object({ action: z.literal("forget") }),
]);

export type SessionCookies = z.infer<typeof sessionCookies>;

const toldExtensions = z.object({ sessionCookies });

/** As a result tells them: nothing when nothing changes. */
export function toldCookies(cookies: SessionCookies | undefined): { sessionCookies?: SessionCookies } {
  return cookies === undefined ? {} : { sessionCookies: cookies };
}

/** What a result told. */
export function cookiesOf(extensions: unknown): SessionCookies | undefined {
  return toldExtensions.safeParse(extensions).data?.sessionCookies;
}
