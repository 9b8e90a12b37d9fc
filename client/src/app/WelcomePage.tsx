import { Alert, Button, Text, TextInput } from "@mantine/core";
import { isEmail, hasLength, useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { roleSentences } from "@backlot/shared/access/roles";
import { toAppError } from "@backlot/shared/errors/app-error";
import { AccountFields } from "./AccountFields.tsx";
import { api, call } from "./api.ts";
import { DoorCard } from "./DoorCard.tsx";
import { useMe } from "./me.ts";
import { Waiting } from "./Waiting.tsx";
import { queryKeys } from "./query-keys.ts";

type Fields = { name?: string; email?: string; password?: string };

/** Takes up an owner's link or an invitation: makes the account, joins with the present one, or lets a guest in by name. */
export default function WelcomePage() {
  const { token = "" } = useSearch({ strict: false });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const me = useMe();
  const param = { token: encodeURIComponent(token) };
  const invitation = useQuery({
    queryKey: ["welcome", token],
    queryFn: () => call(api.welcome[":token"].$get({ param })),
    retry: false,
    staleTime: Infinity,
  });
  const joining = useMutation({
    mutationFn: (fields: Fields) => call(api.welcome[":token"].$post({ param, json: fields })),
    onSuccess: async ({ projectId }) => {
      await queryClient.invalidateQueries({ queryKey: queryKeys.me });
      if (projectId === null) await navigate({ to: "/" });
      else await navigate({ to: "/p/$projectId", params: { projectId } });
    },
    onError: () => undefined,
  });

  if (invitation.isError) {
    const error = toAppError(invitation.error);
    return (
      <DoorCard title="This link does not work" sentence={error.sentence}>
        <Text size="sm">{error.nextStep ?? "Ask the person who sent it for a new one."}</Text>
        <Button mt="lg" fullWidth variant="default" onClick={() => navigate({ to: "/sign-in", search: {} })}>
          Sign in instead
        </Button>
      </DoorCard>
    );
  }
  if (invitation.data === undefined || me.isPending) {
    return (
      <DoorCard title="Welcome" sentence="Looking at the invitation …">
        <Waiting words="Loading" />
      </DoorCard>
    );
  }

  const { kind, role, projectTitle, guestAllowed } = invitation.data;
  const isOwner = kind === "owner";
  const failure = joining.error === null ? null : toAppError(joining.error);
  const title = isOwner ? "Open the studio" : `Join “${projectTitle ?? "a project"}”`;
  const sentence = isOwner
    ? "Make the owner's account. This link works once."
    : `You are invited as ${role}. ${roleSentences[role]}`;
  return (
    <DoorCard title={title} sentence={sentence}>
      {me.data !== undefined && !isOwner ? (
        <Button fullWidth loading={joining.isPending} onClick={() => joining.mutate({})}>
          Join as {me.data.user.name}
        </Button>
      ) : (
        <AccountForm
          guestAllowed={guestAllowed}
          isBusy={joining.isPending}
          failedField={failure?.field}
          onSubmit={joining.mutate}
        />
      )}
      {failure === null ? null : (
        <Alert mt="md" color="red" role="alert">
          {failure.sentence} {failure.nextStep}
        </Alert>
      )}
    </DoorCard>
  );
}

function AccountForm(props: {
  guestAllowed: boolean;
  isBusy: boolean;
  failedField: string | undefined;
  onSubmit: (fields: Fields) => void;
}) {
  const [asGuest, setAsGuest] = useState(props.guestAllowed);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: "", email: "", password: "" },
    validate: {
      name: hasLength({ min: 1, max: 80 }, "Say what to call you."),
      email: (value) => (asGuest ? null : isEmail("This is not an email address.")(value)),
      password: (value) => (asGuest ? null : hasLength({ min: 10 }, "Use 10 characters or more.")(value)),
    },
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ name, email, password }) =>
        props.onSubmit(asGuest ? { name: name.trim() } : { name: name.trim(), email, password }),
      )}
    >
      <TextInput
        label="Your name"
        name="name"
        autoComplete="name"
        required
        key={form.key("name")}
        {...form.getInputProps("name")}
      />
      {asGuest ? null : <AccountFields form={form} isNew />}
      <Button mt="lg" type="submit" fullWidth loading={props.isBusy}>
        {asGuest ? "Look in as a guest" : "Make the account"}
      </Button>
      {props.guestAllowed ? (
        <Button mt="xs" fullWidth variant="subtle" color="gray" onClick={() => setAsGuest(!asGuest)}>
          {asGuest ? "Make an account instead" : "No account, only my name"}
        </Button>
      ) : null}
    </form>
  );
}
