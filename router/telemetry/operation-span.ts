import type { Span } from "../../kernel/telemetry/tracer.ts";
import type { FinishedOperation } from "../operation/finished-operation.ts";

const mostErrors = 20;
const longestName = 200;

/** Says in an operation's span what it was and what became of it, and ends it. */
export function endOperationSpan(span: Span, { kind, name, errors }: FinishedOperation): void {
  const shortName = name?.slice(0, longestName);
  if (kind !== undefined) span.rename(shortName === undefined ? kind : `${kind} ${shortName}`);
  const told = errors.slice(0, mostErrors).map(({ extensions }) => extensions ?? {});
  span.set({
    "graphql.operation.type": kind,
    "graphql.operation.name": shortName,
    "airgraph.error_codes": textsOf(told.map(({ code }) => code)),
    "airgraph.error_ids": textsOf(told.map(({ errorId }) => errorId)),
  });
  span.end(told.length === 0 ? undefined : String(told[0]?.["code"]));
}

function textsOf(values: readonly unknown[]): string[] | undefined {
  const texts = new Set(values.filter((value) => typeof value === "string"));
  return texts.size === 0 ? undefined : [...texts];
}
