import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { type Emulator, type EmulatorOptions, type Seed, startEmulator } from "../emulator.ts";
import { apiClient } from "../testing/api-client.ts";
import { type EmulatorProcess, startEmulatorProcess } from "../testing/emulator-process.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

const people = `/v0/${ids.base}/People`;
const tokenAnswer = z.object({ access_token: z.string() });

let folder: string;
let path: string;
const running: Emulator[] = [];
const children: EmulatorProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-data-"));
  path = join(folder, "state.data");
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
  await Promise.all(running.splice(0).map((emulator) => emulator.stop()));
  rmSync(folder, { recursive: true });
});

async function start(options: Partial<EmulatorOptions> = {}) {
  const emulator = await startEmulator({ limits: "off", seed: smallSeed(), dataFile: path, ...options });
  running.push(emulator);
  return { emulator, api: apiClient(emulator, tokens.creator) };
}

/** Attachment URLs are new in every read. */
const withoutUrls = (value: unknown) => JSON.parse(JSON.stringify(value).replace(/"http[^"]*"/g, '"url"')) as unknown;

describe("a data file", () => {
  it("brings everything back as it was: ids, times, links, choices, attachments, tokens", async () => {
    const first = await start();
    const { api } = first;
    const made = await api.record("POST", people, {
      fields: { Name: "Cy", Level: "Expert", Team: [ids.red], Boss: [ids.ada] },
      typecast: true,
    });
    await api.send("PATCH", `${people}/${ids.ada}`, { fields: { Age: 40 } });
    await api.send("PUT", people, { records: [{ id: ids.bob, fields: { Name: "Rob" } }] });
    await api.send("POST", `/v0/${ids.base}/${made.id}/Files/uploadAttachment`, {
      contentType: "text/plain",
      filename: "a.txt",
      file: Buffer.from("kept").toString("base64"),
    });
    await api.send("PATCH", people, { records: [{ fields: { Nope: 1 } }] });
    await api.send("DELETE", `/v0/${ids.base}/Teams/${ids.blue}`);
    first.emulator.revokeToken(tokens.reader);
    first.emulator.advanceClock(1000);
    const before = [await api.all(people), await api.all(`/v0/${ids.base}/Teams`)];
    await first.emulator.stop();

    const second = await start();
    const after = [await second.api.all(people), await second.api.all(`/v0/${ids.base}/Teams`)];
    expect(withoutUrls(after)).toEqual(withoutUrls(before));
    expect((await apiClient(second.emulator, tokens.reader).get(people)).status).toBe(401);
    const files = (await second.api.record("GET", `${people}/${made.id}`)).fields.Files;
    const [url = ""] = /http[^"]*/.exec(JSON.stringify(files)) ?? [];
    expect(await (await fetch(url)).text()).toBe("kept");
  });

  it("keeps what was fetched by URL, and that something could not be", async () => {
    const source = await startEmulator({ limits: "off" });
    running.push(source);
    const first = await start();
    const reachable = `${source.url}/health/live`;
    await first.api.send("PATCH", `${people}/${ids.ada}`, { fields: { Files: [{ url: reachable }] } });
    await first.api.send("PATCH", `${people}/${ids.bob}`, { fields: { Files: [{ url: `${source.url}/gone` }] } });
    await first.emulator.stop();
    await source.stop();
    const second = await start();
    expect((await second.api.record("GET", `${people}/${ids.ada}`)).fields.Files).toMatchObject([
      { filename: "live", size: 15 },
    ]);
    expect((await second.api.record("GET", `${people}/${ids.bob}`)).fields.Files).toBeUndefined();
  });

  it("keeps OAuth's tokens and codes", async () => {
    const seed: Seed = {
      ...smallSeed(),
      oauthClients: [{ id: "client", redirectUris: ["http://localhost/x"], scopes: ["data.records:read"] }],
    };
    const verifier = "v".repeat(43);
    const first = await start({ seed, switches: { oauthConsent: "approve" } });
    const parameters = new URLSearchParams({
      client_id: "client",
      redirect_uri: "http://localhost/x",
      response_type: "code",
      scope: "data.records:read",
      state: "s",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    });
    const answer = await fetch(`${first.emulator.url}/oauth2/v1/authorize?${parameters.toString()}`, {
      redirect: "manual",
    });
    const code = new URL(answer.headers.get("location") ?? "").searchParams.get("code") ?? "";
    await first.emulator.stop();
    const second = await start({ seed });
    const redeem = async () => {
      const redeemed = await fetch(`${second.emulator.url}/oauth2/v1/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "authorization_code",
          client_id: "client",
          code,
          redirect_uri: "http://localhost/x",
          code_verifier: verifier,
        }),
      });
      return tokenAnswer.parse(await redeemed.json());
    };
    const { access_token } = await redeem();
    await second.emulator.stop();
    const third = await start({ seed });
    expect((await apiClient(third.emulator, access_token).get(people)).status).toBe(200);
  });

  it("loses nothing acknowledged and is never corrupt when the process is killed in the middle of writes", async () => {
    writeFileSync(join(folder, "seed.json"), JSON.stringify(smallSeed()));
    const acknowledged = new Set<string>();
    for (let round = 0; round < 2; round += 1) {
      const child = await startEmulatorProcess("--data", path, "--seed", join(folder, "seed.json"));
      children.push(child);
      let gone: Promise<void> | undefined;
      const writer = async (name: string) => {
        for (let index = 0; ; index += 1) {
          const answer = await fetch(child.url + people, {
            method: "POST",
            headers: { authorization: `Bearer ${tokens.creator}`, "content-type": "application/json" },
            body: JSON.stringify({ records: [{ fields: { Name: `${name} ${index}`, Bio: "x".repeat(5000) } }] }),
          });
          const body = (await answer.json()) as { records: { id: string }[] };
          acknowledged.add(body.records[0]?.id ?? "");
          if (acknowledged.size === 40 * (round + 1)) gone = child.kill();
        }
      };
      await Promise.allSettled(["a", "b", "c"].map(writer));
      await gone;
    }
    const { api } = await start();
    const found = new Set((await api.all(people)).map(({ id }) => id));
    expect([...acknowledged].filter((id) => !found.has(id))).toEqual([]);
    expect(found.size).toBeGreaterThanOrEqual(acknowledged.size + 2);
  });

  it("cuts off a line that was not written to its end, and goes on", async () => {
    const first = await start();
    await first.api.send("POST", people, { fields: { Name: "Whole" } });
    await first.emulator.stop();
    appendFileSync(path, '{"kind":"call","at":17,"ids":["rec');
    const second = await start();
    expect(await second.api.all(people)).toHaveLength(3);
    await second.api.send("POST", people, { fields: { Name: "Next" } });
    await second.emulator.stop();
    expect(await (await start()).api.all(people)).toHaveLength(4);
  });

  it("does not grow by reads, refusals and calls of the emulator's own", async () => {
    const { api } = await start();
    const size = readFileSync(path).length;
    await api.all(people);
    await api.send("POST", `${people}/listRecords`, {});
    await api.send("POST", people, { fields: { Nope: 1 } });
    await api.send("PATCH", "/_emulator/switches", { latencyMs: 1 });
    expect(readFileSync(path).length).toBe(size);
  });

  it.each([
    ["hello\n", "is no data file of the emulator"],
    ["", "is no data file of the emulator"],
    ['{"airtableEmulator":1,"seed":{"users":[]}}\n', "line 1: the seed has"],
  ])("is refused when it is none: %j", async (content, message) => {
    writeFileSync(path, content);
    await expect(start()).rejects.toThrow(message);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it("is refused with the line when a change does not fit", async () => {
    const first = await start();
    await first.emulator.stop();
    appendFileSync(path, '{"kind":"dance"}\n');
    await expect(start()).rejects.toThrow("line 2: this is no change");
  });

  it("is not made from a seed that contradicts itself", async () => {
    const seed = smallSeed();
    seed.tokens[0]?.bases.push({ id: "appNOWHERE0000000", permissionLevel: "read" });
    await expect(start({ seed })).rejects.toThrow("no such base");
    expect(existsSync(path)).toBe(false);
  });

  it("is held by one process at a time", async () => {
    // The test runner's parent lives as long as this test.
    writeFileSync(`${path}.lock`, String(process.ppid));
    await expect(start()).rejects.toThrow(`is held by the emulator with process id ${process.ppid}`);
    writeFileSync(`${path}.lock`, "999999999");
    await start();
  });
});
