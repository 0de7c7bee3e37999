import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { type ExecutionResult, isStream } from "../../../kernel/executor/executor.ts";
import { addMeasures, measuresOf } from "../../../kernel/executor/measures.ts";
import { cookiesOf } from "../../../kernel/identity/session-cookies.ts";
import type { Span, Trace } from "../../../kernel/telemetry/tracer.ts";
import type { CompiledOperation } from "../compile/compile-operation.ts";
import type { FetchStep } from "../compile/steps.ts";
import { isData } from "../data.ts";
import type { Execution, FoundTargets } from "../execution.ts";
import { toJson } from "../json-text.ts";
import { findTargets } from "../merge/find-targets.ts";
import { mergeAnswer, mergeFailure } from "../merge/merge-answer.ts";
import type { Asked } from "./asked.ts";
import type { FetchOutcome } from "./finished-fetch.ts";
import { representTargets } from "./representations.ts";

/** Asks a subgraph for its part, and puts that into the answer. Undefined when there is nothing to ask for. */
export function runFetch(execution: Execution, step: FetchStep): Promise<void> | undefined {
  const asked = whatToAsk(execution, step);
  if (asked === undefined) return undefined;
  const variablesJson = printVariables(execution.variables, step, asked.representations?.json);
  return ask(execution, step, variablesJson, asked.representations?.count ?? 0).then(
    (answer) => mergeInOrder(execution, step, () => mergeAnswer(execution, step, asked, answer)),
    (error: unknown) => mergeInOrder(execution, step, () => mergeFailure(execution, step, asked, error)),
  );
}

function mergeInOrder(execution: Execution, step: FetchStep, merge: () => void): Promise<void> | void {
  if (step.mergeAfter.length === 0 || execution.mergeOrder === undefined) return merge();
  return execution.mergeOrder.wait(step.mergeAfter).then(merge);
}

function whatToAsk(execution: Execution, step: FetchStep): Asked | undefined {
  const found = targetsOf(execution, step);
  const { targets } = found;
  if (targets.length === 0) return undefined;
  const { entities } = step;
  if (entities === undefined) return { targets, representations: undefined };
  const representations = (found.representations[entities.selection] ??= representTargets(targets, entities.printer));
  return representations.count === 0 ? undefined : { targets, representations };
}

function targetsOf({ found, root, hasSharedObjects }: Execution, { path, place }: FetchStep): FoundTargets {
  return (found[place] ??= {
    targets: path.length === 0 ? [root] : findTargets(root, path, hasSharedObjects),
    representations: [],
  });
}

/** JSON of the variables that a fetch is sent with. */
export function printVariables(
  variables: Readonly<Record<string, unknown>>,
  step: FetchStep,
  representations: string | undefined,
): string {
  let json = representations === undefined ? "" : `"representations":${representations}`;
  for (const name of step.variables) {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value !== undefined) json += `${json === "" ? "" : ","}${JSON.stringify(name)}:${toJson(value)}`;
  }
  return `{${json}}`;
}

/** Fetches that ask for the same are sent once. */
function ask(execution: Execution, step: FetchStep, variablesJson: string, entities: number): Promise<ExecutionResult> {
  if (step.twin === undefined) return send(execution, step, variablesJson, entities);
  const key = `${step.twin} ${variablesJson}`;
  const known = execution.twins.get(key);
  if (known !== undefined) return known.then(copyOf);
  const sent = send(execution, step, variablesJson, entities);
  execution.twins.set(key, sent);
  return sent;
}

/** Each twin has objects of its own: what is merged into one of them is not asked for at the other. */
function copyOf(answer: ExecutionResult): ExecutionResult {
  return answer.data ? { ...answer, data: copy(answer.data) } : answer;
}

async function send(
  execution: Execution,
  step: FetchStep,
  variablesJson: string,
  entities: number,
): Promise<ExecutionResult> {
  const { trace, measures, setCookies } = execution.context;
  const { service } = step;
  const span = trace && beginSpan(trace, step, entities);
  const startedAt = performance.now();
  let outcome: FetchOutcome = "ok";
  let result: ExecutionResult;
  try {
    result = await receive(execution, step, variablesJson, span?.traceparent);
    if (result.errors !== undefined) outcome = "partial";
  } catch (error) {
    outcome = error instanceof AirgraphError ? error.code : "INTERNAL";
    throw error;
  } finally {
    execution.fetches.push({ step, entities, startedAt, endedAt: performance.now(), outcome });
    span?.end(outcome === "ok" ? undefined : outcome);
  }
  if (result.extensions !== undefined) {
    if (measures !== undefined) addMeasures(measures, service, measuresOf(result.extensions));
    const cookies = cookiesOf(result.extensions);
    if (cookies !== undefined) setCookies?.(cookies);
  }
  return result;
}

async function receive(
  execution: Execution,
  { service, query, operationName }: FetchStep,
  variablesJson: string,
  traceparent: string | undefined,
): Promise<ExecutionResult> {
  const executor = execution.executors[service];
  if (executor === undefined) throw new Error(`the plan names a subgraph that nobody knows: ${service}`);
  const { caller, source, requestId, cancellation } = execution.context;
  const result = await executor({
    query,
    operationName,
    variablesJson,
    graph: graphFor(execution.operation, service),
    caller,
    source,
    requestId,
    traceparent,
    cancellation,
  });
  if (isStream(result)) throw new TypeError("a fetch answered with a stream");
  return result;
}

/** Which version of the tenant's own part the subgraph shall answer by, if that part is its. */
export function graphFor({ graph }: Pick<CompiledOperation, "graph">, service: string): string | undefined {
  return graph?.subgraph === service ? graph.version : undefined;
}

function beginSpan(trace: Trace, { service, operationName, path }: FetchStep, entities: number): Span {
  return trace.span(`fetch ${service}`, {
    kind: "client",
    attributes: {
      "airgraph.subgraph": service,
      "airgraph.path": path.join("."),
      "airgraph.representations": entities,
      "graphql.operation.name": operationName,
    },
  });
}

function copy<Value>(value: Value): Value;
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (!isData(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copy(each)]));
}
