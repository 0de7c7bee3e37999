import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { Outcome } from "./send-request.ts";

/** What an http step answers. */
export interface HttpAnswer {
  readonly status: number;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** JSON where the answer says that it is; else text, or base64 of bytes that are none. */
export function readAnswer({ status, headers, body }: Extract<Outcome, { kind: "answered" }>): HttpAnswer {
  return { status, headers, body: isJson(headers["content-type"]) && body.length > 0 ? parsed(body) : textOf(body) };
}

function isJson(contentType = ""): boolean {
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType);
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (cause) {
    throw new AirgraphError("UPSTREAM_REJECTED", "The answer says that it is JSON, and is not.", {}, { cause });
  }
}

function textOf(body: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return body.toString("base64");
  }
}
