CREATE TABLE "roomkit_recording"."consents" (
	"recording_id" text NOT NULL,
	"user_id" text NOT NULL,
	"name" text,
	"choice" text NOT NULL,
	"text_version" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "consents_recording_id_user_id_pk" PRIMARY KEY("recording_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "roomkit_recording"."markers" (
	"id" text PRIMARY KEY NOT NULL,
	"recording_id" text NOT NULL,
	"label" text NOT NULL,
	"at" bigint NOT NULL,
	"by_id" text NOT NULL,
	"by_name" text
);
--> statement-breakpoint
CREATE TABLE "roomkit_recording"."requests" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"room_id" text NOT NULL,
	"kind" text NOT NULL,
	"by_id" text NOT NULL,
	"by_name" text,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roomkit_recording"."webhooks" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"recording_id" text NOT NULL,
	"type" text NOT NULL,
	"body" text NOT NULL,
	"created_at" bigint NOT NULL,
	"due_at" bigint,
	"attempts" integer DEFAULT 0 NOT NULL,
	"delivered_at" bigint,
	"last_problem" text
);
--> statement-breakpoint
ALTER TABLE "roomkit_recording"."consents" ADD CONSTRAINT "consents_recording_id_recordings_id_fk" FOREIGN KEY ("recording_id") REFERENCES "roomkit_recording"."recordings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."markers" ADD CONSTRAINT "markers_recording_id_recordings_id_fk" FOREIGN KEY ("recording_id") REFERENCES "roomkit_recording"."recordings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."webhooks" ADD CONSTRAINT "webhooks_recording_id_recordings_id_fk" FOREIGN KEY ("recording_id") REFERENCES "roomkit_recording"."recordings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "markers_by_recording" ON "roomkit_recording"."markers" USING btree ("recording_id","at");--> statement-breakpoint
CREATE INDEX "requests_by_room" ON "roomkit_recording"."requests" USING btree ("room_id","seq");--> statement-breakpoint
CREATE INDEX "requests_by_age" ON "roomkit_recording"."requests" USING btree ("at");--> statement-breakpoint
CREATE INDEX "webhooks_waiting" ON "roomkit_recording"."webhooks" USING btree ("recording_id","seq") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "webhooks_due" ON "roomkit_recording"."webhooks" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "webhooks_by_age" ON "roomkit_recording"."webhooks" USING btree ("created_at");