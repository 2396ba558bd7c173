CREATE TABLE "roomkit_recording"."people" (
	"room_id" text NOT NULL,
	"user_id" text NOT NULL,
	"entered_at" bigint,
	"left_at" bigint,
	"audience" boolean DEFAULT false NOT NULL,
	"audience_at" bigint,
	"camera" boolean DEFAULT false NOT NULL,
	"camera_at" bigint,
	"microphone" boolean DEFAULT false NOT NULL,
	"microphone_at" bigint,
	"screen" boolean DEFAULT false NOT NULL,
	"screen_at" bigint,
	CONSTRAINT "people_room_id_user_id_pk" PRIMARY KEY("room_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "roomkit_recording"."recordings" ADD COLUMN "modify_at" bigint;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."recordings" ADD COLUMN "follow" jsonb;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."recordings" ADD COLUMN "sharer" text;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."recordings" ADD COLUMN "sharer_next" text;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."recordings" ADD COLUMN "sharer_since" bigint;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."recordings" ADD COLUMN "silent_since" bigint;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."recordings" ADD COLUMN "unpublished_since" bigint;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."recordings" ADD COLUMN "policy" jsonb;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."recordings" ADD COLUMN "limit_notice_ms" integer;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."recordings" ADD COLUMN "parts_after" bigint;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."rooms" ADD COLUMN "closed_at" bigint;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."rooms" ADD COLUMN "emptied_at" bigint;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."rooms" ADD COLUMN "policy_due_at" bigint;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."tasks" ADD COLUMN "members" text[];--> statement-breakpoint
ALTER TABLE "roomkit_recording"."tasks" ADD COLUMN "members_applied" text[];--> statement-breakpoint
ALTER TABLE "roomkit_recording"."tasks" ADD COLUMN "capturing" boolean;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."tasks" ADD COLUMN "empty_since" bigint;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."tasks" ADD COLUMN "retired" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."people" ADD CONSTRAINT "people_room_id_rooms_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "roomkit_recording"."rooms"("room_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rooms_policy_due" ON "roomkit_recording"."rooms" USING btree ("policy_due_at") WHERE policy_due_at is not null;