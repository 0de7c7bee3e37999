import { KnownTypeNamesRule, specifiedRules, type ValidationRule } from "graphql";

/** graphql-js's own lists the names of all types before it looks at a document, also of one that names no type. */
const knownTypeNames: ValidationRule = (context) => {
  const schema = context.getSchema();
  return {
    NamedType(node, ...place) {
      if (schema.getType(node.name.value) !== undefined) return;
      const visitor = KnownTypeNamesRule(context);
      if ("NamedType" in visitor && typeof visitor.NamedType === "function") visitor.NamedType(node, ...place);
    },
  };
};

/** What operations are validated by: the rules of the specification, on schemas that make their types when they are asked for. */
export const operationRules: readonly ValidationRule[] = specifiedRules.map((rule) =>
  rule === KnownTypeNamesRule ? knownTypeNames : rule,
);
