import { describe, expect, it } from "@jest/globals";
import { allow } from "graphql-shield";
import { hasScope, permissions as shield } from "../../../kernel/authorization/rules.ts";
import type { Caller } from "../../../kernel/identity/caller.ts";
import { readGuardedSchema } from "../../../router/authorization/guarded-schema.ts";
import type { Requirement } from "../../../router/authorization/requirements.ts";
import { permissions as airtablePermissions } from "../../../subgraphs/airtable/permissions.ts";
import { AirtableRecord, UntypedRecord } from "../../../subgraphs/airtable/resolvers/airtable-record.ts";
import { permissions as analyticsPermissions } from "../../../subgraphs/analytics/permissions.ts";
import { permissions as authPermissions } from "../../../subgraphs/auth/permissions.ts";
import { permissions as filePermissions } from "../../../subgraphs/file/permissions.ts";
import { registry, type SubgraphName, subgraphNames } from "../../../subgraphs/registry.ts";
import { permissions as workflowPermissions } from "../../../subgraphs/workflow/permissions.ts";
import { callers, callersFor, expectedCode, requirementsOf } from "./callers.ts";
import { complaintsAbout } from "./find-open-fields.ts";
import { askFor, fieldsOf, findWays } from "./find-paths.ts";
import { type MockedSubgraph, mockSubgraph } from "./mocked-subgraph.ts";
import { coordinatesOf, publicFields } from "./public-fields.ts";

const permissions = {
  auth: authPermissions,
  airtable: airtablePermissions,
  workflow: workflowPermissions,
  file: filePermissions,
  analytics: analyticsPermissions,
} satisfies Record<SubgraphName, unknown>;

/** Records guard themselves: a rule would be asked for each of ten thousand cells. */
const guardingResolvers = { AirtableRecord, UntypedRecord };
/** Who may write and not read hears what a record that they wrote is called, but finds none. */
const toFindRecords: Requirement = { kind: "scopes", alternatives: [["data:read"]] };

describe.each(subgraphNames)("in the subgraph %s", (name) => {
  it("every field has a directive on each way to it, or a reason to be public", async () => {
    const { schema } = await registry[name].load();
    expect(complaintsAbout(name, schema, coordinatesOf(publicFields[name]))).toEqual([]);
  });

  it("shield lets through exactly whom the schema names, on every way to every field", async () => {
    const { schema } = await registry[name].load();
    const subgraph = mockSubgraph({
      name,
      sdl: schema,
      permissions: permissions[name],
      ...(name === "airtable" ? { guardingResolvers } : {}),
    });
    const { disagreements, asked } = await compare(schema, subgraph);
    expect(disagreements).toEqual([]);
    expect(asked).toBeGreaterThan(100);
  });
});

