import { PasswordInput, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";

/** Email and password of an account, as a browser's password manager expects them; `isNew` while one is made. */
export function AccountFields<Fields extends { email: string; password: string }>(props: {
  form: UseFormReturnType<Fields>;
  isNew?: boolean;
}) {
  const { form, isNew = false } = props;
  return (
    <>
      <TextInput
        mt={isNew ? "sm" : 0}
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        required
        key={form.key("email")}
        {...form.getInputProps("email")}
      />
      <PasswordInput
        mt="sm"
        label="Password"
        name="password"
        description={isNew ? "10 characters or more." : undefined}
        autoComplete={isNew ? "new-password" : "current-password"}
        required
        key={form.key("password")}
        {...form.getInputProps("password")}
      />
    </>
  );
}
