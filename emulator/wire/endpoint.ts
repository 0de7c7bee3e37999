import type { z } from "zod";
import { refusals } from "../api-error.ts";
import type { JsonObject } from "../json.ts";
import type { PermissionLevel, Scope, Token, User } from "../seed/seed.ts";
import type { CellReader } from "../store/cell-reader.ts";
import type { Base, Change, Table } from "../store/model.ts";
import type { Switches } from "../switches.ts";
import type { Author } from "../webhooks/author.ts";
import type { PathParts } from "./path-parts.ts";
import type { Service } from "./service.ts";

/** What an endpoint reads its parameters from, the path among them. */
export interface ApiRequest extends PathParts {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly contentType: string | null;
  /** Raw text; empty when there is none. */
  readonly body: string;
  /** An attachment's URL as the answer shows it. */
  printUrl(url: string): string;
  /** The switch of this name. */
  readonly unknownKeys: Switches["unknownKeys"];
}

export interface Caller {
  readonly service: Service;
  readonly token: Token;
  readonly user: User;
}

export interface BaseCall extends Caller {
  readonly base: Base;
  readonly reader: CellReader;
  readonly level: PermissionLevel;
  /** The time of the call, ms since 1970-01-01 UTC. */
  readonly now: number;
  /** Who acts now, for what is written. */
  readonly change: Change;
  /** Who acts, for the payloads of webhooks. */
  readonly author: Author;
}

export interface TableCall extends BaseCall {
  readonly table: Table;
}

/**
 * The second half of an endpoint: runs once access is granted (step 6 of reference 1.2). What it writes, it writes before
 * it first waits for anything; after that it cannot refuse any more.
 */
export type Run<Call> = (call: Call) => ResponseBody | Promise<ResponseBody>;

/** Null is an empty body. */
export type ResponseBody = JsonObject | null;

/**
 * An endpoint in two halves, because parameters are judged before access (reference 1.2): `prepare` reads and
 * validates them (step 4), what it returns does the work (step 6). In between the pipeline checks scope, grant and role.
 */
interface EndpointFor<Target extends string, Call> {
  readonly target: Target;
  /** Null for calls any token may make, or whose scope depends on what they ask for. */
  readonly scope: Scope | null;
  /** The role the call needs in the base. */
  readonly role: PermissionLevel;
  /** The names of its query parameters; it has none when absent. */
  readonly queryKeys?: readonly string[];
  /** Whether it changes what must outlive the process; by default everything does but GET. */
  readonly changesState?: boolean;
  /** What a weaker role is told it may not do. */
  refusedAs?(call: Call): string;
  prepare(request: ApiRequest): Run<Call>;
}

export type WorkspaceEndpoint = EndpointFor<"workspace", Caller>;
export type BaseEndpoint = EndpointFor<"base", BaseCall>;
export type TableEndpoint = EndpointFor<"table", TableCall>;
export type Endpoint = WorkspaceEndpoint | BaseEndpoint | TableEndpoint;

/**
 * For calls whose scopes depend on what they ask for; the others name theirs in the endpoint.
 *
 * @throws ApiError 403 unless the token has one of the scopes
 */
export function requireScope({ token }: Caller, ...oneOf: readonly Scope[]): void {
  if (!oneOf.some((scope) => token.scopes.includes(scope))) throw refusals.modelNotFound();
}

/** @throws ApiError 422 INVALID_REQUEST_BODY */
export function parseJsonBody(request: ApiRequest): unknown {
  const { contentType } = request;
  if (contentType !== null && !/^application\/(?:[\w.-]+\+)?json\b/i.test(contentType)) throw refusals.unreadableBody();
  try {
    return JSON.parse(request.body);
  } catch (error) {
    if (error instanceof SyntaxError) throw refusals.unreadableBody();
    throw error;
  }
}

/** @throws ApiError 422 INVALID_REQUEST_UNKNOWN when the value does not have the shape */
export function readParameters<Schema extends z.ZodType>(value: unknown, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw refusals.invalidRequest();
  return parsed.data;
}
