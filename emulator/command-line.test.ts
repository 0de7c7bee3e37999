import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readCommandLine } from "./command-line.ts";
import { smallSeed } from "./testing/small-seed.ts";

const defaults = { port: 8010, host: "127.0.0.1" };
const read = (...args: string[]) => readCommandLine(args, defaults);

let folder: string;
const file = (name: string, content: unknown) => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the command line of the emulator", () => {
  it("starts the sample with what the environment says when nothing is given", () => {
    expect(read()).toEqual({ kind: "start", options: defaults });
  });

  it("takes port, host, data file and no limits", () => {
    expect(read("--port", "0", "--host=::1", "--no-limits", "--data", "x.data")).toEqual({
      kind: "start",
      options: { port: 0, host: "::1", limits: "off", dataFile: "x.data" },
    });
  });

  it("reads a seed, or makes one from a schema", () => {
    expect(read("--seed", file("seed.json", smallSeed()))).toMatchObject({
      options: { seed: { bases: [{ name: "Test" }, {}] } },
    });
    const schema = file("My base.json", { tables: [] });
    expect(read("--schema", schema, "--base", "appMine0000000000", "--records", "3")).toMatchObject({
      options: { seed: { bases: [{ id: "appMine0000000000", name: "My base" }] } },
    });
  });

  it("helps", () => {
    expect(read("-h")).toEqual({ kind: "help" });
    expect(read("--seed-schema")).toEqual({ kind: "seedSchema" });
  });

  it.each([
    [["--sed", "x"], "--sed"],
    [["seed.json"], "seed.json"],
    [["--port", "65536"], "--port must be a whole number from 0 to 65535, got 65536"],
    [["--port", "1e3"], "--port must be"],
    [["--records", "3"], "--base and --records go with --schema"],
    [["--seed", "a", "--schema", "b"], "either --seed or --schema"],
    [["--schema", "a", "--base", "base"], "--base must be an id like app"],
    [["--seed", "/nowhere/seed.json"], "/nowhere/seed.json: ENOENT"],
  ])("refuses %j in a sentence", (args, message) => {
    expect(() => read(...args)).toThrow(message);
  });

  it.each([
    ["{", "broken.json: "],
    [{ users: [], tokens: [], bases: [] }, "users: "],
    [{ ...smallSeed(), tokens: [{ token: "x", userId: "me" }] }, "tokens[0].userId: must be an id like usr…"],
    [{ ...smallSeed(), bases: [{ id: "appMine0000000000", name: "", tables: [{}] }] }, "bases[0].tables[0].fields: "],
  ])("names file and place of what is wrong with a seed: %#", (content, message) => {
    const path = file("broken.json", content);
    expect(() => read("--seed", path)).toThrow(message);
    expect(() => read("--seed", path)).toThrow(path);
  });
});