describe("a field that somebody adds", () => {
  const sdl = (extra: string) => /* GraphQL */ `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requiresScopes"])
    type Query { things: [Thing!] @requiresScopes(scopes: [["data:read"]]) }
    type Thing @key(fields: "id") { id: ID! @requiresScopes(scopes: [["data:read"]]) }
    ${extra}
  `;
  const mayRead = hasScope("data:read");
  const guarded = shield({ Query: { things: mayRead }, Thing: mayRead });

  it("without a directive is complained about by name, with what to do", () => {
    expect(complaintsAbout("airtable", sdl(""), [])).toEqual([]);
    expect(complaintsAbout("airtable", sdl("extend type Query { secrets: String }"), [])).toEqual([
      expect.stringMatching(/^airtable: anybody can ask for Query\.secrets\. Put @authenticated.*permissions\.ts/),
    ]);
    expect(complaintsAbout("airtable", sdl("extend type Thing { price: Int }"), [])).toHaveLength(1);
  });

  it("is found behind an open one, through a union too", () => {
    const extra = "extend type Query { any: Any } union Any = Note type Note { text: String }";
    expect(complaintsAbout("airtable", sdl(extra), ["Query.any"])).toEqual([expect.stringContaining("Note.text")]);
  });

  it("with a directive and without a rule is denied to those whom the directive names", async () => {
    const added = sdl('extend type Query { more: String @requiresScopes(scopes: [["data:read"]]) }');
    const { disagreements } = await compare(
      added,
      mockSubgraph({ name: "airtable", sdl: added, permissions: guarded }),
    );
    expect(disagreements).toContainEqual(
      expect.stringMatching(/query more: a viewer should be let through, hears FORBIDDEN/),
    );
  });

  it("with a rule that lets more through than the directive is found", async () => {
    const added = sdl('extend type Query { more: String @requiresScopes(scopes: [["data:write"]]) }');
    const open = shield({ Query: { things: mayRead, more: allow }, Thing: mayRead });
    const { disagreements } = await compare(added, mockSubgraph({ name: "airtable", sdl: added, permissions: open }));
    expect(disagreements).toContainEqual(
      expect.stringMatching(/query more: anonymous should hear UNAUTHENTICATED, is let through/),
    );
  });

  it("that is guarded at the root but not where _entities leads is found", async () => {
    const forgetful = shield({ Query: { things: mayRead }, Thing: allow });
    const { disagreements } = await compare(
      sdl(""),
      mockSubgraph({ name: "airtable", sdl: sdl(""), permissions: forgetful }),
    );
    expect(disagreements).toContainEqual(
      expect.stringContaining("_entities id: anonymous should hear UNAUTHENTICATED"),
    );
  });
});

/** Asks for each field on each way in everybody's name, and tells where the answer is not what the schema says. */
async function compare(sdl: string, subgraph: MockedSubgraph): Promise<{ disagreements: string[]; asked: number }> {
  const guarded = readGuardedSchema(sdl);
  const disagreements: string[] = [];
  let asked = 0;
  for (const way of findWays(subgraph.schema)) {
    for (const field of fieldsOf(way.to)) {
      const question = askFor(subgraph.schema, way, field);
      const findsRecord = way.from === "_entities" && question.steps[0]?.type.name === "UntypedRecord";
      const requirements = [...(findsRecord ? [toFindRecords] : []), ...requirementsOf(guarded, question.steps)];
      for (const [who, caller] of Object.entries({ ...callers, ...callersFor(requirements) })) {
        asked += 1;
        const expected = expectedCode(requirements, caller);
        const heard = await codeAt(subgraph, caller, question);
        if (heard === expected) continue;
        const should = expected === undefined ? "should be let through" : `should hear ${expected}`;
        const does = heard === undefined ? "is let through" : `hears ${heard}`;
        disagreements.push(
          `${way.from} ${question.path.join(".").replace("_entities.", "")}: ${who} ${should}, ${does}`,
        );
      }
    }
  }
  return { disagreements, asked };
}

/** The code of what went wrong on the way to the leaf. */
async function codeAt(
  subgraph: MockedSubgraph,
  caller: Caller,
  { document, variables, path, steps }: ReturnType<typeof askFor>,
): Promise<string | undefined> {
  const types = steps.map(({ type }) => type.name);
  const { errors = [], data } = await subgraph.ask(caller, document, variables, types);
  const keys = (error: { path?: readonly (string | number)[] }) =>
    (error.path ?? []).filter((key) => typeof key === "string");
  const onTheWay = errors.find((error) => keys(error).every((key, index) => path[index] === key));
  const code = onTheWay?.extensions?.["code"];
  if (errors.length > 0 && code === undefined) return JSON.stringify(errors);
  if (code === undefined && !reaches(data, path)) return `nothing: ${JSON.stringify(data)}`;
  return typeof code === "string" ? code : undefined;
}

/** Whether there is something at the end of the way, so that nobody could have been refused without being noticed. */
function reaches(data: unknown, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  const value: unknown = Array.isArray(data) ? data[0] : data;
  if (key === undefined) return value !== null && value !== undefined;
  return typeof value === "object" && value !== null && reaches((value as Record<string, unknown>)[key], rest);
}
