CREATE TABLE public.hybrid_answers (
    requested_by character varying(255) NOT NULL,
    key character varying(200) NOT NULL,
    request_hash character varying(64) NOT NULL,
    answer text,
    active_key character varying(300),
    expires_at bigint NOT NULL,
    created_at character varying(24) NOT NULL
);
CREATE TABLE public.hybrid_drifts (
    id character varying(36) NOT NULL,
    platform character varying(20) NOT NULL,
    service character varying(64) NOT NULL,
    entity_ref character varying(255),
    rule_arn character varying(512) NOT NULL,
    expected_on_prem integer NOT NULL,
    expected_aws integer NOT NULL,
    actual_on_prem integer NOT NULL,
    actual_aws integer NOT NULL,
    since character varying(24) NOT NULL,
    ended_at character varying(24),
    open_key character varying(100),
    notified_at character varying(24),
    look_up_at bigint,
    look_ups integer DEFAULT 0 NOT NULL,
    changed_by character varying(512),
    changed_at character varying(24),
    changed_request_id character varying(255)
);
CREATE TABLE public.hybrid_evacuation_items (
    evacuation_id character varying(36) NOT NULL,
    service character varying(64) NOT NULL,
    entity_ref character varying(255) NOT NULL,
    state character varying(16) NOT NULL,
    attempt integer NOT NULL,
    shift_id character varying(36),
    recovery_time_seconds double precision,
    problem text
);
CREATE TABLE public.hybrid_evacuations (
    id character varying(36) NOT NULL,
    platform character varying(20) NOT NULL,
    off_site character varying(16) NOT NULL,
    state character varying(16) NOT NULL,
    reason text NOT NULL,
    force text,
    requested_by character varying(255) NOT NULL,
    acting character varying(255) NOT NULL,
    created_at character varying(24) NOT NULL,
    ended_at character varying(24),
    active_key character varying(20),
    lease_owner character varying(36),
    lease_expires_at bigint,
    rate double precision,
    concurrency integer,
    idempotency_key character varying(200) NOT NULL,
    request_hash character varying(64) NOT NULL
);
CREATE TABLE public.hybrid_holds (
    id character varying(36) NOT NULL,
    platform character varying(20) NOT NULL,
    service character varying(64) NOT NULL,
    entity_ref character varying(255) NOT NULL,
    held_by character varying(255) NOT NULL,
    reason text NOT NULL,
    tag character varying(256) NOT NULL,
    since character varying(24) NOT NULL,
    created_at character varying(24) NOT NULL,
    until character varying(24) NOT NULL,
    active_key character varying(100),
    ended_at character varying(24),
    ended_by character varying(255),
    ended_how character varying(16)
);
CREATE TABLE public.hybrid_idempotency_keys (
    requested_by character varying(255) NOT NULL,
    key character varying(200) NOT NULL,
    request_hash character varying(64) NOT NULL,
    shift_id character varying(36) NOT NULL
);
CREATE TABLE public.hybrid_readiness (
    platform character varying(20) NOT NULL,
    service character varying(64) NOT NULL,
    site character varying(16) NOT NULL,
    ready boolean NOT NULL,
    failed text NOT NULL,
    checked_at character varying(24) NOT NULL
);
CREATE TABLE public.hybrid_shift_events (
    shift_id character varying(36) NOT NULL,
    sequence integer NOT NULL,
    at character varying(24) NOT NULL,
    type character varying(32) NOT NULL,
    message text NOT NULL,
    weight_on_prem integer,
    weight_aws integer,
    aws_request_id character varying(255),
    step integer
);
CREATE TABLE public.hybrid_shifts (
    id character varying(36) NOT NULL,
    platform character varying(20) NOT NULL,
    service character varying(64) NOT NULL,
    entity_ref character varying(255) NOT NULL,
    kind character varying(16) NOT NULL,
    state character varying(32) NOT NULL,
    reason text NOT NULL,
    requested_by character varying(255) NOT NULL,
    from_on_prem integer NOT NULL,
    from_aws integer NOT NULL,
    to_on_prem integer NOT NULL,
    to_aws integer NOT NULL,
    plan text NOT NULL,
    problem text,
    created_at character varying(24) NOT NULL,
    ended_at character varying(24),
    recovery_time_seconds double precision,
    active_key character varying(100),
    lease_owner character varying(36),
    lease_expires_at bigint,
    hold character varying(256),
    hold_before character varying(256),
    step integer DEFAULT 0 NOT NULL,
    step_until character varying(24),
    abort_requested character varying(16),
    abort_requested_by character varying(255),
    verified_at character varying(24),
    return_time_seconds double precision,
    automation_before character varying(256),
    forced text,
    evacuation_id character varying(36),
    approval_until character varying(24),
    approval_by character varying(255),
    approval_decision character varying(16),
    approval_at character varying(24),
    announced_at character varying(24)
);
CREATE TABLE public.knex_migrations (
    id integer NOT NULL,
    name character varying(255),
    batch integer,
    migration_time timestamp with time zone
);
CREATE SEQUENCE public.knex_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.knex_migrations_id_seq OWNED BY public.knex_migrations.id;
CREATE TABLE public.knex_migrations_lock (
    index integer NOT NULL,
    is_locked integer
);
CREATE SEQUENCE public.knex_migrations_lock_index_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.knex_migrations_lock_index_seq OWNED BY public.knex_migrations_lock.index;
ALTER TABLE ONLY public.knex_migrations ALTER COLUMN id SET DEFAULT nextval('public.knex_migrations_id_seq'::regclass);
ALTER TABLE ONLY public.knex_migrations_lock ALTER COLUMN index SET DEFAULT nextval('public.knex_migrations_lock_index_seq'::regclass);
INSERT INTO public.hybrid_answers VALUES ('user:default/owner', 'load-again', 'c7ddc9215d08682d3321547c23dc6b2b11b4929da72f4cf6c7b64093327326a0', '{"replication":{"id":"shop-aws-to-on-prem","type":"task","state":"running","migrationType":"full-load-and-cdc","fullLoadProgressPercent":100,"lagSeconds":1,"receivingSite":"on-prem","tables":{"loaded":5,"loading":0,"queued":0,"errored":0},"endpoints":[{"role":"source","id":"shop-aws-source","engine":"mariadb","server":"shop.c0a59fc4b8d6.ap-northeast-2.rds.amazonaws.com","site":"aws","connection":"successful"},{"role":"target","id":"shop-on-prem-target","engine":"mariadb","server":"mariadb.shop.internal","site":"on-prem","connection":"successful"}],"actions":[{"action":"start","possible":false,"reason":"It is running already. Stop it first if it must start anew."},{"action":"stop","possible":true},{"action":"reload","possible":true},{"action":"test","possible":true}],"entityRef":"system:default/shop"},"message":"DMS was asked to load shop.orders again.","awsRequestId":"ca14aedd-7652-4181-91ec-db7ab957aa7c"}', NULL, 1795700267060, '2026-11-26T13:35:47.060Z');
INSERT INTO public.hybrid_answers VALUES ('user:default/owner', 'in-doubt', 'b59e47bb6b39ad002de84bf9d9a15569cd8473b0cfdcba6057a36e1877ae448f', NULL, 'shop/shop-aws-to-on-prem', 1795700268137, '2026-11-26T13:35:48.137Z');
INSERT INTO public.hybrid_drifts VALUES ('f716c851-b9d4-45fc-ab17-28bf0b23aef6', 'shop', 'payment', 'component:default/payment', 'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:listener-rule/app/shop/06057736d1a4c650/1a24f0d021a5bd73/4339df5d3ac74afa', 40, 60, 45, 55, '2026-11-26T13:35:45.194Z', NULL, 'shop/payment', '2026-11-26T13:35:45.294Z', 1795700205345, 1, NULL, NULL, NULL);
INSERT INTO public.hybrid_evacuation_items VALUES ('c39295b3-17be-4a20-8407-90c674d771d0', 'payment', 'component:default/payment', 'pending', 1, NULL, NULL, NULL);
INSERT INTO public.hybrid_evacuation_items VALUES ('c39295b3-17be-4a20-8407-90c674d771d0', 'catalog', 'component:default/catalog', 'succeeded', 1, '3bd9d5dd-f36d-4538-8079-5b4e10845716', 0.275, NULL);
INSERT INTO public.hybrid_evacuation_items VALUES ('c39295b3-17be-4a20-8407-90c674d771d0', 'order', 'component:default/order', 'shifting', 1, '81d66fa9-8645-4660-98fa-c8168ca4f34e', NULL, NULL);
INSERT INTO public.hybrid_evacuations VALUES ('c39295b3-17be-4a20-8407-90c674d771d0', 'shop', 'on-prem', 'running', 'Flood', NULL, 'user:default/owner', 'user:default/owner', '2026-11-26T13:35:47.355Z', NULL, 'shop', 'a8b9cfb4-175b-4731-b594-65756195cd90', 1795700177378, 0, 1, 'everybody-out', '2abb895743cb9b97d8071d8c2d736c3f3eba16bee007d89849f29386884e922d');
INSERT INTO public.hybrid_holds VALUES ('1650ca4d-aeee-409a-97e4-53d3090ef556', 'shop', 'search', 'component:default/search', 'user:default/holder', 'An index is being built', '2026-12-03T13:35:45.198Z user:default/holder', '2026-11-26T13:35:45.215Z', '2026-11-26T13:35:45.215Z', '2026-12-03T13:35:45.198Z', 'shop/search', NULL, NULL, NULL);
INSERT INTO public.hybrid_idempotency_keys VALUES ('user:default/owner', 'a-drill', 'd96b51fb65cae4b34474a4b61389cbb05fd58142efa843d560d889726f4c9c29', '72168977-7653-4c2a-95e6-b585f09bad58');
INSERT INTO public.hybrid_idempotency_keys VALUES ('user:default/owner', 'in-steps', '032a21ea05639a307b2a4227521b75d8f36a0c42a172936efbf6a5f4a7c4436e', 'e06bd1f8-e4f5-414a-800a-4e3fd2ba43a9');
INSERT INTO public.hybrid_idempotency_keys VALUES ('user:default/owner', 'unwanted', '535049c1eed26b59543db2d989def079a5b83f2c188d5f336647ac68bb781203', '186151ed-1baf-4249-a231-ad83e26fa5cb');
INSERT INTO public.hybrid_idempotency_keys VALUES ('user:default/owner', 'to-be-approved', '535049c1eed26b59543db2d989def079a5b83f2c188d5f336647ac68bb781203', '956e69f7-27e1-4fb2-8706-ce7ecc61d779');
INSERT INTO public.hybrid_idempotency_keys VALUES ('user:default/owner', 'c39295b3-17be-4a20-8407-90c674d771d0/catalog/1', '3a1a4f0f47b125a7b8c3ce21ab0a19801b4b45c84cf612d720378a4976fc11d5', '3bd9d5dd-f36d-4538-8079-5b4e10845716');
INSERT INTO public.hybrid_idempotency_keys VALUES ('user:default/owner', 'c39295b3-17be-4a20-8407-90c674d771d0/order/1', 'df8fbab39887b0e8c58445bfb4aa1bc995432e897989bf8ee8da3920e287593e', '81d66fa9-8645-4660-98fa-c8168ca4f34e');
INSERT INTO public.hybrid_shift_events VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 1, '2026-11-26T13:35:45.379Z', 'requested', 'user:default/owner: Once a quarter', 0, 100, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 2, '2026-11-26T13:35:45.380Z', 'plan-evaluated', '6 of 7 safety rules passed.', 40, 60, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 3, '2026-11-26T13:35:45.381Z', 'rule-forced', 'user:default/owner forced ''Not held by somebody else'': user:default/holder holds the service until 2026-12-03T13:35:45.198Z.', NULL, NULL, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 4, '2026-11-26T13:35:45.382Z', 'approval-requested', 'Somebody else must approve it until 2026-11-26T14:05:45.377Z.', NULL, NULL, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 5, '2026-11-26T13:35:45.691Z', 'approved', 'user:default/lead approved it; 6 of 7 safety rules passed.', NULL, NULL, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 6, '2026-11-26T13:35:45.884Z', 'rule-read', 'The rule has the weights on-prem 40, aws 60; writing on-prem 0, aws 100.', 40, 60, 'dd57bb20-720b-45c0-b2d1-3f78cdcdee56', 1);
INSERT INTO public.hybrid_shift_events VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 7, '2026-11-26T13:35:45.896Z', 'weights-written', 'AWS accepted the weights on-prem 0, aws 100.', 0, 100, 'c13a310e-8013-4b46-a4dd-fb47e2145158', 1);
INSERT INTO public.hybrid_shift_events VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 8, '2026-11-26T13:35:45.917Z', 'weights-confirmed', 'The rule shows the weights on-prem 0, aws 100.', 0, 100, '0bde93b5-4316-4947-aad5-2ed9bfb9d0f9', 1);
INSERT INTO public.hybrid_shift_events VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 9, '2026-11-26T13:35:46.055Z', 'verified', 'Verified by 2 looks in a row: aws has 3 of 3 targets healthy.', 0, 100, NULL, 1);
INSERT INTO public.hybrid_shift_events VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 10, '2026-11-26T13:35:46.148Z', 'abort-requested', 'user:default/owner wants the shift to be rolled back.', NULL, NULL, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 11, '2026-11-26T13:35:46.230Z', 'returning', 'user:default/owner aborted the drill.', NULL, NULL, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 12, '2026-11-26T13:35:46.275Z', 'rule-read', 'The rule has the weights on-prem 0, aws 100; writing on-prem 40, aws 60.', 0, 100, 'b3d2241c-09a8-4658-89d6-835f3f833046', NULL);
INSERT INTO public.hybrid_shift_events VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 13, '2026-11-26T13:35:46.351Z', 'weights-written', 'AWS accepted the weights on-prem 40, aws 60.', 40, 60, '524fa11f-c06c-417d-b81e-83891d672ac9', NULL);
INSERT INTO public.hybrid_shift_events VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 14, '2026-11-26T13:35:46.385Z', 'weights-confirmed', 'The rule shows the weights on-prem 40, aws 60.', 40, 60, 'beb955be-3c00-431f-86af-5f2f02cfa071', NULL);
INSERT INTO public.hybrid_shift_events VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 15, '2026-11-26T13:35:46.407Z', 'returned', 'The weights from before the drill serve again: on-prem has 2 of 2 targets healthy.', 40, 60, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 16, '2026-11-26T13:35:46.423Z', 'rolled-back', 'user:default/owner aborted the shift, and the weights are on-prem 40, aws 60 again.', 40, 60, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('e06bd1f8-e4f5-414a-800a-4e3fd2ba43a9', 1, '2026-11-26T13:35:46.511Z', 'requested', 'user:default/owner: The storage is to be replaced', 0, 100, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('e06bd1f8-e4f5-414a-800a-4e3fd2ba43a9', 2, '2026-11-26T13:35:46.513Z', 'plan-evaluated', 'All 7 safety rules passed.', 40, 60, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('e06bd1f8-e4f5-414a-800a-4e3fd2ba43a9', 3, '2026-11-26T13:35:46.514Z', 'approval-requested', 'Somebody else must approve it until 2026-11-26T14:05:46.508Z.', NULL, NULL, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('e06bd1f8-e4f5-414a-800a-4e3fd2ba43a9', 4, '2026-11-26T13:35:46.578Z', 'approved', 'user:default/lead approved it; 7 of 7 safety rules passed.', NULL, NULL, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('e06bd1f8-e4f5-414a-800a-4e3fd2ba43a9', 5, '2026-11-26T13:35:46.661Z', 'step-started', 'Step 1 of 2: on-prem 20, aws 80.', 20, 80, NULL, 1);
INSERT INTO public.hybrid_shift_events VALUES ('e06bd1f8-e4f5-414a-800a-4e3fd2ba43a9', 6, '2026-11-26T13:35:46.680Z', 'rule-read', 'The rule has the weights on-prem 40, aws 60; writing on-prem 20, aws 80.', 40, 60, 'a4622d88-4854-4b54-a950-d8a002c218c8', 1);
INSERT INTO public.hybrid_shift_events VALUES ('186151ed-1baf-4249-a231-ad83e26fa5cb', 1, '2026-11-26T13:35:46.691Z', 'requested', 'user:default/owner: More room for the sale', 25, 75, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('186151ed-1baf-4249-a231-ad83e26fa5cb', 2, '2026-11-26T13:35:46.699Z', 'plan-evaluated', 'All 7 safety rules passed.', 40, 60, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('186151ed-1baf-4249-a231-ad83e26fa5cb', 3, '2026-11-26T13:35:46.705Z', 'approval-requested', 'Somebody else must approve it until 2026-11-26T14:05:46.679Z.', NULL, NULL, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('e06bd1f8-e4f5-414a-800a-4e3fd2ba43a9', 7, '2026-11-26T13:35:46.711Z', 'weights-written', 'AWS accepted the weights on-prem 20, aws 80.', 20, 80, '821d8f8b-8b17-4dac-8e47-1a6870ffa6d5', 1);
INSERT INTO public.hybrid_shift_events VALUES ('e06bd1f8-e4f5-414a-800a-4e3fd2ba43a9', 8, '2026-11-26T13:35:46.732Z', 'weights-confirmed', 'The rule shows the weights on-prem 20, aws 80.', 20, 80, 'af7cf6fa-e72f-46ec-9dde-3bbe3ba00750', 1);
INSERT INTO public.hybrid_shift_events VALUES ('186151ed-1baf-4249-a231-ad83e26fa5cb', 4, '2026-11-26T13:35:46.787Z', 'rejected', 'user:default/lead rejected the shift.', NULL, NULL, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('186151ed-1baf-4249-a231-ad83e26fa5cb', 5, '2026-11-26T13:35:46.791Z', 'aborted', 'user:default/lead rejected the shift.', NULL, NULL, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('e06bd1f8-e4f5-414a-800a-4e3fd2ba43a9', 9, '2026-11-26T13:35:46.951Z', 'verified', 'Verified by 2 looks in a row: aws has 3 of 3 targets healthy.', 20, 80, NULL, 1);
INSERT INTO public.hybrid_shift_events VALUES ('e06bd1f8-e4f5-414a-800a-4e3fd2ba43a9', 10, '2026-11-26T13:35:46.965Z', 'baking', 'The weights prove themselves until 2026-11-26T13:35:47.965Z.', 20, 80, NULL, 1);
INSERT INTO public.hybrid_shift_events VALUES ('956e69f7-27e1-4fb2-8706-ce7ecc61d779', 1, '2026-11-26T13:35:47.010Z', 'requested', 'user:default/owner: More room for the sale', 25, 75, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('956e69f7-27e1-4fb2-8706-ce7ecc61d779', 2, '2026-11-26T13:35:47.011Z', 'plan-evaluated', 'All 7 safety rules passed.', 40, 60, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('956e69f7-27e1-4fb2-8706-ce7ecc61d779', 3, '2026-11-26T13:35:47.012Z', 'approval-requested', 'Somebody else must approve it until 2026-11-26T14:05:47.008Z.', NULL, NULL, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('3bd9d5dd-f36d-4538-8079-5b4e10845716', 1, '2026-11-26T13:35:47.577Z', 'requested', 'user:default/owner: Flood', 0, 100, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('3bd9d5dd-f36d-4538-8079-5b4e10845716', 2, '2026-11-26T13:35:47.578Z', 'plan-evaluated', 'All 7 safety rules passed.', 40, 60, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('3bd9d5dd-f36d-4538-8079-5b4e10845716', 3, '2026-11-26T13:35:47.593Z', 'rule-read', 'The rule has the weights on-prem 40, aws 60; writing on-prem 0, aws 100.', 40, 60, '6e3e7497-070d-4b5c-bdd1-4b94bc02bb2b', 1);
INSERT INTO public.hybrid_shift_events VALUES ('3bd9d5dd-f36d-4538-8079-5b4e10845716', 4, '2026-11-26T13:35:47.600Z', 'weights-written', 'AWS accepted the weights on-prem 0, aws 100.', 0, 100, '7d063f4e-49ab-4efa-ac42-16088c735d21', 1);
INSERT INTO public.hybrid_shift_events VALUES ('3bd9d5dd-f36d-4538-8079-5b4e10845716', 5, '2026-11-26T13:35:47.609Z', 'weights-confirmed', 'The rule shows the weights on-prem 0, aws 100.', 0, 100, '61a16b4b-a57f-4718-a8ac-f27e1f20e539', 1);
INSERT INTO public.hybrid_shift_events VALUES ('3bd9d5dd-f36d-4538-8079-5b4e10845716', 6, '2026-11-26T13:35:47.630Z', 'verified', 'Verified by 2 looks in a row: aws has 3 of 3 targets healthy.', 0, 100, NULL, 1);
INSERT INTO public.hybrid_shift_events VALUES ('3bd9d5dd-f36d-4538-8079-5b4e10845716', 7, '2026-11-26T13:35:47.639Z', 'succeeded', 'The traffic has moved; it took 0.1 s from the request to here.', 0, 100, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('81d66fa9-8645-4660-98fa-c8168ca4f34e', 1, '2026-11-26T13:35:47.685Z', 'requested', 'user:default/owner: Flood', 0, 100, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('81d66fa9-8645-4660-98fa-c8168ca4f34e', 2, '2026-11-26T13:35:47.689Z', 'plan-evaluated', 'All 7 safety rules passed.', 40, 60, NULL, NULL);
INSERT INTO public.hybrid_shift_events VALUES ('81d66fa9-8645-4660-98fa-c8168ca4f34e', 3, '2026-11-26T13:35:47.709Z', 'rule-read', 'The rule has the weights on-prem 40, aws 60; writing on-prem 0, aws 100.', 40, 60, '26e2475a-26c7-47bc-aeb0-e330aaa987ec', 1);
INSERT INTO public.hybrid_shift_events VALUES ('e06bd1f8-e4f5-414a-800a-4e3fd2ba43a9', 13, '2026-11-26T13:35:48.022Z', 'rule-read', 'The rule has the weights on-prem 20, aws 80; writing on-prem 0, aws 100.', 20, 80, '1da55916-af81-4ac3-a36c-b5ed1cd472c3', 2);
INSERT INTO public.hybrid_shift_events VALUES ('e06bd1f8-e4f5-414a-800a-4e3fd2ba43a9', 14, '2026-11-26T13:35:48.028Z', 'weights-written', 'AWS accepted the weights on-prem 0, aws 100.', 0, 100, '66df97ee-afa7-4e11-a848-a6bae7e2c31c', 2);
INSERT INTO public.hybrid_shift_events VALUES ('81d66fa9-8645-4660-98fa-c8168ca4f34e', 4, '2026-11-26T13:35:47.716Z', 'weights-written', 'AWS accepted the weights on-prem 0, aws 100.', 0, 100, '38f1351a-fe93-453e-8dc5-bf48ec482934', 1);
INSERT INTO public.hybrid_shift_events VALUES ('e06bd1f8-e4f5-414a-800a-4e3fd2ba43a9', 11, '2026-11-26T13:35:48.003Z', 'gate-passed', 'After the bake, aws has 3 of 3 targets healthy. Judged on target health alone: CloudWatch has no requests of the gaining site in this time yet.', 20, 80, NULL, 1);
INSERT INTO public.hybrid_shift_events VALUES ('e06bd1f8-e4f5-414a-800a-4e3fd2ba43a9', 12, '2026-11-26T13:35:48.018Z', 'step-started', 'Step 2 of 2: on-prem 0, aws 100.', 0, 100, NULL, 2);
INSERT INTO public.hybrid_shifts VALUES ('e06bd1f8-e4f5-414a-800a-4e3fd2ba43a9', 'shop', 'storefront', 'component:default/storefront', 'custom', 'running', 'The storage is to be replaced', 'user:default/owner', 40, 60, 0, 100, '{"entityRef":"component:default/storefront","kind":"custom","from":{"on-prem":40,"aws":60},"to":{"on-prem":0,"aws":100},"steps":[{"weights":{"on-prem":20,"aws":80},"bakeSeconds":1},{"weights":{"on-prem":0,"aws":100},"bakeSeconds":0}],"rules":[{"id":"owner-matches","title":"Service belongs to the entity","passed":true,"explanation":"The listener rule is tagged with component:default/storefront.","forceable":false},{"id":"no-active-shift","title":"No other shift under way","passed":true,"explanation":"No other shift of the service is under way.","forceable":false},{"id":"not-held","title":"Not held by somebody else","passed":true,"explanation":"Nobody holds the service.","forceable":true},{"id":"gaining-site-healthy","title":"Gaining site is healthy","passed":true,"explanation":"Gains traffic: aws has 3 of 3 targets healthy.","forceable":true},{"id":"never-dark","title":"Somebody serves the traffic","passed":true,"explanation":"Serves after the shift: aws has 3 of 3 targets healthy.","forceable":true},{"id":"replication-caught-up","title":"Replication has caught up","passed":true,"explanation":"No site that gains traffic receives its data by replication.","forceable":true},{"id":"cooldown","title":"The last shift has settled","passed":true,"explanation":"No shift ended within the cooldown.","forceable":true}],"allowed":true,"forceable":true,"approvalRequired":true,"evaluatedAt":"2026-11-26T13:35:46.508Z"}', NULL, '2026-11-26T13:35:46.510Z', NULL, NULL, 'shop/storefront', 'f1a9440d-c66e-45ea-9879-7732a1ee2237', 1795700149025, '2026-11-26T13:39:00.000Z user:default/owner', NULL, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-26T14:05:46.508Z', 'user:default/lead', 'approved', '2026-11-26T13:35:46.577Z', NULL);
INSERT INTO public.hybrid_shifts VALUES ('72168977-7653-4c2a-95e6-b585f09bad58', 'shop', 'search', 'component:default/search', 'drill', 'rolled-back', 'Once a quarter', 'user:default/owner', 40, 60, 0, 100, '{"entityRef":"component:default/search","kind":"drill","from":{"on-prem":40,"aws":60},"to":{"on-prem":0,"aws":100},"steps":[{"weights":{"on-prem":0,"aws":100},"bakeSeconds":0}],"durationSeconds":3600,"rules":[{"id":"owner-matches","title":"Service belongs to the entity","passed":true,"explanation":"The listener rule is tagged with component:default/search.","forceable":false},{"id":"no-active-shift","title":"No other shift under way","passed":true,"explanation":"No other shift of the service is under way.","forceable":false},{"id":"not-held","title":"Not held by somebody else","passed":false,"explanation":"user:default/holder holds the service until 2026-12-03T13:35:45.198Z.","remedy":"Ask user:default/holder to release it, or wait until it expires.","forceable":true,"forced":true},{"id":"gaining-site-healthy","title":"Gaining site is healthy","passed":true,"explanation":"Gains traffic: aws has 3 of 3 targets healthy.","forceable":true},{"id":"never-dark","title":"Somebody serves the traffic","passed":true,"explanation":"Serves after the shift: aws has 3 of 3 targets healthy.","forceable":true},{"id":"replication-caught-up","title":"Replication has caught up","passed":true,"explanation":"No site that gains traffic receives its data by replication.","forceable":true},{"id":"cooldown","title":"The last shift has settled","passed":true,"explanation":"No shift ended within the cooldown.","forceable":true}],"allowed":true,"forceable":true,"approvalRequired":true,"evaluatedAt":"2026-11-26T13:35:45.376Z"}', NULL, '2026-11-26T13:35:45.377Z', '2026-11-26T13:35:46.423Z', 0.366, NULL, NULL, NULL, '2026-11-26T14:48:00.000Z user:default/owner', '2026-12-03T13:35:45.198Z user:default/holder', 1, NULL, 'roll-back', 'user:default/owner', '2026-11-26T13:35:46.055Z', 0.177, 'recovering 2026-11-26T13:35:42.026Z', '["not-held"]', NULL, '2026-11-26T14:05:45.377Z', 'user:default/lead', 'approved', '2026-11-26T13:35:45.689Z', '2026-11-26T13:35:46.436Z');
INSERT INTO public.hybrid_shifts VALUES ('186151ed-1baf-4249-a231-ad83e26fa5cb', 'shop', 'cart', 'component:default/cart', 'custom', 'aborted', 'More room for the sale', 'user:default/owner', 40, 60, 25, 75, '{"entityRef":"component:default/cart","kind":"custom","from":{"on-prem":40,"aws":60},"to":{"on-prem":25,"aws":75},"steps":[{"weights":{"on-prem":25,"aws":75},"bakeSeconds":0}],"rules":[{"id":"owner-matches","title":"Service belongs to the entity","passed":true,"explanation":"The listener rule is tagged with component:default/cart.","forceable":false},{"id":"no-active-shift","title":"No other shift under way","passed":true,"explanation":"No other shift of the service is under way.","forceable":false},{"id":"not-held","title":"Not held by somebody else","passed":true,"explanation":"Nobody holds the service.","forceable":true},{"id":"gaining-site-healthy","title":"Gaining site is healthy","passed":true,"explanation":"Gains traffic: aws has 3 of 3 targets healthy.","forceable":true},{"id":"never-dark","title":"Somebody serves the traffic","passed":true,"explanation":"Serves after the shift: on-prem has 2 of 2 targets healthy; aws has 3 of 3 targets healthy.","forceable":true},{"id":"replication-caught-up","title":"Replication has caught up","passed":true,"explanation":"No site that gains traffic receives its data by replication.","forceable":true},{"id":"cooldown","title":"The last shift has settled","passed":true,"explanation":"No shift ended within the cooldown.","forceable":true}],"allowed":true,"forceable":true,"approvalRequired":true,"evaluatedAt":"2026-11-26T13:35:46.668Z"}', '{"code":"approval-rejected","message":"user:default/lead rejected the shift.","remedy":"Ask user:default/lead why, before asking for it again."}', '2026-11-26T13:35:46.681Z', '2026-11-26T13:35:46.778Z', NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-26T14:05:46.679Z', 'user:default/lead', 'rejected', '2026-11-26T13:35:46.778Z', '2026-11-26T13:35:46.949Z');
INSERT INTO public.hybrid_shifts VALUES ('956e69f7-27e1-4fb2-8706-ce7ecc61d779', 'shop', 'cart', 'component:default/cart', 'custom', 'awaiting-approval', 'More room for the sale', 'user:default/owner', 40, 60, 25, 75, '{"entityRef":"component:default/cart","kind":"custom","from":{"on-prem":40,"aws":60},"to":{"on-prem":25,"aws":75},"steps":[{"weights":{"on-prem":25,"aws":75},"bakeSeconds":0}],"rules":[{"id":"owner-matches","title":"Service belongs to the entity","passed":true,"explanation":"The listener rule is tagged with component:default/cart.","forceable":false},{"id":"no-active-shift","title":"No other shift under way","passed":true,"explanation":"No other shift of the service is under way.","forceable":false},{"id":"not-held","title":"Not held by somebody else","passed":true,"explanation":"Nobody holds the service.","forceable":true},{"id":"gaining-site-healthy","title":"Gaining site is healthy","passed":true,"explanation":"Gains traffic: aws has 3 of 3 targets healthy.","forceable":true},{"id":"never-dark","title":"Somebody serves the traffic","passed":true,"explanation":"Serves after the shift: on-prem has 2 of 2 targets healthy; aws has 3 of 3 targets healthy.","forceable":true},{"id":"replication-caught-up","title":"Replication has caught up","passed":true,"explanation":"No site that gains traffic receives its data by replication.","forceable":true},{"id":"cooldown","title":"The last shift has settled","passed":true,"explanation":"No shift ended within the cooldown.","forceable":true}],"allowed":true,"forceable":true,"approvalRequired":true,"evaluatedAt":"2026-11-26T13:35:47.008Z"}', NULL, '2026-11-26T13:35:47.009Z', NULL, NULL, 'shop/cart', NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-26T14:05:47.008Z', NULL, NULL, NULL, NULL);
INSERT INTO public.hybrid_shifts VALUES ('81d66fa9-8645-4660-98fa-c8168ca4f34e', 'shop', 'order', 'component:default/order', 'failover', 'running', 'Flood', 'user:default/owner', 40, 60, 0, 100, '{"entityRef":"component:default/order","kind":"failover","from":{"on-prem":40,"aws":60},"to":{"on-prem":0,"aws":100},"steps":[{"weights":{"on-prem":0,"aws":100},"bakeSeconds":0}],"rules":[{"id":"owner-matches","title":"Service belongs to the entity","passed":true,"explanation":"The listener rule is tagged with component:default/order.","forceable":false},{"id":"no-active-shift","title":"No other shift under way","passed":true,"explanation":"No other shift of the service is under way.","forceable":false},{"id":"not-held","title":"Not held by somebody else","passed":true,"explanation":"Nobody holds the service.","forceable":true},{"id":"gaining-site-healthy","title":"Gaining site is healthy","passed":true,"explanation":"Gains traffic: aws has 3 of 3 targets healthy.","forceable":true},{"id":"never-dark","title":"Somebody serves the traffic","passed":true,"explanation":"Serves after the shift: aws has 3 of 3 targets healthy.","forceable":true},{"id":"replication-caught-up","title":"Replication has caught up","passed":true,"explanation":"No site that gains traffic receives its data by replication.","forceable":true},{"id":"cooldown","title":"The last shift has settled","passed":true,"explanation":"No shift ended within the cooldown.","forceable":true}],"allowed":true,"forceable":true,"approvalRequired":false,"evaluatedAt":"2026-11-26T13:35:47.684Z"}', NULL, '2026-11-26T13:35:47.685Z', NULL, NULL, 'shop/order', '4d7dc49b-ac04-4acc-91c2-3b466dd63e8f', 1795700148959, '2026-11-26T13:38:00.000Z user:default/owner', NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'c39295b3-17be-4a20-8407-90c674d771d0', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.hybrid_shifts VALUES ('3bd9d5dd-f36d-4538-8079-5b4e10845716', 'shop', 'catalog', 'component:default/catalog', 'failover', 'succeeded', 'Flood', 'user:default/owner', 40, 60, 0, 100, '{"entityRef":"component:default/catalog","kind":"failover","from":{"on-prem":40,"aws":60},"to":{"on-prem":0,"aws":100},"steps":[{"weights":{"on-prem":0,"aws":100},"bakeSeconds":0}],"rules":[{"id":"owner-matches","title":"Service belongs to the entity","passed":true,"explanation":"The listener rule is tagged with component:default/catalog.","forceable":false},{"id":"no-active-shift","title":"No other shift under way","passed":true,"explanation":"No other shift of the service is under way.","forceable":false},{"id":"not-held","title":"Not held by somebody else","passed":true,"explanation":"Nobody holds the service.","forceable":true},{"id":"gaining-site-healthy","title":"Gaining site is healthy","passed":true,"explanation":"Gains traffic: aws has 3 of 3 targets healthy.","forceable":true},{"id":"never-dark","title":"Somebody serves the traffic","passed":true,"explanation":"Serves after the shift: aws has 3 of 3 targets healthy.","forceable":true},{"id":"replication-caught-up","title":"Replication has caught up","passed":true,"explanation":"No site that gains traffic receives its data by replication.","forceable":true},{"id":"cooldown","title":"The last shift has settled","passed":true,"explanation":"No shift ended within the cooldown.","forceable":true}],"allowed":true,"forceable":true,"approvalRequired":false,"evaluatedAt":"2026-11-26T13:35:47.572Z"}', NULL, '2026-11-26T13:35:47.573Z', '2026-11-26T13:35:47.639Z', 0.057, NULL, NULL, NULL, '2026-11-26T13:38:00.000Z user:default/owner', NULL, 1, NULL, NULL, NULL, '2026-11-26T13:35:47.630Z', NULL, NULL, NULL, 'c39295b3-17be-4a20-8407-90c674d771d0', NULL, NULL, NULL, NULL, '2026-11-26T13:35:47.648Z');
INSERT INTO public.knex_migrations VALUES (1, '20261122_init.js', 1, '2026-11-26 13:35:44.53+00');
INSERT INTO public.knex_migrations VALUES (2, '20261123_own_holds.js', 1, '2026-11-26 13:35:44.534+00');
INSERT INTO public.knex_migrations VALUES (3, '20261124_durable_shifts.js', 1, '2026-11-26 13:35:44.539+00');
INSERT INTO public.knex_migrations VALUES (4, '20261125_holds_and_readiness.js', 1, '2026-11-26 13:35:44.548+00');
INSERT INTO public.knex_migrations VALUES (5, '20261126_evacuations.js', 1, '2026-11-26 13:35:44.556+00');
INSERT INTO public.knex_migrations VALUES (6, '20261127_answers.js', 1, '2026-11-26 13:35:44.562+00');
INSERT INTO public.knex_migrations VALUES (7, '20261128_drift.js', 1, '2026-11-26 13:35:44.571+00');
INSERT INTO public.knex_migrations VALUES (8, '20261129_announcements.js', 1, '2026-11-26 13:35:44.574+00');
INSERT INTO public.knex_migrations_lock VALUES (1, 0);
SELECT pg_catalog.setval('public.knex_migrations_id_seq', 8, true);
SELECT pg_catalog.setval('public.knex_migrations_lock_index_seq', 1, true);
ALTER TABLE ONLY public.hybrid_answers
    ADD CONSTRAINT hybrid_answers_one_active UNIQUE (active_key);
ALTER TABLE ONLY public.hybrid_answers
    ADD CONSTRAINT hybrid_answers_pkey PRIMARY KEY (requested_by, key);
ALTER TABLE ONLY public.hybrid_drifts
    ADD CONSTRAINT hybrid_drifts_one_open_per_service UNIQUE (open_key);
ALTER TABLE ONLY public.hybrid_drifts
    ADD CONSTRAINT hybrid_drifts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.hybrid_evacuation_items
    ADD CONSTRAINT hybrid_evacuation_items_pkey PRIMARY KEY (evacuation_id, service);
ALTER TABLE ONLY public.hybrid_evacuations
    ADD CONSTRAINT hybrid_evacuations_once_per_key UNIQUE (requested_by, idempotency_key);
ALTER TABLE ONLY public.hybrid_evacuations
    ADD CONSTRAINT hybrid_evacuations_one_active_per_platform UNIQUE (active_key);
ALTER TABLE ONLY public.hybrid_evacuations
    ADD CONSTRAINT hybrid_evacuations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.hybrid_holds
    ADD CONSTRAINT hybrid_holds_one_active_per_service UNIQUE (active_key);
ALTER TABLE ONLY public.hybrid_holds
    ADD CONSTRAINT hybrid_holds_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.hybrid_idempotency_keys
    ADD CONSTRAINT hybrid_idempotency_keys_pkey PRIMARY KEY (requested_by, key);
ALTER TABLE ONLY public.hybrid_readiness
    ADD CONSTRAINT hybrid_readiness_pkey PRIMARY KEY (platform, service, site);
ALTER TABLE ONLY public.hybrid_shift_events
    ADD CONSTRAINT hybrid_shift_events_pkey PRIMARY KEY (shift_id, sequence);
ALTER TABLE ONLY public.hybrid_shifts
    ADD CONSTRAINT hybrid_shifts_one_active_per_service UNIQUE (active_key);
ALTER TABLE ONLY public.hybrid_shifts
    ADD CONSTRAINT hybrid_shifts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.knex_migrations_lock
    ADD CONSTRAINT knex_migrations_lock_pkey PRIMARY KEY (index);
ALTER TABLE ONLY public.knex_migrations
    ADD CONSTRAINT knex_migrations_pkey PRIMARY KEY (id);
CREATE INDEX hybrid_answers_by_time ON public.hybrid_answers USING btree (created_at);
CREATE INDEX hybrid_drifts_by_service ON public.hybrid_drifts USING btree (platform, service, since);
CREATE INDEX hybrid_evacuations_by_platform ON public.hybrid_evacuations USING btree (platform, created_at);
CREATE INDEX hybrid_holds_by_service ON public.hybrid_holds USING btree (platform, service, created_at);
CREATE INDEX hybrid_shift_events_by_aws_request ON public.hybrid_shift_events USING btree (aws_request_id);
CREATE INDEX hybrid_shifts_by_announcement ON public.hybrid_shifts USING btree (announced_at, ended_at);
CREATE INDEX hybrid_shifts_by_entity ON public.hybrid_shifts USING btree (entity_ref, created_at);
CREATE INDEX hybrid_shifts_by_evacuation ON public.hybrid_shifts USING btree (evacuation_id);
CREATE INDEX hybrid_shifts_by_platform ON public.hybrid_shifts USING btree (platform, created_at, id);
CREATE INDEX hybrid_shifts_by_service ON public.hybrid_shifts USING btree (platform, service, created_at);
ALTER TABLE ONLY public.hybrid_evacuation_items
    ADD CONSTRAINT hybrid_evacuation_items_evacuation_id_foreign FOREIGN KEY (evacuation_id) REFERENCES public.hybrid_evacuations(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.hybrid_idempotency_keys
    ADD CONSTRAINT hybrid_idempotency_keys_shift_id_foreign FOREIGN KEY (shift_id) REFERENCES public.hybrid_shifts(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.hybrid_shift_events
    ADD CONSTRAINT hybrid_shift_events_shift_id_foreign FOREIGN KEY (shift_id) REFERENCES public.hybrid_shifts(id) ON DELETE CASCADE;
