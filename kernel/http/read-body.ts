import type { IncomingMessage } from "node:http";
import { AirgraphError } from "../errors/airgraph-error.ts";

/**
 * The whole body as text.
 * @throws AirgraphError BAD_REQUEST when the client goes away; PAYLOAD_TOO_LARGE as soon as more than `maximumBytes` are announced or have come. The rest is
 * read and thrown away, so that the answer reaches the client and the connection stays usable.
 */
export function readBody(request: IncomingMessage, maximumBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const refuse = () => {
      request.off("data", keep);
      request.resume();
      reject(
        new AirgraphError("PAYLOAD_TOO_LARGE", `The request body is larger than ${maximumBytes} bytes.`, {
          maximumBytes,
        }),
      );
    };
    const keep = (chunk: Buffer) => {
      size += chunk.length;
      if (size > maximumBytes) refuse();
      else chunks.push(chunk);
    };
    request.on("error", (cause) => {
      reject(new AirgraphError("BAD_REQUEST", "The request body broke off.", {}, { cause }));
    });
    request.on("end", () => resolve(textOf(chunks)));
    if (Number(request.headers["content-length"] ?? 0) > maximumBytes) refuse();
    else request.on("data", keep);
  });
}

/** Most bodies come in one piece, which needs no copy. */
function textOf(chunks: readonly Buffer[]): string {
  const [only] = chunks;
  return (chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks)).toString("utf8");
}
