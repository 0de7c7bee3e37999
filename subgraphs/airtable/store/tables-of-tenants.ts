import { connections, dataAccess, dataPolicies, oauthStates, watches } from "./tables.ts";

/** All that hold something of tenants. */
export const tablesOfTenants = [watches, dataPolicies, dataAccess, oauthStates, connections];
