export { readRecordPage as readStablePage } from "../../reading/read-record-page.ts";
