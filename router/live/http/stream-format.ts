import type { IncomingMessage } from "node:http";
import type { GraphQLFormattedError } from "graphql";

/** How results of one operation follow each other in the body of one HTTP answer. */
export interface StreamFormat {
  readonly contentType: string;
  readonly start: string;
  readonly heartbeat: string;
  /** @param result as JSON */
  next(result: string): string;
  /** The last that is sent. @param errors why, if it did not end by itself */
  end(errors?: readonly GraphQLFormattedError[]): string;
  /** The last that is sent when the router stops. */
  readonly goingAway: string;
}

/** Which format a request asks for, and whether it would take an answer in one piece rather. */
export interface AskedFormat {
  readonly format: StreamFormat;
  readonly takesJson: boolean;
}

/**
 * By the header `accept`: `text/event-stream`, or `multipart/mixed` with `subscriptionSpec`. Event streams go first, since
 * clients that name both have `multipart/mixed` for @defer.
 */
export function askedFormat({ headers: { accept = "" } }: IncomingMessage): AskedFormat | undefined {
  // Nearly all requests end here.
  if (!/event-stream|multipart\/mixed/i.test(accept)) return undefined;
  const types = accept.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((type) => type.trim().toLowerCase());
  const takesJson = types.some((type) => /^(application\/(graphql-response\+)?json|\*\/\*)/.test(type));
  if (types.some((type) => type.startsWith("text/event-stream"))) return { format: eventStream, takesJson };
  const isMultipart = types.some((type) => type.startsWith("multipart/mixed") && /subscriptionspec="?1\.0/.test(type));
  return isMultipart ? { format: multipart, takesJson: true } : undefined;
}

/** graphql-sse's "distinct connections mode" (https://github.com/enisdenjo/graphql-sse, PROTOCOL.md). */
const eventStream: StreamFormat = {
  contentType: "text/event-stream; charset=utf-8",
  start: ":\n\n",
  heartbeat: ":\n\n",
  next: (result) => `event: next\ndata: ${result}\n\n`,
  end: (errors) => (errors === undefined ? "" : eventStream.next(JSON.stringify({ errors }))) + completed,
  // Without `complete`, clients connect again.
  goingAway: ": the router stops; connect again\n\n",
};

/** Clients read nothing of an event without data. */
const completed = "event: complete\ndata:\n\n";

/** Apollo's "HTTP callback-less" protocol: multipart subscriptions, `subscriptionSpec=1.0`. A part is read once its end has come. */
const multipart: StreamFormat = {
  contentType: 'multipart/mixed; boundary="-"; subscriptionSpec=1.0',
  start: "\r\n---",
  heartbeat: part("{}"),
  next: (result) => part(`{"payload":${result}}`),
  end: (errors) => `${errors === undefined ? "" : part(JSON.stringify({ payload: null, errors }))}--\r\n`,
  get goingAway() {
    const message = "The router stops; subscribe again.";
    return multipart.end([{ message, extensions: { code: "UPSTREAM_UNAVAILABLE" } }]);
  },
};

function part(json: string): string {
  return `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${json}\r\n---`;
}
