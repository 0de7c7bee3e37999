import { z } from "zod";
import { ControlError } from "../control-error.ts";
import { faultRuleSchema } from "../faults/fault.ts";
import { foreignCall } from "./admin-guard.ts";
import { type Answer, jsonAnswer } from "./answer.ts";
import { advanceClock, revokeToken, setSwitches } from "./control.ts";
import { editBase } from "./edit-base.ts";
import { grantBase } from "./grant-base.ts";
import type { Incoming } from "./incoming.ts";
import type { Service } from "./service.ts";

/** A call of the emulator's own that cannot be done; the message says why. */
class AdminError extends Error {
  override readonly name = "AdminError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Whether a path is the emulator's own: health checks and what lies under `/_emulator/`. */
export function isAdminPath(path: string): boolean {
  return path.startsWith("/_emulator/") || path.startsWith("/health/");
}

/**
 * Answers health checks and the emulator's own calls. They need no token, count against no limit and are not recorded;
 * pages of other origins are refused.
 */
export function answerAdmin(service: Service, incoming: Incoming): Answer {
  try {
    if (incoming.path.startsWith("/_emulator/")) {
      const foreign = foreignCall(incoming);
      if (foreign !== null) throw new AdminError(403, foreign);
    }
    return jsonAnswer(200, run(service, incoming));
  } catch (error) {
    if (error instanceof AdminError) return jsonAnswer(error.status, { error: error.message });
    if (error instanceof RangeError || error instanceof ControlError) {
      return jsonAnswer(400, { error: error.message });
    }
    if (error instanceof z.ZodError) return jsonAnswer(400, { error: z.prettifyError(error) });
    throw error;
  }
}

const quota = z.strictObject({ baseId: z.string(), most: z.int().min(0).nullable() });
// What an edit must be, `editBase` checks.
const edits = z.strictObject({ baseId: z.string(), edits: z.array(z.unknown()) });
const advance = z.strictObject({ ms: z.int().min(0) });

function run(service: Service, incoming: Incoming): object {
  switch (`${incoming.method} ${incoming.path}`) {
    case "GET /health/live":
    case "GET /health/ready":
      return { status: "ok" };
    case "GET /_emulator/requests":
      return { requests: service.requestLog.list() };
    case "DELETE /_emulator/requests":
      service.requestLog.clear();
      return { cleared: true };
    case "POST /_emulator/iterators/expire":
      return { expired: service.iterators.expireAll() };
    case "POST /_emulator/limits/reset":
      service.limiter.reset();
      return { reset: true };
    case "POST /_emulator/quotas": {
      const { baseId, most } = quota.parse(bodyOf(incoming));
      service.quota.set(baseId, most);
      return { baseId, most };
    }
    case "POST /_emulator/edits": {
      const { baseId, edits: written } = edits.parse(bodyOf(incoming));
      editBase(service, baseId, written);
      return { baseId, done: written.length };
    }
    case "POST /_emulator/grants":
      return grantBase(service, bodyOf(incoming));
    case "GET /_emulator/faults":
      return { faults: service.faults.list() };
    case "POST /_emulator/faults":
      return service.faults.add(faultRuleSchema.parse(bodyOf(incoming)));
    case "DELETE /_emulator/faults":
      service.faults.clear();
      return { cleared: true };
    case "GET /_emulator/switches":
      return service.switches;
    case "PATCH /_emulator/switches":
      return setSwitches(service, bodyOf(incoming));
    case "POST /_emulator/clock/advance":
      if (!advanceClock(service, advance.parse(bodyOf(incoming)).ms)) {
        throw new AdminError(409, "this emulator runs on a clock that cannot be moved");
      }
      return { now: service.clock.now() };
    default:
      return runOnOne(service, incoming);
  }
}

/** The calls whose path names one fault or one token. */
function runOnOne(service: Service, { method, path }: Incoming): object {
  const [, collection, key] = /^\/_emulator\/(faults|tokens)\/([^/]+)$/.exec(path) ?? [];
  if (method !== "DELETE" || key === undefined) throw new AdminError(404, `there is no ${method} ${path}`);
  const name = decodeKey(key);
  const removed = collection === "faults" ? service.faults.remove(name) : revokeToken(service, name);
  if (!removed) throw new AdminError(404, collection === "faults" ? `there is no fault ${name}` : "no such token");
  return { removed: true };
}

function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch (error) {
    if (error instanceof URIError) throw new AdminError(400, `${key} is not percent-encoded as it should be`);
    throw error;
  }
}

function bodyOf({ body }: Incoming): unknown {
  try {
    return JSON.parse(body ?? "");
  } catch (error) {
    if (error instanceof SyntaxError) throw new AdminError(400, `the body must be JSON: ${error.message}`);
    throw error;
  }
}
