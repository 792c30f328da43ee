import { useQuery } from "@tanstack/react-query";
import { readLoginSetup } from "#contract/channel-logins.ts";
import { call } from "#web/shell/api.ts";

/** What is missing on this server before anybody can log in with Facebook, and what is to be entered at Meta. */
export function useFacebookSetup() {
  return useQuery({
    queryKey: ["login-setup", "messenger"],
    queryFn: ({ signal }) => call(readLoginSetup, { params: { kind: "messenger" }, signal }),
    staleTime: 0,
  });
}
