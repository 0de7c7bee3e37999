import { type DocumentNode, Kind, type OperationTypeNode, parse } from "graphql";
import { type BoundedCache, createBoundedCache } from "../bounded-cache.ts";

/** What has to be known of a document to send it. */
export interface SentDocument {
  /** As a JSON string. */
  readonly json: string;
  readonly kinds: OperationKinds;
}

type OperationKinds =
  | { readonly known: "by name"; readonly byName: ReadonlyMap<string, OperationTypeNode> }
  /** Whether or not it is named. */
  | { readonly known: "of the only one"; readonly name: string | undefined; readonly kind: OperationTypeNode }
  /** It does not parse. */
  | { readonly known: "none" };

/** The same documents are sent again and again: each is parsed and printed as JSON once. */
export function createSentDocuments(): (query: string) => SentDocument {
  const documents: BoundedCache<SentDocument> = createBoundedCache({ total: 4_000_000, longest: 20_000 });

  return (query) => {
    const known = documents.get(query);
    if (known !== undefined) return known;
    const document: SentDocument = { json: JSON.stringify(query), kinds: operationKinds(query) };
    documents.set(query, document);
    return document;
  };
}

/** Whether an operation is a query, mutation or subscription; undefined when there is none of that name. */
export function operationKind(
  { kinds }: SentDocument,
  operationName: string | undefined,
): OperationTypeNode | undefined {
  switch (kinds.known) {
    case "none":
      return undefined;
    case "of the only one":
      return operationName === undefined || operationName === kinds.name ? kinds.kind : undefined;
    case "by name":
      return operationName === undefined ? undefined : kinds.byName.get(operationName);
  }
}

function operationKinds(query: string): OperationKinds {
  let document: DocumentNode;
  try {
    document = parse(query, { noLocation: true });
  } catch {
    return { known: "none" };
  }
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [only, ...others] = operations;
  if (only === undefined) return { known: "none" };
  if (others.length === 0) return { known: "of the only one", name: only.name?.value, kind: only.operation };
  return {
    known: "by name",
    byName: new Map(operations.map(({ name, operation }) => [name?.value ?? "", operation])),
  };
}
