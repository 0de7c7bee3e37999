import Airtable from "airtable";
import { salesCrmBaseId, sampleToken } from "../../emulator/emulator.ts";
import { judge } from "../measure.ts";
import { nestedRead } from "./operations.ts";
import { callsPerSecond, createTurnstile } from "./pace-calls.ts";
import type { System } from "./system.ts";

const repeats = 6;

/** 100 deals with company, contacts and each contact's company, against Airtable's own client used in two ways. */
export async function benchNestedRead(system: System): Promise<boolean> {
  const read = () => system.ask(nestedRead, { base: salesCrmBaseId });
  await read(); // Uses up what the base's bucket holds.
  const ours = await system.measure(async () => {
    for (let repeat = 0; repeat < repeats; repeat += 1) await read();
  });
  const base = new Airtable({ apiKey: sampleToken, endpointUrl: system.emulator.url }).base(salesCrmBaseId);
  // A call too many would cost the client half a minute, which is not what is compared here.
  await system.refill();
  const turn = createTurnstile();
  const well = await system.measure(async () => {
    for (let repeat = 0; repeat < repeats; repeat += 1) await readWell(base, turn);
  });
  await system.refill();
  const naive = await system.measure(() => readNaively(base));

  const perRead = ours.ms / repeats;
  await system.refill();
  const minimum = await minimumCalls(base);
  const dictated = (minimum / callsPerSecond) * 1000;
  return [
    judge("nested read, calls", ["airgraph", ours.calls / repeats], ["theoretical minimum", minimum], "calls", 1),
    judge("nested read, time", ["airgraph", perRead], ["minimum ÷ 5 per second", dictated], "ms", 1.2),
    judge(
      "nested read, calls",
      ["airgraph", ours.calls / repeats],
      ["official client, well", well.calls / repeats],
      "calls",
      1,
    ),
    judge("nested read, time", ["airgraph", perRead], ["official client, well", well.ms / repeats], "ms", 1.2),
    judge("nested read, time", ["airgraph", perRead], ["official client, naively", naive.ms], "ms", 1 / 20),
  ].every(Boolean);
}

type Base = ReturnType<Airtable["base"]>;
type Records = readonly Airtable.Record<Airtable.FieldSet>[];

/** One find for each link, as the client's documentation shows it, in its best case: never refused. */
async function readNaively(base: Base): Promise<void> {
  const turn = createTurnstile();
  const find = async (table: string, ids: readonly string[]) => {
    const found = [];
    for (const id of ids) {
      await turn();
      found.push(await base(table).find(id));
    }
    return found;
  };
  await turn();
  for (const deal of await base("Deals").select({ pageSize: 100 }).firstPage()) {
    await find("Companies", linked(deal, "Company"));
    for (const contact of await find("Contacts", linked(deal, "Contacts"))) {
      await find("Companies", linked(contact, "Company"));
    }
  }
}

/** Level by level, every record once, a hundred ids to a formula. */
async function readWell(base: Base, turn: () => Promise<void>): Promise<void> {
  const known = new Set<string>();
  const readAll = async (table: string, ids: readonly string[]) => {
    const missing = [...new Set(ids)].filter((id) => !known.has(id));
    const read = [];
    for (let from = 0; from < missing.length; from += 100) {
      const chunk = missing.slice(from, from + 100);
      const filterByFormula = `OR(${chunk.map((id) => `RECORD_ID()='${id}'`).join(",")})`;
      await turn();
      read.push(...(await base(table).select({ filterByFormula, pageSize: 100 }).firstPage()));
    }
    for (const { id } of read) known.add(id);
    return read;
  };
  await turn();
  const deals = await base("Deals").select({ pageSize: 100 }).firstPage();
  await readAll("Companies", linkedOfAll(deals, "Company"));
  const contacts = await readAll("Contacts", linkedOfAll(deals, "Contacts"));
  await readAll("Companies", linkedOfAll(contacts, "Company"));
}

/** A page of deals, then each level's records that are not there yet, a hundred to a call. */
async function minimumCalls(base: Base): Promise<number> {
  const turn = createTurnstile();
  await turn();
  const deals = await base("Deals").select({ pageSize: 100 }).firstPage();
  const companies = new Set(linkedOfAll(deals, "Company"));
  const contactIds = new Set(linkedOfAll(deals, "Contacts"));
  // Beside the count: what matters is which companies the contacts name.
  const contacts = [];
  for (const id of contactIds) {
    await turn();
    contacts.push(await base("Contacts").find(id));
  }
  const more = new Set(linkedOfAll(contacts, "Company").filter((id) => !companies.has(id)));
  const pages = (ids: ReadonlySet<string>) => Math.ceil(ids.size / 100);
  return 1 + pages(companies) + pages(contactIds) + pages(more);
}

function linked(record: Records[number], field: string): readonly string[] {
  const ids = record.get(field);
  return Array.isArray(ids) ? ids.map(String) : [];
}

function linkedOfAll(records: Records, field: string): string[] {
  return records.flatMap((record) => linked(record, field));
}
