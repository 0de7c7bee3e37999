/**
 * Reads comma-separated values (RFC 4180): quoted cells may hold commas, line breaks and doubled quotes. A byte order
 * mark and empty lines are skipped.
 *
 * @returns rows of cells, or null for a quote that is never closed or stands inside a cell
 */
export function parseCsv(text: string): string[][] | null {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    if (cell === null) return null;
    row.push(cell.text);
    at = cell.end;
    const separator = /,|\r\n|\r|\n/y;
    separator.lastIndex = at;
    const found = separator.exec(text)?.[0];
    if (found === undefined && at < text.length) return null;
    at += found?.length ?? 0;
    if (found === ",") {
      // A comma at the very end of the text still starts a cell.
      if (at === text.length) row.push("");
      else continue;
    }
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return rows;
}

interface CsvCell {
  readonly text: string;
  readonly end: number;
}

function plainCell(text: string, start: number): CsvCell {
  const separator = /[,\r\n]/g;
  separator.lastIndex = start;
  const end = separator.exec(text)?.index ?? text.length;
  return { text: text.slice(start, end), end };
}

function quotedCell(text: string, start: number): CsvCell | null {
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return null;
    if (text[quote + 1] !== '"') return { text: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    from = quote + 2;
  }
}
