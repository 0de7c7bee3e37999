/** Steps that are done at some place of a definition, and what is known of each. */
export class VisibleSteps<Known> {
  readonly #own = new Map<string, Known>();
  readonly #outer: VisibleSteps<Known> | undefined;

  constructor(outer?: VisibleSteps<Known>) {
    this.#outer = outer;
  }

  /** What is visible inside of a step that holds others. What is added there is not visible outside. */
  inside(): VisibleSteps<Known> {
    return new VisibleSteps(this);
  }

  add(id: string, known: Known): void {
    this.#own.set(id, known);
  }

  /** Makes what was done inside visible here too. */
  adopt(inner: VisibleSteps<Known>): void {
    for (const [id, known] of inner.#own) this.#own.set(id, known);
  }

  find(id: string): Known | undefined {
    return this.#own.get(id) ?? this.#outer?.find(id);
  }
}
