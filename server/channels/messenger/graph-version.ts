/** The version of the Graph API that everything here was written for: developers.facebook.com/docs/graph-api/changelog/versions. */
export const graphVersion = "v23.0";
