/** Without these a page that is connected can neither receive nor send: to read and answer its messages, and to have Facebook deliver them. */
export const workingPermissions = ["pages_messaging", "pages_manage_metadata"] as const;

/** What connecting a page takes: these, and to list the pages. */
export const requiredPermissions = ["pages_show_list", ...workingPermissions] as const;

/** Without it the list lacks pages that belong to a business portfolio; who has none of those can do without. */
export const portfolioPermission = "business_management";

/** Without it Facebook does not show which messages the page has sent, so that what became of one may stay unknown. */
const conversationsPermission = "pages_read_engagement";

/** What a login asks for. https://developers.facebook.com/docs/permissions */
export const askedPermissions: readonly string[] = [
  ...requiredPermissions,
  conversationsPermission,
  portfolioPermission,
];
