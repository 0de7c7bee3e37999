import type { Seed } from "../emulator/emulator.ts";
import { scopes } from "../emulator/seed/seed.ts";

const id = (prefix: string, name: string | number) => prefix + String(name).padStart(14, "0");

/** Spreads consecutive numbers, so that ids are in another order than rows, as random ids are. */
const scattered = (index: number) => (index * 7_919_633) % 99_999_989;

export const token = "patBENCH";
export const baseId = id("app", "Bench");
export const dealsTableId = id("tbl", "Deals");
export const stageFieldId = id("fld", "Stage");
export const amountFieldId = id("fld", "Amount");
export const dealId = (index: number) => id("rec", scattered(index + 1));

const choices = ["Lead", "Proposal", "Won", "Lost"].map((name) => ({ id: id("sel", name), name }));
export const choiceId = (name: string) => id("sel", name);

/**
 * A base with a table of deals that has what real tables have: text, numbers, a select, dates, links, a formula, a
 * lookup, and a view with filter and sort.
 */
export function dealsSeed(deals: number): Seed {
  const companies = Math.ceil(deals / 20);
  const companyId = (index: number) => id("rec", `C${index}`);
  const createdTime = "2024-03-01T09:30:00.000Z";
  const userId = id("usr", "Bench");
  return {
    users: [{ id: userId, email: "bench@example.com", name: "Bench" }],
    tokens: [{ token, userId, scopes: [...scopes], bases: [{ id: baseId, permissionLevel: "create" }] }],
    bases: [
      {
        id: baseId,
        name: "Bench",
        tables: [
          {
            id: id("tbl", "Companies"),
            name: "Companies",
            primaryFieldId: id("fld", "CompanyName"),
            fields: [
              { id: id("fld", "CompanyName"), name: "Name", type: "singleLineText" },
              {
                id: id("fld", "CompanyDeals"),
                name: "Deals",
                type: "multipleRecordLinks",
                options: { linkedTableId: dealsTableId, inverseLinkFieldId: id("fld", "Company") },
              },
            ],
            records: Array.from({ length: companies }, (_, index) => ({
              id: companyId(index),
              createdTime,
              fields: { Name: `Company ${index}` },
            })),
          },
          {
            id: dealsTableId,
            name: "Deals",
            primaryFieldId: id("fld", "DealName"),
            fields: [
              { id: id("fld", "DealName"), name: "Name", type: "singleLineText" },
              { id: amountFieldId, name: "Amount", type: "currency", options: { precision: 2, symbol: "$" } },
              { id: stageFieldId, name: "Stage", type: "singleSelect", options: { choices } },
              {
                id: id("fld", "Close"),
                name: "Close",
                type: "date",
                options: { dateFormat: { name: "iso", format: "YYYY-MM-DD" } },
              },
              {
                id: id("fld", "Company"),
                name: "Company",
                type: "multipleRecordLinks",
                options: { linkedTableId: id("tbl", "Companies"), inverseLinkFieldId: id("fld", "CompanyDeals") },
              },
              { id: id("fld", "Double"), name: "Double", type: "formula", options: { formula: "{Amount}*2" } },
              {
                id: id("fld", "CompanyNames"),
                name: "Company names",
                type: "multipleLookupValues",
                options: { recordLinkFieldId: id("fld", "Company"), fieldIdInLinkedTable: id("fld", "CompanyName") },
              },
            ],
            views: [
              {
                id: id("viw", "Open"),
                name: "Open",
                filterByFormula: "NOT({Stage}='Lost')",
                sort: [{ field: "Close" }, { field: "Amount", direction: "desc" }],
              },
            ],
            records: Array.from({ length: deals }, (_, index) => ({
              id: dealId(index),
              createdTime,
              fields: {
                Name: `Deal ${scattered(index)}`,
                Amount: scattered(index) % 100_000,
                Stage: choices[scattered(index) % choices.length]?.name,
                Close: new Date(Date.UTC(2024, 0, 1 + (scattered(index) % 700))).toISOString().slice(0, 10),
                Company: [companyId(index % companies)],
              },
            })),
          },
        ],
      },
    ],
  };
}
