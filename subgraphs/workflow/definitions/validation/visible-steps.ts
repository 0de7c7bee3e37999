import type { StaticType } from "../../expressions/static-type.ts";

/** Steps that are surely done at some place of a definition, and what each came to. */
export class VisibleSteps {
  readonly #own = new Map<string, StaticType>();
  readonly #outer: VisibleSteps | undefined;

  constructor(outer?: VisibleSteps) {
    this.#outer = outer;
  }

  /** What is visible inside of a step that holds others. What is added there is not visible outside. */
  inside(): VisibleSteps {
    return new VisibleSteps(this);
  }

  add(id: string, output: StaticType): void {
    this.#own.set(id, output);
  }

  /** Makes what was done inside visible here too. */
  adopt(inner: VisibleSteps): void {
    for (const [id, output] of inner.#own) this.#own.set(id, output);
  }

  find(id: string): StaticType | undefined {
    return this.#own.get(id) ?? this.#outer?.find(id);
  }
}
