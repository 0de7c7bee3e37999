import { describe, expect, it } from "@jest/globals";
import { fieldId } from "../ids.ts";
import type { FieldModel } from "../models.ts";
import { choiceName, labelOf } from "./choice-labels.ts";
import type { EnumType } from "./typed-graph.ts";

const stage: EnumType = {
  kind: "enum",
  typeName: "Stage",
  choices: [
    { id: "sel1", label: "Open", name: "OPEN", removed: false },
    { id: "sel2", label: "Won", name: "WON", removed: false },
  ],
};
const now = (...choices: { id: string; name: string }[]): FieldModel => ({
  id: fieldId.parse("fldStage000000000"),
  name: "Stage",
  type: "singleSelect",
  description: null,
  options: { choices },
});

describe("choices that were renamed since the graph was made", () => {
  const renamed = now({ id: "sel1", name: "Won" }, { id: "sel2", name: "Signed" });

  it("have their names still, even where one is called as another was", () => {
    expect(choiceName(renamed, stage, "Won")).toBe("OPEN");
    expect(choiceName(renamed, stage, "Signed")).toBe("WON");
  });

  it("are asked for by what cells hold now", () => {
    expect(labelOf(renamed, stage, "WON")).toBe("Signed");
  });
});

it("knows a removed choice that stands in a cell by its last label, and no new one", () => {
  const left = now({ id: "sel1", name: "Open" }, { id: "sel3", name: "On hold" });
  expect(choiceName(left, stage, "Won")).toBe("WON");
  expect(choiceName(left, stage, "On hold")).toBeUndefined();
});
