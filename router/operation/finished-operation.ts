import type { GraphQLFormattedError, OperationTypeNode } from "graphql";
import type { RequestContext } from "../request-context.ts";

/** What those learn of an operation who count and log them. */
export interface FinishedOperation {
  readonly context: RequestContext;
  /** Undefined when the document has no such operation, or is none. */
  readonly kind: OperationTypeNode | undefined;
  readonly name: string | null;
  readonly errors: readonly GraphQLFormattedError[];
  readonly durationMs: number;
}

export type TellOperation = (operation: FinishedOperation) => void;

/** One line in the log for each operation: what it was called, how long it took, which errors it met; no values of it. */
export const logOperation: TellOperation = ({ context, kind, name, errors, durationMs }) => {
  context.logger.info(
    {
      operation: name,
      kind: kind ?? null,
      durationMs: Math.round(durationMs),
      errors: errors.map(({ extensions }) => extensions?.["code"]),
    },
    "operation",
  );
};
