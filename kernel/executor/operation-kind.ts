import { getOperationAST, type OperationTypeNode, parse } from "graphql";

const kinds = new Map<string, OperationTypeNode | undefined>();
const maximumKnown = 2_000;

/** Whether a document's operation is a query, mutation or subscription; undefined when it does not parse or is not there. */
export function operationKind(query: string, operationName: string | undefined): OperationTypeNode | undefined {
  const key = `${operationName ?? ""} ${query}`;
  if (kinds.has(key)) return kinds.get(key);
  let kind: OperationTypeNode | undefined;
  try {
    kind = getOperationAST(parse(query, { noLocation: true }), operationName)?.operation;
  } catch {
    kind = undefined;
  }
  if (kinds.size >= maximumKnown) kinds.clear();
  kinds.set(key, kind);
  return kind;
}
