import type { AuditResult } from "./run-suites.ts";

/** Prints how many cases of each suite each gateway passed, and then what failed with what was expected of it. */
export function printComparison(
  { stock, own }: Readonly<Record<"stock" | "own", readonly AuditResult[]>>,
  print: (line: string) => void,
): void {
  const suites = [...new Set(own.map(({ suite }) => suite))];
  const width = Math.max(...suites.map((suite) => suite.length));
  const row = (name: string, ...cells: string[]) =>
    print([name.padEnd(width), ...cells.map((cell) => cell.padStart(9))].join(" "));

  row("suite", "stock", "own");
  for (const suite of suites) {
    const of = (results: readonly AuditResult[]) => results.filter((result) => result.suite === suite);
    row(suite, share(of(stock)), share(of(own)));
  }
  row("all", share(stock), share(own));
  for (const [name, results] of [
    ["stock", stock],
    ["own", own],
  ] as const)
    for (const result of results) if (!result.passed) printFailure(name, result, print);
}

function share(results: readonly AuditResult[]): string {
  return `${results.filter(({ passed }) => passed).length}/${results.length}`;
}

function printFailure(gateway: string, result: AuditResult, print: (line: string) => void): void {
  const { suite, index, test, answer } = result;
  print(`\n${gateway} fails ${suite} #${index}`);
  print(test.query.replace(/^\n+/, "").trimEnd());
  print(`  expected ${JSON.stringify(test.expected)}`);
  print(`  answered ${JSON.stringify(answer)}`);
}
