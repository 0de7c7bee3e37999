/** What the path of a call names; empty where it names none. */
export interface PathParts {
  readonly baseId: string;
  /** An id or a name. */
  readonly tableKey: string;
  readonly recordId: string;
  readonly commentId: string;
  /** Where a table takes CSV. */
  readonly syncId: string;
  /** An id; for uploads also a name. */
  readonly fieldKey: string;
  readonly viewId: string;
  readonly webhookId: string;
}
