import { isErrorCode } from "../../kernel/errors/error-code.ts";
import type { Metrics } from "../../kernel/telemetry/metrics.ts";
import type { CountedFetch } from "../execution/fetch/finished-fetch.ts";
import type { TellOperation } from "../operation/finished-operation.ts";
import { remember } from "./remember.ts";

const operationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const fetchBuckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30];
/** Clients choose names; a label must have few. */
const mostNames = 100;

export interface OperationCounts {
  readonly tellOperation: TellOperation;
  /** Of an event of a subscription. */
  readonly tellEvent: TellOperation;
  /** Of a fetch that no operation tells of. */
  readonly countFetch: (fetch: CountedFetch) => void;
}

/** Counts operations and what they asked of subgraphs. What belongs to a label is looked up once, so that counting costs little. */
export function countOperations(metrics: Metrics): OperationCounts {
  const operations = metrics.counter({
    name: "airgraph_router_operations_total",
    help: "Operations, by kind and by the code of their first error; OK without one.",
    labels: ["kind", "code"],
  });
  const durations = metrics.histogram({
    name: "airgraph_router_operation_duration_seconds",
    help: "How long operations took, without HTTP around them.",
    labels: ["kind"],
    buckets: operationBuckets,
  });
  const named = metrics.counter({
    name: "airgraph_router_named_operations_total",
    help: `Operations without errors, by name; names after the first ${mostNames} are "other".`,
    labels: ["operation"],
  });
  const namedSeconds = metrics.counter({
    name: "airgraph_router_named_operation_seconds_total",
    help: "How long those took together.",
    labels: ["operation"],
  });
  const events = metrics.counter({
    name: "airgraph_router_events_total",
    help: "Events of subscriptions that were completed from subgraphs, by the code of their first error; OK without one.",
    labels: ["code"],
  });
  const countFetch = createFetchCounts(metrics);
  const ofKind = remember((kind: string) => ({
    observe: durations({ kind }),
    withCode: remember((code: string) => operations({ kind, code })),
  }));
  const eventWithCode = remember((code: string) => events({ code }));
  const names = new Map<string, { add: () => void; addSeconds: (seconds: number) => void }>();
  const counterOf = (operation: string) => ({ add: named({ operation }), addSeconds: namedSeconds({ operation }) });
  const other = counterOf("other");

  return {
    countFetch,
    tellOperation({ kind = "none", name, errors, durationMs, execution }) {
      const about = ofKind(kind);
      about.observe(durationMs / 1_000);
      about.withCode(codeOf(errors))();
      if (execution === undefined) return;
      for (const fetch of execution.fetches) countFetch(fetch);
      // What fails can be made up.
      if (errors.length > 0) return;
      const count = nameCount(name ?? "other");
      count.add();
      count.addSeconds(durationMs / 1_000);
    },
    tellEvent({ errors, execution }) {
      eventWithCode(codeOf(errors))();
      for (const fetch of execution?.fetches ?? []) countFetch(fetch);
    },
  };

  function nameCount(name: string) {
    const known = names.get(name);
    if (known !== undefined) return known;
    if (names.size >= mostNames || name === "other") return other;
    const count = counterOf(name);
    names.set(name, count);
    return count;
  }
}

function createFetchCounts(metrics: Metrics): (fetch: CountedFetch) => void {
  const fetches = metrics.counter({
    name: "airgraph_router_fetches_total",
    help: "Requests to subgraphs; partial ones were answered with errors, a code says why there was no answer.",
    labels: ["subgraph", "outcome"],
  });
  const durations = metrics.histogram({
    name: "airgraph_router_fetch_duration_seconds",
    help: "How long subgraphs took to answer.",
    labels: ["subgraph"],
    buckets: fetchBuckets,
  });
  const entities = metrics.counter({
    name: "airgraph_router_representations_total",
    help: "Entities that subgraphs were asked for.",
    labels: ["subgraph"],
  });
  const ofSubgraph = remember((subgraph: string) => ({
    observe: durations({ subgraph }),
    addEntities: entities({ subgraph }),
    withOutcome: remember((outcome: string) => fetches({ subgraph, outcome })),
  }));
  return (fetch) => {
    const about = ofSubgraph(fetch.step.service);
    about.observe((fetch.endedAt - fetch.startedAt) / 1_000);
    about.addEntities(fetch.entities);
    about.withOutcome(fetch.outcome)();
  };
}

function codeOf([first]: readonly { readonly extensions?: Readonly<Record<string, unknown>> | undefined }[]): string {
  if (first === undefined) return "OK";
  const code = first.extensions?.["code"];
  return isErrorCode(code) ? code : "INTERNAL";
}
