/** What is known of a JSON value before it is there. */
export type StaticType =
  | { readonly kind: "dynamic" | "string" | "number" | "boolean" | "null" }
  | { readonly kind: "list"; readonly of: StaticType }
  /** An object with these keys and no others. */
  | { readonly kind: "object"; readonly fields: Readonly<Record<string, StaticType>> }
  /** An object whose keys are not known. */
  | { readonly kind: "map"; readonly of: StaticType };

export const dynamic: StaticType = { kind: "dynamic" };
export const string: StaticType = { kind: "string" };
export const number: StaticType = { kind: "number" };
export const boolean: StaticType = { kind: "boolean" };
export const listOf = (of: StaticType): StaticType => ({ kind: "list", of });
export const mapOf = (of: StaticType): StaticType => ({ kind: "map", of });
export const objectOf = (fields: Readonly<Record<string, StaticType>>): StaticType => ({ kind: "object", fields });

/** For people: "a list of texts". */
export function describeType(type: StaticType): string {
  switch (type.kind) {
    case "dynamic":
      return "anything";
    case "string":
      return "a text";
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    case "null":
      return "null";
    case "list":
      return type.of.kind === "dynamic" ? "a list" : `a list, each item ${describeType(type.of)}`;
    case "object":
    case "map":
      return "an object";
  }
}

/** Whether a value of one type may be used where another is wanted. What is not known may be anything. */
export function isAssignable(given: StaticType, wanted: StaticType): boolean {
  if (given.kind === "dynamic" || wanted.kind === "dynamic") return true;
  if (given.kind === "list") return wanted.kind === "list" && isAssignable(given.of, wanted.of);
  if (given.kind === "object" || given.kind === "map") return wanted.kind === "object" || wanted.kind === "map";
  return given.kind === wanted.kind;
}
