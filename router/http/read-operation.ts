import type { IncomingMessage } from "node:http";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { readBody } from "../../kernel/http/read-body.ts";
import type { OperationRequest } from "../operation/admit-operation.ts";
import { isJson } from "./credentials.ts";
import { HttpRefusal } from "./http-refusal.ts";

/** What a request asks for: one operation, or several at once. */
export type Asked = OperationRequest | readonly OperationRequest[];

/** Parameters of a GET that make it an operation. */
const operationParameters = ["query", "documentId", "extensions"];

/**
 * Reads the operation, or the list of them, in the body of a POST (GraphQL over HTTP, "POST").
 * @throws HttpRefusal, AirgraphError BAD_REQUEST, PAYLOAD_TOO_LARGE, COST_LIMIT_EXCEEDED for too many at once
 */
export async function readPosted(
  request: IncomingMessage,
  limits: { maximumBodyBytes: number; maximumBatch: number },
): Promise<Asked> {
  const text = await readBody(request, limits.maximumBodyBytes);
  if (!isJson(request) || !isUtf8(request))
    throw new HttpRefusal(415, "The body of a POST must be application/json in UTF-8.");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new AirgraphError("BAD_REQUEST", "The request body is not valid JSON.", {}, { cause });
  }
  if (!Array.isArray(body)) return operationIn(body);
  if (body.length === 0) throw new AirgraphError("BAD_REQUEST", "The list of operations is empty.");
  if (body.length > limits.maximumBatch)
    throw new AirgraphError(
      "COST_LIMIT_EXCEEDED",
      `${body.length} operations came at once; at most ${limits.maximumBatch} are taken.`,
    );
  return body.map(operationIn);
}

/**
 * Reads the operation in a URL (GraphQL over HTTP, "GET").
 * @returns undefined when there is none: a browser that looks at the endpoint's page
 * @throws AirgraphError BAD_REQUEST
 */
export function readFromUrl(search: string): OperationRequest | undefined {
  const parameters = new URLSearchParams(search);
  if (!operationParameters.some((name) => parameters.has(name))) return undefined;
  const text = (name: string) => parameters.get(name) ?? undefined;
  const json = (name: string): unknown => {
    const given = parameters.get(name);
    if (given === null || given === "") return undefined;
    try {
      return JSON.parse(given);
    } catch (cause) {
      throw new AirgraphError("BAD_REQUEST", `The parameter ${name} is not valid JSON.`, {}, { cause });
    }
  };
  return {
    ...operationIn({
      query: text("query"),
      documentId: text("documentId"),
      operationName: text("operationName") || undefined,
      variables: json("variables"),
      extensions: json("extensions"),
    }),
    readsOnly: true,
  };
}

/** Checked by hand: each request comes through here, and a schema of zod's takes several times as long. */
function operationIn(body: unknown): OperationRequest {
  if (!isMap(body)) throw new AirgraphError("BAD_REQUEST", "The request body must be a JSON object.");
  const { query, documentId, operationName, variables, extensions } = body;
  if (!isText(query)) throw wrong("query", "text");
  if (!isText(documentId)) throw wrong("documentId", "text");
  if (!isText(operationName)) throw wrong("operationName", "text");
  if (!isMapOrNothing(variables)) throw wrong("variables", "an object");
  if (!isMapOrNothing(extensions)) throw wrong("extensions", "an object");
  return { query, documentId, operationName, variables, extensions };
}

function isText(value: unknown): value is string | null | undefined {
  return typeof value === "string" || value === undefined || value === null;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isMapOrNothing(value: unknown): value is Readonly<Record<string, unknown>> | null | undefined {
  return value === undefined || value === null || isMap(value);
}

function wrong(parameter: string, kind: string): AirgraphError {
  return new AirgraphError("BAD_REQUEST", `The parameter ${parameter} must be ${kind}.`);
}

function isUtf8({ headers }: IncomingMessage): boolean {
  const { "content-type": type = "", "content-encoding": encoding } = headers;
  if (encoding !== undefined && encoding !== "identity") return false;
  const at = type.toLowerCase().indexOf("charset=");
  if (at === -1) return true;
  const charset = type.slice(at + "charset=".length).toLowerCase();
  return charset.startsWith("utf-8") || charset.startsWith('"utf-8"');
}
