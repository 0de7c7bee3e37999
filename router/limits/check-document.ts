import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";

/** What a document may be at most, before anybody validates it. */
export interface DocumentLimits {
  /** Fields within fields, seen through fragments. */
  readonly maximumDepth: number;
  /** Fields and fragments of all operations, each counted wherever it is spread. */
  readonly maximumFields: number;
  readonly maximumRootFields: number;
  readonly maximumAliases: number;
  readonly maximumFragments: number;
  readonly maximumDirectives: number;
  readonly maximumDirectivesPerNode: number;
}

/** Each operation is validated with all of the fragments that it spreads. */
const mostOperations = 100;
/**
 * Fields of one name at one place of the answer are compared with each other and with the fragments beside them, to see
 * whether they can be merged (GraphQL, section 5.3.2). graphql-js gives up as well, but only after much of a second.
 * Clients that are put together of many components come to some ten thousands of comparisons.
 */
const mostComparisons = 1_000_000;

/** Selections of one field of an answer, which may stand in several places of a document. */
interface Group {
  count: number;
  readonly sets: SelectionSetNode[];
}

/**
 * Refuses a document that would cost more to validate and to plan than it may. The work is bounded by the limits:
 * fragments are followed at most `maximumFields` times, however they refer to each other.
 * @throws AirgraphError COST_LIMIT_EXCEEDED; GraphQLError for fragments within themselves, which have no size. What else
 * is no valid document passes, for validation to say so
 * @returns how many fields and fragments were seen
 */
export function checkDocument(document: DocumentNode, limits: DocumentLimits): number {
  checkNodes(document, limits);
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }
  atMost(limits.maximumFragments, fragments.size, "fragments");
  atMost(mostOperations, operations.length, "operations");
  refuseCycles(fragments);

  let seen = 0;
  let comparisons = 0;
  const reached = new Set<string>();

  for (const { selectionSet } of operations) {
    const roots = walk([selectionSet], 1);
    atMost(limits.maximumRootFields, roots, "root fields");
  }
  // Validation looks at these too, before it says that nobody uses them.
  for (const [name, { selectionSet }] of fragments) if (!reached.has(name)) walk([selectionSet], 1);
  return seen;

  /** @returns how many fields of the answer these selections are, without the ones below */
  function walk(sets: readonly SelectionSetNode[], depth: number): number {
    const groups = new Map<string, Group>();
    const spread = new Set<string>();
    for (const set of sets) collect(set, groups, spread);
    if (groups.size > 0) atMost(limits.maximumDepth, depth, "levels of fields");
    for (const { count, sets: below } of groups.values()) {
      comparisons += (count * (count - 1) * (1 + fragments.size)) / 2;
      if (comparisons > mostComparisons)
        throw tooLarge("The document asks for the same fields too many times in the same places.");
      if (below.length > 0) walk(below, depth + 1);
    }
    return groups.size;
  }

  function collect({ selections }: SelectionSetNode, groups: Map<string, Group>, spread: Set<string>): void {
    for (const selection of selections) {
      seen += 1;
      atMost(limits.maximumFields, seen, "fields, counted wherever fragments spread them");
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet, groups, spread);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const name = selection.name.value;
        const fragment = fragments.get(name);
        // Once in one place, as in the answer (GraphQL, section 6.3.2).
        if (fragment === undefined || spread.has(name)) continue;
        spread.add(name);
        reached.add(name);
        collect(fragment.selectionSet, groups, spread);
        continue;
      }
      const key = (selection.alias ?? selection.name).value;
      const own = selection.selectionSet === undefined ? [] : [selection.selectionSet];
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { count: 1, sets: own });
      else {
        group.count += 1;
        group.sets.push(...own);
      }
    }
  }
}

function refuseCycles(fragments: ReadonlyMap<string, FragmentDefinitionNode>): void {
  const done = new Set<string>();
  const under = new Set<string>();
  const follow = (fragment: FragmentDefinitionNode): void => {
    const name = fragment.name.value;
    if (done.has(name)) return;
    under.add(name);
    visit(fragment, {
      FragmentSpread(spread) {
        const next = fragments.get(spread.name.value);
        if (next === undefined) return;
        if (under.has(next.name.value))
          throw new GraphQLError(`Cannot spread fragment "${next.name.value}" within itself.`, { nodes: spread });
        follow(next);
      },
    });
    under.delete(name);
    done.add(name);
  };
  for (const fragment of fragments.values()) follow(fragment);
}

/** What stands in the document as it is written. */
function checkNodes(document: DocumentNode, limits: DocumentLimits): void {
  let aliases = 0;
  let directives = 0;
  visit(document, {
    enter(node) {
      if (node.kind === Kind.FIELD && node.alias !== undefined && node.alias.value !== node.name.value) {
        aliases += 1;
        atMost(limits.maximumAliases, aliases, "aliases");
      }
      if (!("directives" in node) || node.directives === undefined) return;
      atMost(limits.maximumDirectivesPerNode, node.directives.length, "directives in one place");
      directives += node.directives.length;
      atMost(limits.maximumDirectives, directives, "directives");
    },
  });
}

function atMost(limit: number, count: number, what: string): void {
  if (count > limit) throw tooLarge(`The document has more than ${limit} ${what}.`);
}

function tooLarge(message: string): AirgraphError {
  return new AirgraphError("COST_LIMIT_EXCEEDED", message);
}
