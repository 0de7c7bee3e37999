import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { buildSchema, parse, validate } from "graphql";
import { z } from "zod";
import { companiesTable } from "../../emulator/seed/sample/companies.ts";
import { contactsTable } from "../../emulator/seed/sample/contacts.ts";
import { dealsTable } from "../../emulator/seed/sample/deals.ts";
import { errorCodes } from "../../kernel/errors/error-code.ts";
import { builtInRoles, scopeDescriptions, scopes } from "../../kernel/identity/scopes.ts";

const manifest = z
  .object({
    scripts: z.record(z.string(), z.string()),
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync("package.json", "utf8")));

describe("the README", () => {
  const readme = readFileSync("README.md", "utf8");

  it("names only commands that there are", () => {
    const documents = [readme, readFileSync("CONTRIBUTING.md", "utf8")].join("\n");
    const named = [...documents.matchAll(/npm run (?:--silent )?([a-z:-]+)/g)].map(([, name]) => name ?? "");
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
  });

  it("shows only operations that the graph of the sample bases answers", () => {
    const schema = buildSchema(readFileSync("examples/crm-client/schema.graphql", "utf8"));
    const shown = [...readme.matchAll(/```graphql\n(.*?)```/gs)].map(([, operation]) => operation ?? "");
    expect(shown.length).toBeGreaterThan(3);
    expect(shown.flatMap((operation) => validate(schema, parse(operation)))).toEqual([]);
  });

  it("names only fields that the sample base has", () => {
    const operations = [...readme.matchAll(/```graphql\n(.*?)```/gs)]
      .map(([, operation]) => operation ?? "")
      .join("\n");
    const lists = [...operations.matchAll(/\b(?:fields?|mergeOn): (\[[^\]]*\]|"[^"]*")/g)].map(
      ([, list]) => list ?? "",
    );
    const named = lists.flatMap((list) => [...list.matchAll(/"([^"]+)"/g)].map(([, name]) => name ?? ""));
    const tables = [companiesTable(), contactsTable(), dealsTable()];
    const existing = new Set(tables.flatMap(({ fields }) => fields.map(({ name }) => name)));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !existing.has(name))).toEqual([]);
  });

  it("says what every error code means", () => {
    expect(Object.keys(errorCodes).filter((code) => !readme.includes(`\`${code}\``))).toEqual([]);
  });

  it("tells which role permits what", () => {
    const rows = [...readme.matchAll(/^\| `(\w+:\w+)` +\| (.*?) +\|(.*)\|$/gm)].map(([, scope, what, marks]) => [
      scope,
      what,
      marks?.split("|").map((mark) => mark.trim() !== ""),
    ]);
    const roles = ["owner", "admin", "editor", "viewer"] as const;
    expect(readme).toMatch(/\| scope +\| what it permits +\| owner +\| admin +\| editor +\| viewer +\|/);
    expect(rows).toEqual(
      scopes.map((scope) => [
        scope,
        scopeDescriptions[scope].replace(/\.$/, ""),
        roles.map((role) => builtInRoles[role].some((held) => held === scope)),
      ]),
    );
  });

  it("gives one reason for every dependency, and every version is pinned", () => {
    const names = Object.keys(manifest.dependencies);
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
    const reasons = /^\| package(.*)^## /ms.exec(readme)?.[1] ?? "";
    expect(names.filter((name) => reasons.split(`\`${name}\``).length > 2)).toEqual([]);
    const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });
});
