import type { Ast } from "./ast.ts";

/**
 * Finds the only records a filter can match, when its text says so: `RECORD_ID()='rec…'`, alone, in OR, or as one
 * condition of AND. Reading a hundred records by id must not cost a walk over the whole table (reference 12).
 *
 * @returns ids that may match (the filter still decides), or null when every record must be looked at
 */
export function candidateRecords(filter: Ast): ReadonlySet<string> | null {
  if (filter.kind === "chain") return comparedId(filter);
  if (filter.kind !== "call") return null;
  if (filter.name === "OR") {
    const all = new Set<string>();
    for (const arg of filter.args) {
      const ids = candidateRecords(arg);
      if (ids === null) return null;
      for (const id of ids) all.add(id);
    }
    return all;
  }
  if (filter.name === "AND") {
    const known = filter.args.map(candidateRecords).filter((ids) => ids !== null);
    return known.reduce<ReadonlySet<string> | null>(
      (fewest, ids) => (fewest === null || ids.size < fewest.size ? ids : fewest),
      null,
    );
  }
  return null;
}

function comparedId(chain: Ast & { readonly kind: "chain" }): ReadonlySet<string> | null {
  const [step, ...more] = chain.rest;
  if (step === undefined || step.operator !== "=" || more.length > 0) return null;
  const [left, right] = [chain.first, step.operand];
  if (isRecordId(left) && right.kind === "string") return new Set([right.value]);
  return isRecordId(right) && left.kind === "string" ? new Set([left.value]) : null;
}

function isRecordId(ast: Ast): boolean {
  return ast.kind === "call" && ast.name === "RECORD_ID" && ast.args.length === 0;
}
