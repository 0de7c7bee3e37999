import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import { definition } from "./definition.ts";
import { definitionJsonSchema } from "./json-schema.ts";

const published: Record<string, unknown> = JSON.parse(
  readFileSync(new URL("../../../schema/workflow-definition.schema.json", import.meta.url), "utf8"),
);
const fits = new Ajv2020({ strict: false, discriminator: false }).compile(published);

describe("the published JSON Schema of definitions", () => {
  it("is that of the language (`npm run schema`)", () => {
    expect(published).toEqual(definitionJsonSchema());
  });

  it("describes every setting that there is", () => {
    const text = JSON.stringify(published);
    for (const kind of ["getRecord", "sendMail", "forEach", "approval", "saga", "cron", "webhook"])
      expect(text).toContain(`"const":"${kind}"`);
    expect(text).toContain("Unless this comes to true, the step is skipped");
  });

  it.each([
    { steps: [{ id: "a", kind: "transform", with: { value: { deep: [1, null, "${input.x}"] } } }] },
    {
      steps: [{ id: "a", kind: "wait", with: { seconds: "${1 + 1}" } }],
      triggers: [{ id: "t", kind: "cron", schedule: "x" }],
    },
    { steps: [{ id: "a", kind: "wait", with: { seconds: "soon" } }] },
    {
      steps: [
        { id: "a", kind: "forEach", with: { items: [1], steps: [{ id: "b", kind: "fail", with: { message: "m" } }] } },
      ],
    },
    { steps: [{ id: "a", kind: "forEach", with: { items: [1], steps: [] } }] },
    {
      steps: [{ id: "a", kind: "saga", with: { steps: [{ id: "x", do: { kind: "transform", with: { value: 1 } } }] } }],
    },
    { steps: [{ id: "1", kind: "transform", with: { value: 1 } }] },
    { steps: [{ id: "a", kind: "transform", with: { value: 1 }, onError: "ignore" }] },
    { steps: [{ id: "a", kind: "transform", with: { value: 1, other: 2 } }] },
    { steps: [] },
    {},
  ])("takes and refuses what the language does: %j", (json) => {
    expect(fits(json)).toBe(definition.safeParse(json).success);
  });
});
