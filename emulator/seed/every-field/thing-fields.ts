import type { FieldInput } from "../field-schema.ts";
import { dollars, fieldId, fieldRecipes } from "../sample/field-recipes.ts";
import { stableId } from "../sample/random.ts";

export const things = "Things";

export const statuses = ["To do", "In progress", "Done", "Won't do", '"Quoted", with a comma'] as const;
export const colours = ["Red", "Green", "Blue", "Light blue", "Black, white"] as const;
/** More than an enum of a client should have. */
export const districts = Array.from({ length: 520 }, (_, index) => `District ${index + 1}`);

const field = fieldRecipes(things);
const named = (name: string) => ({ id: fieldId(things, name), name });
const idOf = (name: string) => fieldId(things, name);

const iso = { name: "iso", format: "YYYY-MM-DD" } as const;
const clock = { name: "24hour", format: "HH:mm" } as const;
const utc = { timeZone: "utc", dateFormat: iso, timeFormat: clock } as const;

type Result = { readonly type: string; readonly options?: Record<string, never> | Record<string, unknown> };

function formula(name: string, text: string, result?: Result): FieldInput {
  return {
    ...named(name),
    type: "formula",
    options: { formula: text, ...(result === undefined ? {} : { result: asJson(result) }) },
  };
}

function lookup(name: string, target: string, link = "Children"): FieldInput {
  return field.lookup(name, link, things, target);
}

function rollup(name: string, target: string, aggregation: string, result: Result, link = "Children"): FieldInput {
  return {
    ...named(name),
    type: "rollup",
    options: {
      recordLinkFieldId: idOf(link),
      fieldIdInLinkedTable: idOf(target),
      aggregation,
      result: asJson(result),
    },
  };
}

/** Options as the schema endpoint would send them. */
function asJson({ type, options }: Result) {
  return { type, ...(options === undefined ? {} : { options: JSON.parse(JSON.stringify(options)) }) };
}

const choicesOf = (name: string, choices: readonly string[]) => ({
  choices: choices.map((choice) => ({ id: stableId("sel", `${things}.${name}.${choice}`), name: choice })),
});

/** What people write. */
const written: FieldInput[] = [
  field.plain("Name", "singleLineText"),
  {
    ...field.plain("Notes", "multilineText"),
    description: 'Whatever there is to say.\n\nEven """this""", and \\ that.',
  },
  field.plain("Story", "richText"),
  field.plain("Email", "email"),
  field.plain("Website", "url"),
  field.plain("Phone", "phoneNumber"),
  { ...named("Amount"), type: "number", options: { precision: 2 } },
  field.number("Pieces"),
  field.currency("Price"),
  field.percent("Share"),
  { ...named("Effort"), type: "duration", options: { durationFormat: "h:mm:ss" } },
  field.rating("Stars"),
  field.checkbox("Done"),
  field.select("Status", "singleSelect", statuses),
  field.select("Colours", "multipleSelects", colours),
  field.select("Undecided", "singleSelect", []),
  { ...named("District"), type: "singleSelect", options: choicesOf("District", districts) },
  field.date("Day"),
  { ...named("Moment"), type: "dateTime", options: { ...utc, timeZone: "Europe/Vienna" } },
  field.attachments("Files"),
  field.link("Parent", things, "Children", true),
  field.link("Children", things, "Parent", false),
  // Of links within a table Airtable need not tell, nor have, an inverse.
  { ...named("Friends"), type: "multipleRecordLinks", options: { linkedTableId: stableId("tbl", things) } },
  field.plain("Owner", "singleCollaborator"),
  { ...named("Team"), type: "multipleCollaborators" },
  { ...named("Code"), type: "barcode" },
];

/** What Airtable computes, or tells of itself. */
const computed: FieldInput[] = [
  field.plain("Number", "autoNumber"),
  field.createdTime("Created"),
  { ...named("Created day"), type: "createdTime", options: { result: { type: "date", options: { dateFormat: iso } } } },
  field.lastModifiedTime("Last modified"),
  field.plain("Created by", "createdBy"),
  { ...named("Last modified by"), type: "lastModifiedBy" },
  field.count("Child count", "Children"),
  formula("Title", "{Name}&' ('&{Status}&')'", { type: "singleLineText" }),
  formula("Total", "{Price}*{Pieces}", { type: "currency", options: dollars }),
  // Not a number of 0 by 0, infinite of another number by 0.
  formula("Per piece", "{Amount}/{Pieces}", { type: "number", options: { precision: 4 } }),
  formula("Is cheap", "{Price}<100", { type: "checkbox", options: { icon: "check", color: "greenBright" } }),
  formula("Week later", "DATEADD({Day},7,'days')", { type: "date", options: { dateFormat: iso } }),
  formula("Hour later", "DATEADD({Moment},1,'hours')", { type: "dateTime", options: utc }),
  formula("Same status", "{Status}", { type: "singleSelect", options: choicesOf("Status", statuses) }),
  formula("Strict price", "IF({Price}>500,ERROR(),{Price})", { type: "currency", options: dollars }),
  formula("Untold", "{Name}"),
  formula("Broken", "{There is no such field}+1"),
  rollup("Children's pieces", "Pieces", "SUM(values)", { type: "number", options: { precision: 0 } }),
  rollup("Children's mean price", "Price", "AVERAGE(values)", { type: "currency", options: dollars }),
  rollup("Children's names", "Name", "ARRAYJOIN(values,'; ')", { type: "singleLineText" }),
  rollup("Last day of children", "Day", "MAX(values)", { type: "date", options: { dateFormat: iso } }),
  lookup("Names of children", "Name"),
  lookup("Emails of children", "Email"),
  lookup("Prices of children", "Price"),
  lookup("Stars of children", "Stars"),
  lookup("Done children", "Done"),
  lookup("Statuses of children", "Status"),
  lookup("Colours of children", "Colours"),
  lookup("Days of children", "Day"),
  lookup("Moments of children", "Moment"),
  lookup("Files of children", "Files"),
  lookup("Owners of children", "Owner"),
  lookup("Teams of children", "Team"),
  lookup("Codes of children", "Code"),
  lookup("Friends of children", "Friends"),
  lookup("Strict prices of children", "Strict price"),
  lookup("Titles of children", "Title"),
  lookup("Grandchildren", "Names of children"),
  lookup("Status of parent", "Status", "Parent"),
  {
    ...named("Gone lookup"),
    type: "multipleLookupValues",
    options: { recordLinkFieldId: idOf("Parent"), fieldIdInLinkedTable: idOf("Deleted") },
  },
  { ...named("Open"), type: "button" },
  {
    ...named("Summary"),
    type: "aiText",
    options: { prompt: ["Sum up ", { field: { fieldId: idOf("Notes") } }], referencedFieldIds: [idOf("Notes")] },
  },
  { ...named("Source"), type: "externalSyncSource", options: choicesOf("Source", ["Warehouse", "Shop"]) },
  { ...named("Position"), type: "manualSort" },
  { ...named("Mood"), type: "unknown", options: { type: "hologram", options: { depth: 3 } } },
];

/** One field of every type of reference 9, of computed ones by what comes out; types newer than that, too. */
export const thingFields: FieldInput[] = [...written, ...computed];
