import type { Clock } from "../../kernel/clock.ts";
import type { SessionCookies } from "../../kernel/identity/session-cookies.ts";

/** What a request's cookies hold of a session. */
export interface HeldCookies {
  readonly accessToken?: string | undefined;
  readonly refreshToken?: string | undefined;
}

/** The cookies that sessions are kept in. */
export interface CookieJar {
  /** @param header `Cookie`, as it came */
  read(header: string | undefined): HeldCookies;
  /** `Set-Cookie` headers. */
  write(cookies: SessionCookies): string[];
  /** `Set-Cookie` for an access token that does not hold: the next request is nobody's, and can refresh. */
  readonly forgetAccess: string;
}

/**
 * No script can read them (HttpOnly), and no other site's page can have them sent (SameSite=Strict: nobody ever follows
 * a link to the endpoint, so nothing is lost by it). `__Host-` keeps neighbouring domains from setting them (RFC 6265bis 4.1.3).
 * @param secure false only for plain http on one's own machine, where browsers would refuse both prefix and Secure
 */
export function createCookieJar({ secure, clock }: { secure: boolean; clock: Clock }): CookieJar {
  const prefix = secure ? "__Host-" : "";
  const names = { access: `${prefix}airgraph-access`, refresh: `${prefix}airgraph-refresh` };
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;

  const keep = (name: string, value: string, until: Date) => {
    const seconds = Math.max(0, Math.floor((until.getTime() - clock.now()) / 1000));
    return `${name}=${value}; Max-Age=${seconds}; ${attributes}`;
  };
  const forget = (name: string) => `${name}=; Max-Age=0; ${attributes}`;

  return {
    read(header) {
      if (header === undefined) return {};
      return { accessToken: valueOf(header, names.access), refreshToken: valueOf(header, names.refresh) };
    },
    write(cookies) {
      if (cookies.action === "forget") return [forget(names.access), forget(names.refresh)];
      const { accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt } = cookies;
      const access = keep(names.access, accessToken, accessTokenExpiresAt);
      return refreshToken === undefined || refreshTokenExpiresAt === undefined
        ? [access]
        : [access, keep(names.refresh, refreshToken, refreshTokenExpiresAt)];
    },
    forgetAccess: forget(names.access),
  };
}

/** The first of that name, as browsers send the one with the longest path first (RFC 6265 5.4); an empty one is none. */
function valueOf(header: string, name: string): string | undefined {
  for (const pair of header.split(";")) {
    const text = pair.trim();
    if (text.startsWith(name) && text[name.length] === "=") return text.slice(name.length + 1) || undefined;
  }
  return undefined;
}
