/**
 * Jest's order of test files: those that start the whole system first, since they take longest and mostly wait. By their
 * size, which is what Jest goes by where it has not run them before, some of them come last, and everything waits for them.
 */
export default class TestOrder {
  sort(tests) {
    return [...tests].sort((one, other) => rank(other.path) - rank(one.path) || one.path.localeCompare(other.path));
  }

  allFailedTests(tests) {
    return [...tests];
  }

  shard(tests) {
    return [...tests];
  }

  cacheResults() {}
}

function rank(path) {
  if (/\/tests\/(integration|chaos|e2e)\//.test(path)) return 2;
  return /\/tests\/|\/watching\/|\/scheduler\/|\.property\.test/.test(path) ? 1 : 0;
}
