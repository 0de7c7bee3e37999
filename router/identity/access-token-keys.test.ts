import { describe, expect, it } from "@jest/globals";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { CallerRequest } from "../../kernel/executor/signing-executor.ts";
import { generateSigningKey, publicKey } from "../../kernel/identity/signing-key.ts";
import { createAccessTokenKeys } from "./access-token-keys.ts";

const start = Date.UTC(2026, 4, 1, 12);

function open() {
  const time = { now: start };
  const asked: CallerRequest[] = [];
  const published = new Map([["k1", generateSigningKey().publicKey]]);
  const works = async (): Promise<ExecutionResult> => ({
    data: { accessTokenKeys: Array.from(published, ([keyId, key]) => ({ keyId, publicKey: key })) },
  });
  const auth = { works, answer: works };
  const keys = createAccessTokenKeys({
    auth: async (request) => {
      asked.push(request);
      return auth.answer();
    },
    clock: { now: () => time.now },
  });
  return { time, asked, published, auth, keys };
}

const down = async () => {
  throw new AirgraphError("UPSTREAM_UNAVAILABLE", "The auth service is unavailable.");
};

describe("the keys of access tokens", () => {
  it("are the ones that the auth subgraph publishes", async () => {
    const { keys, published } = open();
    expect((await keys.find("k1"))?.equals(publicKey.parse(published.get("k1")))).toBe(true);
    expect([...(await keys.list()).keys()]).toEqual(["k1"]);
  });

  it("are asked for once, as the router, however many ask at once", async () => {
    const { keys, asked } = open();
    await Promise.all(Array.from({ length: 20 }, async () => keys.find("k1")));
    await keys.find("k1");
    expect(asked).toMatchObject([{ caller: { kind: "service", name: "router" } }]);
  });

  it("are asked for again when a token names an unknown one, but at most every five seconds", async () => {
    const { keys, asked, time, published } = open();
    await keys.find("k1");
    published.set("k2", generateSigningKey().publicKey);
    time.now += 4_999;
    for (let times = 0; times < 1_000; times++) expect(await keys.find(`flood-${times}`)).toBeUndefined();
    expect(await keys.find("k2")).toBeUndefined();
    expect(asked).toHaveLength(1);
    time.now += 1;
    expect(await keys.find("k2")).toBeDefined();
    expect(await keys.find("k3")).toBeUndefined();
    expect(asked).toHaveLength(2);
  });

  it("that are withdrawn are good no more once others were asked for", async () => {
    const { keys, time, published } = open();
    await keys.find("k1");
    published.delete("k1");
    published.set("k2", generateSigningKey().publicKey);
    time.now += 5_000;
    await keys.find("k2");
    expect(await keys.find("k1")).toBeUndefined();
  });

  it.each([
    ["is down", down],
    ["answers with an error", async () => ({ data: null, errors: [{ message: "Something failed on our side." }] })],
    ["answers with something else", async () => ({ data: { accessTokenKeys: [{}] } })],
    [
      "answers with a key that is none",
      async () => ({ data: { accessTokenKeys: [{ keyId: "k1", publicKey: "AAAA" }] } }),
    ],
  ])("can't be had while the auth subgraph %s, and can again a second later", async (_what, answer) => {
    const { keys, auth, time } = open();
    auth.answer = answer;
    await expect(keys.find("k1")).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    auth.answer = auth.works;
    time.now += 1_000;
    expect(await keys.find("k1")).toBeDefined();
  });

  it("that are known already do without the auth subgraph", async () => {
    const { keys, auth, time } = open();
    await keys.find("k1");
    auth.answer = down;
    time.now += 60_000;
    expect(await keys.find("k1")).toBeDefined();
  });

  it("are asked for by a flood of unknown ids no more often when the auth subgraph fails", async () => {
    const { keys, auth, asked, time } = open();
    await keys.find("k1");
    auth.answer = down;
    time.now += 5_000;
    for (let times = 0; times < 100; times++) {
      await expect(keys.find(`flood-${times}`)).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    }
    expect(asked).toHaveLength(2);
    expect(await keys.find("k1")).toBeDefined();
  });

  it("are asked for again after the clock was set back", async () => {
    const { keys, time, published } = open();
    await keys.find("k1");
    time.now -= 3_600_000;
    published.set("k2", generateSigningKey().publicKey);
    expect(await keys.find("k2")).toBeDefined();
  });
});
