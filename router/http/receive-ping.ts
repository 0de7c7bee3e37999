import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { isStream } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { readBody } from "../../kernel/http/read-body.ts";
import type { Route } from "./handle-http.ts";

const address = /^\/webhooks\/airtable\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
/** Airtable's are some 150 bytes. */
const maximumBytes = 4_096;
/** Each costs a look into the database. Airtable sends again what is refused here. */
const maximumUnderWay = 50;

const receiveAirtablePing = /* GraphQL */ `
  mutation ReceiveAirtablePing($input: AirtablePingInput!) {
    receiveAirtablePing(input: $input)
  }
`;

/**
 * Where Airtable's webhooks notify us (emulator/airtable-api.md 7): `POST /webhooks/airtable/{watchId}`. The airtable
 * subgraph decides whether a notification is genuine; whatever is wrong with one, the answer is the same 404.
 */
export function createPingReceiver(airtable: CallerExecutor): Route {
  let underWay = 0;

  return async (request, response, { pathname, requestId, logger }) => {
    const watchId = address.exec(pathname)?.[1];
    if (watchId === undefined || request.method !== "POST") return false;
    try {
      const body = await readBody(request, maximumBytes);
      const mac = request.headers["x-airtable-content-mac"];
      const genuine = typeof mac === "string" && (await isGenuine({ watchId, body, mac }, requestId));
      response.writeHead(genuine ? 204 : 404).end();
    } catch (err) {
      if (err instanceof AirgraphError && err.code === "PAYLOAD_TOO_LARGE") {
        response.writeHead(404).end();
      } else {
        // A flood must not fill the log too.
        logger[err instanceof AirgraphError ? "debug" : "warn"]({ err }, "could not take a webhook's notification");
        response.writeHead(503, { "retry-after": "10" }).end();
      }
    }
    return true;
  };

  async function isGenuine(input: { watchId: string; body: string; mac: string }, requestId: string): Promise<boolean> {
    if (underWay >= maximumUnderWay) throw new AirgraphError("RATE_LIMITED", "Too many notifications at once.");
    underWay += 1;
    try {
      const result = await airtable({
        query: receiveAirtablePing,
        variables: { input },
        caller: { kind: "service", name: "router" },
        requestId,
      });
      if (isStream(result)) throw new TypeError("a mutation answered with a stream");
      if (result.errors !== undefined) throw new Error(`the ping failed: ${JSON.stringify(result.errors)}`);
      return result.data?.["receiveAirtablePing"] === true;
    } finally {
      underWay -= 1;
    }
  }
}
