import { describe, expect, it } from "@jest/globals";
import { createCookieJar } from "./cookies.ts";

const now = Date.UTC(2026, 4, 1, 12);
const clock = { now: () => now };
const jar = createCookieJar({ secure: true, clock });
const keep = {
  action: "keep",
  accessToken: "a.b.c",
  accessTokenExpiresAt: new Date(now + 600_000),
  refreshToken: "r",
  refreshTokenExpiresAt: new Date(now + 86_400_000),
} as const;

describe("the cookies of a session", () => {
  it("belong to this host alone, go over https alone, and no script or other site has any use of them", () => {
    expect(jar.write(keep)).toEqual([
      "__Host-airgraph-access=a.b.c; Max-Age=600; Path=/; HttpOnly; SameSite=Strict; Secure",
      "__Host-airgraph-refresh=r; Max-Age=86400; Path=/; HttpOnly; SameSite=Strict; Secure",
    ]);
  });

  it("go over plain http on one's own machine, which knows no prefix", () => {
    expect(createCookieJar({ secure: false, clock }).write(keep)).toEqual([
      "airgraph-access=a.b.c; Max-Age=600; Path=/; HttpOnly; SameSite=Strict",
      "airgraph-refresh=r; Max-Age=86400; Path=/; HttpOnly; SameSite=Strict",
    ]);
  });

  it("leave the refresh token alone when there is no new one", () => {
    const { action, accessToken, accessTokenExpiresAt } = keep;
    expect(jar.write({ action, accessToken, accessTokenExpiresAt })).toHaveLength(1);
  });

  it("are forgotten with the attributes that they were set with, without which browsers keep them", () => {
    expect(jar.write({ action: "forget" })).toEqual([
      "__Host-airgraph-access=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict; Secure",
      "__Host-airgraph-refresh=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict; Secure",
    ]);
    expect(jar.forgetAccess).toContain("__Host-airgraph-access=; Max-Age=0");
  });

  it.each([
    ["__Host-airgraph-access=a.b.c; __Host-airgraph-refresh=r", { accessToken: "a.b.c", refreshToken: "r" }],
    ["x=1;__Host-airgraph-refresh=r ;y", { refreshToken: "r" }],
    ["__Host-airgraph-access=a=b", { accessToken: "a=b" }],
    ["__Host-airgraph-access=one; __Host-airgraph-access=other", { accessToken: "one" }],
    ["airgraph-access=a.b.c", {}],
    ["__Host-airgraph-access-2=a.b.c", {}],
    ["__Host-airgraph-access=", {}],
    ["__Host-airgraph-access", {}],
    [";;;=;", {}],
    ["", {}],
  ])("are read from %j", (header, held) => {
    expect(jar.read(header)).toEqual(held);
  });

  it("are read from a header without end in no time", () => {
    expect(jar.read("; ".repeat(500_000))).toEqual({});
    expect(jar.read(undefined)).toEqual({});
  });
});
