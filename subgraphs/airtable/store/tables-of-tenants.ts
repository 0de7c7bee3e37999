import {
  connections,
  dataAccess,
  dataPolicies,
  graphChanges,
  graphNames,
  oauthStates,
  typedGraphs,
  typedGraphVersions,
  watches,
} from "./tables.ts";

/** All that hold something of tenants. */
export const tablesOfTenants = [
  watches,
  dataPolicies,
  dataAccess,
  oauthStates,
  connections,
  graphChanges,
  typedGraphVersions,
  typedGraphs,
  graphNames,
];
