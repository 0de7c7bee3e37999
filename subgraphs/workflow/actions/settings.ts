import { setting, text } from "../../../kernel/config/settings.ts";
import { mailSettings } from "../../../kernel/mail/settings.ts";
import { allowedHosts } from "./http/allowed-hosts.ts";
import { privateNetworks } from "./http/reachable-address.ts";

/** What steps may do outside of Airgraph. */
export const actionSettings = {
  ...mailSettings,
  httpAllow: setting("WORKFLOW_HTTP_ALLOW", allowedHosts, {
    description:
      "Hosts that http steps may send requests to, comma separated: `api.example.com`, `*.example.org:8443` for all below it, `*` for any public one. By https, unless an entry begins with http://. Empty: none.",
    default: "",
  }),
  httpPrivateAllow: setting("WORKFLOW_HTTP_PRIVATE_ALLOW", privateNetworks, {
    description:
      "Networks, as 10.1.0.0/16, in which hosts of WORKFLOW_HTTP_ALLOW may have their addresses, comma separated. Public addresses, and addresses that WORKFLOW_HTTP_ALLOW itself names, are permitted anyway; others of private networks are not.",
    default: "",
  }),
  mailAllow: setting("WORKFLOW_MAIL_ALLOW", text.list, {
    description:
      "Domains to whose addresses steps may send mail, comma separated. To others they send only where the address is that of a member of the tenant, which whoever started the run may see.",
    default: "",
  }),
  mailsPerHour: setting("WORKFLOW_MAILS_PER_HOUR", text.positiveInteger, {
    description: "Mails that the workflows of one tenant send in an hour; each process counts for itself.",
    default: "100",
  }),
};
