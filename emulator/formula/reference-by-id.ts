import type { FieldResolver } from "./compile.ts";
import { tokenize } from "./lexer.ts";

/**
 * Rewrites the field names in a formula to `{fld…}`, as Airtable stores and serves formulas (reference 9, formula).
 * All other text stays as written.
 *
 * @throws InvalidFormulaError when the text cannot be split into tokens
 */
export function referenceFieldsById(text: string, resolveField: FieldResolver): string {
  const tokens = tokenize(text);
  const pieces: string[] = [];
  let from = 0;
  for (const [index, token] of tokens.entries()) {
    const isReference = token.kind === "braced" || (token.kind === "word" && tokens[index + 1]?.kind !== "(");
    const fieldId = isReference ? resolveField(token.name) : null;
    if (fieldId === null) continue;
    pieces.push(text.slice(from, token.start), `{${fieldId}}`);
    from = token.end;
  }
  return pieces.join("") + text.slice(from);
}
