import { serveCollab } from "./serve.ts";

serveCollab();
