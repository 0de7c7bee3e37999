import { getOperationAST, type OperationTypeNode, parse } from "graphql";
import { createBoundedCache } from "../bounded-cache.ts";

const kinds = createBoundedCache<OperationTypeNode | "none">({ total: 4_000_000, longest: 20_000 });

/** Whether a document's operation is a query, mutation or subscription; undefined when it does not parse or is not there. */
export function operationKind(query: string, operationName: string | undefined): OperationTypeNode | undefined {
  const key = `${operationName ?? ""} ${query}`;
  const known = kinds.get(key);
  if (known !== undefined) return known === "none" ? undefined : known;
  let kind: OperationTypeNode | undefined;
  try {
    kind = getOperationAST(parse(query, { noLocation: true }), operationName)?.operation;
  } catch {
    kind = undefined;
  }
  kinds.set(key, kind ?? "none");
  return kind;
}
