/**
 * The stable codes of `extensions.code`. Clients branch on these; messages are for people and may change.
 * The text beside each code is the documentation of what a client can do about it (README, "Errors").
 */
export const errorCodes = {
  UNAUTHENTICATED: "No valid credentials came with the request. Sign in, or renew the token.",
  FORBIDDEN: "The caller is known, but may not do this.",
  NOT_FOUND: "The thing asked for does not exist, or the caller may not know that it does.",
  BAD_USER_INPUT: "A value in the request is not acceptable; the message names it.",
  CONFLICT: "The request clashes with what is stored already, for example a name that is taken.",
  RATE_LIMITED: "Too many requests; try again after `retryAfterMs`.",
  QUOTA_EXCEEDED: "A plan's quota is used up; trying again does not help before it is renewed.",
  UPSTREAM_UNAVAILABLE: "A service this field depends on did not answer; the rest of the answer is intact.",
  UPSTREAM_REJECTED:
    "Airtable or a sign-in provider refused the call; `airtableType` carries Airtable's own error type.",
  OUTCOME_UNKNOWN: "A write may have been carried out, and nobody can tell: look whether it was before doing it again.",
  TIMEOUT: "The work took longer than its deadline.",
  COST_LIMIT_EXCEEDED: "The operation is larger than the limits allow.",
  PAYLOAD_TOO_LARGE: "The request body is larger than the limit.",
  GRAPHQL_PARSE_FAILED: "The document is not valid GraphQL syntax.",
  GRAPHQL_VALIDATION_FAILED: "The document does not fit the schema.",
  INTROSPECTION_DISABLED: "This service does not tell its schema.",
  PERSISTED_QUERY_NOT_FOUND: "No document is known by this id; send the document along with it.",
  PERSISTED_QUERY_NOT_SUPPORTED: "This service takes no ids of documents; send the document itself.",
  QUERY_NOT_IN_SAFELIST: "This service runs only documents that it was told of beforehand.",
  BAD_REQUEST: "The HTTP request is not a GraphQL request.",
  INTERNAL: "Something failed on our side; `errorId` finds it in the log.",
} as const;

export type ErrorCode = keyof typeof errorCodes;

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === "string" && Object.hasOwn(errorCodes, code);
}
