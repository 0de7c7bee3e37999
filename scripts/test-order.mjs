/**
 * Jest's order of test files. Those that start the whole system take longest and mostly wait, for processes and for what
 * holds "within seconds": they are spread over the first of the others, so that the processors are busy meanwhile and few
 * systems start at the same time. By their size, which is what Jest goes by where it has not run them before, some of them
 * come last, and everything waits for them.
 */
export default class TestOrder {
  sort(tests) {
    const sorted = [...tests].sort((one, other) => one.path.localeCompare(other.path));
    const whole = sorted.filter(({ path }) => startsWholeSystem(path));
    const slow = sorted.filter(({ path }) => !startsWholeSystem(path) && waits(path));
    const quick = sorted.filter(({ path }) => !startsWholeSystem(path) && !waits(path));
    return spread(whole, [...slow, ...quick]);
  }

  allFailedTests(tests) {
    return [...tests];
  }

  shard(tests) {
    return [...tests];
  }

  cacheResults() {}
}

function startsWholeSystem(path) {
  return /\/tests\/(integration|chaos|e2e)\//.test(path);
}

function waits(path) {
  return /\/tests\/|\/subgraphs\/|\.property\.test/.test(path);
}

/** One of the few, then as many of the many as leaves the last quarter of these for the end. */
function spread(few, many) {
  const between = Math.floor((many.length * 3) / 4 / Math.max(few.length, 1));
  return few
    .flatMap((test, index) => [test, ...many.slice(index * between, (index + 1) * between)])
    .concat(many.slice(few.length * between));
}
