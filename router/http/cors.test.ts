import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "@jest/globals";
import { corsHeaders } from "./cors.ts";

const allowed = ["https://app.example.com", "http://localhost:3000"];

function headersFor(origin: string | undefined, origins: readonly string[] = allowed): Record<string, string> {
  const request = { headers: origin === undefined ? {} : { origin } } as IncomingMessage;
  const headers = corsHeaders(request, origins);
  return Object.fromEntries(
    headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1] ?? ""] as const] : [])),
  );
}

describe("corsHeaders", () => {
  it.each(allowed)("lets pages of %s read answers, that origin and no other", (origin) => {
    expect(headersFor(origin)).toMatchObject({ vary: "Origin", "access-control-allow-origin": origin });
    expect(headersFor(origin)["access-control-allow-headers"]).toContain("authorization");
  });

  it.each([
    "https://evil.example.com",
    "https://app.example.com.evil.com",
    "http://app.example.com",
    "https://app.example.com:8443",
    "HTTPS://APP.EXAMPLE.COM",
    "null",
    "*",
    "",
    undefined,
  ])("says nothing to the origin %s, but that answers differ by origin", (origin) => {
    expect(headersFor(origin)).toEqual({ vary: "Origin" });
  });

  it("says nothing at all when no origin is allowed", () => {
    expect(headersFor("https://app.example.com", [])).toEqual({});
  });

  it("lets the cookies of a session along, for an allowed origin only", () => {
    const credentials = "access-control-allow-credentials";
    expect(headersFor(allowed[0])).toMatchObject({ [credentials]: "true", "access-control-allow-origin": allowed[0] });
    for (const origin of ["https://evil.example.com", "null", undefined])
      expect(headersFor(origin)).not.toHaveProperty(credentials);
  });
});
