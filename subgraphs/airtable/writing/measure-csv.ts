/**
 * How many rows a CSV file has, its header included, and how many columns its widest row (RFC 4180). Line breaks and
 * commas within quotes are text; an empty last line is no row.
 */
export function measureCsv(csv: string): { rows: number; columns: number } {
  let rows = 0;
  let columns = 0;
  let inRow = 0;
  let quoted = false;
  let started = false;

  for (let index = 0; index < csv.length; index += 1) {
    const character = csv[index];
    if (character === '"') quoted = !quoted;
    if (!quoted && character === "\n") {
      if (started) endRow();
      continue;
    }
    if (!quoted && character === ",") inRow += 1;
    if (character !== "\r") started = true;
  }
  if (started) endRow();
  return { rows, columns };

  function endRow(): void {
    rows += 1;
    columns = Math.max(columns, inRow + 1);
    inRow = 0;
    started = false;
  }
}
