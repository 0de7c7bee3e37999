/*
 * SDL is written as text: a graph has tens of thousands of definitions, and building a syntax tree only to print it would take
 * several times as long.
 */

/** Longer descriptions are cut: each client that introspects loads them. */
const longestDescription = 1_000;
/** Of a table, in a sentence. */
const longestName = 80;

/** Reading needs this scope, as it does everywhere (kernel/identity/scopes.ts). */
export const mayRead = '@requiresScopes(scopes: [["data:read"]])';
export const mayWrite = '@requiresScopes(scopes: [["data:write"]])';

/** Also of a whole pair; only then is it worth looking closely. */
const surrogate = /[\ud800-\udfff]/;

/** A text as GraphQL writes it on one line, so that nothing in it can end it. */
function quoted(text: string): string {
  // JSON's escapes are GraphQL's, too; half a surrogate pair is no text there.
  return JSON.stringify(surrogate.test(text) ? text.replaceAll(/\p{Cs}/gu, "\ufffd") : text);
}

/** Something of a type or an enum: a field, an argument, an input field or a value. */
export function member(description: string | undefined, declaration: string): string {
  return `${description === undefined ? "" : `  ${quoted(description)}\n`}  ${declaration}\n`;
}

/** @param head what stands before the brace, as `type Deal` @param members each of `member`; at least one */
export function definition(description: string, head: string, members: readonly string[]): string {
  return `${quoted(description)}\n${head} {\n${members.join("")}}\n\n`;
}

/**
 * A field's label, where its name is named a second time (in filters, orders, enums), and only if the name does not tell it: a
 * graph has each field some ten times, and who loads it loads all of them.
 */
export function labelBesideName({
  label,
  name,
}: {
  readonly label: string;
  readonly name: string;
}): string | undefined {
  return spelling(label) === spelling(name) ? undefined : label;
}

function spelling(text: string): string {
  return text.replaceAll(/[\s_-]/g, "").toLowerCase();
}

/** What somebody called a thing in Airtable, and what they wrote about it. */
export function described({
  label,
  description,
}: {
  readonly label: string;
  readonly description?: string | null;
}): string {
  const text = description == null || description.trim() === "" ? label : `${label}\n\n${description}`;
  return text.length > longestDescription ? `${text.slice(0, longestDescription)}…` : text;
}

/** A table within a sentence. */
export function tableNamed({ label }: { readonly label: string }): string {
  return `the table ${label.length > longestName ? `${label.slice(0, longestName)}…` : label}`;
}

/** The directive of what Airtable has no longer. */
export function deprecation(
  { removed }: { readonly removed: boolean },
  kind: "base" | "table" | "field" | "choice",
): string {
  return removed ? ` @deprecated(reason: "The ${kind} has been removed in Airtable.")` : "";
}
