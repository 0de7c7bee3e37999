import type { Executor } from "../../kernel/executor/executor.ts";

/** What an operation was answered with, as a client reads it. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[] | undefined;
}

/** A gateway before a supergraph. */
export interface OpenGateway {
  execute(query: string): Promise<Answer>;
  stop(): Promise<void>;
}

/** A way to plan and execute operations that is to be audited. */
export type Gateway = (supergraphSdl: string, executors: Readonly<Record<string, Executor>>) => Promise<OpenGateway>;

/** A value as it arrives in JSON: maps without a prototype, and fields that are undefined, differ from what tests expect. */
export function toPlain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}
