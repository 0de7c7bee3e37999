import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  buildASTSchema,
  buildSchema,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  parse,
  validate,
  visit,
} from "graphql";
import { systemClock } from "../../kernel/clock.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import { apiKeyId } from "../../kernel/identity/ids.ts";
import { type Scope, scopes } from "../../kernel/identity/scopes.ts";
import { newPerson, newTenant } from "../../tests/support/subgraph.ts";
import { createAuthorize } from "./authorize.ts";
import { deniedNodes, executeGuarded, executeOpen } from "./fixtures/oracle.ts";
import { chooserOf, writeOperation } from "./fixtures/random-operation.ts";
import { writeSchema } from "./fixtures/random-schema.ts";
import { readGuardedSchema } from "./guarded-schema.ts";

const variables = { yes: true, no: false };
const kinds = [OperationTypeNode.QUERY, OperationTypeNode.MUTATION];
const tape = (length: number) => fc.array(fc.nat({ max: 1_000 }), { minLength: length / 2, maxLength: length });
const callers = fc.oneof(
  fc.constant<Caller>({ kind: "anonymous" }),
  fc.subarray(["data:read", "files:read", "runs:read"] as Scope[]).map(machine),
  fc.subarray([...scopes]).map(machine),
  fc.constantFrom(newPerson({ role: "viewer" }), newPerson({ role: "admin" })),
);

describe("an authorised operation", () => {
  it("answers, on any schema, as if each forbidden resolver had thrown", () => {
    fc.assert(
      fc.property(tape(120), tape(200), callers, fc.constantFrom(...kinds), (schemaTape, tape_, caller, kind) => {
        const sdl = writeSchema(chooserOf(schemaTape));
        const schema = buildSchema(sdl);
        checkAgainstOracle(schema, readGuardedSchema(sdl), writeOperation(schema, kind, chooserOf(tape_)), caller);
      }),
      { numRuns: 300 },
    );
  });

  it("answers, on the supergraph, as if each forbidden resolver had thrown", () => {
    const sdl = readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8");
    const schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });
    const inaccessible = namesOfInaccessible(parse(sdl));
    const guarded = readGuardedSchema(sdl);
    fc.assert(
      fc.property(tape(200), callers, fc.constantFrom(...kinds), (numbers, caller, kind) => {
        const source = writeOperation(schema, kind, chooserOf(numbers));
        fc.pre(!inaccessible.test(source)); // Who may ask for these is never asked: nobody sees them.
        checkAgainstOracle(schema, guarded, source, caller);
      }),
      { numRuns: 150 },
    );
  });
});

function checkAgainstOracle(
  schema: GraphQLSchema,
  guarded: ReturnType<typeof readGuardedSchema>,
  source: string,
  caller: Caller,
): void {
  const document = parse(source);
  fc.pre(validate(schema, document).length === 0);
  const authorize = createAuthorize({ schema: guarded, mode: "null", clock: systemClock });
  const authorization = authorize({ document, variables, caller });
  const expected = executeGuarded(schema, document, variables, caller);
  const forbidden = deniedNodes(schema, document, caller);

  switch (authorization.kind) {
    case "permitted":
      expect(forbidden.size).toBe(0);
      return;
    case "refused":
      expect(authorization.data).toEqual(expected.data);
      break;
    case "reduced": {
      const { document: left, complete } = authorization;
      expect(validate(schema, left).map(({ message }) => message)).toEqual([]);
      expect(deniedNodes(schema, left, caller).size).toBe(0);
      expect(fieldsOf(left)).toBeLessThan(fieldsOf(document) * 2);
      expect(complete(executeOpen(schema, left, variables).data ?? null)).toEqual(expected.data);
    }
  }
  const told = new Set(authorization.errors.map(({ path }) => path?.join(".")));
  const denials = (expected.errors ?? []).filter(({ message }) => message === "denied");
  for (const { path = [] } of denials) expect(told).toContain(path.filter((key) => typeof key === "string").join("."));
  const code = caller.kind === "anonymous" ? "UNAUTHENTICATED" : "FORBIDDEN";
  for (const { extensions } of authorization.errors) expect(extensions?.["code"]).toBe(code);
}

/** Matches what asks for a field that no client sees. */
function namesOfInaccessible({ definitions }: DocumentNode): RegExp {
  const names = definitions
    .flatMap((definition) => (definition.kind === Kind.OBJECT_TYPE_DEFINITION ? (definition.fields ?? []) : []))
    .filter(({ directives = [] }) => directives.some(({ name }) => name.value === "inaccessible"))
    .map(({ name }) => name.value);
  expect(names).toContain("typedGraph");
  return new RegExp(`\\b(${names.join("|")})\\b`);
}

function fieldsOf(document: DocumentNode): number {
  let fields = 0;
  visit(document, { Field: () => void (fields += 1) });
  return fields;
}

function machine(held: Scope[]): Caller {
  return {
    kind: "machine",
    apiKeyId: apiKeyId.parse("00000000-0000-4000-8000-000000000001"),
    tenantId: newTenant(),
    scopes: held,
  };
}
