import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { startEmulator } from "../emulator.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";
import { type Payload, webhookClient } from "../testing/webhook-client.ts";

const paths = { People: `/v0/${ids.base}/People`, Teams: `/v0/${ids.base}/Teams` } as const;

/** Cells by field id, by record id. */
type Mirror = Map<string, Map<string, unknown>>;

/** What a writer does next; numbers choose among the records there are. */
const step = fc.oneof(
  fc.record({
    kind: fc.constant("person" as const),
    target: fc.option(fc.nat(9)),
    age: fc.option(fc.integer({ min: -1, max: 50 })),
    active: fc.boolean(),
    // Half of the writes leave links alone, so that values cross links by themselves.
    teams: fc.option(fc.array(fc.nat(9), { maxLength: 3 }), { freq: 1 }),
    boss: fc.option(fc.nat(9)),
  }),
  fc.record({
    kind: fc.constant("team" as const),
    target: fc.option(fc.nat(9)),
    name: fc.constantFrom("", "Red", "Blue", "Green"),
    members: fc.option(fc.array(fc.nat(9), { maxLength: 3 })),
  }),
  fc.record({ kind: fc.constantFrom("deletePerson" as const, "deleteTeam" as const), target: fc.nat(9) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

describe("a mirror fed by payloads", () => {
  it("stays equal to the base, computed cells and both sides of links included", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
        let now = Date.parse("2026-03-01T12:00:00.000Z");
        const emulator = await startEmulator({ limits: "off", seed: smallSeed(), clock: { now: () => now } });
        try {
          const api = apiClient(emulator, tokens.creator);
          const webhooks = webhookClient(api, ids.base);
          const { id } = await webhooks.create({ filters: { dataTypes: ["tableData"] } });
          const mirror = await readAll(api);
          for (const each of steps) {
            now += 1000;
            await take(api, each);
          }
          const { payloads } = await webhooks.read(id);
          for (const payload of payloads) apply(mirror, payload);
          expect(mirror).toEqual(await readAll(api));
        } finally {
          await emulator.stop();
        }
      }),
      { numRuns: 25 },
    );
  });
});

async function readAll(api: ApiClient): Promise<Mirror> {
  const mirror: Mirror = new Map();
  for (const path of Object.values(paths)) {
    for (const { id, fields } of await api.all(`${path}?returnFieldsByFieldId=true`)) {
      mirror.set(id, new Map(Object.entries(fields)));
    }
  }
  return mirror;
}

async function take(api: ApiClient, action: Step): Promise<void> {
  const people = (await api.all(paths.People)).map(({ id }) => id);
  const teams = (await api.all(paths.Teams)).map(({ id }) => id);
  const choose = (from: readonly string[], numbers: readonly number[]) => [
    ...new Set(from.length === 0 ? [] : numbers.map((number) => from[number % from.length])),
  ];
  const write = async (path: string, target: string | undefined, fields: object) => {
    await (target === undefined
      ? api.record("POST", path, { fields })
      : api.record("PATCH", `${path}/${target}`, { fields }));
  };
  const targetOf = (from: readonly string[], target: number | null) => choose(from, target === null ? [] : [target])[0];
  switch (action.kind) {
    case "person":
      return write(paths.People, targetOf(people, action.target), {
        Age: action.age,
        Active: action.active,
        ...(action.teams === null ? {} : { Team: choose(teams, action.teams) }),
        Boss: choose(people, action.boss === null ? [] : [action.boss]),
      });
    case "team":
      return write(paths.Teams, targetOf(teams, action.target), {
        Name: action.name,
        ...(action.members === null ? {} : { Members: choose(people, action.members) }),
      });
    case "deletePerson":
    case "deleteTeam": {
      const isPerson = action.kind === "deletePerson";
      const target = targetOf(isPerson ? people : teams, action.target);
      if (target !== undefined) await api.send("DELETE", `${isPerson ? paths.People : paths.Teams}/${target}`);
    }
  }
}

function apply(mirror: Mirror, { changedTablesById }: Payload): void {
  for (const table of Object.values(changedTablesById ?? {})) {
    for (const id of table.destroyedRecordIds ?? []) mirror.delete(id);
    for (const [id, record] of Object.entries(table.createdRecordsById ?? {})) {
      mirror.set(id, new Map());
      merge(mirror, id, record.cellValuesByFieldId);
    }
    for (const [id, record] of Object.entries(table.changedRecordsById ?? {})) {
      merge(mirror, id, record.current.cellValuesByFieldId);
    }
  }
}

function merge(mirror: Mirror, id: string, cells: Record<string, unknown>): void {
  for (const [fieldId, value] of Object.entries(cells)) {
    if (value === null) mirror.get(id)?.delete(fieldId);
    else mirror.get(id)?.set(fieldId, asRecordsShow(value));
  }
}

interface Lookup {
  readonly linkedRecordIds: readonly string[];
  readonly valuesByLinkedRecordId: Readonly<Record<string, readonly unknown[]>>;
}

/** A cell of format V2 as the records endpoints would show it. */
function asRecordsShow(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((member: unknown) => (isLink(member) ? member.id : member));
  if (isLookup(value)) return value.linkedRecordIds.flatMap((id) => value.valuesByLinkedRecordId[id] ?? []);
  if (typeof value !== "object" || value === null || !("permissionLevel" in value)) return value;
  const { permissionLevel: _, ...user } = value;
  return user;
}

function isLink(value: unknown): value is { readonly id: string } {
  return typeof value === "object" && value !== null && "id" in value;
}

function isLookup(value: unknown): value is Lookup {
  return typeof value === "object" && value !== null && "valuesByLinkedRecordId" in value;
}
