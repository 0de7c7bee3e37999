import { randomUUID } from "node:crypto";
import { isActor } from "../../kernel/authorization/rules.ts";
import type { Clock } from "../../kernel/clock.ts";
import { isStream } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { TellOperation } from "../operation/finished-operation.ts";

const flushMs = 1_000;
const maximumPerReport = 500;
/** While analytics is away: about a minute of a busy router, then the oldest are dropped. */
const maximumWaiting = 50_000;

interface OperationReport {
  /** Ours: a client chooses its request ids, and may choose one for all. */
  operationId: string;
  tenantId: string;
  /** Null for a machine. */
  userId: string | null;
  operationName: string | null;
  kind: "QUERY" | "MUTATION" | "SUBSCRIPTION";
  errors: number;
  durationMs: number;
  endedAt: string;
}

const reportOperations = /* GraphQL */ `
  mutation ReportOperations($operations: [OperationReport!]!) {
    recordOperations(operations: $operations)
  }
`;

/** Tells the analytics subgraph of finished operations, some at a time and never in a client's way. */
export function createOperationReporter(options: { analytics: CallerExecutor; clock: Clock; logger: Logger }): {
  readonly tell: TellOperation;
  /** Sends what is left. */
  stop(): Promise<void>;
} {
  const { analytics, clock, logger } = options;
  let waiting: OperationReport[] = [];
  let sending: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    sending = sending.then(flush);
  }, flushMs);
  timer.unref();

  const tell: TellOperation = ({ context: { caller }, kind, name, errors, durationMs }) => {
    if (!isActor(caller) || kind === undefined) return;
    waiting.push({
      operationId: randomUUID(),
      tenantId: caller.tenantId,
      userId: caller.kind === "person" ? caller.userId : null,
      operationName: name,
      kind: kind.toUpperCase() as OperationReport["kind"],
      errors: errors.length,
      durationMs: Math.round(durationMs),
      endedAt: new Date(clock.now()).toISOString(),
    });
    if (waiting.length > maximumWaiting) waiting = waiting.slice(-maximumWaiting);
  };

  return {
    tell,
    async stop() {
      clearInterval(timer);
      await sending;
      await flush();
    },
  };

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const operations = waiting.slice(0, maximumPerReport);
      try {
        const result = await analytics({
          query: reportOperations,
          variables: { operations },
          caller: { kind: "service", name: "router" },
          requestId: "operation-report",
        });
        if (isStream(result)) throw new TypeError("a mutation answered with a stream");
        const codes = (result.errors ?? []).map(({ extensions }) => extensions?.["code"]);
        // What is refused once is refused for ever, and must not hold up what comes after it.
        if (codes.includes("BAD_USER_INPUT")) logger.warn({ errors: result.errors }, "analytics refused a report");
        else if (codes.length > 0) throw new Error(`analytics failed: ${codes.join(", ")}`);
      } catch (err) {
        logger.debug({ err }, "could not report operations yet");
        return;
      }
      // Not the first so many: some of them may have been dropped meanwhile.
      const sent = new Set(operations);
      waiting = waiting.filter((operation) => !sent.has(operation));
    }
  }
}
