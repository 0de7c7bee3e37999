import { randomUUID } from "node:crypto";
import type { OperationTypeNode } from "graphql";
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

/** What is kept of an operation until it is sent: a busy router makes thousands a second. */
interface Ended {
  /** Made when it is sent first, and sent again with it: it is ours, since a client may choose one request id for all. */
  operationId?: string;
  readonly tenantId: string;
  /** Null for a machine. */
  readonly userId: string | null;
  readonly operationName: string | null;
  readonly kind: OperationTypeNode;
  readonly errors: number;
  readonly durationMs: number;
  readonly endedAt: number;
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
  let waiting: Ended[] = [];
  let sending: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    sending = sending.then(flush);
  }, flushMs);
  timer.unref();

  const tell: TellOperation = ({ context: { caller }, kind, name, errors, durationMs }) => {
    if (!isActor(caller) || kind === undefined) return;
    waiting.push({
      tenantId: caller.tenantId,
      userId: caller.kind === "person" ? caller.userId : null,
      operationName: name,
      kind,
      errors: errors.length,
      durationMs: Math.round(durationMs),
      endedAt: clock.now(),
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
          variables: { operations: operations.map(toReport) },
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

/** As the analytics subgraph takes it. */
function toReport(ended: Ended) {
  const { kind, endedAt } = ended;
  ended.operationId ??= randomUUID();
  return { ...ended, kind: kind.toUpperCase(), endedAt: new Date(endedAt).toISOString() };
}
