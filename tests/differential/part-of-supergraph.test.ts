import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { type ASTNode, type DocumentNode, parse, print, validate, visit } from "graphql";
import { openExtension } from "../../kernel/schema-extension/open-extension.ts";
import { mendSupergraph } from "../../router/planning/mend-supergraph.ts";
import { partOfSupergraph, readWhole } from "../../router/planning/part-of-supergraph.ts";
import { createPlannerOn, type Plan } from "../../router/planning/planner.ts";
import { composeExtension } from "../../router/tenant-graphs/composition/compose-extension.ts";
import { readCore } from "../../router/tenant-graphs/composition/read-core.ts";
import { typedExtension } from "../../router/tenant-graphs/fixtures/typed-extension.ts";
import { writeOperation } from "./random-operation.ts";
import { loadPlanned } from "./stock-executor.ts";

const operations = 60;
const sdl = readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8");
const extension = openExtension(typedExtension({ tables: 3, fields: 8 }));

/** Of random supergraphs own-planner.test.ts tells whether such plans answer the truth. */
it.each([
  ["our own supergraph", sdl],
  ["a tenant's", print(composeExtension(readCore(sdl, "airtable"), extension).document())],
])(
  "an operation is planned on the part of %s that it needs as on the whole",
  (which, supergraph) => {
    const mended = mendSupergraph(supergraph);
    const whole = readWhole(parse(mended.sdl, { noLocation: true }));
    const onWhole = createPlannerOn(mended.sdl, mended);
    const { apiSchema } = loadPlanned(supergraph);
    let found = 0;
    for (let attempt = 0; found < operations && attempt < operations * 5; attempt += 1) {
      const { source, operationName } = writeOperation(apiSchema, `${which}/${attempt}`);
      const document = parse(source, { noLocation: true });
      if (validate(apiSchema, document).length > 0) continue;
      found += 1;
      const onPart: Plan = (asked, name) => createPlannerOn(partOfSupergraph(whole, asked), mended)(asked, name);
      expect([source, planned(onPart, document, operationName)]).toEqual([
        source,
        planned(onWhole, document, operationName),
      ]);
    }
    expect(found).toBe(operations);
  },
  240_000,
);

function planned(plan: Plan, document: DocumentNode, name: string): unknown {
  try {
    return JSON.parse(JSON.stringify(plan(document, name)), (key, value: unknown) => {
      if (key === "operation" && typeof value === "string") return inOneOrder(value);
      return key === "variableUsages" && Array.isArray(value)
        ? value.map(String).toSorted((one, other) => (one < other ? -1 : 1))
        : value;
    });
  } catch (error) {
    return String(error);
  }
}

/** In which order the planner selects fields hangs on where it met them first, and means nothing. */
function inOneOrder(operation: string): string {
  const sorted = <Node extends ASTNode>(nodes: readonly Node[] = []) =>
    nodes.toSorted((one, other) => (print(one) < print(other) ? -1 : 1));
  return print(
    visit(parse(operation, { noLocation: true }), {
      SelectionSet: { leave: (set) => ({ ...set, selections: sorted(set.selections) }) },
      OperationDefinition: {
        leave: (definition) => ({ ...definition, variableDefinitions: sorted(definition.variableDefinitions) }),
      },
    }),
  );
}
