import { setting, text } from "../../kernel/config/settings.ts";
import { databaseSettings } from "../../kernel/database/settings.ts";
import { subgraphSettings } from "../../kernel/subgraph/settings.ts";

export const settings = {
  ...subgraphSettings,
  ...databaseSettings,
  recordActivityDays: setting("RECORD_ACTIVITY_DAYS", text.positiveInteger, {
    description: "How long is kept what happened to a record; of each record the latest 1,000 at most.",
    default: "90",
  }),
};
