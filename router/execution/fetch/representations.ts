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
  const types = new Map<string, Map<unknown, { readonly target: Data; readonly index: number }>>();
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
    const { fields, print } = printer.forType(typeName);
    const [key] = fields;
    const value = key === undefined ? undefined : target[key];
    // Objects and lists are told apart by their text, everything else by itself.
    if (value === undefined || typeof value === "object") return indexOfText(print(target));
    let known = types.get(typeName);
    if (known === undefined) types.set(typeName, (known = new Map()));
    const first = known.get(value);
    if (first === undefined) {
      const index = add(print(target));
      known.set(value, { target, index });
      return index;
    }
    if (areEqual(first.target, target, fields)) {
      hasTwins = true;
      return first.index;
    }
    // Subgraphs contradict each other about it, or some of it is objects.
    const text = print(first.target);
    if (text !== undefined) byText.set(text, first.index);
    return indexOfText(print(target));
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

function areEqual(one: Data, other: Data, fields: readonly string[]): boolean {
  for (const field of fields) if (one[field] !== other[field]) return false;
  return true;
}
