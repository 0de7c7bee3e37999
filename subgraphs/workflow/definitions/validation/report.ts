import { type JsonPath, type Problem, type ProblemCode, pathText } from "./problem.ts";

/** Takes down what is wrong, where. */
export type Report = (path: JsonPath, code: ProblemCode, message: string) => void;

/** Whoever gets more at once reads none. */
export const mostProblems = 100;

export function createReport(): { readonly report: Report; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const report: Report = (path, code, message) => {
    if (problems.length < mostProblems)
      problems.push({ path: pathText(path), code, message: `${message.charAt(0).toUpperCase()}${message.slice(1)}.` });
  };
  return { report, problems };
}
