/** As many records as one mutation takes. */
const mostRecords = 1_000;
/** Of one mutation's records as JSON, well below what the router takes of a request (MAX_BODY_BYTES). */
const longestMutation = 2 * 1024 * 1024;

/** Parts of a list, in its order, each of which goes into one mutation. */
export function* chunksOf<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  let chunk: Item[] = [];
  let length = 0;
  for (const item of items) {
    const own = JSON.stringify(item).length;
    if (chunk.length === mostRecords || (chunk.length > 0 && length + own > longestMutation)) {
      yield chunk;
      chunk = [];
      length = 0;
    }
    chunk.push(item);
    length += own;
  }
  if (chunk.length > 0) yield chunk;
}
