import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";

/** A field's name (RFC 9110, section 5.6.2). */
const token = /^[\w!#$%&'*+.^`|~-]+$/;
/** A field's value (RFC 9110, section 5.5): no line breaks, no other control characters. */
const fieldValue = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;
const mostHeaders = 50;
const longestHeaders = 16 * 1024;

/** Those of one connection and of how a message is framed, which are ours to say, and those that we sign with. */
const reserved: ReadonlySet<string> = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * Headers as they are sent, by their names in lower case.
 * @throws AirgraphError BAD_USER_INPUT naming the header; its value may be a secret and is not repeated
 */
export function requestHeaders(given: Readonly<Record<string, string>>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const key = name.toLowerCase();
    if (!token.test(name)) throw unacceptable(name, "is no name of a header");
    if (reserved.has(key) || /^(?:proxy-|x-airgraph-)/.test(key)) throw unacceptable(name, "can't be set");
    if (Object.hasOwn(headers, key)) throw unacceptable(name, "is given twice");
    if (!fieldValue.test(value)) throw unacceptable(name, "must hold no line breaks and nothing beyond Latin-1");
    headers[key] = value;
  }
  const length = Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (Object.keys(headers).length > mostHeaders || length > longestHeaders)
    throw new AirgraphError(
      "BAD_USER_INPUT",
      `headers must be at most ${mostHeaders}, with ${longestHeaders} characters together.`,
      { field: "headers" },
    );
  return headers;
}

function unacceptable(name: string, problem: string): AirgraphError {
  return new AirgraphError("BAD_USER_INPUT", `headers.${JSON.stringify(name.slice(0, 100))} ${problem}.`, {
    field: "headers",
  });
}
