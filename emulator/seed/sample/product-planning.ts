import type { BaseSeed, TableSeed } from "../seed.ts";
import { fieldId, fieldRecipes } from "./field-recipes.ts";
import { randomFor, stableId } from "./random.ts";
import { createdAt } from "./sample-moments.ts";

const featureField = fieldRecipes("Features");
const releaseField = fieldRecipes("Releases");

const states = ["Idea", "Planned", "In progress", "Shipped"] as const;
const featureNames = [
  "Bulk edit",
  "Dark mode",
  "Offline drafts",
  "Audit log",
  "Calendar sync",
  "Saved filters",
  "Keyboard shortcuts",
  "CSV export",
  "Two-factor login",
  "Guest access",
  "Mentions",
  "Recurring tasks",
  "Custom roles",
  "Undo history",
  "Email digest",
  "Search operators",
];
const releases = ["Spring", "Summer", "Autumn", "Winter"];

/** The second, small sample base, so that a listing of bases has something to list. */
export function productPlanningBase(): BaseSeed {
  return {
    id: stableId("app", "Product Planning"),
    name: "Product Planning",
    tables: [featuresTable(), releasesTable()],
  };
}

function featuresTable(): TableSeed {
  return {
    id: stableId("tbl", "Features"),
    name: "Features",
    primaryFieldId: fieldId("Features", "Name"),
    fields: [
      featureField.plain("Name", "singleLineText"),
      featureField.select("State", "singleSelect", states),
      featureField.number("Votes"),
      featureField.link("Release", "Releases", "Features", true),
    ],
    views: [{ id: stableId("viw", "Features.Grid view"), name: "Grid view" }],
    records: featureNames.map((name, index) => ({
      id: stableId("rec", `Features ${index}`),
      createdTime: createdAt(index, featureNames.length),
      fields: {
        Name: name,
        State: randomFor(`feature ${index}`).pick(states),
        Votes: randomFor(`votes ${index}`).below(120),
        Release: [stableId("rec", `Releases ${index % releases.length}`)],
      },
    })),
  };
}

function releasesTable(): TableSeed {
  return {
    id: stableId("tbl", "Releases"),
    name: "Releases",
    primaryFieldId: fieldId("Releases", "Name"),
    fields: [
      releaseField.plain("Name", "singleLineText"),
      releaseField.date("Ships on"),
      releaseField.link("Features", "Features", "Release", false),
      releaseField.count("Feature count", "Features"),
    ],
    views: [{ id: stableId("viw", "Releases.Grid view"), name: "Grid view" }],
    records: releases.map((name, index) => ({
      id: stableId("rec", `Releases ${index}`),
      createdTime: createdAt(index, releases.length),
      fields: { Name: `${name} 2026`, "Ships on": `2026-${String(index * 3 + 3).padStart(2, "0")}-20` },
    })),
  };
}
