import type { OutgoingHttpHeaders } from "node:http";

/** What goes back to a client, before compression. */
export interface Answer {
  readonly status: number;
  /** `content-type` among them. */
  readonly headers: Readonly<OutgoingHttpHeaders>;
  readonly body: string | Uint8Array;
}

/** An answer of JSON. @param value null for an empty body */
export function jsonAnswer(status: number, value: object | null, headers: Readonly<OutgoingHttpHeaders> = {}): Answer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: value === null ? "" : JSON.stringify(value),
  };
}
