import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";

/** How a client names the document that it wants run: by its text, by an id, or both. */
export interface DocumentRequest {
  readonly query?: string | null | undefined;
  /** As GraphQL over HTTP has it for persisted documents. */
  readonly documentId?: string | null | undefined;
  /** `persistedQuery` of Apollo's protocol. */
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

/** What is asked for by an id. */
export interface AskedId {
  readonly id: string;
  /** Whether the id is said to be the hash of the document, by Apollo's protocol. */
  readonly isHash: boolean;
}

/** GraphQL over HTTP: `sha256:` before a hash; other ids are the server's business. */
const hashPrefix = "sha256:";
const hash = /^[0-9a-f]{64}$/;
const longestId = 512;

/** @throws AirgraphError BAD_REQUEST for an id that is none */
export function askedId({ documentId, extensions }: DocumentRequest): AskedId | undefined {
  if (documentId !== undefined && documentId !== null) {
    const id = documentId.startsWith(hashPrefix) ? documentId.slice(hashPrefix.length) : documentId;
    if (id === "" || id.length > longestId) throw refused("A documentId must have 1 to 512 characters.");
    return { id, isHash: false };
  }
  const persisted = extensions?.["persistedQuery"];
  if (persisted === undefined || persisted === null) return undefined;
  if (typeof persisted !== "object" || !("sha256Hash" in persisted) || typeof persisted.sha256Hash !== "string")
    throw refused("extensions.persistedQuery must hold version 1 and a sha256Hash.");
  if (!("version" in persisted) || persisted.version !== 1) throw refused("Unsupported persisted query version.");
  const id = persisted.sha256Hash;
  if (id === "" || id.length > longestId) throw refused("A sha256Hash must be 64 hexadecimal digits.");
  return { id, isHash: hash.test(id) };
}

function refused(message: string): AirgraphError {
  return new AirgraphError("BAD_REQUEST", message);
}
