import { type Thread, timeOf, type World } from "../state/world.ts";
import { pushEvent } from "../webhook/push-event.ts";

/** From where somebody came. https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messaging_referrals */
export type Referral = {
  source: "ADS" | "SHORTLINK" | "CUSTOMER_CHAT_PLUGIN";
  type: "OPEN_THREAD";
  ref?: string | undefined;
  ad_id?: string | undefined;
  ads_context_data?: Record<string, unknown> | undefined;
};

/** A click on an advertisement that opens Messenger. */
export function adReferral(ad: {
  adId: string;
  title: string;
  ref?: string | undefined;
  photoUrl?: string | undefined;
}): Referral {
  return {
    ...(ad.ref === undefined ? {} : { ref: ad.ref }),
    ad_id: ad.adId,
    source: "ADS",
    type: "OPEN_THREAD",
    ads_context_data: {
      ad_title: ad.title,
      ...(ad.photoUrl === undefined ? {} : { photo_url: ad.photoUrl }),
      post_id: `${ad.adId}_1`,
    },
  };
}

/** The customer opens a chat that is there already by a link or an advertisement. */
export function openByReferral(world: World, thread: Thread, referral: Referral): void {
  thread.customerWroteAt = timeOf(world);
  pushEvent(world, thread, "messaging_referrals", "customer", { referral });
}
