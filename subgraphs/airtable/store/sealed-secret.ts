import type { SecretOwner } from "../seal.ts";

/** A secret as a row holds it. */
export interface SealedSecret extends SecretOwner {
  readonly sealed: string;
}
