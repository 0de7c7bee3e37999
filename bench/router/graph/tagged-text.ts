/** A text that was recorded with one tag, ready to be told with any other. */
export interface TaggedText {
  readonly length: number;
  /** The text with this tag in every place. @param into to be used again instead of a new buffer: an earlier answer of it */
  fill(tag: string, into?: Buffer): Buffer;
}

/** @param text in ASCII, so that places in it are places in its bytes */
export function recordTagged(text: string, recordedTag: string): TaggedText {
  const recorded = Buffer.from(text, "latin1");
  const places = placesOf(text, recordedTag);
  return {
    length: recorded.length,
    fill(tag, into = Buffer.from(recorded)) {
      for (const place of places) into.write(tag, place, "latin1");
      return into;
    },
  };
}

function placesOf(text: string, tag: string): number[] {
  const places: number[] = [];
  for (let place = text.indexOf(tag); place !== -1; place = text.indexOf(tag, place + tag.length)) places.push(place);
  return places;
}
