import { once } from "node:events";
import { exportAuditLog } from "../kernel/audit-log/export-audit-log.ts";
import type { Env } from "../kernel/config/settings.ts";
import { SayableError } from "../kernel/process/sayable-error.ts";
import { rotateKeys } from "./rotate-keys.ts";

/**
 * What an operator does by hand.
 * @returns whether all is well
 * @throws SayableError where they can mend it
 */
export async function operate(name: string | undefined, args: readonly string[], env: Env): Promise<boolean> {
  try {
    switch (name) {
      case "rotate-keys":
        return await rotateKeys(env, (line) => process.stdout.write(`${line}\n`));
      case "audit-log":
        return await exportAuditLog(env, args, { print, say: (line) => process.stderr.write(`${line}\n`) });
      default:
        throw new SayableError("Say what to do: rotate-keys, audit-log.");
    }
  } catch (error) {
    throw isMissingTable(error) ? neverStarted(error) : error;
  }
}

/** No faster than it is read: an export may be larger than memory. */
async function print(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, "drain");
}

/** SQLSTATE of a schema, table or column that is not there, however deep it is wrapped. */
function isMissingTable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string" && /^(3F000|42P01|42703)$/.test(cause.code)) return true;
  }
  return false;
}

function neverStarted(cause: unknown): SayableError {
  return new SayableError(
    "The database lacks a table that this version needs: start Airgraph of this version once, which makes it.",
    { cause },
  );
}
