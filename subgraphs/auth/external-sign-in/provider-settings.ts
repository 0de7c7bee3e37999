import { z } from "zod";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether nobody on the way can read or change what goes there. */
function isHttpsOrLoopback({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && loopback.has(hostname));
}

const provider = z.strictObject(
  {
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "name must be 1 to 40 small letters, digits or dashes"),
    label: z
      .string("label must be text")
      .min(1, "label must not be empty")
      .max(60, "label must be 60 characters at most"),
    issuer: z
      .url({ error: "issuer must be a URL", abort: true })
      .refine((url) => isHttpsOrLoopback(new URL(url)), "issuer must begin with https://"),
    clientId: z.string("clientId must be text").min(1, "clientId must not be empty"),
    /** Absent for a client that was given none (RFC 6749, 2.1). */
    clientSecret: z.string().min(1, "clientSecret must not be empty").exactOptional(),
    scopes: z
      .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, "scopes must be a list of words"))
      .refine((scopes) => scopes.includes("openid"), "scopes must include openid")
      .default(["openid", "email"]),
  },
  "each provider must have name, label, issuer and clientId, may have clientSecret and scopes, and nothing else",
);

/** An OpenID provider that people can sign in with, as an operator configures it. */
export type ProviderSettings = z.infer<typeof provider>;

/** A JSON list of providers; the empty text for none. */
export const providers = z
  .string()
  .transform((text, context): unknown => {
    if (text === "") return [];
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "must be JSON" });
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(provider, "must be a list of providers")
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, "must not have one name twice"),
  );

/**
 * Where providers may send people back to, as `new URL` prints it: providers compare letter by letter. With a scheme of
 * its own for an app (RFC 8252, 7.1), which has to have a dot, so that no `javascript:` is one.
 */
export const redirectUris = z
  .string()
  .transform((text) =>
    text
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  )
  .pipe(
    z
      .array(
        z
          .url({ error: "must be a list of URLs", abort: true })
          .refine((url) => new URL(url).href === url, "must be URLs with a path, in the form that browsers give them")
          .refine((url) => !/[?#]/.test(url), "must be URLs without a query and a fragment")
          .refine((url) => {
            const { protocol } = new URL(url);
            return protocol === "https:" || protocol === "http:" || /^[a-z][a-z0-9+-]*\.[a-z0-9.+-]+:$/.test(protocol);
          }, "must begin with https://, http:// or an app's scheme like com.example.app:"),
      )
      .min(1, "must have at least one URL"),
  );
