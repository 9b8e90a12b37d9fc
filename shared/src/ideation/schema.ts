import { z } from "zod";

/** One idea as the list shows it; its text is the fragment of `ideaBody`. */
export const idea = z.object({
  id: z.string(),
  order: z.string(),
  title: z.string(),
  tags: z.array(z.string()),
  createdAt: z.number(),
  deletedAt: z.number().nullable(),
});
export type Idea = z.infer<typeof idea>;
