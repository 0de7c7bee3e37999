import { type DocumentNode, getOperationAST, type OperationDefinitionNode } from "graphql";

/**
 * The operation of that name, or the only one of a document that was admitted, planned or made here, and so has it.
 * @throws TypeError when it has not
 */
export function operationIn(document: DocumentNode, operationName?: string): OperationDefinitionNode {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new TypeError("a document without its operation");
  return operation;
}
