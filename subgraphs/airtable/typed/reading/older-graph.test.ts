import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { codes, type OpenSample, openSample } from "../fixtures/open-sample.ts";
import type { TypedField } from "../typed-graph.ts";

/** What operations are answered on a graph, and by a remembered schema, since which the base has changed. */
let own: OpenSample;
beforeEach(async () => {
  own = await openSample();
  own.airtable.forget();
});
afterEach(async () => own.close());

it("knows choices that are called something else by now: in cells, lists, lookups and keys of groups", async () => {
  const [deal] = own.choose("deals", { stage: { eq: "WON" } });
  const query = `{ salesCrm { deal(id: "${deal?.id}") { stage products companyIndustry } dealsAggregate(groupBy: [stage]) { key { stage } count } } }`;
  const told = async () => {
    const { data, errors } = await own.ask(query);
    expect(errors).toBeUndefined();
    const { salesCrm } = data as { salesCrm: { deal: unknown; dealsAggregate: { key: { stage: string } }[] } };
    // Their order goes by the choices as they are remembered.
    const groups = salesCrm.dealsAggregate.toSorted((a, b) => a.key.stage.localeCompare(b.key.stage));
    return { deal: salesCrm.deal, groups };
  };
  const before = await told();
  expect(before).toMatchObject({ deal: { stage: "WON" } });
  own.airtable.forget();
  const selects = [own.field("deals", "stage"), own.field("deals", "products"), own.field("companies", "industry")];
  own.emulator.editBase(
    own.base.id,
    selects.flatMap((select) =>
      labelsOf(select).map((label) => ({
        kind: "renameChoice" as const,
        fieldId: select.id,
        choice: label,
        name: `New ${label}`,
      })),
    ),
  );
  expect(await told()).toEqual(before);
  expect(own.airtable.calls().filter(({ path }) => path.includes("/meta/"))).toHaveLength(1);
});

it("says of a link that holds a text by now that it is no link any more, and answers the rest", async () => {
  own.emulator.editBase(own.base.id, [{ kind: "deleteTable", tableId: own.tableOf("companies").id }]);
  const query =
    "{ salesCrm { deals(first: 1) { nodes { name company { name } } } contacts(first: 1) { nodes { name company { id } } } } }";
  // By the schema as it is remembered, and by the one that there is.
  for (const forget of [false, true]) {
    if (forget) await own.request(own.access()).caches.doubtSchema(own.base.id);
    const { data, errors } = await own.ask(query);
    expect([forget, codes({ errors: errors ?? [] })]).toEqual([forget, ["CONFLICT", "CONFLICT"]]);
    expect(data).toMatchObject({
      salesCrm: {
        deals: { nodes: [{ name: expect.any(String), company: null }] },
        contacts: { nodes: [{ company: null }] },
      },
    });
  }
});

function labelsOf({ value }: TypedField): readonly string[] {
  const type = value.kind === "list" ? value.of : value;
  return type.kind === "enum" ? type.choices.map(({ label }) => label) : [];
}
