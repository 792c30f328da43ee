interface Permission {
  /** What Facebook's dialog calls it. */
  readonly title: string;
  /** What Wokfow does with it. */
  readonly reason: string;
}

/** What Facebook asks whoever logs in, in its own words, and why Wokfow asks for it. https://developers.facebook.com/docs/permissions */
export const permissions: Readonly<Record<string, Permission>> = {
  pages_show_list: {
    title: "Show a list of the Pages you manage",
    reason: "so that you can choose here which of them to connect.",
  },
  pages_messaging: {
    title: "Manage and access Page conversations in Messenger",
    reason: "to read what customers write to the Page, and to answer.",
  },
  pages_manage_metadata: {
    title: "Manage accounts, settings and webhooks for a Page",
    reason: "so that Facebook delivers each new message to this server.",
  },
  pages_read_engagement: {
    title: "Read content posted on the Page",
    reason: "only to ask whether an answer has arrived when Facebook’s reply to it was lost.",
  },
  business_management: {
    title: "Manage your business",
    reason: "only to list Pages that belong to a business portfolio. Wokfow changes nothing there.",
  },
};

/** The names of permissions as people read them in Facebook's dialog. */
export function titlesOf(names: readonly string[]): string[] {
  return names.map((name) => permissions[name]?.title ?? name);
}
