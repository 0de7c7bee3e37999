import { z } from "zod";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ErrorCode } from "../../kernel/errors/error-code.ts";
import { toldError } from "../../kernel/errors/told-error.ts";
import { isStream } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { sendJson } from "../../kernel/http/http-server.ts";
import { readBody } from "../../kernel/http/read-body.ts";
import type { Route } from "./handle-http.ts";

const address = /^\/hooks\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[A-Za-z_][A-Za-z0-9_]{0,63})$/;
const maximumBytes = 1_048_576;
/** Each holds its body, and costs a look into the database. */
const maximumUnderWay = 50;
/** Harmless to sign and to store. */
const keyShape = /^[\w:-]{1,100}$/;

const receiveHook = /* GraphQL */ `
  mutation ReceiveHook($input: HookInput!) {
    receiveHook(input: $input) { runId }
  }
`;
const answer = z.object({ receiveHook: z.object({ runId: z.string().nullable() }) });

/** What the sender can do something about; at anything else, it can only try again. */
const statuses: Partial<Record<ErrorCode, number>> = {
  BAD_REQUEST: 400,
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  NOT_FOUND: 404,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
};

/**
 * Where requests start runs of workflows: `POST /hooks/{workflow's id}/{trigger's id}`, with a JSON body of at most 1 MiB, the
 * header X-Airgraph-Signature and, if it may be sent again, Idempotency-Key. The workflow subgraph decides whether a request is
 * genuine. Answers 202 with `{"runId": …}`: null when the trigger's condition did not hold.
 */
export function createHookReceiver(workflow: CallerExecutor): Route {
  let underWay = 0;

  return async (request, response, { pathname, requestId, logger }) => {
    const topic = address.exec(pathname)?.[1];
    if (topic === undefined || request.method !== "POST") return false;
    if (underWay >= maximumUnderWay) {
      request.resume();
      refuse(new AirgraphError("RATE_LIMITED", "Too many requests at once.", { retryAfterMs: 5_000 }));
      return true;
    }
    underWay += 1;
    try {
      const idempotencyKey = request.headers["idempotency-key"];
      if (idempotencyKey !== undefined && !(typeof idempotencyKey === "string" && keyShape.test(idempotencyKey)))
        throw new AirgraphError(
          "BAD_REQUEST",
          "The header Idempotency-Key must have 1 to 100 letters, digits, _, : or -.",
        );
      const signature = request.headers["x-airgraph-signature"];
      const input = {
        topic,
        body: await readBody(request, maximumBytes),
        signature: typeof signature === "string" ? signature : "",
        idempotencyKey,
        contentType: request.headers["content-type"],
      };
      sendJson(response, 202, { runId: await start(input, requestId) });
    } catch (err) {
      if (!(err instanceof AirgraphError)) logger.warn({ err }, "could not take a request to a trigger");
      refuse(err);
    } finally {
      underWay -= 1;
    }
    return true;

    function refuse(error: unknown): void {
      const code = error instanceof AirgraphError ? error.code : "UPSTREAM_UNAVAILABLE";
      const status = statuses[code];
      const message = status === undefined ? "Try again later." : error instanceof Error ? error.message : "";
      const retryAfterMs = error instanceof AirgraphError ? Number(error.extensions["retryAfterMs"] ?? 10_000) : 10_000;
      const mayRetry = status === undefined || status === 429;
      sendJson(
        response,
        status ?? 503,
        { errors: [{ message, extensions: { code, ...(mayRetry ? { retryAfterMs } : {}) } }] },
        mayRetry ? { "retry-after": String(Math.ceil(retryAfterMs / 1_000)) } : {},
      );
    }
  };

  async function start(input: Record<string, unknown>, requestId: string): Promise<string | null> {
    const result = await workflow({
      query: receiveHook,
      variables: { input },
      caller: { kind: "service", name: "router" },
      requestId,
    });
    if (isStream(result)) throw new TypeError("a mutation answered with a stream");
    const [error] = result.errors ?? [];
    if (error !== undefined) {
      const { code, message, extensions } = toldError(error);
      throw new AirgraphError(code, message, { ...extensions });
    }
    return answer.parse(result.data).receiveHook.runId;
  }
}
