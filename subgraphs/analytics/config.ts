import { databaseSettings } from "../../kernel/database/settings.ts";
import { subgraphSettings } from "../../kernel/subgraph/settings.ts";

export const settings = { ...subgraphSettings, ...databaseSettings };
