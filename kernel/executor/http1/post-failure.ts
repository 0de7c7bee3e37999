/**
 * Why a POST has no answer.
 * - `unreached`: no connection could be made
 * - `late`: its deadline passed
 * - `broken`: the connection ended before the answer did
 * - `malformed`: what came is not an HTTP answer
 * - `too large`: the answer is larger than allowed
 * - `given up`: whoever asked waits no longer
 * - `overloaded`: too many wait for a connection already
 * - `closed`: the client was told to close
 */
export type PostFailureKind =
  | "unreached"
  | "late"
  | "broken"
  | "malformed"
  | "too large"
  | "given up"
  | "overloaded"
  | "closed";

export class PostFailure extends Error {
  readonly kind: PostFailureKind;
  /** Whether anything of the request may have reached the other side, which may then have acted on it. */
  readonly sent: boolean;

  constructor(kind: PostFailureKind, message: string, about: { sent: boolean; cause?: unknown }) {
    super(message, about.cause === undefined ? undefined : { cause: about.cause });
    this.name = "PostFailure";
    this.kind = kind;
    this.sent = about.sent;
  }
}
