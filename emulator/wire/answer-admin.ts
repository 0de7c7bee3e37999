import { readAttachment } from "../attachments/attachment-bytes.ts";
import type { Service } from "./service.ts";

/** An answer that is not part of Airtable's API. */
interface AdminAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Uint8Array;
}

/**
 * Answers health checks and the emulator's own calls under `/_emulator/`. They need no token, count against no limit
 * and are not recorded.
 *
 * @returns null when the path is none of them
 */
export function answerAdmin(service: Service, method: string, path: string): AdminAnswer | null {
  switch (`${method} ${path}`) {
    case "GET /health/live":
    case "GET /health/ready":
      return json({ status: "ok" });
    case "GET /_emulator/requests":
      return json({ requests: service.requestLog.list() });
    case "DELETE /_emulator/requests":
      service.requestLog.clear();
      return json({ cleared: true });
    case "POST /_emulator/iterators/expire":
      return json({ expired: service.iterators.expireAll() });
    case "POST /_emulator/limits/reset":
      service.limiter.reset();
      return json({ reset: true });
    default:
      return answerAttachment(method, path);
  }
}

function answerAttachment(method: string, path: string): AdminAnswer | null {
  const parts = /^\/_emulator\/attachments\/(att[0-9A-Za-z]{14})\/(full|large|small)\/([\w.-]+)$/.exec(path);
  if (method !== "GET" || parts === null) return null;
  const [, id = "", size = "", filename = ""] = parts;
  const { bytes, type } = readAttachment(id, filename, size === "small" ? "small" : "full");
  return { status: 200, contentType: type, body: bytes };
}

function json(value: object): AdminAnswer {
  return { status: 200, contentType: "application/json; charset=utf-8", body: JSON.stringify(value) };
}
