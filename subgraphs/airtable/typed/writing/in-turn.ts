/** The last work of each operation, by its context. */
const lastOf = new WeakMap<object, Promise<unknown>>();

/**
 * Does the mutations of one operation one after the other, in the order in which they are asked for. GraphQL does so with
 * fields of Mutation only; those of a base are a level below, and are begun at once, in the order of the document.
 * @param operation what is made anew for each operation
 */
export async function inTurn<T>(operation: object, work: () => Promise<T>): Promise<T> {
  const before = lastOf.get(operation);
  const mine = before === undefined ? work() : before.then(work, work);
  lastOf.set(operation, mine);
  return mine;
}
