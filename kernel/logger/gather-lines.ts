import { type DestinationStream, pino } from "pino";

/** As much as is written at once. */
const mostCharacters = 16_384;
/** As long as a line waits for others. */
const delayMs = 50;
const urgent = pino.levels.values["error"] ?? 50;

/**
 * Gathers lines for a moment and writes them together: written one by one, each costs more than it costs to make. An error is
 * written at once, with all before it; so is what is left when the process ends, unless it is killed.
 */
export function gatherLines(destination: DestinationStream): DestinationStream {
  let gathered = "";
  let timer: NodeJS.Timeout | undefined;
  process.once("exit", write);

  // pino notes in here the level of each line before it hands it over.
  const lines = {
    [pino.symbols.needsMetadataGsym]: true,
    lastLevel: 0,
    write(line: string) {
      gathered += line;
      if (lines.lastLevel >= urgent || gathered.length >= mostCharacters) write();
      else timer ??= setTimeout(onDelay, delayMs).unref();
    },
  };
  return lines;

  function onDelay(): void {
    timer = undefined;
    write();
  }

  function write(): void {
    if (gathered === "") return;
    const text = gathered;
    gathered = "";
    destination.write(text);
  }
}
