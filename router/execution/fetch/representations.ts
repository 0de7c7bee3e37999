import type { RepresentationPrinter } from "../compile/representation-printer.ts";
import { type Data, own } from "../data.ts";

/** What a subgraph is asked about the objects at one place of the answer: each entity once. */
export interface Representations {
  readonly targets: readonly Data[];
  /** JSON of the list. */
  readonly json: string;
  readonly count: number;
  /** By target: which of the list it is; -1 when it can't be asked for. */
  readonly indices: Int32Array;
  readonly hasTwins: boolean;
}

/** Prints the representations of objects. The same entity often stands in many places: it is sent, and answered, once. */
export function representTargets(targets: readonly Data[], printer: RepresentationPrinter): Representations {
  const indices = new Int32Array(targets.length);
  const byText = new Map<string, number>();
  const types = new Map<string, Map<unknown, number>>();
  const parts: string[] = [];
  let hasTwins = false;

  for (let at = 0; at < targets.length; at += 1) {
    const target = targets[at];
    if (target !== undefined) indices[at] = indexOf(target);
  }
  return { targets, json: `[${parts.join(",")}]`, count: parts.length, indices, hasTwins };

  function indexOf(target: Data): number {
    const typeName = own(target, "__typename");
    if (typeof typeName !== "string") return -1;
    const { key, print } = printer.forType(typeName);
    const value = key === undefined ? undefined : target[key];
    // Objects and lists are told apart by their text, everything else by itself.
    if (value === undefined || typeof value === "object") return indexOfText(print(target));
    let known = types.get(typeName);
    if (known === undefined) types.set(typeName, (known = new Map()));
    const twin = known.get(value);
    if (twin !== undefined) {
      hasTwins = true;
      return twin;
    }
    const index = add(print(target));
    known.set(value, index);
    return index;
  }

  function indexOfText(text: string | undefined): number {
    const twin = text === undefined ? undefined : byText.get(text);
    if (twin !== undefined) {
      hasTwins = true;
      return twin;
    }
    const index = add(text);
    if (text !== undefined) byText.set(text, index);
    return index;
  }

  function add(text: string | undefined): number {
    return text === undefined ? -1 : parts.push(text) - 1;
  }
}
