import { readAttachment } from "../attachments/attachment-bytes.ts";
import type { Answer } from "./answer.ts";
import { jsonAnswer } from "./answer.ts";
import type { Incoming } from "./incoming.ts";
import type { Service } from "./service.ts";

const pathPattern = /^\/_emulator\/attachments\/(att[0-9A-Za-z]{14})\/(full|large|small)\/([^/]+)$/;

export function isDownload(path: string): boolean {
  return path.startsWith("/_emulator/attachments/");
}

/** The bytes of an attachment, by a URL that a read has printed within the last two hours (reference 9). */
export function answerDownload(service: Service, { method, path, query }: Incoming): Answer {
  const [, id = "", size, filename = ""] = pathPattern.exec(path) ?? [];
  if (method !== "GET" || id === "") return jsonAnswer(404, { error: "NOT_FOUND" });
  switch (service.attachmentUrls.judge(path, query)) {
    case "forged":
      return jsonAnswer(403, { error: "this URL was not made by this emulator" });
    case "expired":
      return jsonAnswer(410, { error: "this URL has expired; read the record again for a new one" });
    case "valid": {
      const { bytes, type } =
        service.attachments.find(id) ?? readAttachment(id, filename, size === "small" ? "small" : "full");
      return {
        status: 200,
        headers: {
          "content-type": type,
          // Uploaded HTML must not act as a page of this origin, which may call the emulator's own doors.
          "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
          "cache-control": "private, max-age=7200",
        },
        body: bytes,
      };
    }
  }
}
