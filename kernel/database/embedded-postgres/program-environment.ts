/**
 * The environment of initdb and postgres: nothing of ours leaks in. PGDATA, PGPORT or a translated locale would change what
 * they do and the messages that we read, and our own variables hold secrets that /proc would show.
 */
export function programEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env;
  return {
    ...(PATH === undefined ? {} : { PATH }),
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
    ...(TEMP === undefined ? {} : { TEMP }),
    LC_ALL: "C",
    TZ: "UTC",
  };
}
