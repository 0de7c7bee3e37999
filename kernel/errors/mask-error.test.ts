import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { buildSchema, execute, GraphQLError, type GraphQLFormattedError, isScalarType, parse } from "graphql";
import { pino } from "pino";
import { AirgraphError } from "./airgraph-error.ts";
import { type ErrorCode, errorCodes } from "./error-code.ts";
import { maskError, maskToldError } from "./mask-error.ts";

const path = ["bases", 0, "name"];
const secret = "postgres://airgraph:hunter2@10.0.0.7:5432";

function mask(error: unknown): { told: GraphQLFormattedError; logged: Record<string, unknown>[] } {
  const lines: string[] = [];
  const told = maskError(error, pino({ base: null }, { write: (line: string) => lines.push(line) }));
  return { told, logged: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

/** As graphql-js wraps what a resolver threw. */
function located(originalError: Error): GraphQLError {
  return new GraphQLError(originalError.message, { path, originalError });
}

const internal = {
  message: "Something failed on our side.",
  extensions: { code: "INTERNAL", errorId: expect.any(String) },
};

describe("maskError", () => {
  it.each(Object.keys(errorCodes) as ErrorCode[])(
    "passes an AirgraphError %s with its details and its path",
    (code) => {
      const error = new AirgraphError(code, "What went wrong.", { field: "name" }, { cause: new Error(secret) });
      const { told, logged } = mask(located(error));
      expect(told).toEqual({ message: "What went wrong.", path, extensions: { code, field: "name" } });
      expect(logged).toEqual([]);
    },
  );

  it("passes an AirgraphError that no field threw", () => {
    const { told } = mask(new AirgraphError("TIMEOUT", "Too slow."));
    expect(told).toEqual({ message: "Too slow.", extensions: { code: "TIMEOUT" } });
  });

  it("lets no detail replace the code", () => {
    const { told } = mask(new AirgraphError("FORBIDDEN", "No.", { code: "OK" }));
    expect(told.extensions).toEqual({ code: "FORBIDDEN" });
  });

  it("turns an unknown error into INTERNAL with an id that the log line carries, next to the error itself", () => {
    const { told, logged } = mask(located(new Error(secret, { cause: new Error("hunter2") })));
    expect(told).toEqual({ ...internal, path });
    expect(logged).toEqual([
      expect.objectContaining({ errorId: told.extensions?.["errorId"], path, err: expect.anything() }),
    ]);
    expect(JSON.stringify(logged)).toContain(secret);
  });

  it("passes what a scalar says of a variable's value, in graphql-js's words: no resolver has run", () => {
    const schema = buildSchema("scalar Day type Query { of(day: Day): Int }");
    const day = schema.getType("Day");
    if (!isScalarType(day)) throw new TypeError("no scalar");
    for (const refusal of [
      new GraphQLError("no day"),
      new GraphQLError("no day", { originalError: new Error("why") }),
    ]) {
      day.parseValue = () => {
        throw refusal;
      };
      const document = parse("query ($day: Day) { of(day: $day) }");
      const result = execute({ schema, document, variableValues: { day: "x" } });
      if (result instanceof Promise) throw new TypeError("a promise");
      const { told, logged } = mask(result.errors?.[0]);
      expect(told).toMatchObject({
        message: expect.stringContaining("no day"),
        extensions: { code: "BAD_USER_INPUT" },
      });
      expect(logged).toEqual([]);
    }
  });

  it("gives each unknown error an id of its own", () => {
    const error = new Error("again");
    expect(mask(error).told.extensions?.["errorId"]).not.toBe(mask(error).told.extensions?.["errorId"]);
  });

  it.each([
    ["an error with a code of its own", Object.assign(new Error(secret), { code: "ENOENT" })],
    ["an error with undocumented extensions", Object.assign(new Error(secret), { extensions: { code: "FORBIDDEN" } })],
    ["a GraphQLError with an undocumented code", new GraphQLError(secret, { path, extensions: { code: "TOSTRING" } })],
    ["a code that every object has", new GraphQLError(secret, { path, extensions: { code: "toString" } })],
    ["an error of a field without a code", new GraphQLError(secret, { path })],
    ["text", secret],
    ["nothing", undefined],
    ["an object", { message: secret, extensions: { code: "FORBIDDEN" } }],
  ])("shows nothing of %s", (_what, thrown) => {
    const { told, logged } = mask(thrown);
    expect(told).toMatchObject(internal);
    expect(JSON.stringify(told)).not.toContain("hunter2");
    expect(logged).toMatchObject([{ errorId: told.extensions?.["errorId"] }]);
  });

  it("shows neither message, stack nor cause of anything thrown without a documented code", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), fc.string({ minLength: 12 }), (message, cause) => {
        const { told } = mask(located(new Error(message, { cause: new Error(cause) })));
        expect(told).toEqual({ ...internal, path });
      }),
      { numRuns: 30 },
    );
  });

  it("says that the store is away, not where it should be", () => {
    const { told, logged } = mask(
      located(new Error("query failed", { cause: Object.assign(new Error(secret), { code: "57P01" }) })),
    );
    expect(told).toMatchObject({ path, extensions: { code: "UPSTREAM_UNAVAILABLE" } });
    expect(JSON.stringify(told)).not.toContain("hunter2");
    expect(logged).toHaveLength(1);
  });

  it("strips what Apollo adds for its own use", () => {
    const { told, logged } = mask(
      new GraphQLError("Unknown field.", {
        extensions: {
          code: "GRAPHQL_VALIDATION_FAILED",
          stacktrace: ["at secret.ts:1"],
          http: { status: 400 },
          serviceName: "file",
          field: "name",
        },
      }),
    );
    expect(told).toEqual({
      message: "Unknown field.",
      extensions: { code: "GRAPHQL_VALIDATION_FAILED", field: "name" },
    });
    expect(logged).toEqual([]);
  });

  it("keeps the id under which a subgraph logged its INTERNAL", () => {
    const extensions = { code: "INTERNAL", errorId: "of-the-subgraph" };
    expect(mask(new GraphQLError("Something failed on our side.", { path, extensions })).told.extensions).toEqual(
      extensions,
    );
  });

  it("passes graphql-js's own complaint about a request, which has neither code nor path", () => {
    const { told } = mask(new GraphQLError('Variable "$id" of required type "ID!" was not provided.'));
    expect(told).toEqual({
      message: 'Variable "$id" of required type "ID!" was not provided.',
      extensions: { code: "BAD_USER_INPUT" },
    });
  });
});

