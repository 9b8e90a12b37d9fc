import { Alert, Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { toAppError } from "@backlot/shared/errors/app-error";
import { AccountFields } from "./AccountFields.tsx";
import { DoorCard } from "./DoorCard.tsx";
import { signIn } from "./me.ts";

/** Email and password; then back to where the person was going. */
export default function SignInPage() {
  const { next } = useSearch({ strict: false });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useForm({ mode: "uncontrolled", initialValues: { email: "", password: "" } });
  const entering = useMutation({
    mutationFn: (fields: { email: string; password: string }) => signIn(queryClient, fields),
    onSuccess: () => navigate({ to: next?.startsWith("/") === true && !next.startsWith("//") ? next : "/" }),
    onError: () => undefined,
  });
  const error = entering.error === null ? null : toAppError(entering.error);
  return (
    <DoorCard title="Sign in" sentence="Welcome back to the studio.">
      <form onSubmit={form.onSubmit((fields) => entering.mutate(fields))}>
        <AccountFields form={form} />
        {error === null ? null : (
          <Alert mt="md" color="red" role="alert">
            {error.code === "signed-out" || error.code === "internal"
              ? "This email and password do not fit together. Check both and try again."
              : `${error.sentence} ${error.nextStep ?? ""}`}
          </Alert>
        )}
        <Button mt="lg" type="submit" fullWidth loading={entering.isPending}>
          Sign in
        </Button>
      </form>
    </DoorCard>
  );
}
