import type { z } from "zod";
import { type JsonPath, type Problem, pathText, valueAt } from "./problem.ts";

type Issue = z.core.$ZodIssue;

const names: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

/** What zod objects to, in plain words: of alternatives, what is wrong with the one that was meant. */
export function tellIssues(issues: readonly Issue[], json: unknown): Problem[] {
  return issues.flatMap((issue) => tell(issue, [], json));
}

function tell(issue: Issue, outer: JsonPath, json: unknown): Problem[] {
  const path = [...outer, ...issue.path.map((key) => (typeof key === "symbol" ? String(key) : key))];
  const problem = (message: string, at: JsonPath = path): Problem => ({
    path: pathText(at),
    code: "MALFORMED",
    message: `${message}.`,
  });
  const value = valueAt(json, path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => problem(`there is no setting \`${key}\` here`, [...path, key]));
    case "invalid_type":
      return [
        problem(
          value === undefined
            ? "it is missing"
            : `it must be ${names[issue.expected] ?? issue.expected}, and is ${nameOf(value)}`,
        ),
      ];
    case "invalid_value":
      return [
        problem(
          value === undefined
            ? "it is missing"
            : `it must be ${issue.values.length === 1 ? "" : "one of "}${issue.values.map(String).join(", ")}, and is ${shown(value)}`,
        ),
      ];
    case "invalid_union":
      return tellUnion(issue, path, json, problem);
    case "invalid_key":
    case "invalid_element":
      return issue.issues.map(({ message }) => problem(message));
    case "too_big":
    case "too_small":
      return [problem(bound(issue))];
    case "invalid_format":
    case "not_multiple_of":
    case "custom":
      return [problem(`it ${issue.message}`)];
  }
}

function tellUnion(
  issue: Extract<Issue, { code: "invalid_union" }>,
  path: JsonPath,
  json: unknown,
  problem: (message: string) => Problem,
): Problem[] {
  const value = valueAt(json, path);
  // Told apart by a key such as `kind`, whose value is none that is known.
  if (issue.errors.length === 0)
    return [problem(value === undefined ? "it is missing" : `it is of no kind that is known: ${shown(value)}`)];
  const atAll = (branch: readonly Issue[]) =>
    !branch.some(({ code, path: at }) => at.length === 0 && (code === "invalid_type" || code === "invalid_value"));
  const meant = issue.errors.filter(atAll).toSorted((one, other) => one.length - other.length)[0];
  if (meant !== undefined) return meant.flatMap((inner) => tell(inner, path, json));
  const kinds = issue.errors.flatMap((branch) =>
    branch.flatMap((inner) => {
      if (inner.code === "invalid_type") return names[inner.expected] ?? inner.expected;
      return inner.code === "invalid_value" ? inner.values.map((one) => `\`${String(one)}\``) : [];
    }),
  );
  return [
    problem(
      value === undefined ? "it is missing" : `it must be ${[...new Set(kinds)].join(" or ")}, and is ${nameOf(value)}`,
    ),
  ];
}

function bound(issue: Extract<Issue, { code: "too_big" | "too_small" }>): string {
  const limit = issue.code === "too_big" ? issue.maximum : issue.minimum;
  const what = issue.code === "too_big" ? "at most" : issue.inclusive === false ? "more than" : "at least";
  switch (issue.origin) {
    case "string":
      return `it must have ${what} ${limit} characters`;
    case "array":
      return `it must have ${what} ${limit} items`;
    default:
      return `it must be ${what} ${limit}`;
  }
}

function nameOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "boolean":
      return String(value);
    case "object":
      return "an object";
    default:
      return names[typeof value] ?? typeof value;
  }
}

function shown(value: unknown): string {
  if (typeof value === "object" && value !== null) return nameOf(value);
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
