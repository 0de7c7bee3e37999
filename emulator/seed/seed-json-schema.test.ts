import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import { smallSeed } from "../testing/small-seed.ts";
import { sampleSeed } from "./sample-seed.ts";
import { seedJsonSchema } from "./seed-json-schema.ts";

const schema: object = JSON.parse(readFileSync(new URL("seed.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

describe("the JSON Schema of seeds", () => {
  it("is up to date: npm run --silent emulator -- --seed-schema > emulator/seed/seed.schema.json", () => {
    expect(schema).toEqual(seedJsonSchema());
  });

  it.each([
    ["sample", sampleSeed],
    ["small", smallSeed],
  ])("takes the %s seed", (_name, seed) => {
    validate(JSON.parse(JSON.stringify(seed())));
    expect(validate.errors).toBeNull();
  });

  it("refuses what the emulator refuses", () => {
    const seed = smallSeed();
    expect(validate({ ...seed, users: [] })).toBe(false);
    expect(validate({ ...seed, bases: [{ id: "base", name: "x", tables: [] }] })).toBe(false);
  });
});
