/** Is told what becomes of documents, plans and supergraphs. */
export interface SupergraphWatch {
  /** @param isKnown whether it had been parsed and validated already */
  document(isKnown: boolean): void;
  /** @param isKnown whether the operation had been planned already, or is being planned */
  plan(isKnown: boolean): void;
  /** Also of what could not be planned. */
  planned(durationMs: number): void;
  reloaded(result: "accepted" | "refused"): void;
}

export const unwatched: SupergraphWatch = { document() {}, plan() {}, planned() {}, reloaded() {} };
