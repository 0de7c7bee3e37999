/** The four error envelopes of reference 3.1. */
export type ErrorBody =
  | { readonly form: "object"; readonly type: string; readonly message: string }
  | { readonly form: "typeOnly"; readonly type: string }
  | { readonly form: "bare"; readonly type: string }
  | { readonly form: "plural"; readonly type: string; readonly message: string };

/** A refusal the client gets to see. Which one means what: reference 3.2. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super("message" in body ? `${body.type}: ${body.message}` : body.type);
    this.status = status;
    this.body = body;
  }
}

function refusal(status: number, type: string, message: string): ApiError {
  return new ApiError(status, { form: "object", type, message });
}

/** The catalogue of reference 3.2, one entry per distinct answer. */
export const refusals = {
  noRoute: () => new ApiError(404, { form: "bare", type: "NOT_FOUND" }),
  unauthenticated: () => refusal(401, "AUTHENTICATION_REQUIRED", "Authentication required"),
  modelNotFound: () =>
    refusal(
      403,
      "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND",
      "Invalid permissions, or the requested model was not found. Check that both your user and your token have the required permissions, and that the model names and/or ids are correct.",
    ),
  notPermitted: (what: string) => refusal(403, "INVALID_PERMISSIONS", `You are not permitted to ${what}`),
  recordNotFound: () => refusal(404, "MODEL_ID_NOT_FOUND", "Record not found"),
  commentNotFound: () => refusal(404, "MODEL_ID_NOT_FOUND", "Comment not found"),
  tooLarge: () => refusal(413, "REQUEST_TOO_LARGE", "Request body is too large"),
  invalidRequest: (status: 414 | 422 = 422) =>
    refusal(
      status,
      "INVALID_REQUEST_UNKNOWN",
      "Invalid request: parameter validation failed. Check your request data.",
    ),
  unreadableBody: () => refusal(422, "INVALID_REQUEST_BODY", "Could not parse request body"),
  missingBodyField: (name: string) =>
    refusal(422, "INVALID_REQUEST_MISSING_FIELDS", `Could not find field "${name}" in the request body`),
  invalidRecords: (message: string) => refusal(422, "INVALID_RECORDS", message),
  invalidUpdates: () =>
    refusal(
      422,
      "INVALID_RECORDS",
      'You must provide an array of up to 10 record objects, each with an "id" ID field and a "fields" object for cell values.',
    ),
  unknownField: (name: string) => refusal(422, "UNKNOWN_FIELD_NAME", `Unknown field name: "${name}"`),
  invalidValue: (message: string) => refusal(422, "INVALID_VALUE_FOR_COLUMN", message),
  unacceptableValue: (field: string) =>
    refusal(422, "INVALID_VALUE_FOR_COLUMN", `Field "${field}" cannot accept the provided value`),
  computedField: (field: string) =>
    refusal(422, "INVALID_VALUE_FOR_COLUMN", `Field "${field}" cannot accept a value because the field is computed`),
  unparsableValue: (value: string, field: string) =>
    refusal(422, "INVALID_VALUE_FOR_COLUMN", `Cannot parse value "${value}" for field ${field}`),
  newChoice: (name: string) =>
    refusal(
      422,
      "INVALID_MULTIPLE_CHOICE_OPTIONS",
      `Insufficient permissions to create new select option "${JSON.stringify(name)}"`,
    ),
  rowDoesNotExist: (id: string) => refusal(422, "ROW_DOES_NOT_EXIST", `Record ID ${id} does not exist in this table`),
  rowOfOtherTable: (id: string, tableId: string, linkedTableId: string) =>
    refusal(
      422,
      "ROW_TABLE_DOES_NOT_MATCH_LINKED_TABLE",
      `Record ID ${id} belongs to table ${tableId}, but the field links to table ${linkedTableId}`,
    ),
  invalidAttachment: (field: string) =>
    refusal(422, "INVALID_ATTACHMENT_OBJECT", `Invalid attachment object for field "${field}"`),
  invalidFilter: (detail: string) =>
    refusal(422, "INVALID_FILTER_BY_FORMULA", `The formula for filtering records is invalid: ${detail}`),
  viewNotFound: (view: string) =>
    refusal(
      422,
      /^viw[0-9A-Za-z]{14}$/.test(view) ? "VIEW_ID_NOT_FOUND" : "VIEW_NAME_NOT_FOUND",
      `View ${view} not found`,
    ),
  viewOfOtherTable: () => new ApiError(422, { form: "typeOnly", type: "FAILED_STATE_CHECK" }),
  invalidOffset: (offset: string) => refusal(422, "INVALID_OFFSET_VALUE", `The value of offset ${offset} is invalid`),
  unsupportedFieldType: (table: string, field: string, what: string) =>
    refusal(
      422,
      "UNSUPPORTED_FIELD_TYPE_FOR_CREATE",
      `Invalid options for ${table}.${field}: Creating ${what} is not supported at this time`,
    ),
  invalidFieldOptions: (message: string) => refusal(422, "INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE", message),
  duplicateFieldName: (name: string) =>
    refusal(
      422,
      "DUPLICATE_OR_EMPTY_FIELD_NAME",
      name === "" ? "Field name must not be empty" : `Duplicate field name "${name}"`,
    ),
  duplicateTableName: (name: string) => refusal(422, "DUPLICATE_TABLE_NAME", `Duplicate table name "${name}"`),
  tooManyWebhooks: () => refusal(422, "TOO_MANY_WEBHOOKS_IN_BASE", "A base can have at most 10 webhooks"),
  tooManyWebhooksOfIntegration: () =>
    refusal(
      422,
      "TOO_MANY_WEBHOOKS_BY_OAUTH_INTEGRATION_IN_BASE",
      "An OAuth integration can have at most 2 webhooks in a base",
    ),
  iteratorGone: () => new ApiError(422, { form: "typeOnly", type: "LIST_RECORDS_ITERATOR_NOT_AVAILABLE" }),
  rateLimited: (form: "plural" | "object") =>
    new ApiError(429, {
      form,
      type: "RATE_LIMIT_REACHED",
      message: "Rate limit exceeded. Please try again later",
    }),
  quotaExceeded: () =>
    refusal(
      429,
      "PUBLIC_API_BILLING_LIMIT_EXCEEDED",
      "API billing plan limit exceeded. Upgrade the plan of the workspace or wait for the next month.",
    ),
  retriable: () =>
    refusal(
      503,
      "RETRIABLE_ERROR",
      "Server encountered an error while processing your request, and it is safe to retry the request",
    ),
  unexpected: () => refusal(500, "SERVER_ERROR", "An unexpected error occurred"),
} as const;
