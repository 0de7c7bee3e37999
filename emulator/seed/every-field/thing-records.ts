import { type Random, randomFor, stableId } from "../sample/random.ts";
import { sampleDocument, sampleImage } from "../sample/sample-files.ts";
import { createdAt, hoursAfter } from "../sample/sample-moments.ts";
import { sampleUsers, someUser } from "../sample/sample-users.ts";
import { colours, districts, statuses, things } from "./thing-fields.ts";

const count = 260;

export const thingIds = Array.from({ length: count }, (_, index) => stableId("rec", `${things} ${index}`));

/** Several records share each, and no order of them is the order of another alphabet. */
const names = [
  "Anchor",
  "anchor",
  "Ängström",
  "Zebra",
  "zebra 2",
  "Müller & Söhne",
  "O'Brien",
  'The "Big" One',
  "a, b; c",
  "back\\slash",
  "100 %",
  "{braces}",
  "東京",
  "Ω",
  "🧲 magnet",
  "<b>bold</b>",
  "line\tbreak",
  "  spaces  ",
  "null",
  "0",
] as const;
const numbers = [0, 1, -1, 2, 10, 0.1, 0.3, -0.005, 99.99, 1e9, -1e6, 123_456.789] as const;
const pieces = [0, 0, 1, 2, 3, 10, 1000] as const;
const days = [
  "1899-12-31",
  "1970-01-01",
  "2024-02-29",
  "2024-12-31",
  "2025-01-01",
  "2026-03-29",
  "2099-12-31",
] as const;
const phones = ["+43 1 234567", "+1 (555) 010-0000", "call me", "112"] as const;
const websites = ["https://example.com/a?b=c#d", "http://example.org", "example.net", "not an address"] as const;
const ai: readonly [object, ...object[]] = [
  { state: "generated", isStale: false, value: "A thing like others." },
  { state: "generated", isStale: true, value: "What it was." },
  { state: "loading", isStale: true, value: null },
  { state: "empty", isStale: false, value: null },
  { state: "error", errorType: "emptyDependency", isStale: true, value: null },
];

export function thingRecord(id: string, index: number) {
  const createdTime = createdAt(index, count);
  const random = randomFor(`thing ${index}`);
  // The first is full, the second empty, and of the others each cell is empty now and then.
  const isFilled = (): boolean => index === 0 || (index !== 1 && random.chance(85));
  const fields: Record<string, unknown> = {};
  for (const [name, make] of Object.entries(cells)) if (isFilled()) fields[name] = make(random, index);
  return {
    id,
    createdTime,
    createdBy: random.pick(sampleUsers).id,
    lastModifiedTime: hoursAfter(createdTime, random.between(1, 900)),
    lastModifiedBy: random.pick(sampleUsers).id,
    fields: { ...fields, Position: index, Number: index + 1 },
  };
}

const cells: Readonly<Record<string, (random: Random, index: number) => unknown>> = {
  Name: (random) => random.pick(names),
  Notes: (random, index) => (index % 50 === 3 ? "long ".repeat(1_000) : `Line one.\nLine ${random.between(2, 9)}.`),
  Story: (random) => `# Story ${random.below(5)}\n\n- *one*\n- **two**\n`,
  Email: (random) => random.pick(["sam.rivera@example.com", "SAM.RIVERA@EXAMPLE.COM", "who@example.org", "nobody"]),
  Website: (random) => random.pick(websites),
  Phone: (random) => random.pick(phones),
  Amount: (random) => random.pick(numbers),
  Pieces: (random) => random.pick(pieces),
  Price: (random) => random.between(0, 40) * 25,
  Share: (random) => random.between(-5, 120) / 100,
  Effort: (random) => random.between(0, 48) * 900,
  Stars: (random) => random.between(1, 5),
  Done: (random) => random.chance(50),
  Status: (random) => random.pick(statuses),
  Colours: (random) => random.some(colours, 3),
  District: (random) => districts[random.below(districts.length)],
  Day: (random) => random.pick(days),
  Moment: (random) => `2025-0${random.between(1, 9)}-1${random.below(10)}T${random.between(10, 23)}:30:00.000Z`,
  Files: (random, index) => [
    sampleImage(`thing ${index}`, "picture.png"),
    ...(random.chance(50) ? [sampleDocument(`thing's text ${index}`, "manual.txt")] : []),
  ],
  // A forest: each one's parent comes before it.
  Parent: (random, index) => (index === 0 ? [] : [thingIds[random.below(Math.ceil(index / 3))]]),
  Friends: (random, index) => [
    ...new Set([thingIds[random.below(count)], thingIds[random.below(count)], thingIds[index]]),
  ],
  Owner: (random) => someUser(random),
  Team: (random) => random.some(sampleUsers, 3).map(({ id }) => ({ id })),
  Code: (random, index) => ({
    text: String(4_000_000 + random.below(9) * 7),
    ...(index % 2 === 0 ? { type: "qr" } : {}),
  }),
  Open: (_random, index) => ({ label: "Open", url: index % 2 === 0 ? `https://example.com/things/${index}` : null }),
  Summary: (random) => random.pick(ai),
  Source: (random) => random.pick(["Warehouse", "Shop"]),
  Mood: (random) => ({ depth: random.below(3), colour: null }),
};
