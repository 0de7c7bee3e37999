import { GraphQLJSON, GraphQLJSONObject } from "graphql-scalars";
import { DateTime } from "../../../kernel/subgraph/date-time.ts";
import { EmailAddress, LocalDate, PhoneNumber, WebAddress } from "../../../kernel/subgraph/text-scalars.ts";
import type { Resolvers } from "../generated/resolver-types.ts";
import { AirtableRecord, UntypedRecord } from "./airtable-record.ts";
import { Base } from "./base.ts";
import { DataPolicy } from "./data-policies.ts";
import { GraphPart } from "./graph-names.ts";
import { Mutation } from "./mutation.ts";
import { Query } from "./query.ts";
import { RecordChange, RecordsChangedEvent, Subscription } from "./subscription.ts";
import { Table } from "./table.ts";
import { GraphChange } from "./typed-graphs.ts";
import { CreateRecordPayload, WriteRecordResult } from "./written-record.ts";

export const resolvers: Omit<Resolvers, "AirtableRecord"> & { AirtableRecord: typeof AirtableRecord } = {
  Date: LocalDate,
  DateTime,
  EmailAddress,
  JSON: GraphQLJSON,
  JSONObject: GraphQLJSONObject,
  PhoneNumber,
  URL: WebAddress,
  AirtableRecord,
  Base,
  CreateRecordPayload,
  DataPolicy,
  GraphChange,
  GraphPart,
  Mutation,
  Query,
  RecordChange,
  RecordsChangedEvent,
  Subscription,
  Table,
  UntypedRecord,
  WriteRecordResult,
};
