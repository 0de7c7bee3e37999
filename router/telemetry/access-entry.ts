/** What a line of the log says of an operation: names, numbers and codes, no values. */
export interface OperationLine {
  readonly operation: string | null;
  /** Null when the document has no such operation, or is none. */
  readonly kind: string | null;
  readonly operationMs: number;
  /** Codes of the errors that it met. */
  readonly errors?: readonly unknown[];
  /** Under which more of them is in the log. */
  readonly errorIds?: readonly unknown[];
  readonly tenantId?: string;
  readonly userId?: string;
  readonly apiKeyId?: string;
  readonly runId?: string;
  readonly sagaId?: string;
}

/** What an HTTP request turns out to be, until its line is written. */
export interface AccessEntry {
  operation: OperationLine | undefined;
  /** The code of what became no operation. */
  refusal: string | undefined;
}
