import type { AttachmentStore } from "../attachments/attachment-store.ts";
import type { AttachmentUrls } from "../attachments/attachment-urls.ts";
import type { WrittenAttachments } from "../attachments/written-attachments.ts";
import type { Clock } from "../clock.ts";
import type { DataFile } from "../data/data-file.ts";
import type { Faults } from "../faults/faults.ts";
import type { IdSource } from "../identifiers.ts";
import type { CallWindow } from "../limits/call-window.ts";
import type { MonthlyQuota } from "../limits/monthly-quota.ts";
import type { RateLimiter } from "../limits/rate-limiter.ts";
import type { OAuthGrants } from "../oauth/oauth-grants.ts";
import type { Iterators } from "../store/iterators.ts";
import type { Workspace } from "../store/model.ts";
import type { Readers } from "../store/readers.ts";
import type { Switches } from "../switches.ts";
import type { Timers } from "../timers.ts";
import type { ChangeFeed } from "../webhooks/change-feed.ts";
import type { Notifier } from "../webhooks/notifier.ts";
import type { RequestLog } from "./request-log.ts";

/** The parts of one running emulator. */
export interface Service {
  readonly workspace: Workspace;
  readonly readers: Readers;
  /** Through which every write goes, so that webhooks hear of it. */
  readonly changes: ChangeFeed;
  readonly notifier: Notifier;
  /** Where tasks wait for their time. */
  readonly timers: Timers;
  readonly iterators: Iterators;
  readonly limiter: RateLimiter;
  readonly quota: MonthlyQuota;
  /** CSV syncs, by base id. */
  readonly syncCalls: CallWindow;
  readonly requestLog: RequestLog;
  readonly clock: Clock;
  readonly newId: IdSource;
  /** Changed in place by `PATCH /_emulator/switches`. */
  readonly switches: Switches;
  readonly faults: Faults;
  readonly attachments: AttachmentStore;
  readonly attachmentUrls: AttachmentUrls;
  readonly writtenAttachments: WrittenAttachments;
  readonly oauth: OAuthGrants;
  /** Where changes are written down; null when they live in memory only. */
  readonly dataFile: DataFile | null;
}
