/** A refusal in the form of RFC 6749, 4.1.2.1 and 5.2. */
export type OAuthErrorCode =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "invalid_scope"
  | "unsupported_grant_type"
  | "unsupported_response_type"
  | "access_denied";

export class OAuthError extends Error {
  override readonly name = "OAuthError";
  readonly code: OAuthErrorCode;
  /** Of the token endpoint: 401 for a client that is not who it says, 400 for the rest (reference 8). */
  readonly status: number;

  constructor(code: OAuthErrorCode, description: string, status = code === "invalid_client" ? 401 : 400) {
    super(description);
    this.code = code;
    this.status = status;
  }
}
