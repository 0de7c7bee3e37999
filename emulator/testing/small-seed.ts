import { type Scope, type Seed, scopes } from "../seed/seed.ts";

const pad = (prefix: string, name: string) => prefix + name.padEnd(14, "0");

export const ids = {
  base: pad("app", "Test"),
  otherBase: pad("app", "Other"),
  people: pad("tbl", "People"),
  teams: pad("tbl", "Teams"),
  name: pad("fld", "PName"),
  team: pad("fld", "PTeam"),
  boss: pad("fld", "PBoss"),
  members: pad("fld", "TMembers"),
  ada: pad("rec", "Ada"),
  bob: pad("rec", "Bob"),
  red: pad("rec", "Red"),
  blue: pad("rec", "Blue"),
  user: pad("usr", "One"),
  otherUser: pad("usr", "Two"),
  view: pad("viw", "Busy"),
} as const;

export const tokens = {
  creator: "patCREATOR",
  editor: "patEDITOR",
  reader: "patREADER",
  noScopes: "patNOSCOPES",
} as const;

const createdTime = "2024-03-01T09:30:00.000Z";
const utcDateTime = {
  timeZone: "utc",
  dateFormat: { name: "iso", format: "YYYY-MM-DD" },
  timeFormat: { name: "24hour", format: "HH:mm" },
} as const;

/** Two tables with one field of nearly every type, for tests of single behaviours. */
export function smallSeed(): Seed {
  const field = (name: string) => ({ id: pad("fld", `P${name}`), name });
  const grant = (token: string, permissionLevel: "read" | "edit" | "create", granted: readonly Scope[] = scopes) => ({
    token,
    userId: ids.user,
    scopes: [...granted],
    bases: [{ id: ids.base, permissionLevel }],
  });
  return {
    users: [
      { id: ids.user, email: "one@example.com", name: "User One" },
      { id: ids.otherUser, email: "two@example.com", name: "User Two" },
    ],
    tokens: [
      grant(tokens.creator, "create"),
      grant(tokens.editor, "edit"),
      grant(tokens.reader, "read"),
      grant(tokens.noScopes, "create", []),
    ],
    bases: [
      {
        id: ids.base,
        name: "Test",
        tables: [
          {
            id: ids.people,
            name: "People",
            primaryFieldId: ids.name,
            fields: [
              { ...field("Name"), type: "singleLineText" },
              { ...field("Bio"), type: "richText" },
              { ...field("Age"), type: "number", options: { precision: 1 } },
              { ...field("Share"), type: "percent", options: { precision: 0 } },
              { ...field("Stars"), type: "rating", options: { icon: "star", color: "yellowBright", max: 5 } },
              { ...field("Active"), type: "checkbox", options: { icon: "check", color: "greenBright" } },
              { ...field("Shift"), type: "duration", options: { durationFormat: "h:mm" } },
              {
                ...field("Level"),
                type: "singleSelect",
                options: {
                  choices: [
                    { id: pad("sel", "Junior"), name: "Junior" },
                    { id: pad("sel", "Senior"), name: "Senior" },
                  ],
                },
              },
              {
                ...field("Skills"),
                type: "multipleSelects",
                options: { choices: [{ id: pad("sel", "Sql"), name: "SQL" }] },
              },
              { ...field("Born"), type: "date", options: { dateFormat: { name: "iso", format: "YYYY-MM-DD" } } },
              { ...field("Seen"), type: "dateTime", options: utcDateTime },
              { ...field("Files"), type: "multipleAttachments", options: {} },
              { ...field("Mentor"), type: "singleCollaborator" },
              { ...field("Watchers"), type: "multipleCollaborators" },
              { ...field("Badge"), type: "barcode" },
              { ...field("Button"), type: "button" },
              {
                ...field("Team"),
                type: "multipleRecordLinks",
                options: { linkedTableId: ids.teams, inverseLinkFieldId: ids.members },
              },
              { ...field("Boss"), type: "multipleRecordLinks", options: { linkedTableId: ids.people } },
              {
                ...field("Team names"),
                id: pad("fld", "PTeamNames"),
                type: "multipleLookupValues",
                options: { recordLinkFieldId: ids.team, fieldIdInLinkedTable: pad("fld", "TName") },
              },
              { ...field("Double"), type: "formula", options: { formula: "{Age}*2" } },
              { ...field("Ratio"), type: "formula", options: { formula: "1/{Age}" } },
              { ...field("Label"), type: "formula", options: { formula: "IF({Age}, {Age}, 'unknown')" } },
              { ...field("Broken"), type: "formula", options: { formula: "{Nowhere}" } },
              { ...field("Loop"), type: "formula", options: { formula: "{Loop}+1" } },
              { ...field("Number"), type: "autoNumber" },
              {
                ...field("Made"),
                type: "createdTime",
                options: { result: { type: "dateTime", options: utcDateTime } },
              },
              { ...field("Changed"), type: "lastModifiedTime", options: { result: { type: "dateTime" } } },
              {
                ...field("Age changed"),
                id: pad("fld", "PAgeChanged"),
                type: "lastModifiedTime",
                options: { referencedFieldIds: [pad("fld", "PAge")], result: { type: "dateTime" } },
              },
              { ...field("Maker"), type: "createdBy" },
            ],
            views: [
              { id: ids.view, name: "Busy", filterByFormula: "{Active}", sort: [{ field: "Age", direction: "desc" }] },
            ],
            records: [
              {
                id: ids.ada,
                createdTime,
                fields: { Name: "Ada", Age: 36, Team: [ids.red], Active: true, Button: { label: "Open", url: null } },
              },
              { id: ids.bob, createdTime, fields: { Name: "Bob", Boss: [ids.ada] } },
            ],
          },
          {
            id: ids.teams,
            name: "Teams",
            primaryFieldId: pad("fld", "TName"),
            fields: [
              { id: pad("fld", "TName"), name: "Name", type: "singleLineText" },
              {
                id: ids.members,
                name: "Members",
                type: "multipleRecordLinks",
                options: { linkedTableId: ids.people, inverseLinkFieldId: ids.team },
              },
              { id: pad("fld", "TCount"), name: "Size", type: "count", options: { recordLinkFieldId: ids.members } },
              {
                id: pad("fld", "TAges"),
                name: "Mean age",
                type: "rollup",
                options: {
                  recordLinkFieldId: ids.members,
                  fieldIdInLinkedTable: pad("fld", "PAge"),
                  aggregation: "AVERAGE(values)",
                },
              },
            ],
            views: [{ id: pad("viw", "Teams"), name: "Grid view" }],
            records: [
              { id: ids.red, createdTime, fields: { Name: "Red" } },
              { id: ids.blue, createdTime, fields: { Name: "Blue" } },
            ],
          },
        ],
      },
      { id: ids.otherBase, name: "Other", tables: [] },
    ],
  };
}
