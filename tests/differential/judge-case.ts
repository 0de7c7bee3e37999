import { type DocumentNode, isInterfaceType, isNonNullType, visit } from "graphql";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import { type Ask, createSubgraph, executeFromWorld, refusal } from "./answer-subgraph.ts";
import { executePlainly } from "./plain-executor.ts";
import { type FaultKind, type Faults, withFaults } from "./random-fault.ts";
import type { Graph } from "./random-graph.ts";
import type { Operation, Planned } from "./stock-executor.ts";
import { isRecord } from "./world.ts";

/** One run of one operation, that can be run again. */
export interface Case {
  readonly graph: Graph;
  readonly planned: Planned;
  readonly document: DocumentNode;
  readonly operationName: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Other values in the same graph. */
  readonly salt: number;
  readonly faults?: Faults | undefined;
}

/** Runs an operation on a supergraph, by the executor that is judged. */
export type Run = (
  planned: Planned,
  asks: Readonly<Record<string, Ask>>,
  operation: Operation,
) => Promise<ExecutionResult>;

export interface Verdict {
  readonly stock: ExecutionResult;
  readonly own: ExecutionResult;
  readonly plain: ExecutionResult;
  /** What is true; absent where faults were injected, or a fetch did not fit its subgraph. */
  readonly truth: ExecutionResult | undefined;
  readonly applied: ReadonlyMap<string, FaultKind>;
  readonly fetches: number;
  /** The planner wrote a fetch that its subgraph refused. */
  readonly isRefused: boolean;
  /** Stock told a subgraph of nothing, or of objects without anything in them, in a list. */
  readonly toldEmpty: boolean;
  /** A subgraph with an `@interfaceObject` said that an object is of the interface's type. */
  readonly toldInterface: boolean;
  /** Names in the answer of what may be null by an interface and may not by a type of it. */
  readonly looseFields: ReadonlySet<string>;
  /** Some `@requires` names arguments. */
  readonly requiresArguments: boolean;
}

/** What all judges say of a case. */
export async function judgeCase(run: Run, judged: Case): Promise<Verdict> {
  const { graph, planned, faults } = judged;
  const world = { ...graph.world, salt: judged.salt };
  const applied = new Map<string, FaultKind>();
  let fetches = 0;
  let isRefused = false;
  const evidence = { toldEmpty: false, toldInterface: false };
  const asks = Object.fromEntries(
    Object.entries(graph.subgraphs).map(([name, sdl]): [string, Ask] => {
      const subgraph = createSubgraph(world, sdl);
      const ask: Ask = async (request) => {
        fetches += 1;
        if (/[[,](\{\}|null)[,\]]/.test(JSON.stringify(request.variables?.["representations"])))
          evidence.toldEmpty = true;
        const answer = await subgraph(request);
        if (JSON.stringify(answer.data ?? null).includes('"__typename":"Media"')) evidence.toldInterface = true;
        if (answer.errors?.some(({ extensions }) => extensions?.["code"] === refusal.code)) isRefused = true;
        return answer;
      };
      return [name, withFaults(name, ask, faults, applied)];
    }),
  );
  const operation: Operation = judged;
  const stock = await survive(() => planned.executeByStock(asks, operation));
  const { toldEmpty } = evidence;
  const own = await run(planned, asks, operation);
  const plain = await executePlainly(planned, asks, operation);
  const hasTruth = applied.size === 0 && !isRefused;
  const { document, operationName, variables } = judged;
  const truth = hasTruth ? executeFromWorld(world, planned.apiSchema, document, operationName, variables) : undefined;
  const { toldInterface } = evidence;
  return {
    stock,
    own,
    plain,
    truth,
    applied,
    fetches,
    isRefused,
    toldEmpty,
    toldInterface,
    looseFields: looseFieldsOf(judged),
    requiresArguments: /@requires\(fields: "[^"]*\w\(/.test(Object.values(graph.subgraphs).join("")),
  };
}

function looseFieldsOf({ document, planned }: Case): ReadonlySet<string> {
  const schema = planned.apiSchema;
  const interfaces = Object.values(schema.getTypeMap()).filter(isInterfaceType);
  const isLoose = (name: string) =>
    interfaces.some((type) => {
      const field = type.getFields()[name];
      const stricter = schema.getPossibleTypes(type).some((each) => isNonNullType(each.getFields()[name]?.type));
      return field !== undefined && !isNonNullType(field.type) && stricter;
    });
  const names = new Set<string>();
  visit(document, {
    Field: ({ name, alias }) => void (isLoose(name.value) && names.add((alias ?? name).value)),
  });
  return names;
}

/** Stock throws for some of what subgraphs answer; its server then tells the client the message and nothing else. */
async function survive(execute: () => Promise<ExecutionResult>): Promise<ExecutionResult> {
  try {
    return await execute();
  } catch (error) {
    return { errors: [{ message: error instanceof Error ? error.message : String(error) }] };
  }
}

/** Where two answers hold other things: paths, with what stands there. */
export function differencesOf(one: unknown, other: unknown, path: readonly (string | number)[] = []): Difference[] {
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    return one.flatMap((item, index) => differencesOf(item, other[index], [...path, index]));
  }
  if (isRecord(one) && isRecord(other)) {
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return names.flatMap((name) => differencesOf(ownValue(one, name), ownValue(other, name), [...path, name]));
  }
  return Object.is(one, other) || JSON.stringify(one) === JSON.stringify(other) ? [] : [{ path, one, other }];
}

export interface Difference {
  readonly path: readonly (string | number)[];
  readonly one: unknown;
  readonly other: unknown;
}

function ownValue(object: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Where errors are told, sorted. */
export function errorPaths({ errors = [] }: ExecutionResult): string[] {
  return errors.map(({ path }) => (path === undefined ? "nowhere" : path.join("."))).sort();
}
