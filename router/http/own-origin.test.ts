import type { IncomingHttpHeaders } from "node:http";
import { describe, expect, it } from "@jest/globals";
import { createOriginCheck } from "./own-origin.ts";

const allowed = ["https://app.example.com"];
const isOwn = createOriginCheck({ secure: true, allowed });
const host = "api.example.com";

describe("a request's origin", () => {
  it.each<[IncomingHttpHeaders]>([
    [{ host, origin: "https://api.example.com" }],
    [{ host, origin: "https://app.example.com", "sec-fetch-site": "same-site" }],
    [{ host, "sec-fetch-site": "same-origin" }],
    [{ host, "sec-fetch-site": "none" }],
    [{ host }],
  ])("is our own or an allowed one: %j", (headers) => {
    expect(isOwn(headers)).toBe(true);
  });

  it.each<[IncomingHttpHeaders]>([
    [{ host, origin: "https://evil.example.com" }],
    [{ host, origin: "http://api.example.com" }],
    [{ host, origin: "https://api.example.com:8443" }],
    [{ host, origin: "https://api.example.com.evil.com" }],
    [{ host, origin: "https://app.example.com.evil.com" }],
    [{ host, origin: "null" }],
    [{ host, origin: "" }],
    [{ host, origin: "https://evil.example.com", "sec-fetch-site": "same-origin" }],
    [{ host, "sec-fetch-site": "same-site" }],
    [{ host, "sec-fetch-site": "cross-site" }],
    [{ host, "sec-fetch-site": "nonsense" }],
    [{ origin: "https://undefined" }],
  ])("is somebody else's: %j", (headers) => {
    expect(isOwn(headers)).toBe(false);
  });

  it("may be plain http where cookies may be", () => {
    const local = createOriginCheck({ secure: false, allowed: [] });
    expect(local({ host: "localhost:8000", origin: "http://localhost:8000" })).toBe(true);
    expect(local({ host: "localhost:8000", origin: "http://localhost:3000" })).toBe(false);
  });
});
