import { PasswordInput, type PasswordInputProps } from "@mantine/core";

/** Asks members for their own password again, where what they do concerns an Owner. */
export function OwnPasswordInput(props: PasswordInputProps) {
  return (
    <PasswordInput
      label="Your own password"
      description="This concerns an Owner, so prove that it is you"
      autoComplete="current-password"
      {...props}
    />
  );
}
