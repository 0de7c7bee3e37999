import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import { compileFormula } from "../emulator/formula/compile.ts";
import { parseFormula } from "../emulator/formula/parse.ts";
import { isTruthy } from "../emulator/formula/value.ts";
import { CellReader } from "../emulator/store/cell-reader.ts";
import { fieldsOf } from "../emulator/store/computed-fields.ts";
import { loadSeed } from "../emulator/store/load-seed.ts";
import type { Row } from "../emulator/store/model.ts";
import { amountFieldId, baseId, choiceId, dealId, dealsSeed, dealsTableId, stageFieldId, token } from "./deals-seed.ts";
import { type Comparison, compare, type Side } from "./measure.ts";

/**
 * What the emulator promises about size: a page of 100,000 records costs at most twice a page of 1,000, and a formula
 * filter at most three times a predicate written by hand. Exits 1 when a promise is broken.
 */
const few = 1_000;
const many = 100_000;
/** The last full page of every listing here when the table has 1,000 records. */
const lastFullPage = 7;

const small = await startEmulator({ seed: dealsSeed(few), limits: "off" });
const large = await startEmulator({ seed: dealsSeed(many), limits: "off" });

const filter = encodeURIComponent("AND({Stage}!='Lost', {Amount}>1000)");
const listings = [
  ["unsorted", ""],
  ["by view", "view=Open"],
  ["sorted", "sort[0][field]=Amount&sort[0][direction]=desc&sort[1][field]=Name"],
  ["sorted by a formula", "sort[0][field]=Double"],
  ["filtered", `filterByFormula=${filter}`],
  ["filtered and sorted", `filterByFormula=${filter}&sort[0][field]=Close`],
] as const;

const [won, lost] = [choiceId("Won"), choiceId("Lost")];

const comparisons: Comparison[] = [
  ...listings.flatMap(([name, query]) => [
    pages(`first page, ${name}`, (emulator) => firstPage(emulator, query)),
    pages(`following page, ${name}`, (emulator) => followingPages(emulator, query)),
    pages(`first page after an update, ${name}`, (emulator) => pageAfterUpdate(emulator, query)),
  ]),
  pages("first page, one record in four matches", (emulator) =>
    firstPage(emulator, `filterByFormula=${encodeURIComponent("{Stage}='Won'")}`),
  ),
  pages("creating ten records", creation),
  pages("updating ten records", update),
  pages("upserting ten records", upsert),
  pages("deleting one record", deletion),
  formulaFilter("{Stage}='Won'", (row) => row.cells.get(stageFieldId) === won),
  formulaFilter("AND({Stage}='Won', {Amount}>50000)", (row) => {
    const amount = row.cells.get(amountFieldId);
    return row.cells.get(stageFieldId) === won && typeof amount === "number" && amount > 50_000;
  }),
  formulaFilter("OR({Amount}<100, {Amount}*2>199000, {Stage}='Lost')", (row) => {
    const amount = Number(row.cells.get(amountFieldId));
    return amount < 100 || amount * 2 > 199_000 || row.cells.get(stageFieldId) === lost;
  }),
];

let broken = 0;
for (const comparison of comparisons) if (!(await compare(comparison))) broken += 1;
await small.stop();
await large.stop();
process.exitCode = broken === 0 ? 0 : 1;

function pages(name: string, side: (emulator: Emulator) => Omit<Side, "name">): Comparison {
  return {
    name,
    baseline: { name: `${few} records`, ...side(small) },
    subject: { name: `${many} records`, ...side(large) },
    atMost: 2,
  };
}

async function call(emulator: Emulator, method: string, path: string, body?: object): Promise<string> {
  const response = await fetch(`${emulator.url}/v0/${baseId}/${dealsTableId}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return text;
}

function firstPage(emulator: Emulator, query: string): Omit<Side, "name"> {
  return {
    run: async () => {
      await call(emulator, "GET", `?${query}`);
    },
  };
}

/** Reads pages two to seven by turns, one a run. */
function followingPages(emulator: Emulator, query: string): Omit<Side, "name"> {
  let offset = "";
  let pagesRead = lastFullPage;
  const read = async (path: string) => {
    const text = await call(emulator, "GET", path);
    // Read with a regular expression: parsing the page would be timed too.
    offset = /"offset":"([^"]+)"\}$/.exec(text)?.[1] ?? "";
    pagesRead += 1;
  };
  return {
    prepare: async () => {
      if (pagesRead < lastFullPage) return;
      pagesRead = 0;
      await read(`?${query}`);
    },
    run: () => read(`?${query}&offset=${encodeURIComponent(offset)}`),
  };
}

function pageAfterUpdate(emulator: Emulator, query: string): Omit<Side, "name"> {
  let count = 0;
  return {
    prepare: async () => {
      count += 1;
      const fields = { Amount: (count * 7_919) % 100_000, Close: "2024-05-15" };
      await call(emulator, "PATCH", `/${dealId((count * 31) % few)}`, { fields });
    },
    run: async () => {
      await call(emulator, "GET", `?${query}`);
    },
  };
}

function creation(emulator: Emulator): Omit<Side, "name"> {
  const records = Array.from({ length: 10 }, (_, index) => ({ fields: { Name: `New ${index}`, Amount: index } }));
  return {
    run: async () => {
      await call(emulator, "POST", "", { records });
    },
  };
}

function update(emulator: Emulator): Omit<Side, "name"> {
  let count = 0;
  return {
    run: async () => {
      count += 1;
      const records = Array.from({ length: 10 }, (_, index) => ({
        id: dealId((count * 10 + index) % few),
        fields: { Amount: count, Stage: index % 2 === 0 ? "Won" : "Lost" },
      }));
      await call(emulator, "PATCH", "", { records });
    },
  };
}

function upsert(emulator: Emulator): Omit<Side, "name"> {
  let count = 0;
  return {
    run: async () => {
      count += 1;
      const records = Array.from({ length: 10 }, (_, index) => ({
        fields: { Name: `Upserted ${(count + index) % 50}`, Amount: count },
      }));
      await call(emulator, "PATCH", "", { records, performUpsert: { fieldsToMergeOn: ["Name"] } });
    },
  };
}

function deletion(emulator: Emulator): Omit<Side, "name"> {
  let recordId = "";
  return {
    prepare: async () => {
      const answer = await call(emulator, "POST", "", { fields: { Name: "Doomed" } });
      recordId = /"id":"(rec[^"]+)"/.exec(answer)?.[1] ?? "";
    },
    run: async () => {
      await call(emulator, "DELETE", `/${recordId}`);
    },
  };
}

/** Formula and predicate over one array of rows, in this process. */
function formulaFilter(text: string, predicate: (row: Row) => boolean): Comparison {
  const base = loadSeed(dealsSeed(20_000)).bases.get(baseId);
  const table = base?.tables.get(dealsTableId);
  if (base === undefined || table === undefined) throw new Error("the seed has no deals");
  const rows = [...table.rows.values()];
  const matches = new CellReader(base).bind(compileFormula(parseFormula(text), fieldsOf(table)));
  const byHand = () => rows.filter(predicate).length;
  const byFormula = () => rows.filter((row) => isTruthy(matches(row))).length;
  if (byHand() !== byFormula()) throw new Error(`${text} and its predicate disagree`);
  return {
    name: `filter ${text}`,
    baseline: { name: "by hand", run: () => void byHand() },
    subject: { name: "by formula", run: () => void byFormula() },
    atMost: 3,
    rounds: 400,
  };
}
