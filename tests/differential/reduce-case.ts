import { type ASTNode, type DocumentNode, type GraphQLSchema, Kind, parse, print, validate, visit } from "graphql";
import type { Case } from "./judge-case.ts";

/** Runs are slow where plans are made anew; a case that is small enough comes out long before. */
const mostTries = 150;

/** Makes a failing case smaller as long as it still fails: without faults, selections, directives and conditions. */
export async function reduceCase(
  failing: Case,
  places: readonly string[],
  fails: (smaller: Case) => Promise<boolean>,
): Promise<Case> {
  let tries = 0;
  let smallest = failing;
  const attempt = async (smaller: Case): Promise<boolean> => {
    tries += 1;
    if (tries > mostTries || !(await fails(smaller).catch(() => false))) return false;
    smallest = smaller;
    return true;
  };

  if (failing.faults !== undefined) {
    let only = new Set(places);
    for (const place of places) {
      const fewer = new Set([...only].filter((other) => other !== place));
      if (await attempt({ ...smallest, faults: { ...failing.faults, only: fewer } })) only = fewer;
    }
  }
  let shrinks = true;
  while (shrinks) {
    shrinks = false;
    for (const document of smallerDocuments(smallest.document)) {
      if (!isValid(smallest.planned.apiSchema, document)) continue;
      if (await attempt({ ...smallest, document })) {
        shrinks = true;
        break;
      }
    }
  }
  return smallest;
}

/** The case as text with which it can be run again. */
export function describeCase({ graph, document, variables, salt, faults }: Case): string {
  const { only, ...rest } = faults ?? {};
  return [
    `graph seed ${graph.seed}, salt ${salt}, variables ${JSON.stringify(variables)}`,
    print(document),
    faults === undefined ? "no faults" : `faults ${JSON.stringify({ ...rest, only: only && [...only] })}`,
    ...Object.entries(graph.subgraphs).map(([name, sdl]) => `--- ${name}\n${sdl}`),
  ].join("\n");
}

function isValid(schema: GraphQLSchema, document: DocumentNode): boolean {
  return validate(schema, document).length === 0;
}

/** Each lacks one thing, the largest first; what nothing uses any more is left out too. */
function* smallerDocuments(document: DocumentNode): Generator<DocumentNode> {
  const removable: ASTNode[] = [];
  visit(document, {
    SelectionSet: ({ selections }) => void (selections.length > 1 && removable.push(...selections)),
    Directive: (node) => void removable.push(node),
  });
  for (const node of removable)
    yield withoutUnused(visit(document, { enter: (each) => (each === node ? null : undefined) }));
}

function withoutUnused(document: DocumentNode): DocumentNode {
  const spread = new Set<string>();
  visit(document, { FragmentSpread: ({ name }) => void spread.add(name.value) });
  const kept = document.definitions.filter(
    (definition) => definition.kind !== Kind.FRAGMENT_DEFINITION || spread.has(definition.name.value),
  );
  if (kept.length < document.definitions.length) return withoutUnused({ ...document, definitions: kept });
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  const trimmed = visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? false : null),
  });
  // A document of its own: plans and compiled operations are kept by it.
  return parse(print(trimmed));
}
