import { describe, expect, it } from "@jest/globals";
import { allowedHosts } from "./allowed-hosts.ts";

const permits = (allowed: string, url: string) => allowedHosts.parse(allowed).permits(new URL(url));

describe("WORKFLOW_HTTP_ALLOW", () => {
  it.each([
    ["api.example.com", "https://api.example.com/v1?x=1"],
    ["api.example.com", "https://API.Example.com:443/"],
    [" other.example , api.example.com ", "https://api.example.com/"],
    ["*.example.org", "https://a.b.example.org/"],
    ["*.example.org:8443", "https://a.example.org:8443/"],
    ["http://intranet", "http://intranet/"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080/"],
    ["http://127.0.0.1", "http://0x7f.1/"],
    ["[::1]:8443", "https://[0:0:0:0:0:0:0:1]:8443/"],
    ["*", "https://anything.example/"],
  ])("%s permits %s", (allowed, url) => {
    expect(permits(allowed, url)).toBe(true);
  });

  it.each([
    ["", "https://api.example.com/"],
    ["api.example.com", "http://api.example.com/"],
    ["api.example.com", "https://api.example.com:8443/"],
    ["api.example.com", "https://api.example.com.evil.example/"],
    ["api.example.com", "https://api.example.com./"],
    ["api.example.com", "https://evil.example/api.example.com"],
    ["*.example.org", "https://example.org/"],
    ["*.example.org", "https://evilexample.org/"],
    ["http://intranet", "https://intranet/"],
    ["*", "http://anything.example/"],
    ["*", "https://anything.example:8443/"],
    ["*", "ftp://anything.example/"],
    ["*", "file:///etc/passwd"],
  ])("%s does not permit %s", (allowed, url) => {
    expect(permits(allowed, url)).toBe(false);
  });

  it.each([
    "https://",
    "a b",
    "example.com/path",
    "ftp://example.com",
    "user@example.com",
    "a.*.example",
    "[nonsense]",
  ])("does not take %s for an entry", (entry) => {
    expect(allowedHosts.safeParse(entry).success).toBe(false);
  });
});
