import { createHash } from "node:crypto";
import { stripIgnoredCharacters } from "graphql";
import { isActor } from "../../kernel/authorization/refusals.ts";
import { createBoundedCache } from "../../kernel/bounded-cache.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { Supergraph } from "../supergraph/supergraph.ts";
import { askedId, type DocumentRequest } from "./document-request.ts";
import type { Manifest } from "./read-manifest.ts";

/** What becomes of documents that the manifest does not list: nothing, a line in the log, or a refusal. */
export const safelistModes = ["off", "log", "enforce"] as const;
export type SafelistMode = (typeof safelistModes)[number];

/** Which document a request means, and whether it may be run at all. The same for every entrance. */
export interface Documents<Graph = Supergraph> {
  /**
   * @returns the document's text
   * @throws AirgraphError BAD_REQUEST, PERSISTED_QUERY_NOT_FOUND, PERSISTED_QUERY_NOT_SUPPORTED, QUERY_NOT_IN_SAFELIST
   */
  resolve(request: DocumentRequest, context: DocumentContext<Graph>): string;
}

export interface DocumentContext<Graph> {
  readonly caller: Caller;
  /** The caller's. */
  readonly supergraph: Graph;
  /** Told of what is not listed, when that is only to be logged. */
  readonly logger?: Logger;
}

export interface DocumentsOptions<Graph = Supergraph> {
  readonly manifest: Manifest;
  readonly mode: SafelistMode;
  /** Whether documents that ask for the schema and nothing else are let pass. */
  readonly introspectionExempt: boolean;
  /** Whether clients may register documents by Apollo's protocol (automatic persisted queries). */
  readonly registers: boolean;
  /** Whether a text is a document that could be run, and whether it asks for the schema only. */
  look(source: string, supergraph: Graph): "invalid" | "introspection" | "operation";
}

/** In characters of documents, of all together and of one. What falls out is registered again by who needs it. */
const registered = { total: 16_000_000, longest: 100_000 };
/** Texts that are listed but for blanks and comments: known by how clients write them. */
const normalised = { total: 4_000_000, longest: 100_000 };

/** Blanks and comments don't make a document longer than that many times; reading a large one costs. */
const mostPadding = 4;

export function createDocuments<Graph = Supergraph>(options: DocumentsOptions<Graph>): Documents<Graph> {
  const { manifest, mode, introspectionExempt, registers, look } = options;
  const store = createBoundedCache<string>({ ...registered, sizeOf: (key, text) => key.length + text.length });
  const listed = new Set(manifest.values());
  const listedNormalised = new Set([...listed].map((text) => normalise(text)));
  const longestListed = Math.max(0, ...[...listed].map((text) => text.length));
  const verdicts = createBoundedCache<boolean>(normalised);

  return {
    resolve(request, context) {
      const asked = askedId(request);
      // graphql-ws has to be sent a text, which is empty where an id stands for it.
      const query = request.query === "" ? undefined : request.query;
      if (asked === undefined) {
        if (typeof query !== "string") throw new AirgraphError("BAD_REQUEST", "There is no query in the request.");
        return admitted(query, context);
      }
      const persisted = manifest.get(asked.id);
      if (persisted !== undefined) {
        // Whatever text comes with it, the id says what is meant; another text under it would be a trap.
        if (typeof query === "string" && !isSame(query, persisted))
          throw new AirgraphError("BAD_REQUEST", "The document is not the one that its id stands for.");
        return persisted;
      }
      if (typeof query === "string") return register(asked.id, asked.isHash, query, context);
      const text = registers ? store.get(asked.id) : undefined;
      if (text !== undefined) return admitted(text, context);
      if (!registers && manifest.size === 0)
        throw new AirgraphError("PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported");
      throw new AirgraphError("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound");
    },
  };

  /** A document is kept under its own hash and no other id, so that nobody can put one in another's place. */
  function register(id: string, isHash: boolean, query: string, context: DocumentContext<Graph>): string {
    const source = admitted(query, context);
    if (!isHash) return source;
    if (createHash("sha256").update(query).digest("hex") !== id)
      throw new AirgraphError("BAD_REQUEST", "The sha256Hash is not the hash of the query.");
    const isNew = registers && query.length <= registered.longest && store.get(id) === undefined;
    if (isNew && look(query, context.supergraph) !== "invalid") store.set(id, query);
    return source;
  }

  function admitted(source: string, { caller, supergraph, logger }: DocumentContext<Graph>): string {
    if (mode === "off" || isListed(source)) return source;
    // Runs ask what a published definition says, sagas what the code of their actions says.
    if (isActor(caller) && (caller.runId ?? caller.sagaId) !== undefined) return source;
    if (introspectionExempt && look(source, supergraph) === "introspection") return source;
    if (mode === "enforce")
      throw new AirgraphError("QUERY_NOT_IN_SAFELIST", "Only documents that this service knows beforehand are run.");
    logger?.warn({ document: source.slice(0, 1_000) }, "a document that is not listed");
    return source;
  }

  function isListed(source: string): boolean {
    if (listed.has(source)) return true;
    if (source.length > mostPadding * longestListed) return false;
    const known = verdicts.get(source);
    if (known !== undefined) return known;
    const verdict = listedNormalised.has(normalise(source));
    verdicts.set(source, verdict);
    return verdict;
  }
}

function isSame(query: string, persisted: string): boolean {
  if (query === persisted) return true;
  return query.length <= mostPadding * persisted.length && normalise(query) === normalise(persisted);
}

/** A document without blanks and comments; what is no document stays as it is. */
function normalise(source: string): string {
  try {
    return stripIgnoredCharacters(source);
  } catch {
    return source;
  }
}
