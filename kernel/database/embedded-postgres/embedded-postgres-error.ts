import { SayableError } from "../../process/sayable-error.ts";

/**
 * Why embedded Postgres could not be started or stopped.
 *
 * - `BAD_OPTION` an option has a value that cannot work
 * - `PACKAGE_MISSING` the npm package with the binaries of this platform is not installed
 * - `FOLDER_UNUSABLE` the data folder cannot be written, reached, or holds something else
 * - `VERSION_MISMATCH` the data folder was made by another major version of Postgres
 * - `INITDB_FAILED` a new cluster could not be made
 * - `PORT_TAKEN` the port that was asked for belongs to something else
 * - `ALREADY_RUNNING` a postmaster runs on the folder, and `adopt` is false
 * - `WRONG_PASSWORD` the cluster was made with another password
 * - `START_FAILED` postgres exited while it started, or did not become ready in time
 * - `STOP_FAILED` the postmaster outlived both a fast and an immediate shutdown
 */
export type EmbeddedPostgresErrorCode =
  | "BAD_OPTION"
  | "PACKAGE_MISSING"
  | "FOLDER_UNUSABLE"
  | "VERSION_MISMATCH"
  | "INITDB_FAILED"
  | "PORT_TAKEN"
  | "ALREADY_RUNNING"
  | "WRONG_PASSWORD"
  | "START_FAILED"
  | "STOP_FAILED";

/** The one error this room throws: a stable `code`, one sentence for people, and the `cause` where there is one. */
export class EmbeddedPostgresError extends SayableError {
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: { cause: unknown }) {
    super(message, options);
    this.name = "EmbeddedPostgresError";
    this.code = code;
  }
}

/** The `code` of a Node or Postgres error (`ENOENT`, `57P03`), or undefined when there is none. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
