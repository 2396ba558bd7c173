CREATE TABLE "roomkit_recording"."call_turns" (
	"action" text PRIMARY KEY NOT NULL,
	"next_at" double precision NOT NULL
);