describe("maskToldError", () => {
  function maskTold(given: unknown) {
    const lines: string[] = [];
    const logger = pino({ base: null }, { write: (line: string) => lines.push(line) });
    const told = maskToldError(given as GraphQLFormattedError, { part: "stock", logger });
    return { told, logged: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
  }

  it.each((Object.keys(errorCodes) as ErrorCode[]).filter((code) => code !== "INTERNAL"))(
    "passes %s with its details, without what is of use inside only",
    (code) => {
      const extensions = { code, field: "name", retryAfterMs: 5 };
      const leaking = { stacktrace: [secret], exception: { message: secret }, serviceName: "stock", url: secret };
      const { told, logged } = maskTold({ message: "No.", extensions: { ...extensions, ...leaking } });
      expect(told).toEqual({ message: "No.", extensions });
      expect(logged).toEqual([]);
    },
  );

  it.each([
    ["an undocumented code", { message: secret, extensions: { code: "DOWNSTREAM_SERVICE_ERROR" } }],
    ["a code that every object has", { message: secret, extensions: { code: "toString" } }],
    ["no code", { message: secret, extensions: { stack: secret } }],
    ["no extensions", { message: secret }],
    ["extensions that are none", { message: secret, extensions: secret }],
    ["a message that is none", { message: { secret }, extensions: { code: "NOT_FOUND" } }],
    ["INTERNAL, with words of its own", { message: secret, extensions: { code: "INTERNAL", where: secret } }],
    ["INTERNAL, with an id that is none", { message: secret, extensions: { code: "INTERNAL", errorId: secret } }],
  ])("shows nothing of one with %s", (_what, given) => {
    const { told, logged } = maskTold(given);
    expect(told).toEqual(internal);
    expect(JSON.stringify(told)).not.toContain("hunter2");
    expect(logged).toMatchObject([{ part: "stock", errorId: told.extensions?.["errorId"] }]);
  });

  it("keeps the id under which the part has logged it", () => {
    const errorId = "0b7f8b8a-6f0d-4d42-9a0a-0f6a3b1f9a12";
    expect(maskTold({ message: "x", extensions: { code: "INTERNAL", errorId } }).told.extensions).toEqual({
      code: "INTERNAL",
      errorId,
    });
  });

  it("survives what is no error at all", () => {
    expect(maskTold(null).told).toEqual(internal);
    expect(maskTold("postgres://").told).toEqual(internal);
  });
});
