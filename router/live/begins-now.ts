import { getOperationAST, Kind, valueFromASTUntyped } from "graphql";
import type { SubscriptionRequest } from "../execution/subscribe.ts";

/**
 * Whether a subscription tells only of what happens from now on: its root field is declared to begin so, and no cursor is given.
 * @param fromNowOn names of such root fields
 */
export function beginsNow(
  { document, operationName, variables }: Pick<SubscriptionRequest, "document" | "operationName" | "variables">,
  fromNowOn: ReadonlySet<string>,
): boolean {
  const operation = getOperationAST(document, operationName);
  const [root, ...others] = operation?.selectionSet.selections ?? [];
  // A root field within a fragment may be declared so as well; not to share is always right.
  if (!operation || root?.kind !== Kind.FIELD || others.length > 0 || !fromNowOn.has(root.name.value)) return false;
  const after = root.arguments?.find(({ name }) => name.value === "after")?.value;
  if (after === undefined) return true;
  const hasDefault = operation.variableDefinitions?.some(({ defaultValue }) => defaultValue !== undefined) ?? false;
  return !hasDefault && (valueFromASTUntyped(after, variables) ?? null) === null;
}
