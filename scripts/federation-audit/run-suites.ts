import { isDeepStrictEqual } from "node:util";
import { type Answer, type Gateway, toPlain } from "./gateway.ts";
import { type AuditSuite, type AuditTest, loadSuites } from "./load-suites.ts";
import { serveSuite } from "./serve-suite.ts";

export interface AuditResult {
  readonly suite: string;
  /** Place of the test in its suite, as the public results count. */
  readonly index: number;
  readonly test: AuditTest;
  readonly answer: Answer;
  readonly passed: boolean;
}

/** Asks a gateway everything, one operation after the other. */
export async function runSuites(checkout: string, gateway: Gateway): Promise<AuditResult[]> {
  const results: AuditResult[] = [];
  for (const suite of await loadSuites(checkout)) results.push(...(await runSuite(suite, gateway)));
  return results;
}

async function runSuite(suite: AuditSuite, gateway: Gateway): Promise<AuditResult[]> {
  const { supergraphSdl, executors, stop } = await serveSuite(suite);
  try {
    const open = await gateway(supergraphSdl, executors);
    const results: AuditResult[] = [];
    for (const [index, test] of suite.tests.entries()) {
      const answer = toPlain(await open.execute(test.query).catch(failed));
      results.push({ suite: suite.id, index, test, answer, passed: isExpected(test, answer) });
    }
    await open.stop();
    return results;
  } finally {
    await stop();
  }
}

function failed(error: unknown): Answer {
  return { errors: [{ message: String(error) }] };
}

/** As the public audit compares: the data must be equal; of errors counts only whether there are any, if the test says so. */
function isExpected({ expected }: AuditTest, { data, errors = [] }: Answer): boolean {
  const told = expected.errors === undefined || expected.errors === errors.length > 0;
  return told && isDeepStrictEqual(data ?? null, toPlain(expected.data ?? null));
}
