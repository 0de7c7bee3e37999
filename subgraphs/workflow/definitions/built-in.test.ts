import { afterAll, describe, expect, it } from "@jest/globals";
import { silentLogger } from "../../../kernel/logger.ts";
import { createEvaluator } from "../expressions/create-evaluator.ts";
import { findBuiltIn } from "./built-in.ts";
import { validateDefinition } from "./validation/validate-definition.ts";

const evaluator = createEvaluator({ logger: silentLogger });
afterAll(() => evaluator.close());

describe("summarizeRecord", () => {
  const definition = findBuiltIn("summarizeRecord")?.definition;

  it("is found by name and id, and is valid", () => {
    expect(findBuiltIn(findBuiltIn("summarizeRecord")?.workflowId ?? "")?.name).toBe("summarizeRecord");
    expect(validateDefinition(definition)).toMatchObject({ definition });
  });

  it("lists the cells as Markdown", async () => {
    const step = definition?.steps[1];
    if (step?.kind !== "createFile") throw new TypeError("another step");
    const output = { id: "rec", table: "Deals", cells: { Name: "Acme", Amount: 3, Tags: ["a"] } };
    const scope = { input: { record: "rec" }, steps: { readRecord: { output } } };
    expect(await evaluator.template(step.with.content, scope)).toBe(
      '# Deals\n\n- **Name**: Acme\n- **Amount**: 3\n- **Tags**: ["a"]\n',
    );
  });
});
