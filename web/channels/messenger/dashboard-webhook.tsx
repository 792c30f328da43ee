import { DashboardAddresses } from "#web/channels/messenger/facebook-setup.tsx";
import { useFacebookSetup } from "#web/channels/messenger/use-facebook-setup.ts";

/** The webhook of the app as it is to stand in Meta's dashboard: its address, to be copied, and its fields. */
export function DashboardWebhook() {
  const { data } = useFacebookSetup();
  return data ? <DashboardAddresses setup={data} only="webhook" /> : null;
}
