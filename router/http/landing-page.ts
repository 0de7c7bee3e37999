import type { IncomingMessage, ServerResponse } from "node:http";
import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { RequestContext } from "../request-context.ts";
import { HttpRefusal } from "./http-refusal.ts";

/**
 * Shows a browser that looks at the endpoint Apollo's page, where there is one.
 * @throws HttpRefusal for what is no browser: it forgot its query
 */
export async function answerPage(
  request: IncomingMessage,
  response: ServerResponse,
  { apollo, search, headers }: { apollo: ApolloServer<RequestContext>; search: string; headers: readonly string[] },
): Promise<void> {
  if (!(request.headers.accept ?? "").includes("text/html"))
    throw new HttpRefusal(400, "There is no query in the request.");
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: "GET", headers: headersOf(request), search, body: undefined },
    context: async () => {
      throw new TypeError("a page was asked for, and no operation");
    },
  });
  const { status = 200, body } = answer;
  const own = [...answer.headers].flat();
  if (body.kind !== "complete") throw new TypeError("a page comes in one piece");
  response.writeHead(status, [...headers, ...own, "content-length", String(Buffer.byteLength(body.string))]);
  response.end(body.string);
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}
