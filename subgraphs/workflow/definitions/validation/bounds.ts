import { type JsonPath, type Problem, pathText, valueAt } from "./problem.ts";

const mostSteps = 10_000;
const deepestSteps = 20;
const mostBytes = 5_000_000;
const deepestJson = 100;
const mostValues = 500_000;

/** What makes a definition unfit to be stored, let alone to be looked at any closer; undefined when nothing does. */
export function outOfBounds(json: unknown): Problem | undefined {
  return tooMuchJson(json) ?? tooManySteps(json);
}

/** What Postgres keeps in no JSON: NUL, and halves of characters. */
const notStorable = /[\p{Cs}\0]/u;

/** Without recursion, which a hostile depth would exhaust. */
function tooMuchJson(json: unknown): Problem | undefined {
  let values = 0;
  let bytes = 0;
  let level: unknown[] = [json];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepestJson) return problem([], `JSON is nested deeper than ${deepestJson} levels`);
    const next: unknown[] = [];
    for (const value of level) {
      values += 1;
      bytes += sizeOf(value);
      if (typeof value === "string" && notStorable.test(value))
        return { path: "", code: "MALFORMED", message: "A text holds a NUL or half of a character." };
      if (bytes > mostBytes) return problem([], `it is larger than ${mostBytes / 1_000_000} MB`);
      if (typeof value !== "object" || value === null) continue;
      if (Array.isArray(value)) for (const inner of value) next.push(inner);
      else
        for (const [key, inner] of Object.entries(value)) {
          bytes += key.length;
          if (notStorable.test(key)) next.push(key);
          next.push(inner);
        }
      if (values + next.length > mostValues) return problem([], `it holds more than ${mostValues} values`);
    }
    level = next;
  }
  return undefined;
}

function sizeOf(value: unknown): number {
  return typeof value === "string" ? Buffer.byteLength(value) : 8;
}

interface StepsAt {
  readonly steps: readonly unknown[];
  readonly path: JsonPath;
  readonly depth: number;
}

function tooManySteps(json: unknown): Problem | undefined {
  let count = 0;
  const open: StepsAt[] = ["steps", "onFailure"].flatMap((key) => stepsIn(json, [key], [], 1));
  for (let list = open.pop(); list !== undefined; list = open.pop()) {
    const { steps, path, depth } = list;
    count += steps.length;
    if (count > mostSteps) return problem(path, `there are more than ${mostSteps} steps`);
    if (depth > deepestSteps) return problem(path, `steps are nested deeper than ${deepestSteps} levels`);
    for (const [index, step] of steps.entries()) open.push(...nestedIn(step, [...path, index], depth + 1));
  }
  return undefined;
}

function nestedIn(step: unknown, path: JsonPath, depth: number): StepsAt[] {
  const places: JsonPath[] = [["onError"], ...["then", "else", "default", "steps"].map((key) => ["with", key])];
  for (const key of ["cases", "branches"]) {
    const list = valueAt(step, ["with", key]);
    if (Array.isArray(list)) places.push(...list.map((_one, index): JsonPath => ["with", key, index, "steps"]));
  }
  return places.flatMap((place) => stepsIn(step, place, path, depth));
}

function stepsIn(json: unknown, place: JsonPath, path: JsonPath, depth: number): StepsAt[] {
  const steps = valueAt(json, place);
  return Array.isArray(steps) ? [{ steps, path: [...path, ...place], depth }] : [];
}

function problem(path: JsonPath, message: string): Problem {
  return { path: pathText(path), code: "TOO_LARGE", message: `${message}.` };
}
