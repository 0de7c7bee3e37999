import type { Seed } from "../../../emulator/emulator.ts";
import { sampleSeed } from "../../../emulator/emulator.ts";

const pad = (prefix: string, name: string) => prefix + name.padEnd(14, "0");

/** What is edited while it is in use. */
export const workshop = {
  base: pad("app", "Workshop"),
  /** Granted later. */
  annex: pad("app", "Annex"),
  orders: pad("tbl", "Orders"),
  tools: pad("tbl", "Tools"),
  name: pad("fld", "OName"),
  price: pad("fld", "OPrice"),
  weight: pad("fld", "OWeight"),
  state: pad("fld", "OState"),
  note: pad("fld", "ONote"),
  tool: pad("fld", "OTool"),
  first: pad("rec", "Order1"),
} as const;

const createdTime = "2024-03-01T09:30:00.000Z";

/** A base to be edited, and one that the token is not granted at first. */
export function workshopSeed(): Seed {
  const [token] = sampleSeed().tokens;
  if (token === undefined) throw new Error("the sample has a token");
  return {
    users: [],
    tokens: [{ ...token, bases: [{ id: workshop.base, permissionLevel: "create" }] }],
    bases: [
      {
        id: workshop.base,
        name: "Workshop",
        tables: [
          {
            id: workshop.orders,
            name: "Orders",
            primaryFieldId: workshop.name,
            fields: [
              { id: workshop.name, name: "Name", type: "singleLineText" },
              { id: workshop.price, name: "Price", type: "number", options: { precision: 2 } },
              { id: workshop.weight, name: "Weight", type: "number", options: { precision: 2 } },
              {
                id: workshop.state,
                name: "State",
                type: "singleSelect",
                options: {
                  choices: [
                    { id: pad("sel", "Open"), name: "Open" },
                    { id: pad("sel", "Done"), name: "Done" },
                  ],
                },
              },
              { id: pad("fld", "OCount"), name: "Count", type: "number", options: { precision: 0 } },
              { id: workshop.note, name: "Note", type: "singleLineText" },
              {
                id: workshop.tool,
                name: "Tool",
                type: "multipleRecordLinks",
                options: { linkedTableId: workshop.tools },
              },
            ],
            records: [
              {
                id: workshop.first,
                createdTime,
                fields: { Name: "Bench", Price: 10, Weight: 3, State: "Open", Note: "n", Tool: [pad("rec", "Saw")] },
              },
            ],
          },
          {
            id: workshop.tools,
            name: "Tools",
            primaryFieldId: pad("fld", "TName"),
            fields: [{ id: pad("fld", "TName"), name: "Name", type: "singleLineText" }],
            records: [{ id: pad("rec", "Saw"), createdTime, fields: { Name: "Saw" } }],
          },
        ],
      },
      {
        id: workshop.annex,
        name: "Annex",
        tables: [
          {
            id: pad("tbl", "Shelves"),
            name: "Shelves",
            primaryFieldId: pad("fld", "SName"),
            fields: [{ id: pad("fld", "SName"), name: "Name", type: "singleLineText" }],
            records: [{ id: pad("rec", "Shelf"), createdTime, fields: { Name: "Top" } }],
          },
        ],
      },
    ],
  };
}
