import { describe, expect, it } from "@jest/globals";
import { providers, redirectUris } from "./provider-settings.ts";

const google = { name: "google", label: "Google", issuer: "https://accounts.google.com", clientId: "us" };
const problemsOf = (value: unknown) =>
  providers
    .safeParse(typeof value === "string" ? value : JSON.stringify(value))
    .error?.issues.map(({ message }) => message);

describe("OIDC_PROVIDERS", () => {
  it("is a list, empty by itself", () => {
    expect(providers.parse("")).toEqual([]);
    expect(providers.parse(JSON.stringify([{ ...google, clientSecret: "s" }]))).toEqual([
      { ...google, clientSecret: "s", scopes: ["openid", "email"] },
    ]);
  });

  it.each(["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"])(
    "takes %s on this machine",
    (issuer) => {
      expect(problemsOf([{ ...google, issuer }])).toBeUndefined();
    },
  );

  it.each<[string, unknown, RegExp]>([
    ["no JSON", "{", /JSON/],
    ["no list", google, /list/],
    ["one name twice", [google, google], /twice/],
    ["an issuer over plain HTTP", [{ ...google, issuer: "http://accounts.google.com" }], /https/],
    ["an issuer that only looks like this machine", [{ ...google, issuer: "http://localhost.evil.com" }], /https/],
    [
      "an issuer on this machine as a name before another",
      [{ ...google, issuer: "http://localhost@evil.com" }],
      /https/,
    ],
    ["an issuer that is no URL", [{ ...google, issuer: "google" }], /URL/],
    ["no client id", [{ ...google, clientId: "" }], /clientId/],
    ["an empty secret", [{ ...google, clientSecret: "" }], /clientSecret/],
    ["an odd name", [{ ...google, name: "Goo gle" }], /name/],
    ["scopes without openid", [{ ...google, scopes: ["email"] }], /openid/],
    ["a misspelt key", [{ ...google, clientSecert: "s" }], /nothing else/],
  ])("refuses %s, and says so", (_what, value, message) => {
    expect(problemsOf(value)).toEqual([expect.stringMatching(message)]);
  });
});

describe("OIDC_REDIRECT_URIS", () => {
  it("is a list of pages, and of apps", () => {
    const all = ["http://localhost:8000/back", "https://app.example.com/a/b", "com.example.app:/back"];
    expect(redirectUris.parse(all.join(" , "))).toEqual(all);
  });

  it.each([
    "",
    " , ",
    "back",
    "/back",
    "https://app.example.com",
    "https://app.example.com/back?a=b",
    "https://app.example.com/back#a",
    "https://app.example.com/back#",
    "HTTPS://app.example.com/back",
    "javascript:alert(1)",
    "data:text/html,a",
  ])("refuses %p", (text) => {
    expect(redirectUris.safeParse(text).success).toBe(false);
  });
});
