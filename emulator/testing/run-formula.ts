import { compileFormula } from "../formula/compile.ts";
import type { FormulaScope } from "../formula/functions/formula-function.ts";
import { parseFormula } from "../formula/parse.ts";
import type { FormulaValue } from "../formula/value.ts";

const now = Date.UTC(2024, 4, 15, 12, 30);

const cells: Readonly<Record<string, FormulaValue>> = {
  name: "Bob's",
  num: 12,
  zero: 0,
  empty: null,
  check: 1,
  unchecked: null,
  day: { kind: "date", ms: Date.UTC(2024, 4, 1), dateOnly: true },
  when: { kind: "date", ms: Date.UTC(2023, 11, 1, 12, 34, 56), dateOnly: false },
  links: ["Ada", "Bob"],
  none: [],
  lookup: [3, 4, 5],
  one: [5],
  mixed: ["a", null, ["b", ["a"]], 0],
  broken: { kind: "failure", message: "#ERROR!" },
  brokenlist: [1, { kind: "failure", message: "#ERROR!" }],
  "a field}": "braced",
};

/** The fields of `runFormula`, in any case. */
export function resolveField(reference: string): string | null {
  const name = reference.toLowerCase();
  return name in cells ? name : null;
}

/** Runs a formula on a made-up record, at 2024-05-15 12:30 UTC. */
export function runFormula(text: string): FormulaValue {
  const { bind } = compileFormula(parseFormula(text), { resolveField });
  const scope: FormulaScope = {
    now,
    recordId: () => "recAAAAAAAAAAAAAA",
    createdTime: () => Date.UTC(2024, 0, 1),
    lastModifiedTime: (ids) => Date.UTC(2024, 1, 1 + ids.length),
    cell: (fieldId) => () => cells[fieldId] ?? null,
    values: () => [],
  };
  return bind(scope)();
}
