/** What the graph that all tenants have in common calls its own, so that no part of a tenant's graph can be called so. */
export interface ReservedNames {
  /** Types. */
  readonly types: ReadonlySet<string>;
  /** Fields of the root types of queries, mutations and subscriptions. */
  readonly rootFields: {
    readonly query: ReadonlySet<string>;
    readonly mutation: ReadonlySet<string>;
    readonly subscription: ReadonlySet<string>;
  };
  /** Fields that every record has, whichever subgraph they are from. */
  readonly recordFields: ReadonlySet<string>;
}
