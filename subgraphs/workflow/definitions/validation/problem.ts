/** What can be wrong with a definition. Clients branch on these; the messages are for people. */
export const problemCodes = {
  TOO_LARGE: "It is larger than definitions may be.",
  MALFORMED: "It has not the shape of a definition: something is missing, not known, or of another kind.",
  DUPLICATE_ID: "Two have the same id.",
  BAD_EXPRESSION: "An expression can't be read, or does not fit what it reads.",
  UNKNOWN_STEP: "It reads a step that there is not.",
  STEP_NOT_DONE: "It reads a step that is not done by then, or not in every case.",
  UNKNOWN_SECRET: "It names a secret that the tenant has not.",
  TYPE_MISMATCH: "A value is of another kind than what it is used for.",
  UNREACHABLE: "It is never reached.",
  BAD_SCHEDULE: "It is no cron schedule or no time zone, or never comes about.",
  BAD_GRAPHQL: "It is no GraphQL operation, or does not fit the schema.",
  BAD_URL: "No request to this URL can be made.",
  MISSING_SCOPE: "Whoever publishes it may not do what it does.",
  ENDLESS: "Workflows start each other without end.",
  UNKNOWN_WORKFLOW: "It runs a workflow that was not published.",
  UNKNOWN_INPUT: "It gives an input that there is not, or not all that are required.",
} as const;

export type ProblemCode = keyof typeof problemCodes;

/** What is wrong, and where: `steps[3].with.url`; `""` is the whole. */
export interface Problem {
  readonly path: string;
  readonly code: ProblemCode;
  readonly message: string;
}

export type JsonPath = readonly (string | number)[];

export function pathText(path: JsonPath): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    if (!/^[A-Za-z_]\w*$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}

/** What JSON holds at a path; undefined where there is nothing. */
export function valueAt(json: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
    json,
  );
}
