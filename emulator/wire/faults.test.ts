import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Emulator, startEmulator } from "../emulator.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

const people = `/v0/${ids.base}/People`;

let emulator: Emulator;
let api: ApiClient;

beforeEach(async () => {
  emulator = await startEmulator({ limits: "off", seed: smallSeed() });
  api = apiClient(emulator, tokens.creator);
});
afterEach(() => emulator.stop());

const statuses = async (count: number, path = people) => {
  const seen: number[] = [];
  for (let index = 0; index < count; index += 1) seen.push((await api.get(path)).status);
  return seen;
};

const post = (headers: Record<string, string> = {}) =>
  fetch(emulator.url + people, {
    method: "POST",
    headers: { authorization: `Bearer ${tokens.creator}`, "content-type": "application/json", ...headers },
    body: JSON.stringify({ fields: { Name: "New" } }),
  });

const countPeople = async () => (await api.all(people)).length;

describe("faults", () => {
  it("meet the next n requests and then no more", async () => {
    emulator.faults.add({ fault: { kind: "status", status: 503 }, times: 2 });
    expect(await statuses(3)).toEqual([503, 503, 200]);
    expect(emulator.faults.list()).toEqual([]);
  });

  it("last until they are cleared when no number is given", async () => {
    const { id } = emulator.faults.add({ fault: { kind: "status", status: 500 } });
    expect(await statuses(2)).toEqual([500, 500]);
    expect(emulator.faults.list()).toMatchObject([{ id, remaining: null, met: 2 }]);
    emulator.faults.clear();
    expect(await statuses(1)).toEqual([200]);
  });

  it("meet only what their filter names: method, start of the path, base", async () => {
    emulator.faults.add({ fault: { kind: "status", status: 500 }, match: { method: "POST" } });
    emulator.faults.add({ fault: { kind: "status", status: 429 }, match: { path: "/v0/meta/" } });
    emulator.faults.add({ fault: { kind: "status", status: 503 }, match: { baseId: ids.otherBase } });
    expect(await statuses(1)).toEqual([200]);
    expect((await post()).status).toBe(500);
    expect(await statuses(1, "/v0/meta/whoami")).toEqual([429]);
    expect(await statuses(1, `/v0/${ids.otherBase}/People`)).toEqual([503]);
  });

  it("come in the envelopes of Airtable, a 502 as a page that is not JSON", async () => {
    emulator.faults.add({ fault: { kind: "status", status: 502 }, times: 1 });
    emulator.faults.add({ fault: { kind: "status", status: 503, retryAfterSeconds: 7 }, times: 1 });
    emulator.faults.add({ fault: { kind: "status", status: 429 }, times: 1 });
    const bad = await fetch(emulator.url + people);
    expect([bad.status, bad.headers.get("content-type")]).toEqual([502, "text/html"]);
    await expect(bad.json()).rejects.toThrow("not valid JSON");
    const busy = await api.get(people);
    expect(busy).toMatchObject({ status: 503, body: { error: { type: "RETRIABLE_ERROR" } } });
    expect(busy.headers.get("retry-after")).toBe("7");
    expect((await api.get(people)).body).toMatchObject({ errors: [{ error: "RATE_LIMIT_REACHED" }] });
  });

  it("cut the connection before the work", async () => {
    emulator.faults.add({ fault: { kind: "cut" }, times: 1 });
    await expect(post()).rejects.toThrow("fetch failed");
    expect(await countPeople()).toBe(2);
    expect(emulator.requests()[0]).toMatchObject({ method: "POST", status: 0, fault: "cut" });
  });

  it("lose the reply after the write took effect", async () => {
    emulator.faults.add({ fault: { kind: "lostReply" }, times: 1 });
    await expect(post()).rejects.toThrow("fetch failed");
    expect(await countPeople()).toBe(3);
    expect(emulator.requests()[0]).toMatchObject({ method: "POST", status: 200, fault: "lostReply" });
  });

  it("make an answer late, also when the client does not wait for it", async () => {
    emulator.faults.add({ fault: { kind: "slow", ms: 120 }, times: 1 });
    const before = performance.now();
    expect(await statuses(1)).toEqual([200]);
    expect(performance.now() - before).toBeGreaterThan(115);
    emulator.faults.add({ fault: { kind: "slow", ms: 60_000 }, times: 1 });
    await expect(fetch(emulator.url + people, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
    emulator.setSwitches({ latencyMs: 100 });
    const start = performance.now();
    await statuses(1);
    expect(performance.now() - start).toBeGreaterThan(95);
  });

  it.each([
    ["429", 429],
    ["503; retry-after=3", 503],
    ["slow; ms=5", 200],
  ])("can be asked for by a header of the request: %s", async (header, status) => {
    const answer = await post({ "x-emulator-fault": header });
    expect(answer.status).toBe(status);
    if (status === 503) expect(answer.headers.get("retry-after")).toBe("3");
  });

  it.each(["429 please", "404", "slow", "slow; ms=soon", "cut; ms=5", "503; retryafter=2", "503; retry-after=2; ms=5"])(
    "are refused when the header names none: %s",
    async (header) => {
      const answer = await post({ "x-emulator-fault": header });
      expect([answer.status, await answer.text()]).toEqual([
        400,
        expect.stringContaining(`X-Emulator-Fault: ${header} is none of`),
      ]);
    },
  );

  it("are told apart by header too: cut writes nothing, lostReply writes", async () => {
    await expect(post({ "x-emulator-fault": "cut" })).rejects.toThrow("fetch failed");
    expect(await countPeople()).toBe(2);
    await expect(post({ "x-emulator-fault": "lostReply" })).rejects.toThrow("fetch failed");
    expect(await countPeople()).toBe(3);
  });
});

describe("the admin API", () => {
  it("adds, lists and clears faults", async () => {
    const added = await api.send("POST", "/_emulator/faults", {
      fault: { kind: "status", status: 500 },
      times: 3,
      match: { method: "get" },
    });
    expect(added.body).toEqual({
      id: "fault1",
      fault: { kind: "status", status: 500 },
      match: { method: "GET" },
      remaining: 3,
      met: 0,
    });
    await api.get(people);
    expect((await api.get("/_emulator/faults")).body).toMatchObject({ faults: [{ remaining: 2, met: 1 }] });
    expect((await api.send("DELETE", "/_emulator/faults/fault1")).status).toBe(200);
    expect((await api.send("DELETE", "/_emulator/faults/fault1")).status).toBe(404);
    expect((await api.send("DELETE", "/_emulator/faults")).status).toBe(200);
    expect(await statuses(1)).toEqual([200]);
  });

  it.each([
    ["{", "the body must be JSON"],
    [{ fault: { kind: "status", status: 418 } }, "fault"],
    [{ fault: { kind: "cut" }, times: 0 }, "times"],
    [{ fault: { kind: "cut" }, match: { verb: "GET" } }, "verb"],
  ])("refuses a fault that is none, with the place: %j", async (body, message) => {
    const refused = await api.send("POST", "/_emulator/faults", body);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain(message);
  });

  it("shows and changes switches, and refuses those there are not", async () => {
    const changed = await api.send("PATCH", "/_emulator/switches", { missingRecordStatus: 404, urlLimitStatus: 414 });
    expect(changed.body).toMatchObject({ missingRecordStatus: 404, penalty: true });
    expect((await api.get(`${people}/recNOWHERE0000000`)).status).toBe(404);
    expect((await api.get(`${people}?x=${"x".repeat(16_000)}`)).status).toBe(414);
    expect((await api.send("PATCH", "/_emulator/switches", { penalties: false })).status).toBe(400);
    expect((await api.get("/_emulator/switches")).body).toMatchObject({ missingRecordStatus: 404 });
  });

  it("revokes tokens", async () => {
    expect((await api.send("DELETE", `/_emulator/tokens/${tokens.creator}`)).status).toBe(200);
    expect(await statuses(1)).toEqual([401]);
    expect((await api.send("DELETE", `/_emulator/tokens/${tokens.creator}`)).status).toBe(404);
  });

  it("puts the clock forward, over penalties and idle iterators", async () => {
    const limited = await startEmulator({ seed: smallSeed() });
    const client = apiClient(limited, tokens.creator);
    const { offset } = await client.page(`${people}?pageSize=1`);
    for (let count = 0; count < 5; count += 1) await client.get(people);
    expect((await client.get(people)).status).toBe(429);
    await client.send("POST", "/_emulator/clock/advance", { ms: 30_000 });
    expect((await client.get(`${people}?offset=${offset}`)).status).toBe(200);
    limited.advanceClock(5 * 60_000);
    expect((await client.get(`${people}?offset=${offset}`)).status).toBe(422);
    await limited.stop();
  });

  it.each([{ ms: -1 }, { ms: 8e15 }, { ms: "1" }, {}])(
    "refuses to put the clock to where there is no time: %j",
    async (body) => {
      expect((await api.send("POST", "/_emulator/clock/advance", body)).status).toBe(400);
      expect((await api.send("POST", people, { fields: {} })).status).toBe(200);
    },
  );

  it("leaves a clock that cannot be moved alone", async () => {
    const fixed = await startEmulator({ seed: smallSeed(), clock: { now: () => 0 } });
    expect((await apiClient(fixed).send("POST", "/_emulator/clock/advance", { ms: 1 })).status).toBe(409);
    expect(() => fixed.advanceClock(1)).toThrow("no advance()");
    await fixed.stop();
  });

  it("ends the penalty at once when the switch is off", async () => {
    const limited = await startEmulator({ seed: smallSeed(), switches: { penalty: false } });
    const client = apiClient(limited, tokens.creator);
    for (let count = 0; count < 6; count += 1) await client.get(people);
    limited.advanceClock(1000);
    expect((await client.get(people)).status).toBe(200);
    await limited.stop();
  });
});

describe("pages of other origins", () => {
  const statusOf = (path: string, headers: Record<string, string>, method = "GET") =>
    new Promise<{ status: number | undefined; cors: unknown }>((resolve, reject) => {
      const sent = request(emulator.url + path, { method, headers }, (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode, cors: answer.headers["access-control-allow-origin"] });
      });
      sent.on("error", reject);
      sent.end();
    });

  it.each([
    ["a foreign origin", { origin: "https://evil.example" }, 403],
    ["an opaque origin", { origin: "null" }, 403],
    ["a rebound name", { host: "evil.example:8010" }, 403],
    ["an image on another site", { "sec-fetch-site": "cross-site" }, 403],
    ["a program", {}, 200],
    ["a program beside it in a container network", { host: "emulator:8010" }, 200],
    ["a page of its own", { host: "localhost:8010", origin: "http://localhost:8010" }, 200],
  ])("and others: %s", async (_who, headers, status) => {
    expect(await statusOf("/_emulator/switches", headers)).toEqual({ status, cors: undefined });
  });

  it("get no permission by preflight", async () => {
    const answer = await statusOf("/_emulator/faults", { origin: "https://evil.example" }, "OPTIONS");
    expect(answer).toEqual({ status: 403, cors: undefined });
  });
});
