/** Made by `node dev/openapi.ts` from openapi.json. Do not edit. */

export interface paths {
    "/api/account-deletions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deletions of accounts, newest first
         * @description For users with the role admin.
         */
        get: operations["listAccountDeletions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account-deletions/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the receipt of a deletion by its token
         * @description Says what was removed or anonymised, and when. An unknown token answers 404.
         *
         *     No log-in needed.
         */
        get: operations["getDeletionReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your price alerts, newest first; admins can list those of any user
         * @description For any signed-in user.
         */
        get: operations["listAlerts"];
        put?: never;
        /**
         * Create a price alert
         * @description If its condition already holds, the alert starts `disarmed`. It looks at prices later than the latest known price, except those more than a day older than the alert. 400 `unknown_symbol`. A user can have 500 alerts: 409 `too_many_alerts`.
         *
         *     For any signed-in user.
         */
        post: operations["createAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/{alertId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a price alert
         * @description For any signed-in user.
         */
        get: operations["getAlert"];
        put?: never;
        post?: never;
        /**
         * Delete a price alert and its firings
         * @description Only the owner can do this: admins get 403 `owner_only`.
         *
         *     For any signed-in user.
         */
        delete: operations["deleteAlert"];
        options?: never;
        head?: never;
        /**
         * Change, pause or resume a price alert
         * @description With a new threshold, the alert starts again from the latest price, as if it were created now. Only the owner can do this: admins get 403 `owner_only`.
         *
         *     For any signed-in user.
         */
        patch: operations["updateAlert"];
        trace?: never;
    };
    "/api/alerts/{alertId}/firings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the firings of a price alert, latest first
         * @description For any signed-in user.
         */
        get: operations["listAlertFirings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/credibility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the most credible users, best first
         * @description How far calls can be believed, measured against the benchmark and against what anybody gets by guessing. Only users with at least 10 scored calls, of 5 days and on 3 assets. Computed again when a call ends, and once a day.
         *
         *     For any signed-in user, or an API key with the scope `analytics:read`.
         */
        get: operations["listCredibility"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the events of a period by name
         * @description For users with the role admin, or an API key with the scope `analytics:read`.
         */
        get: operations["getEventCounts"];
        put?: never;
        /**
         * Record what happened in a client, one event or up to 500
         * @description Answered once all of it is durable, so a request without an answer can be sent again: events with an `eventId` are stored once for each sender, `eventId` and `occurredAt`. A fault of form refuses the whole request and names the field. An event that happened more than 7 days ago or is more than 5 minutes ahead is listed in `rejected`; the others are stored. A caller writes their own events only; the key of an admin with `events:write-any` besides may name a `userId`. Events of crawlers are stored and left out of every figure. 429 beyond 50,000 events a person and UTC day, 503 when more wait than can be stored in time.
         *
         *     For any signed-in user, or an API key with the scope `events:write`.
         */
        post: operations["recordEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/events/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import older events from a file
         * @description One event a line, as `POST /api/analytics/events` takes them; each must say when it happened, and may name the `userId` whose it is. All lines are checked as they arrive: a 400 names up to 50 bad ones, and nothing is stored then. A job stores the events and counts their days again; its result says how many were stored, stored before, or rejected: too old (days that are not kept any more), in the future, of an archived day, of an unknown user. An event with an `eventId` is stored once for each sender, `eventId` and `occurredAt`, however often it is sent or imported; one without is another event in each import.
         *
         *     For users with the role admin, or an API key with the scope `events:write-any`.
         */
        post: operations["importEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/funnel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count how many users came how far through some steps
         * @description Exact, from the events themselves, those of the last two seconds included. A user is counted in a step who did it after all the steps before it, at most `withinHours` after the first one; other events may lie between. Of two events at the same instant the one with the lower id is the first. Events of crawlers are left out. 400 `too_many_events` beyond three million events of these names.
         *
         *     For users with the role admin, or an API key with the scope `analytics:read`.
         */
        post: operations["countFunnel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/platform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the figures of the platform
         * @description Users, posts, engagement and everything else that happened in a period, step by step, in all, and against the period before; what there is; how the system answered. Figures are read from rollups that are about two seconds behind. Crawlers are in none of them.
         *
         *     For users with the role admin, or an API key with the scope `analytics:read`.
         */
        get: operations["getPlatformAnalytics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/realtime": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what happens now
         * @description The same is sent to the topic `metrics` every two seconds while an admin listens. All instances give the same answer.
         *
         *     For users with the role admin, or an API key with the scope `analytics:read`.
         */
        get: operations["getLiveFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compute the figures of whole days from scratch
         * @description For after a repair of events. 409 `events_gone` where the events of a day are not kept any more.
         *
         *     For users with the role admin.
         */
        post: operations["rebuildAnalytics"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your reports, newest first; those of the platform too for admins
         * @description For any signed-in user, or an API key with the scope `analytics:read`.
         */
        get: operations["listReports"];
        put?: never;
        /**
         * Make a report of a day, week or month that has ended
         * @description Written once the figures of the period are final. Asked for again, it is a new report with the figures of then. Which reports come by mail is in your preferences.
         *
         *     For any signed-in user.
         */
        post: operations["createReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/reports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a report with its figures and links
         * @description For any signed-in user, or an API key with the scope `analytics:read`.
         */
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/reports/{id}/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a report as a page by its signed link
         * @description Made from the stored document alone. 404 for a link that is not ours, 410 `link_expired` later.
         *
         *     No log-in needed.
         */
        get: operations["showReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/reports/{id}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a report as PDF by its signed link
         * @description 404 for a link that is not ours, 410 `link_expired` later.
         *
         *     No log-in needed.
         */
        get: operations["downloadReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count how many new users were active in the steps after their sign-up
         * @description A cohort is those who signed up in a step. A step that the period cuts short has figures of its part. Users who deleted their accounts are in no cohort.
         *
         *     For users with the role admin, or an API key with the scope `analytics:read`.
         */
        get: operations["getRetention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the events of one name, step by step
         * @description For users with the role admin, or an API key with the scope `analytics:read`.
         */
        get: operations["getEventSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/user/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the figures of a user
         * @description What they did in a period and what came back. `private` is for the user and admins, and null for others.
         *
         *     For any signed-in user, or an API key with the scope `analytics:read`.
         */
        get: operations["getUserAnalytics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what users and API keys did, newest first
         * @description Log-ins, role changes, disabled accounts, API keys, exports, deletions, campaigns, moderation, quotas and retries. Entries cannot be changed. They are kept for 400 days, and lose the names of users whose accounts are deleted.
         *
         *     For users with the role admin.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description An unknown address, a wrong password and a disabled account all answer 401 `invalid_credentials`. After five failures for one account from one network, each further attempt must wait: 1 minute at first, doubling up to an hour. Until then the answer is 429 `too_many_attempts` with `Retry-After`. The owner gets a mail. A device that sends the `deviceToken` of an earlier log-in is counted by itself.
         *
         *     No log-in needed.
         */
        post: operations["logIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out: end the session of the access token
         * @description For any signed-in user.
         */
        post: operations["logOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/mail-link.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the script of the two pages
         * @description No log-in needed.
         */
        get: operations["getMailLinkScript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request a password reset
         * @description Always answers 202. A mail is sent only if the address has an account, and only a few times in a row.
         *
         *     No log-in needed.
         */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password-reset/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the page that sets a new password
         * @description A page for people: the link in the mail leads here. It sends the token with a POST to the same path.
         *
         *     No log-in needed.
         */
        get: operations["getPasswordResetPage"];
        put?: never;
        /**
         * Set a new password with the token from the mail
         * @description Ends all sessions and revokes all API keys. The owner gets a mail. A made-up, used or expired token answers 400 `invalid_token`.
         *
         *     No log-in needed.
         */
        post: operations["confirmPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for new tokens
         * @description A refresh token works once. For 10 seconds, a client with the same User-Agent gets the same new refresh token again: two tabs may refresh at once. If the token comes later or from another client, it may have been stolen, so the whole session is revoked. A session ends 30 days after its log-in, unless the server is configured otherwise, however often it is refreshed.
         *
         *     No log-in needed.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up: create an account and send a verification mail
         * @description The answer is the same when the address already has an account; its owner then gets a mail. If you log in at once, `GET /api/jobs` lists the welcome mail.
         *
         *     No log-in needed.
         */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the page that confirms an e-mail address
         * @description A page for people: the link in the mail leads here. It sends the token with a POST to the same path.
         *
         *     No log-in needed.
         */
        get: operations["getVerifyEmailPage"];
        put?: never;
        /**
         * Verify an e-mail address with the token from the mail
         * @description This is a POST because scanners follow the links in mails. A made-up, used or expired token answers 400 `invalid_token`.
         *
         *     No log-in needed.
         */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/verify-email/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the verification mail again
         * @description Goes to the address of the account, or to the new one if it is changing. 409 `already_verified` when no address waits for verification.
         *
         *     For any signed-in user.
         */
        post: operations["resendVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/comments/{commentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a comment
         * @description Its replies stay. For its author, moderators and admins. Moderators and admins give a reason, which admins can read.
         *
         *     For any signed-in user.
         */
        delete: operations["deleteComment"];
        options?: never;
        head?: never;
        /**
         * Edit your comment
         * @description For any signed-in user.
         */
        patch: operations["updateComment"];
        trace?: never;
    };
    "/api/content-removals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List content removed by moderators, latest first
         * @description For users with the role admin.
         */
        get: operations["listContentRemovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show this documentation
         * @description No log-in needed.
         */
        get: operations["getDocumentationPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/docs/page.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the script of the documentation page
         * @description No log-in needed.
         */
        get: operations["getDocumentationScript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/docs/runbook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the runbook, to which notices of alerts lead
         * @description No log-in needed.
         */
        get: operations["getRunbook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/docs/scalar.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the viewer of the documentation page
         * @description No log-in needed.
         */
        get: operations["getDocumentationViewer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/c/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Record a click and redirect to the target of the link
         * @description The target was stored with the mail; nothing in the request can change it.
         *
         *     No log-in needed.
         */
        get: operations["followEmailLink"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List campaigns, newest first
         * @description For users with the role admin.
         */
        get: operations["listCampaigns"];
        put?: never;
        /**
         * Create a campaign: send one mail to many recipients
         * @description The audience is a segment of the accounts, or a list of up to 10,000 addresses. The recipients of a segment are settled when the campaign starts: all accounts that match, have a verified address and accept announcements. If an address of a list belongs to an account, that account’s preferences apply too. An address gets a campaign once. A campaign can be paused, resumed and cancelled while it is sent.
         *
         *     For users with the role admin.
         */
        post: operations["createCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/campaigns/{campaignId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a campaign and the report on its mails
         * @description For users with the role admin.
         */
        get: operations["getCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/campaigns/{campaignId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel the mails of a campaign that are not sent yet
         * @description A campaign that has not started is cancelled at once. A running campaign is asked to stop: read its status again. 409 `campaign_ended`. 409 `campaign_ended`.
         *
         *     For users with the role admin.
         */
        post: operations["cancelCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/campaigns/{campaignId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a campaign
         * @description Mails already at the mail server still arrive. A campaign that has not started does not start. 409 `campaign_ended`.
         *
         *     For users with the role admin.
         */
        post: operations["pauseCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/campaigns/{campaignId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a paused campaign
         * @description 409 `campaign_ended`.
         *
         *     For users with the role admin.
         */
        post: operations["resumeCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/campaigns/{campaignId}/retry-failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry the failed mails of a campaign
         * @description Each gets all its attempts again. Works while the campaign runs and after it has ended. Cancelled mails stay cancelled. 409 `nothing_failed`.
         *
         *     For users with the role admin.
         */
        post: operations["retryFailedOfCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/campaigns/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview a campaign: its audience now and its mail; nothing is sent
         * @description For users with the role admin.
         */
        post: operations["previewCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List mails, newest first
         * @description For users with the role admin.
         */
        get: operations["listEmailMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/messages/{messageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a mail and what became of it
         * @description For users with the role admin.
         */
        get: operations["getEmailMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/o/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Record an open of a mail: the image in it
         * @description No log-in needed.
         */
        get: operations["openEmail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a mail
         * @description Answered as soon as it is stored durably. A job sends the mail; you can watch the job, and cancel it until the mail is sent. Links in `data` must be https or below the public URL of this installation.
         *
         *     For users with the role admin, or an API key with the scope `email:send`.
         */
        post: operations["sendEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get counts, rates and delivery times of mails, by period, template and campaign
         * @description Counts the mails requested in the period and what has become of them so far. Opens are detected by images. `openedByPeople` counts mails shown by a mail client with images on. `openedByMachines` counts mails whose images were fetched ahead or scanned; a person may or may not have read them.
         *
         *     For users with the role admin.
         */
        get: operations["getEmailStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/suppressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List suppressed addresses, newest first
         * @description For users with the role admin.
         */
        get: operations["listEmailSuppressions"];
        put?: never;
        /**
         * Suppress an address: stop all mail to it
         * @description Stops mail about the account too, including password resets. 409 `already_suppressed` if an admin already stopped it.
         *
         *     For users with the role admin.
         */
        post: operations["addEmailSuppression"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/suppressions/{suppressionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an entry from the suppression list
         * @description Suppressed mails stay suppressed; their jobs can be retried.
         *
         *     For users with the role admin.
         */
        delete: operations["removeEmailSuppression"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the mail templates with sample data
         * @description For users with the role admin, or an API key with the scope `email:send`.
         */
        get: operations["listEmailTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/templates/{name}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Preview a template with its sample data, as HTML, plain text or JSON
         * @description For users with the role admin.
         */
        get: operations["previewEmailTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/unsubscribe/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the page that asks whether to unsubscribe
         * @description Changes nothing, since scanners follow every link in a mail.
         *
         *     No log-in needed.
         */
        get: operations["getUnsubscribePage"];
        put?: never;
        /**
         * Unsubscribe from mails of the same category (one click, RFC 8058)
         * @description Other categories and mail about the account continue. Repeating it changes nothing.
         *
         *     No log-in needed.
         */
        post: operations["unsubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/webhooks/bounce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report bounces and complaints
         * @description For the mail provider. Each request is signed with `EMAIL_WEBHOOK_SECRET`: `X-Webhook-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`, at most five minutes old; otherwise 401. An event that is not valid is listed in `rejected` and the others are recorded; 400 if none is valid. Sending a report again changes nothing, and counts nothing.
         *
         *     No log-in needed.
         */
        post: operations["reportBounces"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List posts of the users you follow, newest first
         * @description For any signed-in user.
         */
        get: operations["getFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{fileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a file: its state, variants and checksum
         * @description For any signed-in user, or an API key with the scope `files:read`.
         */
        get: operations["getFile"];
        put?: never;
        post?: never;
        /**
         * Delete a file for good
         * @description It cannot be read from now on, and its room is free at once. Its bytes are removed within a minute.
         *
         *     For any signed-in user, or an API key with the scope `files:write`.
         */
        delete: operations["deleteFile"];
        options?: never;
        head?: never;
        /**
         * Rename a file
         * @description Only its owner may: 403 `owner_only` for admins.
         *
         *     For any signed-in user, or an API key with the scope `files:write`.
         */
        patch: operations["renameFile"];
        trace?: never;
    };
    "/api/files/{fileId}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a file
         * @description Originals are attachments always; variants, which are encoded here, are shown by browsers. Honours `Range` (one range), `If-Range`, `If-None-Match` and `If-Match`; `ETag` is the SHA-256 of what is sent. While a scanner has not looked at the file it is 409 `scan_pending`, an infected one is 403 `file_infected` for everyone.
         *
         *     For any signed-in user, or an API key with the scope `files:read`, or by a signed link.
         */
        get: operations["downloadFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{fileId}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a link to download a file
         * @description Works for 15 minutes unless it says otherwise, for every user who has it, until it is revoked or the file is deleted.
         *
         *     For any signed-in user, or an API key with the scope `files:write`.
         */
        post: operations["createFileLink"];
        /**
         * Revoke all links to a file
         * @description For any signed-in user, or an API key with the scope `files:write`.
         */
        delete: operations["revokeFileLinks"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the limits of uploads and your usage
         * @description For any signed-in user, or an API key with the scope `files:read`.
         */
        get: operations["getFileLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what is stored, what was refused and what was scanned
         * @description Refusals are those of the period, the last 30 days unless told; all else is as of now.
         *
         *     For users with the role admin.
         */
        get: operations["getFileStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload files
         * @description Up to 10 files of 26214400 bytes each. What a file is, is decided by its content; see `GET /api/files/limits`. Each file has its own result: one that is refused does not touch the others. 422 `no_file_accepted` has the same `results`. With an `Idempotency-Key` a repeated request gets the first answer.
         *
         *     For any signed-in user, or an API key with the scope `files:write`.
         */
        post: operations["uploadFiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the state of the API and its dependencies, for people
         * @description No log-in needed.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your invitations to rooms, newest first
         * @description For any signed-in user.
         */
        get: operations["listMyInvitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/{invitationId}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation: join the room
         * @description 404 if it was already answered or has expired. 403 `banned`. 409 `room_full`; the invitation stays open.
         *
         *     For any signed-in user.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/{invitationId}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline an invitation
         * @description For any signed-in user.
         */
        post: operations["declineInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the page that accepts an invitation
         * @description A page for people: the link in the mail leads here. It logs in, sends the token and logs out.
         *
         *     No log-in needed.
         */
        get: operations["getInvitationPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/accept.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the script of that page
         * @description No log-in needed.
         */
        get: operations["getInvitationScript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation with the token from the mail
         * @description The caller joins the room. The token works once. 400 `invalid_token`. 403 `banned`. 409 `already_member` or `room_full`; the token still works after these.
         *
         *     For any signed-in user.
         */
        post: operations["redeemInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs, newest first: your own, or all of them for admins
         * @description For any signed-in user.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a job: status, progress, attempts, error, result
         * @description For any signed-in user.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{jobId}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge a failed job
         * @description It is no longer counted or listed as a dead letter, and can still be retried. A job that has not failed answers 409 `job_not_failed`.
         *
         *     For any signed-in user.
         */
        post: operations["acknowledgeJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{jobId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a job
         * @description A job that has not started is cancelled at once. A running job is asked to stop and decides how it ends: read its status again. 409 `job_ended` if it has already ended, `job_of_another_release` while a release is under way and the program that answers does not know the type of the job.
         *
         *     For any signed-in user.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{jobId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry a failed or cancelled job
         * @description What it had already done stays done. 409 `job_not_retryable` in any other status, `job_of_another_release` as for a cancellation.
         *
         *     For any signed-in user.
         */
        post: operations["retryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{jobId}/retry-now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Repeat the failed attempt of a running job now
         * @description For a job that waits for its next attempt (`actions` has `retry-now`). The generation stays, and attempts are counted from one again. A job that does not wait answers 409 `job_not_waiting`.
         *
         *     For any signed-in user.
         */
        post: operations["retryJobNow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your exports, newest first, expired ones too
         * @description For any signed-in user, or an API key with the scope `exports:read`.
         */
        get: operations["listExports"];
        put?: never;
        /**
         * Export a dataset to a file
         * @description All rows of the file are from one snapshot of the database. The file is published together with the success of the job; the user gets a notification and, at a verified address, a mail with a download link. In a CSV, a text that a spreadsheet would take for a formula begins with an apostrophe, null is an empty field and an empty text is `""`. 429 `too_many_exports` above 10 exports that have not ended; two run at the same time.
         *
         *     For any signed-in user, or an API key with the scope `exports:write`.
         */
        post: operations["createExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/export/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one of your exports with its download link
         * @description For any signed-in user, or an API key with the scope `exports:read`.
         */
        get: operations["getExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/export/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the datasets that you can export, with their columns and filters
         * @description For any signed-in user, or an API key with the scope `exports:read`.
         */
        get: operations["listExportDatasets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/export/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Estimate the rows and the size of an export
         * @description Takes what `POST /api/jobs/export` takes, and writes nothing.
         *
         *     For any signed-in user, or an API key with the scope `exports:read`.
         */
        post: operations["estimateExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/maintenance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run the maintenance of the database
         * @description Removes what is older than its period, drops invalid indexes, vacuums, and checks rows against each other. It also runs every night at 03:10 UTC. The result of the job has a line for each step.
         *
         *     For users with the role admin.
         */
        post: operations["runMaintenance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry many failed jobs
         * @description By ids, or all unacknowledged failures of a type and a cause, at most 1,000 for one request and the oldest first. Each is retried once, however many requests there are. They start 200 a second. With `preview` nothing changes.
         *
         *     For users with the role admin.
         */
        post: operations["retryJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get counts, durations and failures of jobs
         * @description For users with the role admin.
         */
        get: operations["getJobStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the types of jobs, and how each of their steps is repeated when it fails
         * @description For any signed-in user.
         */
        get: operations["listJobTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/market/{symbol}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an asset with its latest price
         * @description For any signed-in user.
         */
        get: operations["getQuote"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/market/{symbol}/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List prices of an asset, as stored or as candles
         * @description A candle is computed from all prices of its step, even those outside the period. Steps without a price are left out. The period can touch at most 10,000 steps.
         *
         *     For any signed-in user.
         */
        get: operations["listPrices"];
        put?: never;
        post?: never;
        /**
         * Delete prices of an asset that should not be there
         * @description Deletes the prices of a period, at most 10000. The latest that is left becomes the latest price. Firings of alerts and calls that rest on a deleted price get `priceChangedAt`. To correct a price, store it again.
         *
         *     For users with the role admin, or an API key with the scope `market:ingest`.
         */
        delete: operations["deletePrices"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/market/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List assets, by symbol
         * @description For any signed-in user.
         */
        get: operations["listAssets"];
        put?: never;
        /**
         * Create an asset
         * @description For users with the role admin.
         */
        post: operations["createAsset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/market/assets/{symbol}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the name, kind or currency of an asset
         * @description The currency can be changed only while the asset has no prices: 409 `currency_in_use`.
         *
         *     For users with the role admin.
         */
        patch: operations["updateAsset"];
        trace?: never;
    };
    "/api/market/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Store prices in bulk
         * @description Reads up to 1000000 lines as they arrive, and stores all of them or none. A 400 names up to 20 bad lines by number, field and reason. A line replaces the stored price of its asset and time. If a request has two such lines, the later one counts. Repeating a request is therefore harmless. In CSV the first line names the columns, in any order.
         *
         *     For users with the role admin, or an API key with the scope `market:ingest`.
         */
        post: operations["ingestPrices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List alerts, newest first
         * @description For users with the role admin, or an API key with the scope `monitoring:read`.
         */
        get: operations["listMonitoringAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/alerts/{alertId}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that you have seen an alert
         * @description It does not escalate meanwhile. When that expires and the alert is still open, it does.
         *
         *     For users with the role admin, or an API key with the scope `monitoring:write`.
         */
        post: operations["acknowledgeMonitoringAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/alerts/{alertId}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resolve an alert
         * @description The series is mute for the cooldown of its rule. If the threshold is still crossed then, a new alert fires.
         *
         *     For users with the role admin, or an API key with the scope `monitoring:write`.
         */
        post: operations["resolveMonitoringAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/alerts/{alertId}/silence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Silence an alert and what fires again of its series
         * @description It is told at the end of the silence if it still fires then, or if it has ended meanwhile.
         *
         *     For users with the role admin, or an API key with the scope `monitoring:write`.
         */
        post: operations["silenceMonitoringAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what the processes and the system are like, now and in the past
         * @description Processes write a sample every ten seconds. Samples are kept for a day, by the minute for a week and by ten minutes for 90 days.
         *
         *     For users with the role admin, or an API key with the scope `monitoring:read`.
         */
        get: operations["getMonitoringMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/metrics/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the metrics of the history, which rules can watch
         * @description For users with the role admin, or an API key with the scope `monitoring:read`.
         */
        get: operations["listMonitoringMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/performance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get how fast the system answers, by route, and what is slowest
         * @description Durations are measured from the arrival of a request to the last byte of its answer. Percentiles are read from merged histograms of all processes, to within 5 %.
         *
         *     For users with the role admin, or an API key with the scope `monitoring:read`.
         */
        get: operations["getMonitoringPerformance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the routes by which alerts are told
         * @description Alerts of a severity without a route are told on every channel that is configured.
         *
         *     For users with the role admin, or an API key with the scope `monitoring:read`.
         */
        get: operations["listMonitoringRoutes"];
        put?: never;
        /**
         * Create a route for alerts of some severities
         * @description For users with the role admin, or an API key with the scope `monitoring:write`.
         */
        post: operations["createMonitoringRoute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/routes/{routeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a route
         * @description For users with the role admin, or an API key with the scope `monitoring:write`.
         */
        delete: operations["deleteMonitoringRoute"];
        options?: never;
        head?: never;
        /**
         * Change a route
         * @description For users with the role admin, or an API key with the scope `monitoring:write`.
         */
        patch: operations["updateMonitoringRoute"];
        trace?: never;
    };
    "/api/monitoring/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the rules that alerts come from
         * @description For users with the role admin, or an API key with the scope `monitoring:read`.
         */
        get: operations["listMonitoringRules"];
        put?: never;
        /**
         * Create a rule
         * @description For users with the role admin, or an API key with the scope `monitoring:write`.
         */
        post: operations["createMonitoringRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/rules/{ruleId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a rule
         * @description For users with the role admin, or an API key with the scope `monitoring:read`.
         */
        get: operations["getMonitoringRule"];
        put?: never;
        post?: never;
        /**
         * Delete a rule
         * @description For users with the role admin, or an API key with the scope `monitoring:write`.
         */
        delete: operations["deleteMonitoringRule"];
        options?: never;
        head?: never;
        /**
         * Change a rule
         * @description A changed condition starts from nothing: its open alerts end.
         *
         *     For users with the role admin, or an API key with the scope `monitoring:write`.
         */
        patch: operations["updateMonitoringRule"];
        trace?: never;
    };
    "/api/monitoring/rules/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a rule against the history, without saving it
         * @description For users with the role admin, or an API key with the scope `monitoring:read`.
         */
        post: operations["tryMonitoringRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/silences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List silences, newest first
         * @description For users with the role admin, or an API key with the scope `monitoring:read`.
         */
        get: operations["listMonitoringSilences"];
        put?: never;
        /**
         * Silence alerts for a while
         * @description Alerts that match all that is named fire and end as always, and are not told. What still fires at the end of the silence is told then; of what ended meanwhile the end is told.
         *
         *     For users with the role admin, or an API key with the scope `monitoring:write`.
         */
        post: operations["createMonitoringSilence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/silences/{silenceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a silence
         * @description For users with the role admin, or an API key with the scope `monitoring:write`.
         */
        delete: operations["deleteMonitoringSilence"];
        options?: never;
        head?: never;
        /**
         * Change the end of a silence, or its comment
         * @description For users with the role admin, or an API key with the scope `monitoring:write`.
         */
        patch: operations["updateMonitoringSilence"];
        trace?: never;
    };
    "/api/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your notifications, newest first
         * @description New notifications are sent at once to the socket topic `notifications`, as events `notification` of the same shape. They are kept for 90 days by default.
         *
         *     For any signed-in user.
         */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/{notificationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a notification
         * @description For any signed-in user.
         */
        delete: operations["deleteNotification"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/{notificationId}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a notification as read
         * @description For any signed-in user.
         */
        post: operations["readNotification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a notification and all older ones as read
         * @description For any signed-in user.
         */
        post: operations["readNotifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/unread-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count your unread notifications, up to 99
         * @description For any signed-in user.
         */
        get: operations["countUnreadNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the OpenAPI 3.1 document
         * @description No log-in needed.
         */
        get: operations["getOpenApiDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List posts, newest first
         * @description For any signed-in user.
         */
        get: operations["listPosts"];
        put?: never;
        /**
         * Publish a post, with or without a call
         * @description A post has up to 10 tickers: those in `tickers`, and the cashtags in the text that are known symbols. A call records the latest price (409 `no_price` if there is none). It never changes, and it counts even if the post is deleted.
         *
         *     For any signed-in user.
         */
        post: operations["createPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/posts/{postId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a post
         * @description For any signed-in user.
         */
        get: operations["getPost"];
        put?: never;
        post?: never;
        /**
         * Delete a post
         * @description For its author, moderators and admins; other callers get 403 `author_only`. Moderators and admins give a reason, which admins can read. The text is removed and its images are detached; the call stays.
         *
         *     For any signed-in user.
         */
        delete: operations["deletePost"];
        options?: never;
        head?: never;
        /**
         * Edit the text or sentiment of your post
         * @description The tickers from cashtags follow the new text. The call never changes. Other callers get 403 `author_only`.
         *
         *     For any signed-in user.
         */
        patch: operations["updatePost"];
        trace?: never;
    };
    "/api/posts/{postId}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the comments on a post, or the replies to one of them, oldest first
         * @description For any signed-in user.
         */
        get: operations["listComments"];
        put?: never;
        /**
         * Comment on a post, or reply to a comment
         * @description For any signed-in user.
         */
        post: operations["createComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/posts/{postId}/like": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Like a post; liking it again changes nothing
         * @description For any signed-in user.
         */
        put: operations["likePost"];
        post?: never;
        /**
         * Remove your like from a post; removing it again changes nothing
         * @description For any signed-in user.
         */
        delete: operations["unlikePost"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/posts/{postId}/likes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who likes a post, latest first
         * @description For any signed-in user.
         */
        get: operations["listLikes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List public rooms, or your own with unread counts
         * @description For any signed-in user.
         */
        get: operations["listRooms"];
        put?: never;
        /**
         * Create a room
         * @description The caller becomes its owner. An owner can have 100 rooms: 409 `too_many_rooms`.
         *
         *     For any signed-in user.
         */
        post: operations["createRoom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{roomId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a room
         * @description For any signed-in user.
         */
        get: operations["getRoom"];
        put?: never;
        post?: never;
        /**
         * Close a room permanently
         * @description For the owner; a public room also for moderators and admins.
         *
         *     For any signed-in user.
         */
        delete: operations["closeRoom"];
        options?: never;
        head?: never;
        /**
         * Change the name or description of a room
         * @description For the owner and room admins.
         *
         *     For any signed-in user.
         */
        patch: operations["updateRoom"];
        trace?: never;
    };
    "/api/rooms/{roomId}/bans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the banned users of a room, latest first
         * @description For the owner and room admins.
         *
         *     For any signed-in user.
         */
        get: operations["listRoomBans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{roomId}/bans/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Ban a user from a room
         * @description For the owner; room admins can ban users without a role. The user does not need to be a member. A banned user is removed and cannot join or accept an invitation. They can still read a public room.
         *
         *     For any signed-in user.
         */
        put: operations["banFromRoom"];
        post?: never;
        /**
         * Lift a ban
         * @description For the owner and room admins.
         *
         *     For any signed-in user.
         */
        delete: operations["liftRoomBan"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{roomId}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the open invitations of a room, newest first
         * @description For the owner and room admins.
         *
         *     For any signed-in user.
         */
        get: operations["listRoomInvitations"];
        put?: never;
        /**
         * Invite a user or an e-mail address to a room
         * @description For the owner and room admins; in a public room, for every member. An invitation is valid for 14 days. The answer for an address is the same whether or not it has an account. 403 `email_not_verified` if the caller’s own address is not verified. 409 `already_invited` or `too_many_invitations`; for a user also `already_member` or `not_invitable`. 429 `too_many_attempts` for an address that was invited several times.
         *
         *     For any signed-in user.
         */
        post: operations["inviteIntoRoom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{roomId}/invitations/{invitationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw an invitation
         * @description For the owner, room admins and the inviter.
         *
         *     For any signed-in user.
         */
        delete: operations["revokeRoomInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{roomId}/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join a public room
         * @description Joining again changes nothing. 403 `banned`; 409 `room_full`.
         *
         *     For any signed-in user.
         */
        post: operations["joinRoom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{roomId}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave a room
         * @description The owner must transfer ownership first: 409 `owner_stays`.
         *
         *     For any signed-in user.
         */
        post: operations["leaveRoom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{roomId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the members of a room, oldest members first
         * @description For any signed-in user.
         */
        get: operations["listRoomMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{roomId}/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a member from a room
         * @description For the owner; room admins can remove members without a role. To keep a user out, use `PUT …/bans/:userId`.
         *
         *     For any signed-in user.
         */
        delete: operations["removeRoomMember"];
        options?: never;
        head?: never;
        /**
         * Change a member’s role or transfer ownership
         * @description For the owner. The role `owner` transfers the room, and the caller becomes an admin. 409 `owner_stays` if owners give themselves another role. 409 `too_many_rooms` if the new owner already has 100 rooms.
         *
         *     For any signed-in user.
         */
        patch: operations["changeRoomRole"];
        trace?: never;
    };
    "/api/rooms/{roomId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the messages of a room, latest first
         * @description To catch up, send the last message you have as `after`: the list is then oldest first. Follow `nextCursor` until it is null. No message is ever inserted between two that were listed.
         *
         *     For any signed-in user.
         */
        get: operations["listRoomMessages"];
        put?: never;
        /**
         * Post a message to a room
         * @description For members; others get 403 `not_a_member`. The topic `room:<id>` gets an event `room.message`.
         *
         *     For any signed-in user.
         */
        post: operations["postRoomMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{roomId}/messages/{messageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a message
         * @description For its author, the owner of the room and room admins; in public rooms also for moderators, who give a reason. The text is removed and the images are detached. The list still shows that there was a message.
         *
         *     For any signed-in user.
         */
        delete: operations["deleteRoomMessage"];
        options?: never;
        head?: never;
        /**
         * Edit a message
         * @description For its author, while they are a member.
         *
         *     For any signed-in user.
         */
        patch: operations["editRoomMessage"];
        trace?: never;
    };
    "/api/rooms/{roomId}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Move your read marker forward
         * @description For members. The marker stands at the last message that was read. It never moves back.
         *
         *     For any signed-in user.
         */
        put: operations["markRoomRead"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search users, posts and tickers
         * @description Users match by the start of any word of their name, then by similar names. Posts match by their words, newest first; in scripts without spaces, by any part. Accents and case do not matter. Tickers match by symbol and name. A search of only users or only posts continues with `nextCursor`.
         *
         *     For any signed-in user.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users, newest first
         * @description For users with the role admin.
         */
        get: operations["listUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a user
         * @description For any signed-in user.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /**
         * Delete an account permanently
         * @description For the owner, with `currentPassword` (403 `wrong_password`, 429 `too_many_attempts`), and for admins. The account is closed at once. Its sessions and keys end, its address is free, and others see `Deleted user`. A job then removes or anonymises everything else. The receipt says how far that is. The user can no longer sign in, and reads the receipt by the token in this answer and in the mail to the former address. 409 `last_admin` for the only admin.
         *
         *     For any signed-in user.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Change a user’s name, address or password
         * @description Only the owner can change the address and the password, with `currentPassword` (403 `wrong_password`, 429 `too_many_attempts`). A new address stays in `pendingEmail` until its owner follows the link in the mail. The answer does not tell whether another account has it. A new password ends all other sessions and revokes all API keys. The owner gets a mail.
         *
         *     For any signed-in user.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/users/{userId}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a user’s API keys, newest first
         * @description For any signed-in user.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Create an API key
         * @description The key acts for its owner. It may do what its scopes say and the owner’s role allows. The scope `email:send` needs the role admin (403 `scope_not_allowed`). Only this answer shows the key. Needs `currentPassword` when your log-in is more than five minutes old (403 `password_required`). The owner gets a mail. A new password revokes all keys.
         *
         *     For any signed-in user.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description For any signed-in user.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set your avatar
         * @description Every signed-in user may see its variants, never the original. Links to the image it replaces stop working; the file stays.
         *
         *     For any signed-in user, or an API key with the scope `files:write`.
         */
        put: operations["putAvatar"];
        post?: never;
        /**
         * Remove your avatar
         * @description The file stays. Links to it stop working.
         *
         *     For any signed-in user, or an API key with the scope `files:write`.
         */
        delete: operations["deleteAvatar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a user’s calls and their results, newest first
         * @description Calls of deleted posts are included, without the text.
         *
         *     For any signed-in user.
         */
        get: operations["listUserCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/digest/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Preview a user’s weekly digest as HTML, plain text or JSON
         * @description For the user and admins. Covers the seven days before today in the user’s time zone. There is one digest in each ISO week. The JSON says when the next one is due (`nextDueAt`): now, if it is about to be sent; null, if the user wants none. 404 `digest_empty` if none would be sent.
         *
         *     For any signed-in user.
         */
        get: operations["previewDigest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/disabled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Disable or enable an account
         * @description Disabling ends all sessions. API keys do not work until the account is enabled again. 409 `last_admin`.
         *
         *     For users with the role admin.
         */
        put: operations["setUserDisabled"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/emails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the mails sent to a user, newest first
         * @description For the user and admins. Says what was sent, when, and by which category the user can refuse it. Shows neither addresses nor contents.
         *
         *     For any signed-in user.
         */
        get: operations["listUserEmails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the files of a user, with usage against quota
         * @description For any signed-in user, or an API key with the scope `files:read`.
         */
        get: operations["listFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Follow a user
         * @description Following again changes nothing. A user can follow 2,000 others: 409 `too_many_follows`.
         *
         *     For any signed-in user.
         */
        put: operations["followUser"];
        post?: never;
        /**
         * Unfollow a user
         * @description For any signed-in user.
         */
        delete: operations["unfollowUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/followers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a user’s followers, latest first
         * @description For any signed-in user.
         */
        get: operations["listFollowers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/following": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the users that a user follows, latest first
         * @description For any signed-in user.
         */
        get: operations["listFollowing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a user’s posts, newest first
         * @description For any signed-in user.
         */
        get: operations["listUserPosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a user’s preferences: time zone, digest, mail categories
         * @description For any signed-in user.
         */
        get: operations["getPreferences"];
        /**
         * Replace a user’s preferences
         * @description For any signed-in user.
         */
        put: operations["putPreferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a user’s profile as others see it, with follow counts
         * @description For any signed-in user.
         */
        get: operations["getUserProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get how much a user stores, and may
         * @description For any signed-in user, or an API key with the scope `files:read`.
         */
        get: operations["getQuota"];
        /**
         * Change how much a user may store
         * @description For users with the role admin.
         */
        put: operations["setQuota"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a user’s role
         * @description Applies to open sessions and keys too: at once here, within five seconds on other instances. 409 `last_admin`.
         *
         *     For users with the role admin.
         */
        put: operations["setUserRole"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a user’s sessions, newest first
         * @description For the user and for admins. Each log-in is a session.
         *
         *     For any signed-in user.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * End all sessions of a user but the one that asks
         * @description For any signed-in user.
         */
        delete: operations["revokeSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a session
         * @description Its tokens stop working at once here, within five seconds on other instances.
         *
         *     For any signed-in user.
         */
        delete: operations["revokeSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the signed-in user
         * @description For any signed-in user.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/watchlists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your watchlists in their order; admins can list those of any user
         * @description For any signed-in user.
         */
        get: operations["listWatchlists"];
        put?: never;
        /**
         * Create a watchlist
         * @description A user can have 50 watchlists: 409 `too_many_watchlists`.
         *
         *     For any signed-in user.
         */
        post: operations["createWatchlist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/watchlists/{watchlistId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a watchlist: its assets, their latest prices and changes of the day
         * @description For any signed-in user.
         */
        get: operations["getWatchlist"];
        put?: never;
        post?: never;
        /**
         * Delete a watchlist
         * @description Only the owner can do this: admins get 403 `owner_only`.
         *
         *     For any signed-in user.
         */
        delete: operations["deleteWatchlist"];
        options?: never;
        head?: never;
        /**
         * Rename or move a watchlist
         * @description Only the owner can do this: admins get 403 `owner_only`.
         *
         *     For any signed-in user.
         */
        patch: operations["updateWatchlist"];
        trace?: never;
    };
    "/api/watchlists/{watchlistId}/assets/{symbol}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add an asset to a watchlist
         * @description Adding an asset again changes nothing. A watchlist can hold 200 assets: 409 `watchlist_full`. Only the owner can do this: admins get 403 `owner_only`.
         *
         *     For any signed-in user.
         */
        put: operations["addWatchlistAsset"];
        post?: never;
        /**
         * Remove an asset from a watchlist
         * @description Removing an asset that is not on it changes nothing. Only the owner can do this: admins get 403 `owner_only`.
         *
         *     For any signed-in user.
         */
        delete: operations["removeWatchlistAsset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ws": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open a WebSocket for live events
         * @description A WebSocket handshake, then JSON text messages of at most 16 KB. Within ten seconds the client sends
         *     `{"type":"auth","token":"<access token>"}`; the answer is `ready`. Then
         *     `{"type":"subscribe","topic":"…"}` is answered by `subscribed` or `error`, and events arrive as
         *     `{"type":"event","topic","event","data","at"}`. After `gap`, read the lists of the named topics again.
         *     Topics: `notifications`, `job:<id>`, `metrics`, `room:<id>`.
         *     The server closes with a code. 4401: refresh the token or log in again;
         *     4408: read faster; 4429: too many sockets or messages; 1001: connect again after the milliseconds in the reason.
         *     The full protocol is in docs/realtime.md.
         *
         *     No log-in needed.
         */
        get: operations["openSocket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the operators’ page
         * @description Public and empty: the page asks for a log-in, and reads every figure from the API as an admin.
         *
         *     No log-in needed.
         */
        get: operations["getDashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dashboard/{folder}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a script or style of the operators’ page
         * @description No log-in needed.
         */
        get: operations["getDashboardFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that the process answers
         * @description No log-in needed.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the metrics of this process in the format of Prometheus
         * @description With `METRICS_TOKEN` as the bearer token, or the token of an admin. The worker answers the same on its health port, to `METRICS_TOKEN` only.
         *
         *     No log-in needed.
         */
        get: operations["scrapeMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check whether the API can serve requests
         * @description No log-in needed.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccountDeletion: {
            /** @description When the last data of the user was removed or anonymised */
            completedAt: string | null;
            /**
             * Format: uuid
             * @description Id of the receipt
             */
            id: string;
            /** @description A failed job waits until an admin retries it */
            jobStatus: ("queued" | "running" | "succeeded" | "failed" | "cancelled") | null;
            links: {
                job: string;
            };
            /** Format: date-time */
            requestedAt: string;
            /** @description The user, or an admin; null when that admin’s account is deleted too */
            requestedBy: string | null;
            /** @enum {string} */
            status: "queued" | "running" | "completed";
            /** @description What was removed or anonymised so far, by kind */
            steps: {
                count: number;
                name: string;
            }[];
            /** Format: uuid */
            userId: string;
        };
        Alert: {
            assetName: string;
            /**
             * @description `above` and `below` compare the price. `percent_move` measures the move since the alert started or last fired
             * @enum {string}
             */
            condition: "above" | "below" | "percent_move";
            /** Format: date-time */
            createdAt: string;
            /** @description Currency of the threshold, ISO 4217; not used if the threshold is a percentage */
            currency: string;
            /** @description How often it has fired */
            firedCount: number;
            /** Format: uuid */
            id: string;
            /** @description Time of the price that last fired it */
            lastFiredAt: string | null;
            note: string | null;
            rearmPercent: number;
            /** @description The price from which `percent_move` measures */
            referencePrice: number | null;
            repeat: boolean;
            /**
             * @description `disarmed`: the condition held, and the alert waits until the price has gone back before it is armed again
             * @enum {string}
             */
            state: "armed" | "disarmed" | "done" | "paused";
            symbol: string;
            threshold: number;
            /** Format: date-time */
            updatedAt: string;
            /** Format: uuid */
            userId: string;
        };
        AlertFiring: {
            /**
             * Format: date-time
             * @description Time of the price that fired it
             */
            at: string;
            /** Format: uuid */
            id: string;
            price: number;
            /** @description When the price that fired it was corrected or deleted */
            priceChangedAt: string | null;
            /** @description For `percent_move`, the price from which it measured */
            referencePrice: number | null;
            /** @description The threshold at that time */
            threshold: number;
            /** @description When its owner was notified */
            toldAt: string | null;
        };
        AlertPatch: {
            /** @description A note for yourself */
            note?: string | null;
            /** @description How far, in percent of the threshold, the price must go back beyond it before the alert is armed again; not used for `percent_move` */
            rearmPercent?: number;
            /** @description `true`: armed again after it fired; `false`: it fires once and is then `done` */
            repeat?: boolean;
            /**
             * @description `paused` stops the alert. `armed` starts it again from the latest price, even if it is `done`
             * @enum {string}
             */
            state?: "armed" | "paused";
            /** @description A price in the currency of the asset; for `percent_move`, a percentage from 0.01 to 1,000 */
            threshold?: number;
        };
        ApiKey: {
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description To the minute */
            lastUsedAt: string | null;
            name: string;
            /** @description The key starts with `vta_<prefix>_` */
            prefix: string;
            scopes: ("analytics:read" | "email:send" | "events:write" | "events:write-any" | "exports:read" | "exports:write" | "files:read" | "files:write" | "market:ingest" | "monitoring:read" | "monitoring:write")[];
        };
        /**
         * @example {
         *       "symbol": "NVDA",
         *       "name": "NVIDIA Corporation",
         *       "kind": "stock",
         *       "currency": "USD",
         *       "price": 481.68,
         *       "priceAt": "2024-01-02T21:00:00.000Z"
         *     }
         */
        Asset: {
            /** @description Currency of the price, ISO 4217 */
            currency: string;
            /** @enum {string} */
            kind: "stock" | "etf" | "index" | "crypto" | "currency" | "commodity";
            name: string;
            /** @description The latest price; null if there is none yet */
            price: number | null;
            /** @description Time of the latest price */
            priceAt: string | null;
            symbol: string;
        };
        /**
         * @example {
         *       "name": "NVIDIA Corporation"
         *     }
         */
        AssetPatch: {
            /** @description Currency of its prices, ISO 4217 */
            currency?: string;
            /** @enum {string} */
            kind?: "stock" | "etf" | "index" | "crypto" | "currency" | "commodity";
            /** @description Full name */
            name?: string;
        };
        AuditEntry: {
            /** @description Who did it; null for the system, for unknown users and for deleted accounts */
            actor: {
                /** @description The key that was used, if any */
                apiKeyId: string | null;
                /** Format: uuid */
                userId: string;
            } | null;
            /** @description Network address that it came from */
            address: string | null;
            /** Format: date-time */
            at: string;
            /** @description How often; failed log-ins are counted by account and hour */
            count: number;
            /**
             * @description What was done
             * @enum {string}
             */
            deed: "account.logged_in" | "account.log_in_failed" | "account.password_changed" | "account.sessions_revoked" | "account.role_changed" | "account.disabled" | "account.enabled" | "account.deleted" | "account.api_key_created" | "account.api_key_revoked" | "campaign.created" | "campaign.paused" | "campaign.resumed" | "campaign.cancelled" | "campaign.retried" | "email.suppression_added" | "email.suppression_removed" | "content.removed" | "prices.deleted" | "call.corrected" | "events.imported" | "export.requested" | "file.deleted" | "storage.quota_changed" | "job.cancelled" | "job.retried" | "job.attempt_hastened" | "job.acknowledged" | "job.bulk_retried" | "maintenance.requested" | "monitoring.alert_resolved" | "monitoring.alert_acknowledged" | "monitoring.silence_created" | "monitoring.silence_changed" | "monitoring.silence_ended" | "monitoring.route_created" | "monitoring.route_changed" | "monitoring.route_deleted" | "monitoring.rule_created" | "monitoring.rule_changed" | "monitoring.rule_deleted";
            details: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description When it was done last
             */
            lastAt: string;
            requestId: string | null;
            /** @description What it was done to */
            target: {
                id: string | null;
                /** @enum {string} */
                type: "user" | "api_key" | "campaign" | "suppression" | "content" | "asset" | "call" | "job" | "export" | "file" | "alert" | "silence" | "route" | "rule";
            };
        };
        Author: {
            /** @description `Deleted user` once the account is gone */
            displayName: string;
            /** Format: uuid */
            id: string;
        };
        BounceEvent: {
            /**
             * Format: email
             * @description Required if there is no `messageId`
             */
            address?: string;
            /**
             * @description `hard`: the mailbox does not exist
             * @enum {string}
             */
            kind: "hard" | "soft";
            /** @description `Message-ID` of the mail, `<…@…>`; the address is then the one that the mail was sent to */
            messageId?: string;
            /**
             * Format: date-time
             * @description When the provider learned of it
             */
            occurredAt: string;
            /** @description The words of the other mail server; stored as one line */
            reason?: string;
            /** @constant */
            type: "bounce";
        } | {
            /**
             * Format: email
             * @description Required if there is no `messageId`
             */
            address?: string;
            /** @description `Message-ID` of the mail, `<…@…>`; the address is then the one that the mail was sent to */
            messageId?: string;
            /**
             * Format: date-time
             * @description When the provider learned of it
             */
            occurredAt: string;
            /** @description The words of the other mail server; stored as one line */
            reason?: string;
            /** @constant */
            type: "complaint";
        };
        BounceReport: {
            events: components["schemas"]["BounceEvent"][];
        };
        BounceReportResult: {
            /** @description Mails newly recorded as complained of */
            complaints: number;
            /** @description Mails newly recorded as bounced */
            hardBounces: number;
            /** @description Events in the report */
            received: number;
            /** @description Events that are not valid; the others are recorded */
            rejected: {
                errors: {
                    code: string;
                    field: string;
                    message: string;
                }[];
                /** @description Place in `events`, from 0 */
                index: number;
            }[];
            /** @description Events that are only recorded */
            softBounces: number;
            /** @description Addresses newly put on the suppression list, by reason */
            suppressed: number;
            /** @description Events about no mail of this installation; ignored */
            unknownMessageIds: string[];
        };
        BulkRetried: {
            /** @description Jobs that fit and were too many for one request: repeat it under another key */
            left: number;
            /** @description Jobs that fit the request when it came */
            matching: number;
            /** @description What became of each job */
            outcomes: {
                /** Format: uuid */
                id: string;
                /**
                 * @description `not_retryable`: the job neither failed nor was cancelled, or another request has just retried it
                 * @enum {string}
                 */
                outcome: "retried" | "not_retryable" | "not_found";
            }[];
            /** @description Jobs that will run again; 0 in a preview */
            retried: number;
        };
        BulkRetry: {
            /** @description Ids of failed or cancelled jobs */
            ids: string[];
            /**
             * @description Only count the jobs that would be retried, and change nothing
             * @default false
             */
            preview?: boolean;
        } | {
            /** @description Error code of the jobs */
            cause: string;
            /**
             * Format: date-time
             * @description Only jobs that failed at or after this time
             */
            from?: string;
            /**
             * @description Only count the jobs that would be retried, and change nothing
             * @default false
             */
            preview?: boolean;
            /**
             * Format: date-time
             * @description Only jobs that failed before this time
             */
            to?: string;
            /** @description Type of the jobs */
            type: string;
        };
        Call: {
            benchmark: {
                /** @description Latest price at publication */
                price: number;
                /** Format: date-time */
                priceAt: string;
                symbol: string;
            } | null;
            /** @description When that last changed the figures of the call, which are computed again by a job */
            correctedAt: string | null;
            /** @enum {string} */
            direction: "up" | "down";
            /** Format: date-time */
            dueAt: string;
            horizonHours: number;
            /** @description `null` while the call is open */
            outcome: components["schemas"]["CallOutcome"] | null;
            /** @description Latest price at publication */
            price: number;
            /** Format: date-time */
            priceAt: string;
            /** @description When a price that the call or its outcome rests on was corrected or deleted */
            priceChangedAt: string | null;
            /** @enum {string} */
            status: "open" | "resolved";
            symbol: string;
        };
        CallOutcome: {
            /** @description Change of the benchmark over the same time; null until known */
            benchmarkChangePercent: number | null;
            /** @description From `price` to `close` */
            changePercent: number;
            /** @description First price at or after `dueAt` */
            close: number;
            /** Format: date-time */
            closeAt: string;
            /** Format: date-time */
            resolvedAt: string;
            /** @description Whether the price moved as the call said */
            right: boolean;
        };
        Campaign: {
            audience: {
                /** @constant */
                kind: "segment";
                segment: {
                    activeWithinDays?: number;
                    follows?: string[];
                    inactiveForDays?: number;
                    roles?: ("user" | "moderator" | "admin")[];
                };
            } | {
                /** @description Distinct addresses */
                count: number;
                /** @constant */
                kind: "list";
                /** @description Recipients that were left out because their address is none */
                skipped?: number;
            };
            cancelRequestedAt: string | null;
            content: {
                action: {
                    label: string;
                    url: string;
                } | null;
                body: string;
                preview: string;
                subject: string;
                title: string;
            };
            /** Format: date-time */
            createdAt: string;
            createdBy: string | null;
            /** @description Why sending ended or waits */
            error: {
                code: string;
                message: string;
            } | null;
            finishedAt: string | null;
            /**
             * Format: uuid
             * @description Id of the campaign and of its job
             */
            id: string;
            links: {
                job: string;
                /** @description The list of its mails */
                messages: string;
                self: string;
            };
            name: string;
            pausedAt: string | null;
            progress: {
                /** @description Mails that are finished: neither queued nor deferred */
                done: number;
                /** @description null until sending has started; the report has the counts once the recipients are settled */
                total: number | null;
            };
            sendAt: string | null;
            /** @description When the recipients were settled; a segment has the recipients of that moment */
            settledAt: string | null;
            startedAt: string | null;
            /** @enum {string} */
            status: "scheduled" | "sending" | "paused" | "sent" | "cancelled" | "failed";
            /** Format: date-time */
            updatedAt: string;
        };
        CampaignAudience: {
            /** @constant */
            kind: "segment";
            segment: components["schemas"]["CampaignSegment"];
        } | {
            /** @constant */
            kind: "list";
            /** @description An address that is listed twice, in any case, gets one mail */
            recipients: {
                /** Format: email */
                address: string;
                /** @description Name shown beside the address; default: the name of the account */
                name?: string;
            }[];
            /**
             * @description Leave out what is no e-mail address; by default the list is refused, and its bad addresses are named
             * @default false
             */
            skipInvalid?: boolean;
        };
        CampaignContent: {
            /**
             * @description The main link, shown as a button
             * @default null
             */
            action?: {
                label: string;
                /**
                 * Format: uri
                 * @description https, or below the public URL of this installation
                 */
                url: string;
            } | null;
            /** @description Plain text; empty lines separate paragraphs, https addresses become links */
            body: string;
            /** @description The line that mail clients show beside the subject */
            preview: string;
            subject: string;
            title: string;
        };
        CampaignPreview: {
            /** @description The first 100 recipients of a list that `skipInvalid` leaves out */
            invalid: {
                address: string;
                /** @description Place in the list, from 0 */
                index: number;
            }[];
            /** @description The others, each counted once under the first reason that applies */
            leftOut: {
                /** @description The account is disabled */
                disabled: number;
                /** @description The preferences of the account refuse announcements */
                optedOut: number;
                /** @description The address bounced, complained, unsubscribed or was blocked */
                suppressed: number;
                /** @description The owner of the account has not verified the address */
                unproven: number;
            };
            mail: {
                html: string;
                preview: string;
                subject: string;
                text: string;
            };
            /** @description Accounts that match, or addresses in the list */
            matched: number;
            /** @description Those that would be mailed now */
            recipients: number;
        };
        CampaignReport: {
            audience: {
                /** @constant */
                kind: "segment";
                segment: {
                    activeWithinDays?: number;
                    follows?: string[];
                    inactiveForDays?: number;
                    roles?: ("user" | "moderator" | "admin")[];
                };
            } | {
                /** @description Distinct addresses */
                count: number;
                /** @constant */
                kind: "list";
                /** @description Recipients that were left out because their address is none */
                skipped?: number;
            };
            cancelRequestedAt: string | null;
            /** @description By link */
            clicks: {
                clicks: number;
                machineClicks: number;
                /** @description Mails in which a person followed the link */
                recipients: number;
                url: string;
            }[];
            content: {
                action: {
                    label: string;
                    url: string;
                } | null;
                body: string;
                preview: string;
                subject: string;
                title: string;
            };
            /** @description Mails by status; the statuses add up to `total` */
            counts: {
                cancelled: number;
                /** @description Refused for now; will be tried again */
                deferred: number;
                failed: number;
                queued: number;
                sending: number;
                sent: number;
                skipped: number;
                /** @description Not sent: the address is suppressed or the recipient does not want such mail */
                suppressed: number;
                total: number;
            };
            /** Format: date-time */
            createdAt: string;
            createdBy: string | null;
            /** @description Why sending ended or waits */
            error: {
                code: string;
                message: string;
            } | null;
            finishedAt: string | null;
            /**
             * Format: uuid
             * @description Id of the campaign and of its job
             */
            id: string;
            links: {
                job: string;
                /** @description The list of its mails */
                messages: string;
                self: string;
            };
            name: string;
            pausedAt: string | null;
            progress: {
                /** @description Mails that are finished: neither queued nor deferred */
                done: number;
                /** @description null until sending has started; the report has the counts once the recipients are settled */
                total: number | null;
            };
            rates: {
                /** @description Mails sent or failed that bounced / (sent + failed); null if there is nothing to divide by */
                bounce: number | null;
                /** @description Delivered mails with a click / delivered; null if there is nothing to divide by */
                click: number | null;
                /** @description Delivered mails reported as spam / delivered; null if there is nothing to divide by */
                complaint: number | null;
                /** @description delivered / (sent + failed); delivered means sent and not bounced later; null if there is nothing to divide by */
                delivery: number | null;
                /** @description Delivered mails opened by people / delivered; null if there is nothing to divide by */
                open: number | null;
                /** @description Delivered mails whose unsubscribe link was used / delivered; null if there is nothing to divide by */
                unsubscribe: number | null;
            };
            reactions: {
                bounced: number;
                clicked: number;
                complained: number;
                /** @description Images fetched by proxies and scanners */
                openedByMachines: number;
                openedByPeople: number;
                unsubscribed: number;
            };
            sendAt: string | null;
            /** @description When the recipients were settled; a segment has the recipients of that moment */
            settledAt: string | null;
            startedAt: string | null;
            /** @enum {string} */
            status: "scheduled" | "sending" | "paused" | "sent" | "cancelled" | "failed";
            /** @description Mails whose attempt ended without an answer: a recipient may have one twice, with the same Message-ID */
            uncertain: number;
            /** Format: date-time */
            updatedAt: string;
        };
        /** @description All conditions must hold; without any, every account matches */
        CampaignSegment: {
            /** @description Users who signed in or did something within this many days */
            activeWithinDays?: number;
            /** @description Users with at least one of these tickers on a watchlist */
            follows?: string[];
            /** @description Users who did not for this many days; users who signed up later are not included */
            inactiveForDays?: number;
            /** @description Users with one of these roles */
            roles?: ("user" | "moderator" | "admin")[];
        };
        Candle: {
            close: number;
            /** @description Number of prices in the step */
            count: number;
            high: number;
            low: number;
            open: number;
            /**
             * Format: date-time
             * @description Start of the step
             */
            start: string;
            /** @description Units traded; null if no price has a volume */
            volume: number | null;
        };
        Comment: {
            author: components["schemas"]["Writer"] | null;
            body: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description A deleted comment is listed, without text and author, while it has replies */
            deleted: boolean;
            editedAt: string | null;
            /** Format: uuid */
            id: string;
            parentId: string | null;
            /** Format: uuid */
            postId: string;
            replyCount: number;
        };
        CommentPatch: {
            body: string;
        };
        ContentRemoval: {
            author: components["schemas"]["Author"];
            /** @description The text at the time of the removal */
            body: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "post" | "comment" | "room_message";
            reason: string;
            /** Format: date-time */
            removedAt: string;
            removedBy: components["schemas"]["Author"];
            /**
             * Format: uuid
             * @description Id of the post, comment or message
             */
            subjectId: string;
        };
        CreatedApiKey: {
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description The key itself. Only this answer shows it. */
            key: string;
            /** @description To the minute */
            lastUsedAt: string | null;
            name: string;
            /** @description The key starts with `vta_<prefix>_` */
            prefix: string;
            scopes: ("analytics:read" | "email:send" | "events:write" | "events:write-any" | "exports:read" | "exports:write" | "files:read" | "files:write" | "market:ingest" | "monitoring:read" | "monitoring:write")[];
        };
        CreatedPost: {
            author: components["schemas"]["Writer"];
            body: string;
            call: components["schemas"]["Call"] | null;
            /** @description Comments and replies */
            commentCount: number;
            /** Format: date-time */
            createdAt: string;
            editedAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description Up to four, in the order of the author */
            images: components["schemas"]["Image"][];
            likeCount: number;
            likedByMe: boolean;
            /** @enum {string} */
            sentiment: "bullish" | "bearish" | "neutral";
            /** @description Symbols, in alphabetical order */
            tickers: string[];
            /** @description Cashtags of the text that name no asset, so the post does not have them; absent if there are none */
            unknownCashtags?: string[];
        };
        Credibility: {
            assets: number;
            /** @description What such calls get by themselves */
            baseRate: number | null;
            /** @description Mean square of what was claimed minus what came */
            brier: number | null;
            days: number;
            /** @description What they weigh: half after a year, and at most five calls a day */
            effectiveSample: number;
            /** @description Share of scored calls that beat the benchmark */
            hitRate: number | null;
            /** @description Calls that wait for their horizon */
            open: number;
            /** @description The same of the base rate */
            referenceBrier: number | null;
            /** @description Calls that are scored */
            sample: number;
            /** @description 50 without skill; null with fewer than 10 scored calls, 5 days or 3 assets, or when a fifth of the calls never got a price */
            score: number | null;
            /** @description Calls that cannot be measured, by reason */
            unscored: {
                different_times: number;
                is_benchmark: number;
                no_benchmark: number;
                overlapping: number;
                stale_entry: number;
            };
            /** @description Calls that never got a price */
            void: number;
        };
        DeletedPrices: {
            /** @description Prices that were deleted */
            deleted: number;
            /** @description Latest price of the asset now; `null` if it has none */
            price: number | null;
            priceAt: string | null;
        };
        DeletionReceipt: {
            /** @description When the last data of the user was removed or anonymised */
            completedAt: string | null;
            /**
             * Format: uuid
             * @description Id of the receipt
             */
            id: string;
            /** Format: date-time */
            requestedAt: string;
            /** @enum {string} */
            status: "queued" | "running" | "completed";
            /** @description What was removed or anonymised so far, by kind */
            steps: {
                count: number;
                name: string;
            }[];
        };
        EmailMessage: {
            attempts: number;
            /** @description When the mail server said that the mailbox does not exist, at once or later */
            bouncedAt: string | null;
            category: string;
            /** @description First click by a person */
            clickedAt: string | null;
            /** @description When the recipient reported it as spam */
            complainedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            endedAt: string | null;
            /** @description Error of the last failed attempt */
            error: {
                code: string;
                message: string;
            } | null;
            /**
             * Format: uuid
             * @description Also the left part of the Message-ID
             */
            id: string;
            /**
             * Format: uuid
             * @description For a mail of a batch, the job of the batch: a campaign or a run of digests
             */
            jobId: string;
            links: {
                job: string;
                self: string;
            };
            /** @description First open by software that prefetches or scans mail */
            machineOpenedAt: string | null;
            /** @description Message-ID of the mail, the same for every attempt */
            messageId: string;
            /** @description For a deferred mail, when it may be tried again */
            nextAttemptAt: string | null;
            /** @description First open by a person */
            openedAt: string | null;
            /** @enum {string} */
            priority: "critical" | "high" | "normal" | "low";
            sendAt: string | null;
            sentAt: string | null;
            /** @description Answer of the mail server that accepted it */
            smtpResponse: string | null;
            /** @enum {string} */
            status: "queued" | "sending" | "deferred" | "sent" | "failed" | "cancelled" | "suppressed" | "skipped";
            subject: string;
            /** @enum {string} */
            template: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "security-notice" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity" | "export-ready" | "report" | "system-alert" | "announcement";
            to: {
                address: string;
                name: string;
                userId: string | null;
            };
            /** @description Attempts that ended without an answer from the mail server */
            uncertainCount: number;
            /** @description When a link of this mail was used to unsubscribe from its category */
            unsubscribedAt: string | null;
        };
        EmailRecipient: {
            /**
             * Format: uuid
             * @description Id of a user; the mail goes to their present address
             */
            userId: string;
        } | {
            /** Format: email */
            address: string;
            /** @description Name shown beside the address */
            name?: string;
        };
        EmailStats: {
            byTemplate: {
                /** @description Mails whose mailbox does not exist, reported by the server at once (`failed`) or later (`sent`) */
                bounced: number;
                /** @description Mails sent or failed that bounced / (sent + failed); null if there is nothing to divide by */
                bounceRate: number | null;
                cancelled: number;
                /** @description Mails in which a person followed a link at least once */
                clicked: number;
                /** @description Delivered mails of batches with a click / linked; null if there is nothing to divide by */
                clickRate: number | null;
                /** @description Mails reported as spam */
                complained: number;
                /** @description Delivered mails reported as spam / delivered; null if there is nothing to divide by */
                complaintRate: number | null;
                /** @description Refused for now; tried again in the next pass of their batch */
                deferred: number;
                /** @description sent − those that bounced later */
                delivered: number;
                /** @description delivered / (sent + failed); null if there is nothing to divide by */
                deliveryRate: number | null;
                failed: number;
                /** @description Delivered mails whose clicks can be seen: mails of batches */
                linked: number;
                /** @description Mails whose images were fetched by software that prefetches or scans mail. This does not show that a person read them; some were opened by people too */
                openedByMachines: number;
                /** @description Mails whose images were shown at least once by a person’s mail client */
                openedByPeople: number;
                /** @description Tracked mails opened by people / tracked; null if there is nothing to divide by */
                openRate: number | null;
                queued: number;
                sending: number;
                /** @description Accepted by the mail server, including those that bounced later */
                sent: number;
                /** @description Not sent: there was nothing to say, or it had become stale */
                skipped: number;
                /** @description Not sent: the address is suppressed or the recipient does not want such mail */
                suppressed: number;
                /** @enum {string} */
                template: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "security-notice" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity" | "export-ready" | "report" | "system-alert" | "announcement";
                /** @description From the time a mail was due until the server accepted it */
                timeToDeliveryMs: {
                    /** @description Milliseconds; null if nothing was sent */
                    p50: number | null;
                    /** @description Milliseconds; null if nothing was sent */
                    p95: number | null;
                };
                /** @description Mails requested; the eight statuses add up to it */
                total: number;
                /** @description Delivered mails whose opens can be seen: all but those about the account */
                tracked: number;
                /** @description Mails with at least one attempt that ended without an answer, whatever their status */
                uncertain: number;
                /** @description Mails whose link was used to unsubscribe from their category */
                unsubscribed: number;
            }[];
            /** Format: date-time */
            from: string;
            /** @enum {string} */
            interval: "hour" | "day" | "week" | "month";
            /** @description Every step of the period, including steps without mail */
            series: {
                /** @description Mails whose mailbox does not exist, reported by the server at once (`failed`) or later (`sent`) */
                bounced: number;
                /** @description Mails sent or failed that bounced / (sent + failed); null if there is nothing to divide by */
                bounceRate: number | null;
                cancelled: number;
                /** @description Mails in which a person followed a link at least once */
                clicked: number;
                /** @description Delivered mails of batches with a click / linked; null if there is nothing to divide by */
                clickRate: number | null;
                /** @description Mails reported as spam */
                complained: number;
                /** @description Delivered mails reported as spam / delivered; null if there is nothing to divide by */
                complaintRate: number | null;
                /** @description Refused for now; tried again in the next pass of their batch */
                deferred: number;
                /** @description sent − those that bounced later */
                delivered: number;
                /** @description delivered / (sent + failed); null if there is nothing to divide by */
                deliveryRate: number | null;
                failed: number;
                /** @description Delivered mails whose clicks can be seen: mails of batches */
                linked: number;
                /** @description Mails whose images were fetched by software that prefetches or scans mail. This does not show that a person read them; some were opened by people too */
                openedByMachines: number;
                /** @description Mails whose images were shown at least once by a person’s mail client */
                openedByPeople: number;
                /** @description Tracked mails opened by people / tracked; null if there is nothing to divide by */
                openRate: number | null;
                queued: number;
                sending: number;
                /** @description Accepted by the mail server, including those that bounced later */
                sent: number;
                /** @description Not sent: there was nothing to say, or it had become stale */
                skipped: number;
                /** Format: date-time */
                start: string;
                /** @description Not sent: the address is suppressed or the recipient does not want such mail */
                suppressed: number;
                /** @description From the time a mail was due until the server accepted it */
                timeToDeliveryMs: {
                    /** @description Milliseconds; null if nothing was sent */
                    p50: number | null;
                    /** @description Milliseconds; null if nothing was sent */
                    p95: number | null;
                };
                /** @description Mails requested; the eight statuses add up to it */
                total: number;
                /** @description Delivered mails whose opens can be seen: all but those about the account */
                tracked: number;
                /** @description Mails with at least one attempt that ended without an answer, whatever their status */
                uncertain: number;
                /** @description Mails whose link was used to unsubscribe from their category */
                unsubscribed: number;
            }[];
            /** Format: date-time */
            to: string;
            totals: {
                /** @description Mails whose mailbox does not exist, reported by the server at once (`failed`) or later (`sent`) */
                bounced: number;
                /** @description Mails sent or failed that bounced / (sent + failed); null if there is nothing to divide by */
                bounceRate: number | null;
                cancelled: number;
                /** @description Mails in which a person followed a link at least once */
                clicked: number;
                /** @description Delivered mails of batches with a click / linked; null if there is nothing to divide by */
                clickRate: number | null;
                /** @description Mails reported as spam */
                complained: number;
                /** @description Delivered mails reported as spam / delivered; null if there is nothing to divide by */
                complaintRate: number | null;
                /** @description Refused for now; tried again in the next pass of their batch */
                deferred: number;
                /** @description sent − those that bounced later */
                delivered: number;
                /** @description delivered / (sent + failed); null if there is nothing to divide by */
                deliveryRate: number | null;
                failed: number;
                /** @description Delivered mails whose clicks can be seen: mails of batches */
                linked: number;
                /** @description Mails whose images were fetched by software that prefetches or scans mail. This does not show that a person read them; some were opened by people too */
                openedByMachines: number;
                /** @description Mails whose images were shown at least once by a person’s mail client */
                openedByPeople: number;
                /** @description Tracked mails opened by people / tracked; null if there is nothing to divide by */
                openRate: number | null;
                queued: number;
                sending: number;
                /** @description Accepted by the mail server, including those that bounced later */
                sent: number;
                /** @description Not sent: there was nothing to say, or it had become stale */
                skipped: number;
                /** @description Not sent: the address is suppressed or the recipient does not want such mail */
                suppressed: number;
                /** @description From the time a mail was due until the server accepted it */
                timeToDeliveryMs: {
                    /** @description Milliseconds; null if nothing was sent */
                    p50: number | null;
                    /** @description Milliseconds; null if nothing was sent */
                    p95: number | null;
                };
                /** @description Mails requested; the eight statuses add up to it */
                total: number;
                /** @description Delivered mails whose opens can be seen: all but those about the account */
                tracked: number;
                /** @description Mails with at least one attempt that ended without an answer, whatever their status */
                uncertain: number;
                /** @description Mails whose link was used to unsubscribe from their category */
                unsubscribed: number;
            };
            tz: string;
        };
        EmailSuppression: {
            address: string;
            /** @description For the reason `unsubscribe`, the category that is stopped */
            category: string | null;
            /** Format: date-time */
            createdAt: string;
            createdBy: string | null;
            /** @description The mail that caused the entry */
            emailMessageId: string | null;
            /** Format: uuid */
            id: string;
            note: string | null;
            /** @enum {string} */
            reason: "hard_bounce" | "complaint" | "unsubscribe" | "manual";
        };
        EmailTemplate: {
            /** @description Category by which a user can refuse it; `account` cannot be refused */
            category: string;
            description: string;
            /** @enum {string} */
            name: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "security-notice" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity" | "export-ready" | "report" | "system-alert" | "announcement";
            /** @description Path of the preview */
            preview: string;
            /** @description Data that a request could send */
            sample: {
                [key: string]: unknown;
            };
            /** @description Subject with the sample data */
            subject: string;
        };
        EventCounts: {
            /** @description What was committed before is counted; null before the first pass */
            asOf: string | null;
            data: {
                /** @description Of people and servers */
                events: number;
                /** @description Of crawlers and other machines, which are in no other figure */
                machineEvents: number;
                /** @description `(other)` for names of clients beyond the 2,000 that an installation may have */
                name: string;
            }[];
            /** @description Figures of what the system records are final until then; events of clients may be up to 7 days late */
            finalUntil: string | null;
            /** Format: date-time */
            from: string;
            /** @enum {string} */
            interval: "hour" | "day" | "week" | "month";
            /** Format: date-time */
            to: string;
            tz: string;
        };
        EventSeries: {
            /** @description What was committed before is counted; null before the first pass */
            asOf: string | null;
            /** @description Figures of what the system records are final until then; events of clients may be up to 7 days late */
            finalUntil: string | null;
            /** Format: date-time */
            from: string;
            /** @enum {string} */
            interval: "hour" | "day" | "week" | "month";
            name: string;
            series: {
                events: number;
                /** @description The figures of the system itself will not change any more */
                final: boolean;
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
            }[];
            /** Format: date-time */
            to: string;
            total: number;
            tz: string;
        };
        EventsToRecord: {
            events: {
                /** @description Yours: the same `eventId` and `occurredAt` of one sender is one event, however often it is sent */
                eventId?: string;
                /** @description No person caused it: it is stored, and left out of every figure */
                machine?: boolean;
                /** @description One to four words of a-z, 0-9 and _ with dots between them, `page.viewed`. Names of the system are refused */
                name: string;
                /**
                 * Format: date-time
                 * @description When it happened; now unless given. Needed with an `eventId` that is not a UUID of version 7
                 */
                occurredAt?: string;
                /** @description JSON of at most 4096 bytes, 50 keys and 4 levels; never secrets */
                properties?: {
                    [key: string]: unknown;
                };
                /**
                 * Format: uuid
                 * @description Whose event it is; only with the scope `events:write-any`
                 */
                userId?: string;
            }[];
        } | {
            /** @description Yours: the same `eventId` and `occurredAt` of one sender is one event, however often it is sent */
            eventId?: string;
            /** @description No person caused it: it is stored, and left out of every figure */
            machine?: boolean;
            /** @description One to four words of a-z, 0-9 and _ with dots between them, `page.viewed`. Names of the system are refused */
            name: string;
            /**
             * Format: date-time
             * @description When it happened; now unless given. Needed with an `eventId` that is not a UUID of version 7
             */
            occurredAt?: string;
            /** @description JSON of at most 4096 bytes, 50 keys and 4 levels; never secrets */
            properties?: {
                [key: string]: unknown;
            };
            /**
             * Format: uuid
             * @description Whose event it is; only with the scope `events:write-any`
             */
            userId?: string;
        };
        Export: {
            /** Format: date-time */
            createdAt: string;
            /** @description Null until the export is ready */
            file: {
                bytes: number;
                contentType: string;
                /** Format: date-time */
                expiresAt: string;
                name: string;
                /** @description In hexadecimal digits */
                sha256: string;
            } | null;
            /** Format: uuid */
            id: string;
            links: {
                /** @description A link that needs no sign-in: anyone who has it can use it. With `signInOnly` it needs your access token */
                download: string | null;
                /** @description The file, while it is there */
                file: string | null;
                job: string;
                self: string;
            };
            rows: number | null;
            /** @description The moment that the rows show */
            snapshotAt: string | null;
            /** @description What was asked for */
            spec: {
                columns: string[];
                /** @description Null: decided by the number of rows */
                compression: ("none" | "gzip") | null;
                dataset: string;
                /** @enum {string} */
                dialect: "standard" | "excel" | "excel-semicolon";
                filters: {
                    [key: string]: string;
                };
                /** @enum {string} */
                format: "csv" | "json" | "ndjson" | "xlsx" | "pdf" | "parquet" | "zip";
                keepHours: number;
                range: {
                    from: string | null;
                    to: string | null;
                };
                signInOnly: boolean;
                timeZone: string;
            };
            /**
             * @description `expired`: the file is gone; the export stays in the list
             * @enum {string}
             */
            status: "queued" | "running" | "ready" | "failed" | "cancelled" | "expired";
        };
        ExportDatasets: {
            data: {
                about: string;
                /**
                 * @description `person`: your own things; `admin`: those of all users
                 * @enum {string}
                 */
                audience: "person" | "admin";
                columns: {
                    name: string;
                    /** @enum {string} */
                    type: "id" | "text" | "integer" | "bigint" | "number" | "boolean" | "instant" | "json";
                }[];
                filters: {
                    about: string;
                    name: string;
                    /** @description The values it takes; null for any text or id */
                    values: string[] | null;
                }[];
                formats: ("csv" | "json" | "ndjson" | "xlsx" | "pdf" | "parquet" | "zip")[];
                name: string;
                title: string;
            }[];
        };
        ExportEstimate: {
            /** @description About the size of the file, told from 500 rows */
            bytes: number;
            /**
             * @description What the file would be compressed by
             * @enum {string}
             */
            compression: "none" | "gzip";
            /** @description False above 100,000 rows, which are guessed from statistics */
            exact: boolean;
            /** @description False: a PDF of more than 20,000 rows, which would fail */
            fits: boolean;
            rows: number;
        };
        File: {
            /** @description What the bytes are, whatever the name says */
            contentType: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Why the processing failed */
            error: {
                code: string;
                message: string;
            } | null;
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description The job that processes it */
            jobId: string | null;
            /** @enum {string} */
            kind: "upload" | "export" | "report";
            links: {
                download: string;
                self: string;
            };
            /** @description By type: width and height, pages or sheets, title, excerpt, rows and columns */
            meta: {
                [key: string]: unknown;
            } | null;
            name: string;
            ownerId: string | null;
            readyAt: string | null;
            /**
             * @description `skipped`: no scanner is configured, or the file was made here; `not_scanned`: larger than the scanner takes
             * @enum {string}
             */
            scan: "pending" | "clean" | "infected" | "not_scanned" | "skipped";
            /** @description Of the original, in hex */
            sha256: string;
            /** @description Bytes of the original */
            size: number;
            /** @enum {string} */
            status: "processing" | "ready" | "failed";
            /** @description What was made of the file */
            variants: {
                contentType: string;
                height: number | null;
                /** @description Bytes */
                size: number;
                /** @enum {string} */
                variant: "original" | "thumb" | "large";
                width: number | null;
            }[];
            /** @description Raised when links to the file are revoked */
            version: number;
        };
        FileLimits: {
            maxFileBytes: number;
            maxFilesPerRequest: number;
            /** @description Media types that are accepted, by content */
            types: string[];
            usage: components["schemas"]["StorageUsage"];
        };
        FileLink: {
            /** Format: date-time */
            expiresAt: string;
            /** @description Every user who has it may download */
            url: string;
        };
        FileList: {
            data: components["schemas"]["File"][];
            nextCursor: string | null;
            usage: components["schemas"]["StorageUsage"];
        };
        FilePatch: {
            /** @description Paths and marks of direction are cut out of it */
            name: string;
        };
        FileStats: {
            /** @description Files that failed, by code */
            failures: {
                code: string;
                files: number;
            }[];
            /** @description Files by kind and state, with the bytes of their originals */
            files: {
                bytes: number;
                files: number;
                /** @enum {string} */
                kind: "upload" | "export" | "report";
                /** @enum {string} */
                status: "processing" | "ready" | "failed";
            }[];
            /** @description Deleted, and not yet purged */
            garbage: {
                bytes: number;
                objects: number;
            };
            /** @description Users who use at least four fifths of their quota, the fullest first, 20 at most */
            nearQuota: {
                displayName: string;
                quotaBytes: number;
                reservedBytes: number;
                usedBytes: number;
                /** Format: uuid */
                userId: string;
            }[];
            /** @description What is stored of them, by variant */
            objects: {
                bytes: number;
                objects: number;
                /** @enum {string} */
                variant: "original" | "thumb" | "large";
            }[];
            /** @description Files that were refused in the period, by code */
            refusals: {
                code: string;
                files: number;
            }[];
            scans: {
                files: number;
                /** @enum {string} */
                scan: "pending" | "clean" | "infected" | "not_scanned" | "skipped";
            }[];
            types: {
                bytes: number;
                contentType: string;
                files: number;
            }[];
            usage: {
                reservedBytes: number;
                usedBytes: number;
                users: number;
            };
        };
        /** @description A user in a list of followers or followed users */
        Follower: {
            /** Format: date-time */
            followedAt: string;
            user: components["schemas"]["Author"];
        };
        /** @description For each requested type, the best matches first */
        Found: {
            /** @description Only for a search of one type that has more results */
            nextCursor: string | null;
            /** @description The newest first */
            posts?: components["schemas"]["Post"][];
            tickers?: components["schemas"]["Asset"][];
            users?: components["schemas"]["Author"][];
        };
        Funnel: {
            /**
             * Format: date-time
             * @description What was committed before is counted
             */
            asOf: string;
            /** Format: date-time */
            from: string;
            steps: {
                name: string;
                /** @description users / users of the first step; null where that is 0 */
                ofFirst: number | null;
                /** @description users / users of the step before; null for the first, and where that is 0 */
                ofPrevious: number | null;
                /** @description Users who did this step after all steps before it */
                users: number;
            }[];
            /** Format: date-time */
            to: string;
            withinHours: number;
        };
        FunnelQuestion: {
            /**
             * Format: date-time
             * @description Start of the period, 30 days before `to` unless given
             */
            from?: string;
            /** @description Names of events in their order, of the system or of clients. A name may come twice */
            steps: string[];
            /**
             * Format: date-time
             * @description End of the period, now unless given, 31 days later at most
             */
            to?: string;
            /**
             * @description A user who reached a step later than that after the first one is not counted in it
             * @default 168
             */
            withinHours?: number;
        };
        Image: {
            /** @description Dominant colour, to show until the image is loaded */
            colour: string | null;
            /**
             * Format: date-time
             * @description Until then the links work; read the JSON again for new ones
             */
            expiresAt: string;
            /** Format: uuid */
            fileId: string;
            height: number | null;
            /** @description Empty while the image is processed, and if no variant is smaller than it */
            variants: {
                height: number;
                /** @description Needs no token. The same for an hour, so that browsers can cache what it leads to */
                url: string;
                /** @enum {string} */
                variant: "thumb" | "large";
                width: number;
            }[];
            /** @description Of the original, upright; null while it is processed */
            width: number | null;
        };
        IngestResult: {
            /** @description Assets with a price in this request */
            assets: number;
            createdAssets: number;
            /**
             * Format: date-time
             * @example 2024-01-02T14:30:00.000Z
             */
            firstAt: string;
            /** @description Prices later than every stored price of their asset; only these can fire alerts */
            freshTicks: number;
            inserted: number;
            /**
             * Format: date-time
             * @example 2024-01-02T21:00:00.000Z
             */
            lastAt: string;
            /** @description Duration, including the upload */
            milliseconds: number;
            /** @description Lines with a price */
            rows: number;
            /** @description Lines that a later line with the same asset and time replaced */
            superseded: number;
            /** @description Prices that were already stored */
            unchanged: number;
            /** @description Stored prices that changed */
            updated: number;
        };
        Job: {
            /** @description When a person said that they have seen the failure */
            acknowledgedAt: string | null;
            /** @description What can be done with it now: `cancel`, `retry`, `retry-now` (while a failed attempt waits to be repeated), `acknowledge` */
            actions: ("cancel" | "retry" | "retry-now" | "acknowledge")[];
            /** @description Attempts of the current or last step */
            attempts: number;
            cancelRequestedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Why the job failed; while it runs, why the last attempt failed */
            error: {
                code: string;
                message: string;
            } | null;
            finishedAt: string | null;
            /** @description 1, plus one for each retry by a user */
            generation: number;
            /** Format: uuid */
            id: string;
            links: {
                self: string;
                /** @description Link to the run in the Temporal UI; for admins, null for others */
                temporal: string | null;
            };
            /** @description When a failed attempt will be repeated */
            nextAttemptAt: string | null;
            /**
             * @description What it came from: a person, a schedule, or the system
             * @enum {string}
             */
            origin: "person" | "schedule" | "system";
            /** @enum {string} */
            priority: "critical" | "high" | "normal" | "low";
            progress: {
                /** @description Units done so far */
                done: number;
                /** @description Units in total; null while unknown */
                total: number | null;
            };
            /** @description User for whom it runs; null for the system */
            requestedBy: string | null;
            /** @description Result of the work; its fields depend on the type */
            result: {
                [key: string]: unknown;
            } | null;
            /** @description Earliest start; null means at once */
            runAt: string | null;
            startedAt: string | null;
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description One line that says what the job does */
            summary: string;
            /** @description Kind of work, for example `email` */
            type: string;
        };
        JobStats: {
            byType: {
                cancelled: number;
                failed: number;
                queued: number;
                /** @description From the start of the run until it ended */
                runMs: {
                    /** @description Milliseconds; null without samples */
                    p50: number | null;
                    /** @description Milliseconds; null without samples */
                    p95: number | null;
                };
                running: number;
                succeeded: number;
                type: string;
                /** @description From the time a job was due until its run started */
                waitMs: {
                    /** @description Milliseconds; null without samples */
                    p50: number | null;
                    /** @description Milliseconds; null without samples */
                    p95: number | null;
                };
            }[];
            /** @description Failed jobs that no person has acknowledged, whenever they failed. Counted up to 10,000 */
            deadLetters: number;
            /** @description What jobs failed of in the period, the most frequent first, at most 100 */
            failuresByCause: {
                code: string;
                count: number;
                /**
                 * Format: date-time
                 * @description When the first of them failed
                 */
                firstSeenAt: string;
                /**
                 * Format: date-time
                 * @description When the last of them failed
                 */
                lastSeenAt: string;
                type: string;
            }[];
            /** Format: date-time */
            from: string;
            /** @description The job that has waited longest for a run since it was due */
            oldestWaiting: {
                ageSeconds: number;
                /** Format: date-time */
                dueSince: string;
                /** Format: uuid */
                id: string;
                type: string;
            } | null;
            /** @description Jobs that succeeded in the period, per minute */
            throughputPerMinute: number;
            /** Format: date-time */
            to: string;
            /** @description Jobs created in the period, by status */
            totals: {
                [key: string]: number;
            };
        };
        JobType: {
            /** @description The steps of its run, each with how it is repeated when it fails */
            steps: {
                /** @description Each wait is this many times the one before */
                coefficient: number;
                /** @description Milliseconds for all attempts and waits together; null: as long as it takes */
                deadlineMs: number | null;
                /** @description Milliseconds after the first failed attempt */
                initialIntervalMs: number;
                /** @description In all; null: as many as it takes */
                maximumAttempts: number | null;
                /** @description Milliseconds that a wait takes at most */
                maximumIntervalMs: number;
                /** @description What is repeated */
                step: string;
            }[];
            /** @description Task queue of its workflow */
            taskQueue: string;
            /** @description As in the field `type` of a job */
            type: string;
        };
        Like: {
            /** Format: date-time */
            likedAt: string;
            user: components["schemas"]["Author"];
        };
        LikeState: {
            likeCount: number;
            likedByMe: boolean;
        };
        ListedCall: {
            /** @description Text of the post; `null` if the post is deleted */
            body: string | null;
            call: components["schemas"]["Call"];
            /** Format: uuid */
            postId: string;
            /** Format: date-time */
            publishedAt: string;
        };
        LiveFigures: {
            /** @description People who did something in the last 5 minutes */
            activeUsers: number;
            /**
             * Format: date-time
             * @description When this was true, by the clock of the database
             */
            at: string;
            /** @description Events of people and servers, on average of the last 5 whole minutes */
            eventsPerMinute: number;
            latency: {
                /** @description Milliseconds of the last minute; null without requests */
                p50Ms: number | null;
                /** @description Milliseconds of the last minute; null without requests */
                p95Ms: number | null;
                /** @description Milliseconds of the last minute; null without requests */
                p99Ms: number | null;
            };
            load: {
                /** @description Cores that they use, together */
                cpu: number;
                errorRate: number | null;
                /** @description Of the slowest of them: by how much its timers are late */
                eventLoopP99Ms: number;
                /** @description Processes heard of in the last 30 seconds */
                instances: number;
                requestsPerSecond: number;
            };
            /** @description Open WebSockets of all API processes */
            sockets: number;
            /** @description Of the last 5 minutes, ten at most */
            topEvents: {
                events: number;
                name: string;
            }[];
            /** @description Tickers that are written about more than usual, ten at most */
            trending: {
                /** @description Posts about it in the last two hours */
                posts: number;
                symbol: string;
                /** @description What two hours usually bring, by the 7 days before */
                usual: number;
            }[];
        };
        LoggedIn: {
            /** @description For `Authorization: Bearer` */
            accessToken: string;
            /** @description Keep it on the device and send it with the next log-in; it opens nothing by itself */
            deviceToken: string;
            /** @description Seconds until the access token expires */
            expiresIn: number;
            /** @description Seconds until the refresh token expires */
            refreshExpiresIn: number;
            /** @description Works for one `POST /api/auth/refresh` */
            refreshToken: string;
            /** @constant */
            tokenType: "Bearer";
            user: components["schemas"]["PrivateUser"];
        };
        LogIn: {
            /** @description From the last log-in of this device: wrong passwords of other devices then do not hold it up */
            deviceToken?: string;
            /**
             * Format: email
             * @description E-mail address; compared in lower case
             */
            email: string;
            password: string;
        };
        MailToUser: {
            /** @description Category by which the user can refuse it; `account` cannot be refused */
            category: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            /** @description Requested time of sending; null for at once */
            sendAt: string | null;
            sentAt: string | null;
            /** @enum {string} */
            status: "queued" | "sending" | "deferred" | "sent" | "failed" | "cancelled" | "suppressed" | "skipped";
            subject: string;
            /** @enum {string} */
            template: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "security-notice" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity" | "export-ready" | "report" | "system-alert" | "announcement";
        };
        Maintenance: {
            /**
             * @description Count what would be done, and change nothing
             * @default false
             */
            dryRun?: boolean;
            /**
             * @description Also rebuild the indexes of the largest tables, without locking them
             * @default false
             */
            reindex?: boolean;
        };
        MonitoringAlert: {
            acknowledgedUntil: string | null;
            endedAt: string | null;
            /** @description `recovered`, `data_back`, `resolved` by a person, `ended` with its process, or `rule_changed` */
            endedBy: string | null;
            endedValue: number | null;
            /** Format: date-time */
            firedAt: string;
            /** Format: uuid */
            id: string;
            /** @description `fired`: the threshold was crossed. `no_data`, `error`: nothing is known */
            kind: string;
            /** @description Of the series */
            labels: {
                [key: string]: string;
            };
            metric: string;
            rule: {
                /** Format: uuid */
                id: string;
                /** @description As it was when the alert fired */
                name: string;
            };
            /** @description Path of the section of the runbook */
            runbook: string | null;
            /** @enum {string} */
            severity: "critical" | "warning" | "info";
            /** @description Null unless a silence holds back its changes now */
            silencedUntil: string | null;
            /** @enum {string} */
            state: "active" | "past";
            threshold: number;
            transitions: {
                /** Format: date-time */
                at: string;
                kind: string;
                /** @description On which channels it was told */
                told: {
                    attempts: number;
                    channel: string;
                    error: string | null;
                    sentAt: string | null;
                    /** @description `queued`, `sent`, `failed`, `silenced` until the end of a silence, `muted` while another alert explains it, or `merged`: told with its end alone */
                    status: string;
                }[];
                value: number | null;
            }[];
            /** @description When it fired */
            value: number | null;
        };
        MonitoringMetrics: {
            /**
             * Format: date-time
             * @description When this was true, by the clock of the database
             */
            at: string;
            history: {
                /** Format: date-time */
                from: string;
                series: {
                    labels: {
                        [key: string]: string;
                    };
                    /** @enum {string} */
                    metric: "cpu_utilization" | "memory_bytes" | "memory_ratio" | "heap_bytes" | "heap_ratio" | "event_loop_delay_p99" | "event_loop_delay_max" | "event_loop_utilization" | "gc_ratio" | "pool_used_ratio" | "pool_waiting" | "statement_p95" | "statement_failures" | "http_requests" | "http_error_ratio" | "http_p95" | "sockets" | "dependency_up" | "smtp_refused_ratio" | "smtp_p95" | "storage_failure_ratio" | "storage_p95" | "file_received_bytes" | "file_served_bytes" | "file_refusals" | "file_failure_ratio" | "file_processing_p95" | "disk_used_ratio" | "task_queue_backlog" | "task_queue_pollers" | "backlog_age" | "outbox_age" | "mail_age" | "job_failure_ratio" | "jobs_finished" | "dead_letters" | "rollup_lag" | "event_default_partition" | "event_partition_ahead" | "temporal_up" | "instances_alive" | "instances_lost" | "database_size" | "database_connections_ratio" | "database_idle_transaction";
                    /** @description Start of each step with its value */
                    points: [
                        string,
                        number | null
                    ][];
                    unit: string;
                }[];
                stepSeconds: number;
                /** Format: date-time */
                to: string;
            } | null;
            /** @description Processes heard of in the last hour, with what they were like in the last minute */
            instances: {
                cpu: {
                    /** @description Cores in use */
                    cores: number;
                    /** @description From 0 to 1; null where it is not known */
                    utilization: number | null;
                } | null;
                /** @description Whether it reaches them */
                dependencies: {
                    [key: string]: boolean;
                };
                disks: {
                    folder: string;
                    freeBytes: number;
                    usedRatio: number;
                }[];
                eventLoop: {
                    delayMaxMs: number;
                    delayP99Ms: number;
                    /** @description From 0 to 1; null where it is not known */
                    utilization: number | null;
                } | null;
                gc: {
                    /** @description From 0 to 1; null where it is not known */
                    ratio: number | null;
                } | null;
                host: string;
                http: {
                    errorsPerSecond: number;
                    /** @description Milliseconds; null without any */
                    p50Ms: number | null;
                    /** @description Milliseconds; null without any */
                    p95Ms: number | null;
                    /** @description Milliseconds; null without any */
                    p99Ms: number | null;
                    requestsPerSecond: number;
                } | null;
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                kind: "api" | "worker";
                mail: {
                    /** @description By outcome, in the last minute */
                    attempts: {
                        [key: string]: number;
                    };
                    /** @description Milliseconds; null without any */
                    p50Ms: number | null;
                    /** @description Milliseconds; null without any */
                    p95Ms: number | null;
                    /** @description Milliseconds; null without any */
                    p99Ms: number | null;
                } | null;
                memory: {
                    heapBytes: number;
                    heapLimitBytes: number | null;
                    limitBytes: number | null;
                    rssBytes: number;
                } | null;
                pid: number;
                pool: {
                    idle: number;
                    max: number;
                    used: number;
                    waiting: number;
                } | null;
                /** Format: date-time */
                seenAt: string;
                sockets: number | null;
                /** Format: date-time */
                startedAt: string;
                /**
                 * @description `lost`: not heard of for 30 seconds, and it did not say that it stops
                 * @enum {string}
                 */
                state: "alive" | "lost" | "stopped";
                statements: {
                    failuresPerSecond: number;
                    /** @description Milliseconds; null without any */
                    p50Ms: number | null;
                    /** @description Milliseconds; null without any */
                    p95Ms: number | null;
                    /** @description Milliseconds; null without any */
                    p99Ms: number | null;
                    perSecond: number;
                } | null;
                stoppedAt: string | null;
                storage: {
                    /** @description By outcome, in the last minute */
                    calls: {
                        [key: string]: number;
                    };
                    /** @description Milliseconds; null without any */
                    p50Ms: number | null;
                    /** @description Milliseconds; null without any */
                    p95Ms: number | null;
                    /** @description Milliseconds; null without any */
                    p99Ms: number | null;
                } | null;
                version: string;
            }[];
            /** @description What all processes share; null when it was not measured in the last minute */
            system: {
                /** Format: date-time */
                at: string;
                database: {
                    connections: number;
                    maxConnections: number;
                    sizeBytes: number;
                };
                deadLetters: number;
                /** @description In all, since counting began */
                jobsFinished: {
                    count: number;
                    outcome: string;
                    type: string;
                }[];
                /** @description Seconds; null where it is not known */
                oldestDueJobSeconds: number | null;
                /** @description Seconds; null where it is not known */
                oldestMailSeconds: number | null;
                /** @description Seconds; null where it is not known */
                outboxAgeSeconds: number | null;
                /** @description Seconds; null where it is not known */
                rollupLagSeconds: number | null;
                taskQueues: {
                    backlog: number;
                    backlogAgeSeconds: number;
                    kind: string;
                    pollers: number;
                    queue: string;
                }[];
                temporalUp: boolean;
            } | null;
        };
        MonitoringPerformance: {
            activities: {
                activity: string;
                attempts: number;
                failed: number;
                /** @description From 0 to 1; null where it is not known */
                failureRate: number | null;
                /** @description Milliseconds; null without any */
                p50Ms: number | null;
                /** @description Milliseconds; null without any */
                p95Ms: number | null;
                /** @description Milliseconds; null without any */
                p99Ms: number | null;
            }[];
            /** Format: date-time */
            from: string;
            routes: {
                /** @description Share of the answers with a status from 500 */
                errorRate: number | null;
                /** @description Milliseconds; null without any */
                meanMs: number | null;
                method: string;
                /** @description Milliseconds; null without any */
                p50Ms: number | null;
                /** @description Milliseconds; null without any */
                p95Ms: number | null;
                /** @description Milliseconds; null without any */
                p99Ms: number | null;
                perSecond: number;
                /** @description Share of the answers with a status from 400 to 499 */
                refusedRate: number | null;
                requests: number;
                /** @description Empty: no route has the path */
                route: string;
            }[];
            slowestActivities: {
                /** Format: date-time */
                at: string;
                failed: boolean;
                ms: number;
                requestId: string | null;
                traceId: string | null;
                /** @description Route, or type of the activity */
                what: string;
            }[];
            slowestRequests: {
                /** Format: date-time */
                at: string;
                failed: boolean;
                ms: number;
                requestId: string | null;
                traceId: string | null;
                /** @description Route, or type of the activity */
                what: string;
            }[];
            /** @description By time in all, since the statistics of Postgres began; null where it keeps none */
            slowestStatements: {
                calls: number;
                maxMs: number;
                meanMs: number;
                rows: number;
                statement: string;
                totalMs: number;
            }[] | null;
            /** @description Of the history that it is read from */
            stepSeconds: number;
            /** Format: date-time */
            to: string;
            total: {
                /** @description Share of the answers with a status from 500 */
                errorRate: number | null;
                /** @description Milliseconds; null without any */
                meanMs: number | null;
                /** @description Milliseconds; null without any */
                p50Ms: number | null;
                /** @description Milliseconds; null without any */
                p95Ms: number | null;
                /** @description Milliseconds; null without any */
                p99Ms: number | null;
                perSecond: number;
                /** @description Share of the answers with a status from 400 to 499 */
                refusedRate: number | null;
                requests: number;
            };
        };
        MonitoringRoute: {
            /** @description All of these are told */
            channels: ("webhook" | "slack" | "email")[];
            /** Format: date-time */
            createdAt: string;
            /** @description Where an alert is told again when no person has acknowledged it */
            escalation: {
                /** @description After its firing, or after an acknowledgement expired */
                afterSeconds: number;
                channels: ("webhook" | "slack" | "email")[];
            } | null;
            /** @description How long the first change waits for others, to be told with them in one notice */
            groupSeconds: number;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description In this order: told too when a channel has failed for two minutes */
            nextChannels: ("webhook" | "slack" | "email")[];
            /** @description Of the alerts that take this route */
            severities: ("critical" | "warning" | "info")[];
            /** Format: date-time */
            updatedAt: string;
        };
        MonitoringRouteChange: {
            /** @description All of these are told */
            channels?: ("webhook" | "slack" | "email")[];
            /** @description Where an alert is told again when no person has acknowledged it */
            escalation?: {
                /** @description After its firing, or after an acknowledgement expired */
                afterSeconds: number;
                channels: ("webhook" | "slack" | "email")[];
            } | null;
            /** @description How long the first change waits for others, to be told with them in one notice */
            groupSeconds?: number;
            name?: string;
            /** @description In this order: told too when a channel has failed for two minutes */
            nextChannels?: ("webhook" | "slack" | "email")[];
            /** @description Of the alerts that take this route */
            severities?: ("critical" | "warning" | "info")[];
        };
        MonitoringRule: {
            /** @description Ends when it is reached: not beyond the threshold */
            clearThreshold: number;
            /** @enum {string} */
            comparison: "above" | "below";
            /** @description For how long it does not fire again after its end */
            cooldownSeconds: number;
            /** Format: date-time */
            createdAt: string;
            enabled: boolean;
            /** @description For how long the threshold must be crossed */
            forSeconds: number;
            /** Format: uuid */
            id: string;
            /** @description Of a rule that every installation has: it can be disabled and not deleted */
            key: string | null;
            /**
             * @description What it watches. Each series of the metric has its own alert
             * @enum {string}
             */
            metric: "cpu_utilization" | "memory_bytes" | "memory_ratio" | "heap_bytes" | "heap_ratio" | "event_loop_delay_p99" | "event_loop_delay_max" | "event_loop_utilization" | "gc_ratio" | "pool_used_ratio" | "pool_waiting" | "statement_p95" | "statement_failures" | "http_requests" | "http_error_ratio" | "http_p95" | "sockets" | "dependency_up" | "smtp_refused_ratio" | "smtp_p95" | "storage_failure_ratio" | "storage_p95" | "file_received_bytes" | "file_served_bytes" | "file_refusals" | "file_failure_ratio" | "file_processing_p95" | "disk_used_ratio" | "task_queue_backlog" | "task_queue_pollers" | "backlog_age" | "outbox_age" | "mail_age" | "job_failure_ratio" | "jobs_finished" | "dead_letters" | "rollup_lag" | "event_default_partition" | "event_partition_ahead" | "temporal_up" | "instances_alive" | "instances_lost" | "database_size" | "database_connections_ratio" | "database_idle_transaction";
            /** @description Fewer events in the window say nothing: of ratios and percentiles */
            minimumEvents: number;
            name: string;
            /**
             * @description Whether a minute without data is an alert of its own
             * @enum {string}
             */
            noData: "alert" | "ignore";
            /** @description Path of the section of the runbook */
            runbook: string | null;
            /** @enum {string} */
            severity: "critical" | "warning" | "info";
            /** @description Fires beyond it, in the unit of the metric */
            threshold: number;
            /** @description Of the thresholds */
            unit: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Seconds of samples that a value is made of */
            windowSeconds: number;
        };
        MonitoringRuleChange: {
            /** @description Ends when it is reached: not beyond the threshold */
            clearThreshold?: number;
            /** @enum {string} */
            comparison?: "above" | "below";
            /** @description For how long it does not fire again after its end */
            cooldownSeconds?: number;
            enabled?: boolean;
            /** @description For how long the threshold must be crossed */
            forSeconds?: number;
            /**
             * @description What it watches. Each series of the metric has its own alert
             * @enum {string}
             */
            metric?: "cpu_utilization" | "memory_bytes" | "memory_ratio" | "heap_bytes" | "heap_ratio" | "event_loop_delay_p99" | "event_loop_delay_max" | "event_loop_utilization" | "gc_ratio" | "pool_used_ratio" | "pool_waiting" | "statement_p95" | "statement_failures" | "http_requests" | "http_error_ratio" | "http_p95" | "sockets" | "dependency_up" | "smtp_refused_ratio" | "smtp_p95" | "storage_failure_ratio" | "storage_p95" | "file_received_bytes" | "file_served_bytes" | "file_refusals" | "file_failure_ratio" | "file_processing_p95" | "disk_used_ratio" | "task_queue_backlog" | "task_queue_pollers" | "backlog_age" | "outbox_age" | "mail_age" | "job_failure_ratio" | "jobs_finished" | "dead_letters" | "rollup_lag" | "event_default_partition" | "event_partition_ahead" | "temporal_up" | "instances_alive" | "instances_lost" | "database_size" | "database_connections_ratio" | "database_idle_transaction";
            /** @description Fewer events in the window say nothing: of ratios and percentiles */
            minimumEvents?: number;
            /** @description What is wrong when it fires */
            name?: string;
            /**
             * @description Whether a minute without data is an alert of its own
             * @enum {string}
             */
            noData?: "alert" | "ignore";
            /** @enum {string} */
            severity?: "critical" | "warning" | "info";
            /** @description Fires beyond it, in the unit of the metric */
            threshold?: number;
            /** @description Seconds of samples that a value is made of */
            windowSeconds?: number;
        };
        MonitoringSilence: {
            comment: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            endsAt: string;
            /** Format: uuid */
            id: string;
            /** @description All of which the series has */
            labels: {
                [key: string]: string;
            };
            /** @description Null: of any rule */
            ruleId: string | null;
            /** @description Null: of any severity */
            severity: ("critical" | "warning" | "info") | null;
            /** Format: date-time */
            startsAt: string;
            /** @enum {string} */
            state: "active" | "scheduled" | "past";
        };
        MonitoringSilenceChange: {
            /** @description Why, for the others */
            comment?: string;
            /** Format: date-time */
            endsAt?: string;
        };
        MyRoomInvitation: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            inviter: components["schemas"]["Author"];
            message: string | null;
            room: {
                description: string | null;
                /** Format: uuid */
                id: string;
                memberCount: number;
                name: string;
                /** @enum {string} */
                visibility: "public" | "private";
            };
        };
        NewAlert: {
            /**
             * @description `above` and `below` compare the price. `percent_move` measures the move since the alert started or last fired
             * @enum {string}
             */
            condition: "above" | "below" | "percent_move";
            /**
             * @description A note for yourself
             * @default null
             */
            note?: string | null;
            /**
             * @description How far, in percent of the threshold, the price must go back beyond it before the alert is armed again; not used for `percent_move`
             * @default 1
             */
            rearmPercent?: number;
            /**
             * @description `true`: armed again after it fired; `false`: it fires once and is then `done`
             * @default true
             */
            repeat?: boolean;
            /** @description Ticker, `NVDA` or `BRK.B`; compared in upper case */
            symbol: string;
            /** @description A price in the currency of the asset; for `percent_move`, a percentage from 0.01 to 1,000 */
            threshold: number;
        };
        NewApiKey: {
            /** @description Required when your log-in is more than five minutes old */
            currentPassword?: string;
            /**
             * @description When it stops working; null means never
             * @default null
             */
            expiresAt?: string | null;
            /** @description What the key is for */
            name: string;
            /** @description What it may do; `email:send`, `events:write-any` and `market:ingest` need an owner with the role admin */
            scopes: ("analytics:read" | "email:send" | "events:write" | "events:write-any" | "exports:read" | "exports:write" | "files:read" | "files:write" | "market:ingest" | "monitoring:read" | "monitoring:write")[];
        };
        NewAsset: {
            /**
             * @description Currency of its prices, ISO 4217
             * @default USD
             */
            currency?: string;
            /**
             * @default stock
             * @enum {string}
             */
            kind?: "stock" | "etf" | "index" | "crypto" | "currency" | "commodity";
            /** @description Full name */
            name: string;
            /** @description Ticker, `NVDA` or `BRK.B`; compared in upper case */
            symbol: string;
        };
        NewAvatar: {
            /**
             * Format: uuid
             * @description Id of an image that you uploaded
             */
            fileId: string;
        };
        NewCampaign: {
            audience: components["schemas"]["CampaignAudience"];
            content: components["schemas"]["CampaignContent"];
            /** @description Internal name of the campaign; recipients do not see it */
            name: string;
            /**
             * Format: date-time
             * @description When to start, at most a year ahead; default: at once
             */
            sendAt?: string;
        };
        NewComment: {
            body: string;
            /**
             * @description Comment to reply to; a reply cannot have replies
             * @default null
             */
            parentId?: string | null;
        };
        NewExport: {
            /** @description Columns in the order of the file; default: all of the dataset */
            columns?: string[];
            /**
             * @description Default: `gzip` above 100,000 rows
             * @enum {string}
             */
            compression?: "none" | "gzip";
            /** @description Name of a dataset, see `GET /api/jobs/export/datasets` */
            dataset: string;
            /**
             * @description Of a CSV. `excel` begins with a byte order mark; `excel-semicolon` also separates by `;`. Other formats take `standard` only
             * @default standard
             * @enum {string}
             */
            dialect?: "standard" | "excel" | "excel-semicolon";
            /** @description Values by filter of the dataset */
            filters?: {
                [key: string]: string;
            };
            /**
             * @description `csv`: a table with a header; `json`: one array; `ndjson`: one object per line; `xlsx`: a workbook; `pdf`: a table to read, of at most 20,000 rows; `parquet`: typed columns, compressed by zstd, for datasets of admins; `zip`: for the dataset `archive`
             * @enum {string}
             */
            format: "csv" | "json" | "ndjson" | "xlsx" | "pdf" | "parquet" | "zip";
            /**
             * @description How many hours the file can be downloaded once it is ready
             * @default 72
             */
            keepHours?: number;
            /**
             * @description `critical` is for admins
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /** @description Compared with the time that the dataset names */
            range?: {
                /**
                 * Format: date-time
                 * @description Only rows from this time on
                 */
                from?: string;
                /**
                 * Format: date-time
                 * @description Only rows before this time
                 */
                to?: string;
            };
            /**
             * Format: date-time
             * @description When the export starts; default: at once; at most a year ahead
             */
            runAt?: string;
            /**
             * @description True: only you can download the file, with your access token, and no link to it can be made for others
             * @default false
             */
            signInOnly?: boolean;
            /**
             * @description IANA name; times carry the offset of this zone, headers and the file name its name
             * @default UTC
             */
            timeZone?: string;
        };
        NewFileLink: {
            /** @default 900 */
            expiresInSeconds?: number;
            /**
             * @description Without it a link to an image leads to its `large` variant, which has no metadata such as a position
             * @enum {string}
             */
            variant?: "original" | "thumb" | "large";
        };
        NewMonitoringRoute: {
            /** @description All of these are told */
            channels: ("webhook" | "slack" | "email")[];
            /**
             * @description Where an alert is told again when no person has acknowledged it
             * @default null
             */
            escalation?: {
                /** @description After its firing, or after an acknowledgement expired */
                afterSeconds: number;
                channels: ("webhook" | "slack" | "email")[];
            } | null;
            /**
             * @description How long the first change waits for others, to be told with them in one notice
             * @default 0
             */
            groupSeconds?: number;
            name: string;
            /**
             * @description In this order: told too when a channel has failed for two minutes
             * @default []
             */
            nextChannels?: ("webhook" | "slack" | "email")[];
            /** @description Of the alerts that take this route */
            severities: ("critical" | "warning" | "info")[];
        };
        NewMonitoringRule: {
            /** @description Ends when it is reached: not beyond the threshold */
            clearThreshold: number;
            /** @enum {string} */
            comparison: "above" | "below";
            /**
             * @description For how long it does not fire again after its end
             * @default 300
             */
            cooldownSeconds?: number;
            /** @default true */
            enabled?: boolean;
            /**
             * @description For how long the threshold must be crossed
             * @default 60
             */
            forSeconds?: number;
            /**
             * @description What it watches. Each series of the metric has its own alert
             * @enum {string}
             */
            metric: "cpu_utilization" | "memory_bytes" | "memory_ratio" | "heap_bytes" | "heap_ratio" | "event_loop_delay_p99" | "event_loop_delay_max" | "event_loop_utilization" | "gc_ratio" | "pool_used_ratio" | "pool_waiting" | "statement_p95" | "statement_failures" | "http_requests" | "http_error_ratio" | "http_p95" | "sockets" | "dependency_up" | "smtp_refused_ratio" | "smtp_p95" | "storage_failure_ratio" | "storage_p95" | "file_received_bytes" | "file_served_bytes" | "file_refusals" | "file_failure_ratio" | "file_processing_p95" | "disk_used_ratio" | "task_queue_backlog" | "task_queue_pollers" | "backlog_age" | "outbox_age" | "mail_age" | "job_failure_ratio" | "jobs_finished" | "dead_letters" | "rollup_lag" | "event_default_partition" | "event_partition_ahead" | "temporal_up" | "instances_alive" | "instances_lost" | "database_size" | "database_connections_ratio" | "database_idle_transaction";
            /**
             * @description Fewer events in the window say nothing: of ratios and percentiles
             * @default 0
             */
            minimumEvents?: number;
            /** @description What is wrong when it fires */
            name: string;
            /**
             * @description Whether a minute without data is an alert of its own
             * @default alert
             * @enum {string}
             */
            noData?: "alert" | "ignore";
            /** @enum {string} */
            severity: "critical" | "warning" | "info";
            /** @description Fires beyond it, in the unit of the metric */
            threshold: number;
            /**
             * @description Seconds of samples that a value is made of
             * @default 60
             */
            windowSeconds?: number;
        };
        NewMonitoringSilence: {
            /** @description Why, for the others */
            comment?: string;
            /**
             * Format: date-time
             * @description At most 90 days from now
             */
            endsAt: string;
            /**
             * @description Alerts whose series has all of these labels
             * @default {}
             */
            labels?: {
                [key: string]: string;
            };
            /**
             * Format: uuid
             * @description Alerts of this rule
             */
            ruleId?: string;
            /**
             * @description Alerts of this severity
             * @enum {string}
             */
            severity?: "critical" | "warning" | "info";
            /**
             * Format: date-time
             * @description Now unless given
             */
            startsAt?: string;
        };
        NewPost: {
            /** @description Cashtags such as `$NVDA` in it become tickers */
            body: string;
            /** @description What the price will do within the horizon. A call records the latest price and never changes. */
            call?: {
                /** @enum {string} */
                direction: "up" | "down";
                horizonHours: number;
                /** @description One of the tickers of the post */
                symbol: string;
            };
            /**
             * @description Ids of up to four images that you uploaded. Those who may read this may see them, without their metadata
             * @default []
             */
            images?: string[];
            /** @enum {string} */
            sentiment: "bullish" | "bearish" | "neutral";
            /** @description Symbols that the post is about, in addition to its cashtags */
            tickers?: string[];
        };
        NewQuota: {
            /** @description Null: the quota of the installation. What is stored beyond it stays; uploads are refused */
            quotaBytes: number | null;
        };
        NewReport: {
            /**
             * Format: date
             * @description A day of the period; the last period that has ended unless given
             */
            day?: string;
            /** @enum {string} */
            kind: "daily" | "weekly" | "monthly";
            /**
             * @description `platform` is for admins
             * @default own
             * @enum {string}
             */
            scope?: "platform" | "own";
            /** @description IANA zone; that of your preferences unless given */
            tz?: string;
        };
        NewRoom: {
            /**
             * @description One line
             * @default null
             */
            description?: string | null;
            /** @description Does not need to be unique */
            name: string;
            /**
             * @description Cannot be changed later, because members wrote for those who could read it then
             * @enum {string}
             */
            visibility: "public" | "private";
        };
        NewRoomInvitation: {
            /** @description A message from the inviter */
            message?: string;
            /** @description A user, or the e-mail address of the recipient */
            to: {
                /** Format: uuid */
                userId: string;
            } | {
                /**
                 * Format: email
                 * @description Compared in lower case
                 */
                email: string;
            };
        };
        NewRoomMessage: {
            /**
             * @description Ids of up to four images that you uploaded. Those who may read this may see them, without their metadata
             * @default []
             */
            images?: string[];
            text: string;
        };
        NewSuppression: {
            /** Format: email */
            address: string;
            /** @description Note for other admins */
            note: string;
        };
        NewWatchlist: {
            /** @description Name of the watchlist */
            name: string;
            /** @description Default: last */
            order?: number;
        };
        Notification: {
            /** @description Who caused it; null if no user did */
            actor: components["schemas"]["Author"] | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Ids and texts; the fields depend on the kind */
            data: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "comment" | "reply" | "like" | "follow" | "room_invitation" | "price_alert" | "call_resolved" | "export_ready";
            /** @description Where to see it: a path below the public URL */
            link: string;
            readAt: string | null;
            /** @description What happened, as one line for people; plain text */
            text: string;
        };
        OneClickUnsubscribe: {
            /** @constant */
            "List-Unsubscribe"?: "One-Click";
        };
        PlatformAnalytics: {
            /** @description Active users of the 1, 7 and 30 days before `to` */
            active: {
                day: number;
                month: number;
                week: number;
            };
            /** @description What was committed before is counted; null before the first pass */
            asOf: string | null;
            /** @description (totals − previous) / previous; 0 when equal, null where there is nothing to compare with */
            change: {
                activeUsers: number | null;
                alerts: number | null;
                alertsFired: number | null;
                comments: number | null;
                engagementRate: number | null;
                follows: number | null;
                likes: number | null;
                logins: number | null;
                messages: number | null;
                newUsers: number | null;
                posts: number | null;
                postsBearish: number | null;
                postsBullish: number | null;
                postsNeutral: number | null;
                rooms: number | null;
                tickersWatched: number | null;
                uploads: number | null;
                verifiedUsers: number | null;
                watchlists: number | null;
            };
            /** @description Figures of what the system records are final until then; events of clients may be up to 7 days late */
            finalUntil: string | null;
            /** Format: date-time */
            from: string;
            /** @enum {string} */
            interval: "hour" | "day" | "week" | "month";
            performance: {
                /** @description Cores that the processes used on average, together */
                cpu: number | null;
                /** @description Answers with a status from 500 / requests */
                errorRate: number | null;
                /** @description Milliseconds; null without requests */
                p50Ms: number | null;
                /** @description Milliseconds; null without requests */
                p95Ms: number | null;
                /** @description Milliseconds; null without requests */
                p99Ms: number | null;
                requests: number;
            };
            /** @description The same of the period of the same length before */
            previous: {
                /** @description People who did something. Counted over the whole of a period: counts of steps do not add up to it */
                activeUsers: number;
                /** @description Price alerts that were made */
                alerts: number;
                /** @description Price alerts that fired */
                alertsFired: number;
                /** @description Comments that were written */
                comments: number;
                /** @description (likes + comments) / activeUsers; null without active users */
                engagementRate: number | null;
                /** @description Follows, ended ones too */
                follows: number;
                /** @description Likes that were given, taken back ones too */
                likes: number;
                /** @description Log-ins */
                logins: number;
                /** @description Messages in rooms */
                messages: number;
                /** @description Accounts that were made */
                newUsers: number;
                /** @description Posts that were published, deleted ones too */
                posts: number;
                /** @description Of them bearish */
                postsBearish: number;
                /** @description Of them bullish */
                postsBullish: number;
                /** @description Of them neutral */
                postsNeutral: number;
                /** @description Rooms that were made */
                rooms: number;
                /** @description Tickers that were put on a watchlist */
                tickersWatched: number;
                /** @description Requests that uploaded files */
                uploads: number;
                /** @description Addresses that were proven */
                verifiedUsers: number;
                /** @description Watchlists that were made */
                watchlists: number;
            };
            series: {
                /** @description People who did something. Counted over the whole of a period: counts of steps do not add up to it */
                activeUsers: number;
                /** @description Price alerts that were made */
                alerts: number;
                /** @description Price alerts that fired */
                alertsFired: number;
                /** @description Comments that were written */
                comments: number;
                /** @description (likes + comments) / activeUsers; null without active users */
                engagementRate: number | null;
                /** @description The figures of the system itself will not change any more */
                final: boolean;
                /** @description Follows, ended ones too */
                follows: number;
                /** Format: date-time */
                from: string;
                /** @description Likes that were given, taken back ones too */
                likes: number;
                /** @description Log-ins */
                logins: number;
                /** @description Messages in rooms */
                messages: number;
                /** @description Accounts that were made */
                newUsers: number;
                /** @description Posts that were published, deleted ones too */
                posts: number;
                /** @description Of them bearish */
                postsBearish: number;
                /** @description Of them bullish */
                postsBullish: number;
                /** @description Of them neutral */
                postsNeutral: number;
                /** @description Rooms that were made */
                rooms: number;
                /** @description Tickers that were put on a watchlist */
                tickersWatched: number;
                /** Format: date-time */
                to: string;
                /** @description Requests that uploaded files */
                uploads: number;
                /** @description Addresses that were proven */
                verifiedUsers: number;
                /** @description Watchlists that were made */
                watchlists: number;
            }[];
            /** @description What there was at the end of the period, counted every five minutes; null when nothing was counted by then */
            stock: {
                alerts: number;
                /** @description Mails of the 24 hours before */
                emails: {
                    failed: number;
                    queued: number;
                    sent: number;
                };
                /** @description Files that users uploaded and still have; null in hours of a release that did not count them */
                files: {
                    bytes: number;
                    total: number;
                } | null;
                /** @description Jobs of the 24 hours before */
                jobs: {
                    failed: number;
                    open: number;
                    succeeded: number;
                };
                mostWatched: {
                    symbol: string;
                    watchers: number;
                }[];
                posts: number;
                rooms: {
                    public: number;
                    total: number;
                };
                /** Format: date-time */
                takenAt: string;
                users: {
                    disabled: number;
                    total: number;
                    verified: number;
                };
                watchlists: number;
            } | null;
            /** Format: date-time */
            to: string;
            totals: {
                /** @description People who did something. Counted over the whole of a period: counts of steps do not add up to it */
                activeUsers: number;
                /** @description Price alerts that were made */
                alerts: number;
                /** @description Price alerts that fired */
                alertsFired: number;
                /** @description Comments that were written */
                comments: number;
                /** @description (likes + comments) / activeUsers; null without active users */
                engagementRate: number | null;
                /** @description Follows, ended ones too */
                follows: number;
                /** @description Likes that were given, taken back ones too */
                likes: number;
                /** @description Log-ins */
                logins: number;
                /** @description Messages in rooms */
                messages: number;
                /** @description Accounts that were made */
                newUsers: number;
                /** @description Posts that were published, deleted ones too */
                posts: number;
                /** @description Of them bearish */
                postsBearish: number;
                /** @description Of them bullish */
                postsBullish: number;
                /** @description Of them neutral */
                postsNeutral: number;
                /** @description Rooms that were made */
                rooms: number;
                /** @description Tickers that were put on a watchlist */
                tickersWatched: number;
                /** @description Requests that uploaded files */
                uploads: number;
                /** @description Addresses that were proven */
                verifiedUsers: number;
                /** @description Watchlists that were made */
                watchlists: number;
            };
            tz: string;
        };
        Post: {
            author: components["schemas"]["Writer"];
            body: string;
            call: components["schemas"]["Call"] | null;
            /** @description Comments and replies */
            commentCount: number;
            /** Format: date-time */
            createdAt: string;
            editedAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description Up to four, in the order of the author */
            images: components["schemas"]["Image"][];
            likeCount: number;
            likedByMe: boolean;
            /** @enum {string} */
            sentiment: "bullish" | "bearish" | "neutral";
            /** @description Symbols, in alphabetical order */
            tickers: string[];
        };
        PostPatch: {
            /** @description Cashtags such as `$NVDA` in it become tickers */
            body?: string;
            /** @enum {string} */
            sentiment?: "bullish" | "bearish" | "neutral";
        };
        Preferences: {
            /** @description Day of the weekly digest: 1 = Monday … 7 = Sunday */
            digestDay: number;
            /** @description Hour of the weekly digest in the time zone */
            digestHour: number;
            emailCategories: {
                activity: boolean;
                announcements: boolean;
                price_alerts: boolean;
                reports: boolean;
                room_invitations: boolean;
                weekly_digest: boolean;
            };
            reports: {
                own: ("daily" | "weekly" | "monthly")[];
                platform: ("daily" | "weekly" | "monthly")[];
            };
            timeZone: string;
        };
        PreferencesInput: {
            /** @description Day of the weekly digest: 1 = Monday … 7 = Sunday */
            digestDay: number;
            /** @description Hour of the weekly digest in the time zone */
            digestHour: number;
            /** @description Which mails the user wants; a category that is not named has its default */
            emailCategories: {
                activity?: boolean;
                announcements?: boolean;
                price_alerts?: boolean;
                reports?: boolean;
                room_invitations?: boolean;
                weekly_digest?: boolean;
            };
            /** @description Which reports come by mail, at the hour of the digest, to those who want the category `reports`; those of the platform to admins only. Weekly ones unless chosen */
            reports?: {
                own?: ("daily" | "weekly" | "monthly")[];
                platform?: ("daily" | "weekly" | "monthly")[];
            };
            /** @description IANA time zone; an alias is stored under its canonical name */
            timeZone: string;
        };
        Price: {
            /** Format: date-time */
            at: string;
            high: number | null;
            low: number | null;
            open: number | null;
            /** @description For a bar, its close */
            price: number;
            /** @description Units traded */
            volume: number | null;
        };
        /**
         * @example {
         *       "symbol": "SPX",
         *       "currency": "USD",
         *       "interval": "day",
         *       "data": [
         *         {
         *           "start": "2000-01-03T00:00:00.000Z",
         *           "open": 1469.25,
         *           "high": 1478,
         *           "low": 1438.36,
         *           "close": 1455.22,
         *           "volume": 931800000,
         *           "count": 1
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        PriceHistory: {
            /** @description Currency of all prices, ISO 4217 */
            currency: string;
            data: (components["schemas"]["Price"] | components["schemas"]["Candle"])[];
            /** @enum {string} */
            interval: "raw" | "hour" | "day" | "week" | "month";
            /** @description Send it as `cursor` to get the next page; `null` on the last page */
            nextCursor: string | null;
            symbol: string;
        };
        PriceLine: {
            /** @description ISO 8601 with an offset, or a date (midnight UTC); at most 24 h ahead */
            at: string;
            high?: number | null;
            low?: number | null;
            open?: number | null;
            /** @description In the currency of the asset; for a bar, its close */
            price: number;
            /** @description Symbol of a known asset; compared in upper case */
            symbol: string;
            /** @description Units traded */
            volume?: number | null;
        };
        PrivateUser: {
            avatar: components["schemas"]["Image"] | null;
            /** Format: date-time */
            createdAt: string;
            /** @description When an admin disabled the account */
            disabledAt: string | null;
            displayName: string;
            email: string;
            emailVerifiedAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description Address that replaces `email` once it is verified */
            pendingEmail: string | null;
            /** @enum {string} */
            role: "user" | "moderator" | "admin";
        };
        Problem: {
            /** @description Stable name of the problem, for programs */
            code: string;
            /** @description A sentence for people */
            detail: string;
            /** @description One entry for each bad field */
            errors?: {
                code: string;
                field: string;
                message: string;
            }[];
            /** @description Quote it when you ask for help; the logs have it too */
            requestId: string;
            status: number;
            /** @description Name of the HTTP status */
            title: string;
            /** @description Always `about:blank`: `code` names the problem */
            type: string;
        };
        PublicUser: {
            avatar: components["schemas"]["Image"] | null;
            /** Format: date-time */
            createdAt: string;
            displayName: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            role: "user" | "moderator" | "admin";
        };
        ReadNotifications: {
            /**
             * Format: uuid
             * @description Id of the newest notification that the user saw: it and all older ones become read
             */
            upTo: string;
        };
        RedeemInvitation: {
            token: string;
        };
        Report: {
            /** @description Late or repaired events have changed figures since it was written; null until it is */
            changedSince: boolean | null;
            /** Format: date-time */
            createdAt: string;
            /** @description What page, PDF and mail are made of; null until it is written */
            document: components["schemas"]["ReportDocument"] | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "daily" | "weekly" | "monthly";
            links: {
                /** @description A page that needs no sign-in, for an hour */
                page: string | null;
                /** @description Download of the PDF, for an hour */
                pdf: string | null;
                self: string;
            };
            /** @description `2026-11-27`, `2026-W48` or `2026-11` */
            period: string;
            /** @enum {string} */
            scope: "platform" | "own";
            /** @enum {string} */
            status: "open" | "ready" | "failed";
            tz: string;
        };
        ReportDocument: {
            /** Format: date-time */
            asOf: string;
            charts: {
                labels: string[];
                series: {
                    name: string;
                    values: number[];
                }[];
                title: string;
                /** @enum {string} */
                type: "line" | "bar";
            }[];
            figures: {
                /** @description The same of the period before */
                before: number | null;
                label: string;
                /** @enum {string} */
                unit: "count" | "percent" | "milliseconds";
                value: number | null;
            }[];
            /** Format: date */
            firstDay: string;
            /** Format: date-time */
            from: string;
            /** @enum {string} */
            kind: "daily" | "weekly" | "monthly";
            /** Format: date */
            lastDay: string;
            period: string;
            /** @enum {string} */
            scope: "platform" | "own";
            /** @description What changed, in sentences */
            summary: string[];
            tables: {
                rows: {
                    label: string;
                    value: number;
                }[];
                title: string;
            }[];
            title: string;
            /** Format: date-time */
            to: string;
            tz: string;
            /** @constant */
            version: 1;
        };
        ReportListItem: {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "daily" | "weekly" | "monthly";
            links: {
                /** @description A page that needs no sign-in, for an hour */
                page: string | null;
                /** @description Download of the PDF, for an hour */
                pdf: string | null;
                self: string;
            };
            /** @description `2026-11-27`, `2026-W48` or `2026-11` */
            period: string;
            /** @enum {string} */
            scope: "platform" | "own";
            /** @enum {string} */
            status: "open" | "ready" | "failed";
            tz: string;
        };
        RequestedDeletion: {
            /** @description When the last data of the user was removed or anonymised */
            completedAt: string | null;
            /**
             * Format: uuid
             * @description Id of the receipt
             */
            id: string;
            links: {
                receipt: string;
            };
            /** @description Token that reads the receipt; shown only here and in the mail */
            receiptToken: string;
            /** Format: date-time */
            requestedAt: string;
            /** @enum {string} */
            status: "queued" | "running" | "completed";
            /** @description What was removed or anonymised so far, by kind */
            steps: {
                count: number;
                name: string;
            }[];
        };
        Retention: {
            /** @description What was committed before is counted; null before the first pass */
            asOf: string | null;
            cohorts: {
                /** @description How many of them were active in this step, in the next one, and so on until the end of the period */
                active: number[];
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
                /** @description Users who signed up in this step and still have their account */
                users: number;
            }[];
            /** @description Figures of what the system records are final until then; events of clients may be up to 7 days late */
            finalUntil: string | null;
            /** Format: date-time */
            from: string;
            /** @enum {string} */
            interval: "hour" | "day" | "week" | "month";
            /** Format: date-time */
            to: string;
            tz: string;
        };
        Room: {
            /** Format: date-time */
            createdAt: string;
            description: string | null;
            /** Format: uuid */
            id: string;
            memberCount: number;
            /** @description Role of the caller; null if they are not a member */
            membership: {
                /** Format: date-time */
                joinedAt: string;
                /** @enum {string} */
                role: "owner" | "admin" | "member";
                /** @description Counted among the 100 messages after the last read one */
                unreadCount: number;
            } | null;
            name: string;
            owner: components["schemas"]["Author"];
            /** Format: date-time */
            updatedAt: string;
            /** @enum {string} */
            visibility: "public" | "private";
        };
        RoomBan: {
            /** Format: date-time */
            bannedAt: string;
            user: components["schemas"]["Author"];
        };
        RoomInvitation: {
            /** Format: date-time */
            createdAt: string;
            email: string | null;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            /** @description null if an address was invited, even if it has an account */
            invitee: components["schemas"]["Author"] | null;
            inviter: components["schemas"]["Author"];
            message: string | null;
            /** Format: uuid */
            roomId: string;
        };
        RoomMember: {
            /** Format: date-time */
            joinedAt: string;
            /** @enum {string} */
            role: "owner" | "admin" | "member";
            user: components["schemas"]["Author"];
        };
        RoomMessage: {
            author: components["schemas"]["Writer"];
            /** Format: date-time */
            createdAt: string;
            deletedAt: string | null;
            editedAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description Up to four, in the order of the author */
            images: components["schemas"]["Image"][];
            /** Format: uuid */
            roomId: string;
            /** @description null if the message is deleted */
            text: string | null;
        };
        RoomMessageText: {
            text: string;
        };
        RoomPatch: {
            /** @description One line */
            description?: string | null;
            /** @description Does not need to be unique */
            name?: string;
        };
        SendEmail: {
            data: {
                /** @description Name of the recipient; may be empty */
                displayName: string;
                /**
                 * Format: uri
                 * @description Verifies the address; valid for 24 hours
                 */
                verifyUrl: string;
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; default: at once
             */
            sendAt?: string;
            /** @constant */
            template: "welcome";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /** @description Name of the recipient; may be empty */
                displayName: string;
                /**
                 * Format: uri
                 * @description Verifies the address; valid for 24 hours
                 */
                verifyUrl: string;
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; default: at once
             */
            sendAt?: string;
            /** @constant */
            template: "email-verification";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /** @description Name of the recipient; may be empty */
                displayName: string;
                /**
                 * @description For how many minutes the link works
                 * @default 30
                 */
                expiresInMinutes?: number;
                /**
                 * Format: uri
                 * @description Sets a new password; anyone who has it can open it
                 */
                resetUrl: string;
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; default: at once
             */
            sendAt?: string;
            /** @constant */
            template: "password-reset";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /** @description Name of the recipient; may be empty */
                displayName: string;
                /**
                 * Format: uri
                 * @description Sets a new password; anyone who has it can open it
                 */
                resetUrl: string;
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; default: at once
             */
            sendAt?: string;
            /** @constant */
            template: "account-exists";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /** @description Name of the recipient; may be empty */
                displayName: string;
                /** @description Token at the end of the link, for the recipient to keep */
                receiptToken: string;
                /**
                 * Format: uri
                 * @description Shows how far the deletion is; anyone who has it can open it
                 */
                receiptUrl: string;
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; default: at once
             */
            sendAt?: string;
            /** @constant */
            template: "account-deleted";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /**
                 * Format: date-time
                 * @description When it happened
                 */
                at?: string;
                /** @description Name of the recipient; may be empty */
                displayName: string;
                /**
                 * @description What happened to the account
                 * @enum {string}
                 */
                event: "api_key_created" | "password_changed" | "address_changed" | "log_in_locked";
                /** @description Network address it came from */
                from?: string;
                /** @description Name of the API key that was created */
                key?: string;
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; default: at once
             */
            sendAt?: string;
            /** @constant */
            template: "security-notice";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /** @description Change since the previous close */
                changePercent?: number;
                companyName?: string;
                /**
                 * @description Condition of the alert
                 * @enum {string}
                 */
                condition: "above" | "below" | "percent_move";
                /**
                 * @description ISO 4217
                 * @default USD
                 */
                currency?: string;
                /** @description Name of the recipient; may be empty */
                displayName: string;
                /** @description The price that fired the alert */
                price: number;
                /** @description Ticker, `NVDA` or `BRK.B` */
                symbol: string;
                /** @description A price; for `percent_move`, a percentage */
                threshold: number;
                /** Format: date-time */
                triggeredAt: string;
                /**
                 * Format: uri
                 * @description Page of the ticker or of the alert
                 */
                url: string;
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; default: at once
             */
            sendAt?: string;
            /** @constant */
            template: "price-alert";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /** @description The alerts that fired */
                alerts: {
                    companyName?: string;
                    /**
                     * @description Condition of the alert
                     * @enum {string}
                     */
                    condition: "above" | "below" | "percent_move";
                    /**
                     * @description ISO 4217
                     * @default USD
                     */
                    currency?: string;
                    /** @description The price that fired the alert */
                    price: number;
                    /** @description Ticker, `NVDA` or `BRK.B` */
                    symbol: string;
                    /** @description A price; for `percent_move`, a percentage */
                    threshold: number;
                    /** Format: date-time */
                    triggeredAt: string;
                    /**
                     * Format: uri
                     * @description Page of the ticker or of the alert
                     */
                    url: string;
                }[];
                /** @description Name of the recipient; may be empty */
                displayName: string;
                /**
                 * @description How many more fired
                 * @default 0
                 */
                more?: number;
                /**
                 * Format: uri
                 * @description Where to see all of them
                 */
                url: string;
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; default: at once
             */
            sendAt?: string;
            /** @constant */
            template: "price-alerts";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /** @description The direction that the recipient called */
                calls?: {
                    /** @description Calls decided in the week */
                    decided: number;
                    latest: {
                        /** @description Percent: 2.5 means 2.5 % */
                        benchmarkChangePercent?: number;
                        /** @description Change of the price, in either direction */
                        changePercent: number;
                        /** @enum {string} */
                        direction: "up" | "down";
                        right: boolean;
                        /** @description Ticker, `NVDA` or `BRK.B` */
                        symbol: string;
                    }[];
                    /** @description Calls published in the week */
                    opened: number;
                    /** @description Those of them that were right */
                    right: number;
                };
                /** @description Name of the recipient; may be empty */
                displayName: string;
                /**
                 * Format: date
                 * @description First day of the week
                 */
                from: string;
                /** @description What moved most in the community */
                movers: {
                    /** @description Change over the week; missing if there is nothing to compare with */
                    changePercent?: number;
                    /**
                     * @description ISO 4217
                     * @default USD
                     */
                    currency?: string;
                    name?: string;
                    /** @description Missing if there was no price in the week */
                    price?: number;
                    /** @description Ticker, `NVDA` or `BRK.B` */
                    symbol: string;
                }[];
                /** @description The recipient’s own posts of the week */
                posts?: {
                    best?: {
                        likes: number;
                        text: string;
                    };
                    comments: number;
                    likes: number;
                    published: number;
                };
                /**
                 * Format: date
                 * @description Last day of the week
                 */
                to: string;
                /**
                 * Format: uri
                 * @description Where to read more
                 */
                url: string;
                /** @description The recipient’s watchlist */
                watchlist: {
                    /** @description Change over the week; missing if there is nothing to compare with */
                    changePercent?: number;
                    /**
                     * @description ISO 4217
                     * @default USD
                     */
                    currency?: string;
                    name?: string;
                    /** @description Missing if there was no price in the week */
                    price?: number;
                    /** @description Ticker, `NVDA` or `BRK.B` */
                    symbol: string;
                }[];
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; default: at once
             */
            sendAt?: string;
            /** @constant */
            template: "weekly-digest";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /** @description Name of the recipient; may be empty */
                displayName: string;
                inviterName: string;
                memberCount?: number;
                /** @description Message of the inviter */
                message?: string;
                roomDescription?: string;
                roomName: string;
                /**
                 * Format: uri
                 * @description Where to accept the invitation
                 */
                url: string;
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; default: at once
             */
            sendAt?: string;
            /** @constant */
            template: "room-invitation";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /** @description Name of the recipient; may be empty */
                displayName: string;
                lines: {
                    /** @description What the other user wrote */
                    message?: string;
                    /** @description What happened */
                    text: string;
                    /**
                     * Format: uri
                     * @description Where to see it
                     */
                    url: string;
                }[];
                /**
                 * @description How many more events there were
                 * @default 0
                 */
                more?: number;
                /**
                 * Format: uri
                 * @description Where to see all of them
                 */
                url: string;
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; default: at once
             */
            sendAt?: string;
            /** @constant */
            template: "activity";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /** @description Size of the file */
                bytes: number;
                /** @description What was exported, in words */
                dataset: string;
                /** @description Name of the recipient; may be empty */
                displayName: string;
                /**
                 * Format: uri
                 * @description Downloads the file; anyone who has it can use it. With `signInOnly`: a page of the export
                 */
                downloadUrl: string;
                /**
                 * Format: date-time
                 * @description When the link stops working
                 */
                expiresAt: string;
                /** @enum {string} */
                format: "csv" | "json" | "ndjson" | "pdf" | "xlsx" | "parquet" | "zip";
                rows: number;
                /**
                 * @description True: the file is for the signed-in user only
                 * @default false
                 */
                signInOnly?: boolean;
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; default: at once
             */
            sendAt?: string;
            /** @constant */
            template: "export-ready";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /** @description Name of the recipient; may be empty */
                displayName: string;
                figures: {
                    /** @description Compared with the previous period */
                    changePercent?: number;
                    label: string;
                    /**
                     * @description Unit of the figure; `percent` 2.5 means 2.5 %
                     * @default count
                     * @enum {string}
                     */
                    unit?: "count" | "percent" | "milliseconds" | "seconds" | "bytes" | "per_minute";
                    value: number;
                }[];
                /**
                 * Format: date
                 * @description First day of the period
                 */
                from: string;
                /** @description What changed, in words */
                summary?: string;
                /** @description Name of the report */
                title: string;
                /**
                 * Format: date
                 * @description Last day of the period
                 */
                to: string;
                /**
                 * Format: uri
                 * @description Where to read the whole report
                 */
                url: string;
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; default: at once
             */
            sendAt?: string;
            /** @constant */
            template: "report";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /**
                 * @description Side of the threshold on which the rule fires
                 * @default above
                 * @enum {string}
                 */
                condition?: "above" | "below";
                /** @description Name of the recipient; may be empty */
                displayName: string;
                /** @description Where it was measured */
                instance: string;
                /** @description What the rule watches */
                rule: string;
                /** @enum {string} */
                severity: "info" | "warning" | "critical";
                /**
                 * Format: date-time
                 * @description When it started to fire, or was resolved
                 */
                since: string;
                /** @enum {string} */
                state: "firing" | "resolved";
                threshold: number;
                /**
                 * @description Unit of the figure; `percent` 2.5 means 2.5 %
                 * @default count
                 * @enum {string}
                 */
                unit?: "count" | "percent" | "milliseconds" | "seconds" | "bytes" | "per_minute";
                /**
                 * Format: uri
                 * @description Where to see it
                 */
                url: string;
                /** @description Latest measured value */
                value: number;
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; default: at once
             */
            sendAt?: string;
            /** @constant */
            template: "system-alert";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /**
                 * @description The main link, shown as a button
                 * @default null
                 */
                action?: {
                    label: string;
                    /**
                     * Format: uri
                     * @description https, or below the public URL of this installation
                     */
                    url: string;
                } | null;
                /** @description Plain text; empty lines separate paragraphs, https addresses become links */
                body: string;
                /** @description Name of the recipient; may be empty */
                displayName: string;
                /** @description The line that mail clients show beside the subject */
                preview: string;
                subject: string;
                title: string;
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; default: at once
             */
            sendAt?: string;
            /** @constant */
            template: "announcement";
            to: components["schemas"]["EmailRecipient"];
        };
        Session: {
            /** @description Network address of the log-in or the last refresh */
            address: string | null;
            /**
             * Format: date-time
             * @description When the user logged in
             */
            createdAt: string;
            /** @description The session of this request */
            current: boolean;
            /** @description User-Agent of the log-in or the last refresh */
            device: string | null;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            /** @description When tokens were last handed out, every 15 minutes while it is in use */
            lastUsedAt: string | null;
        };
        SessionTokens: {
            /** @description For `Authorization: Bearer` */
            accessToken: string;
            /** @description Seconds until the access token expires */
            expiresIn: number;
            /** @description Seconds until the refresh token expires */
            refreshExpiresIn: number;
            /** @description Works for one `POST /api/auth/refresh` */
            refreshToken: string;
            /** @constant */
            tokenType: "Bearer";
        };
        SignUp: {
            /** @description Name that others see */
            displayName: string;
            /**
             * Format: email
             * @description E-mail address; compared in lower case
             */
            email: string;
            /** @description 10 to 200 characters; not the e-mail address, and not a common password */
            password: string;
        };
        StorageUsage: {
            fileCount: number;
            quotaBytes: number;
            /** @description Uploads that are being stored */
            reservedBytes: number;
            /** @description Originals and variants */
            usedBytes: number;
        };
        StoredEvents: {
            /** @description Events that were stored already, or twice in this request */
            duplicates: number;
            /** @description Events that are not stored and never will be */
            rejected: {
                /** @enum {string} */
                code: "too_old" | "in_future" | "unknown_user" | "unstorable";
                /** @description Place in the request, from 0 */
                index: number;
            }[];
            /** @description Events that are durable now and were not before */
            stored: number;
        };
        UnreadNotifications: {
            /** @description Unread notifications, counted up to 99 */
            count: number;
            /** @description Whether there are more than `count` */
            more: boolean;
        };
        Upload: {
            /** @description The job that processes what was accepted; null when nothing was new */
            jobId: string | null;
            /** @description One for each file, in the order of the form */
            results: components["schemas"]["UploadResult"][];
        };
        UploadResult: {
            /** @description Why it is refused */
            code: ("empty_file" | "file_too_large" | "unsupported_type" | "heic_unsupported" | "macros_refused" | "encrypted" | "malformed_archive" | "archive_bomb" | "checksum_mismatch" | "quota_exceeded") | null;
            file: components["schemas"]["File"] | null;
            message: string | null;
            /** @description As it is stored */
            name: string;
            /**
             * @description `existing`: you have a file with the same bytes
             * @enum {string}
             */
            outcome: "accepted" | "existing" | "refused";
        };
        UserAnalytics: {
            /** @description What was committed before is counted; null before the first pass */
            asOf: string | null;
            /** @description The post of the period with most likes and comments */
            bestPost: {
                comments: number;
                /** Format: date-time */
                createdAt: string;
                /** Format: uuid */
                id: string;
                likes: number;
            } | null;
            change: {
                comments: number | null;
                follows: number | null;
                likes: number | null;
                posts: number | null;
                postsBearish: number | null;
                postsBullish: number | null;
                postsNeutral: number | null;
            };
            credibility: components["schemas"]["Credibility"];
            /** @description What came back for the posts of the period */
            engagement: {
                /** @description Comments that these have */
                comments: number;
                /** @description Likes that these have */
                likes: number;
                /** @description (likes + comments) / posts; null without posts */
                perPost: number | null;
                /** @description Posts of the period that are still there */
                posts: number;
            };
            /** @description Figures of what the system records are final until then; events of clients may be up to 7 days late */
            finalUntil: string | null;
            /** Format: date-time */
            from: string;
            /** @enum {string} */
            interval: "hour" | "day" | "week" | "month";
            previous: {
                /** @description Comments that they wrote */
                comments: number;
                follows: number;
                /** @description Likes that they gave, taken back ones too */
                likes: number;
                posts: number;
                postsBearish: number;
                postsBullish: number;
                postsNeutral: number;
            };
            /** @description For the user and admins; null for others */
            private: {
                /** @description Days of the zone on which they did something */
                activeDays: number;
                /** @description Everything that is recorded of them, by name */
                events: {
                    [key: string]: number;
                };
                logins: number;
                messages: number;
            } | null;
            series: {
                /** @description Comments that they wrote */
                comments: number;
                /** @description The figures of the system itself will not change any more */
                final: boolean;
                follows: number;
                /** Format: date-time */
                from: string;
                /** @description Likes that they gave, taken back ones too */
                likes: number;
                posts: number;
                postsBearish: number;
                postsBullish: number;
                postsNeutral: number;
                /** Format: date-time */
                to: string;
            }[];
            /** Format: date-time */
            to: string;
            totals: {
                /** @description Comments that they wrote */
                comments: number;
                follows: number;
                /** @description Likes that they gave, taken back ones too */
                likes: number;
                posts: number;
                postsBearish: number;
                postsBullish: number;
                postsNeutral: number;
            };
            tz: string;
            /** Format: uuid */
            userId: string;
        };
        UserDeletion: {
            /** @description Required to delete your own account */
            currentPassword?: string;
        };
        UserPatch: {
            /** @description Required with `email` and with `password` */
            currentPassword?: string;
            /** @description Name that others see */
            displayName?: string;
            /**
             * Format: email
             * @description E-mail address; compared in lower case
             */
            email?: string;
            /** @description 10 to 200 characters; not the e-mail address, and not a common password */
            password?: string;
        };
        UserProfile: {
            /** Format: date-time */
            createdAt: string;
            displayName: string;
            followedByMe: boolean;
            followerCount: number;
            followingCount: number;
            followsMe: boolean;
            /** Format: uuid */
            id: string;
        };
        /** @description The same whether or not the address has an account */
        VerificationSent: {
            /** @constant */
            status: "verification_sent";
        };
        WatchedAsset: {
            /** Format: date-time */
            addedAt: string;
            /** @description From the previous close to the latest price */
            changePercent: number | null;
            /** @description ISO 4217 */
            currency: string;
            /** @enum {string} */
            kind: "stock" | "etf" | "index" | "crypto" | "currency" | "commodity";
            name: string;
            /** @description The last price before the UTC day of the latest one */
            previousClose: number | null;
            /** @description The latest price; null if there is none yet */
            price: number | null;
            priceAt: string | null;
            symbol: string;
        };
        Watchlist: {
            assetCount: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            name: string;
            order: number;
            /**
             * Format: date-time
             * @description When the watchlist or its assets last changed
             */
            updatedAt: string;
            /** Format: uuid */
            userId: string;
        };
        WatchlistPatch: {
            /** @description Name of the watchlist */
            name?: string;
            /** @description Watchlists are sorted by this; for equal values the older one comes first */
            order?: number;
        };
        WatchlistWithAssets: {
            assetCount: number;
            /** @description In the order in which they were added */
            assets: components["schemas"]["WatchedAsset"][];
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            name: string;
            order: number;
            /**
             * Format: date-time
             * @description When the watchlist or its assets last changed
             */
            updatedAt: string;
            /** Format: uuid */
            userId: string;
        };
        Writer: {
            /** @description null if they have none */
            avatar: components["schemas"]["Image"] | null;
            /** @description `Deleted user` once the account is gone */
            displayName: string;
            /** Format: uuid */
            id: string;
        };
    };
    responses: {
        /** @description The request is not valid; `errors` names every bad field. */
        BadRequestProblem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It does not fit what is there, or the `Idempotency-Key` was used with another body. */
        ConflictProblem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The role of the caller or the scopes of the key do not allow this. */
        ForbiddenProblem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description An error on our side; nothing was changed. */
        InternalServerErrorProblem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing, or you may not see it. */
        NotFoundProblem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is too large. */
        PayloadTooLargeProblem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The answer needs something that is away; see `Retry-After`. */
        ServiceUnavailableProblem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests; see `Retry-After`. */
        TooManyRequestsProblem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The access token or API key is missing or not valid. */
        UnauthorizedProblem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is not of an accepted type, not in UTF-8, or compressed. */
        UnsupportedMediaTypeProblem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAccountDeletions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
                /** @description `true`: only deletions that are not completed; `false`: only completed ones */
                open?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of receipts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AccountDeletion"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getDeletionReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Receipt token of the deletion */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipt */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletionReceipt"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
                /** @description Only alerts in this state */
                state?: "armed" | "disarmed" | "done" | "paused";
                /** @description Only alerts on this asset */
                symbol?: string;
                /** @description Alerts of this user; another user’s alerts need the role admin */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of alerts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Alert"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    createAlert: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAlert"];
            };
        };
        responses: {
            /** @description The alert */
            201: {
                headers: {
                    /** @description Path of the alert */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            409: components["responses"]["ConflictProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the alert */
                alertId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alert */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    deleteAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the alert */
                alertId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alert is deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    updateAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the alert */
                alertId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertPatch"];
            };
        };
        responses: {
            /** @description The alert as changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listAlertFirings: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the alert */
                alertId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of firings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AlertFiring"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listCredibility: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date-time */
                            asOf: string;
                            credibility: components["schemas"]["Credibility"];
                            displayName: string;
                            /** Format: uuid */
                            userId: string;
                        }[];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getEventCounts: {
        parameters: {
            query?: {
                /** @description Start of the period, 30 days before `to` unless given */
                from?: string;
                /** @description Length of the steps in `series`; weeks start on Monday */
                interval?: "hour" | "day" | "week" | "month";
                /** @description End of the period, now unless given. Both are widened to quarters of an hour */
                to?: string;
                /** @description IANA zone in which the steps start */
                tz?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts, greatest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventCounts"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    recordEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventsToRecord"];
            };
        };
        responses: {
            /** @description What was stored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredEvents"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    importEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Read as it arrives; 1073741824 bytes at most. */
        requestBody: {
            content: {
                /**
                 * @example {"name":"page.viewed","eventId":"1","occurredAt":"2026-01-02T14:30:00Z","properties":{"path":"/AAPL"}}
                 *     {"name":"page.viewed","eventId":"2","occurredAt":"2026-01-02T14:31:00Z","properties":{"path":"/IBM"}}
                 */
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description The job that stores them */
            202: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    countFunnel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FunnelQuestion"];
            };
        };
        responses: {
            /** @description Users for each step */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Funnel"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getPlatformAnalytics: {
        parameters: {
            query?: {
                /** @description Start of the period, 30 days before `to` unless given */
                from?: string;
                /** @description Length of the steps in `series`; weeks start on Monday */
                interval?: "hour" | "day" | "week" | "month";
                /** @description End of the period, now unless given. Both are widened to quarters of an hour */
                to?: string;
                /** @description IANA zone in which the steps start */
                tz?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlatformAnalytics"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getLiveFigures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The live figures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveFigures"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    rebuildAnalytics: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description First UTC day
                     */
                    from: string;
                    /**
                     * Format: date
                     * @description Last UTC day, 400 days later at most
                     */
                    to: string;
                };
            };
        };
        responses: {
            /** @description The job that does it */
            202: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description The events are gone */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listReports: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
                /** @description Only these; `platform` is for admins */
                scope?: "platform" | "own";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of reports */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ReportListItem"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    createReport: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReport"];
            };
        };
        responses: {
            /** @description The job of the report */
            202: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            409: components["responses"]["ConflictProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the report */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    showReport: {
        parameters: {
            query: {
                /** @description From the link */
                token: string;
            };
            header?: never;
            path: {
                /** @description Id of the report */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequestProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description `link_expired` */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    downloadReport: {
        parameters: {
            query: {
                /** @description From the link */
                token: string;
            };
            header?: never;
            path: {
                /** @description Id of the report */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The PDF */
            200: {
                headers: {
                    /** @description Name of the file */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            400: components["responses"]["BadRequestProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description `link_expired` */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getRetention: {
        parameters: {
            query?: {
                /** @description Start of the period, 30 days before `to` unless given */
                from?: string;
                /** @description Length of the steps, of which there are 31 at most; weeks start on Monday */
                interval?: "day" | "week" | "month";
                /** @description End of the period, now unless given. Both are widened to quarters of an hour */
                to?: string;
                /** @description IANA zone in which the steps start */
                tz?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A cohort for each step */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getEventSeries: {
        parameters: {
            query: {
                /** @description Start of the period, 30 days before `to` unless given */
                from?: string;
                /** @description Length of the steps in `series`; weeks start on Monday */
                interval?: "hour" | "day" | "week" | "month";
                /** @description Name of the events */
                name: string;
                /** @description End of the period, now unless given. Both are widened to quarters of an hour */
                to?: string;
                /** @description IANA zone in which the steps start */
                tz?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventSeries"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getUserAnalytics: {
        parameters: {
            query?: {
                /** @description Start of the period, 30 days before `to` unless given */
                from?: string;
                /** @description Length of the steps in `series`; weeks start on Monday */
                interval?: "hour" | "day" | "week" | "month";
                /** @description End of the period, now unless given. Both are widened to quarters of an hour */
                to?: string;
                /** @description IANA zone in which the steps start */
                tz?: string;
            };
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserAnalytics"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description Only what this user did, also through their API keys */
                actorId?: string;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Only this deed */
                deed?: "account.logged_in" | "account.log_in_failed" | "account.password_changed" | "account.sessions_revoked" | "account.role_changed" | "account.disabled" | "account.enabled" | "account.deleted" | "account.api_key_created" | "account.api_key_revoked" | "campaign.created" | "campaign.paused" | "campaign.resumed" | "campaign.cancelled" | "campaign.retried" | "email.suppression_added" | "email.suppression_removed" | "content.removed" | "prices.deleted" | "call.corrected" | "events.imported" | "export.requested" | "file.deleted" | "storage.quota_changed" | "job.cancelled" | "job.retried" | "job.attempt_hastened" | "job.acknowledged" | "job.bulk_retried" | "maintenance.requested" | "monitoring.alert_resolved" | "monitoring.alert_acknowledged" | "monitoring.silence_created" | "monitoring.silence_changed" | "monitoring.silence_ended" | "monitoring.route_created" | "monitoring.route_changed" | "monitoring.route_deleted" | "monitoring.rule_created" | "monitoring.rule_changed" | "monitoring.rule_deleted";
                /** @description Only what was done at or after this time */
                from?: string;
                /** @description Maximum number of entries */
                limit?: number;
                /** @description Only what was done to this */
                targetId?: string;
                /** @description Only what was done to things of this kind */
                targetType?: "user" | "api_key" | "campaign" | "suppression" | "content" | "asset" | "call" | "job" | "export" | "file" | "alert" | "silence" | "route" | "rule";
                /** @description Only what was done before this time */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit trail */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditEntry"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogIn"];
            };
        };
        responses: {
            /** @description The tokens of the session, and the user */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoggedIn"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            /** @description `invalid_credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session and its refresh token are revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getMailLinkScript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The script */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
            400: components["responses"]["BadRequestProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    requestPasswordReset: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description E-mail address; compared in lower case
                     */
                    email: string;
                };
            };
        };
        responses: {
            /** @description If the address has an account, a mail is on its way to it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "reset_sent";
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            409: components["responses"]["ConflictProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getPasswordResetPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequestProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    confirmPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 10 to 200 characters; not the e-mail address, and not a common password */
                    password: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description The new password is set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    refreshToken: string;
                };
            };
        };
        responses: {
            /** @description The new tokens */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionTokens"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            /** @description `invalid_refresh_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUp"];
            };
        };
        responses: {
            /** @description A mail is on its way to the address */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationSent"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            409: components["responses"]["ConflictProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getVerifyEmailPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequestProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description The address is verified */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "verified";
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    resendVerification: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A mail is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationSent"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            409: components["responses"]["ConflictProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    deleteComment: {
        parameters: {
            query?: {
                /** @description Reason for the removal; required from moderators and admins who delete the content of another user */
                reason?: string;
            };
            header?: never;
            path: {
                /** @description Id of the comment */
                commentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The comment is deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    updateComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the comment */
                commentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentPatch"];
            };
        };
        responses: {
            /** @description The comment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listContentRemovals: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of removals */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ContentRemoval"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getDocumentationPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show this documentation */
            200: {
                headers: {
                    /** @description Of this version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description You have this version: `If-None-Match` names it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getDocumentationScript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get the script of the documentation page */
            200: {
                headers: {
                    /** @description Of this version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
            /** @description You have this version: `If-None-Match` names it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getRunbook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show the runbook, to which notices of alerts lead */
            200: {
                headers: {
                    /** @description Of this version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description You have this version: `If-None-Match` names it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getDocumentationViewer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get the viewer of the documentation page */
            200: {
                headers: {
                    /** @description Of this version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
            /** @description You have this version: `If-None-Match` names it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    followEmailLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Token from the link in a mail */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Redirect to the target */
            302: {
                headers: {
                    /** @description Target of the link */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            /** @description Not a token of a link */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listCampaigns: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
                /** @description Only campaigns with this status */
                status?: "scheduled" | "sending" | "paused" | "sent" | "cancelled" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of campaigns */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Campaign"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    createCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCampaign"];
            };
        };
        responses: {
            /** @description The campaign */
            202: {
                headers: {
                    /** @description Path of the campaign */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            409: components["responses"]["ConflictProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the campaign */
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignReport"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    cancelCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the campaign */
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign as it now is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description `campaign_ended` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    pauseCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the campaign */
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign as it now is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description `campaign_ended` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    resumeCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the campaign */
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign as it now is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description `campaign_ended` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    retryFailedOfCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the campaign */
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign */
            202: {
                headers: {
                    /** @description Path of the campaign */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            409: components["responses"]["ConflictProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    previewCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCampaign"];
            };
        };
        responses: {
            /** @description Counts, and the rendered mail */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPreview"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listEmailMessages: {
        parameters: {
            query?: {
                /** @description Only mails to this address */
                address?: string;
                /** @description Only mails of this campaign */
                campaignId?: string;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
                /** @description Only mails with this status */
                status?: "queued" | "sending" | "deferred" | "sent" | "failed" | "cancelled" | "suppressed" | "skipped";
                /** @description Only mails of this template */
                template?: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "security-notice" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity" | "export-ready" | "report" | "system-alert" | "announcement";
                /** @description Only mails to this user */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of mails */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EmailMessage"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getEmailMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the mail */
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mail */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailMessage"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    openEmail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Token from the link in a mail */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A transparent pixel */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/gif": string;
                };
            };
            400: components["responses"]["BadRequestProblem"];
            /** @description Not a token of a mail */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    sendEmail: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendEmail"];
            };
        };
        responses: {
            /** @description The job that sends it */
            202: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            409: components["responses"]["ConflictProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getEmailStats: {
        parameters: {
            query?: {
                /** @description Only mails of this campaign */
                campaignId?: string;
                /** @description Start of the period; default: 30 days before `to`, or with `campaignId` the start of the campaign */
                from?: string;
                /** @description Length of the steps in `series`; weeks start on Monday */
                interval?: "hour" | "day" | "week" | "month";
                /** @description Only mails of this template */
                template?: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "security-notice" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity" | "export-ready" | "report" | "system-alert" | "announcement";
                /** @description End of the period; default: now */
                to?: string;
                /** @description IANA time zone in which the steps start */
                tz?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Figures of the period */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailStats"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listEmailSuppressions: {
        parameters: {
            query?: {
                /** @description Only entries of this address; case does not matter */
                address?: string;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
                /** @description Only entries with this reason */
                reason?: "hard_bounce" | "complaint" | "unsubscribe" | "manual";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EmailSuppression"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    addEmailSuppression: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSuppression"];
            };
        };
        responses: {
            /** @description The entry */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailSuppression"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description An entry by an admin already exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    removeEmailSuppression: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the entry */
                suppressionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entry is removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description There is no such entry */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listEmailTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All templates */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EmailTemplate"][];
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    previewEmailTemplate: {
        parameters: {
            query?: {
                /** @description Format of the answer; `json` holds all parts */
                format?: "html" | "text" | "json";
            };
            header?: never;
            path: {
                /** @description Name of the template */
                name: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "security-notice" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity" | "export-ready" | "report" | "system-alert" | "announcement";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rendered mail */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "text/html": string;
                    "text/plain": string;
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getUnsubscribePage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Token from the link in a mail */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequestProblem"];
            /** @description Not a token of a mail that has an unsubscribe link */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    unsubscribe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Token from the link in a mail */
                token: string;
            };
            cookie?: never;
        };
        /** @description The content is ignored. */
        requestBody?: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["OneClickUnsubscribe"];
                "multipart/form-data": components["schemas"]["OneClickUnsubscribe"];
            };
        };
        responses: {
            /** @description A line of text; for browsers, a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["BadRequestProblem"];
            /** @description Not a token of a mail that has an unsubscribe link */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    reportBounces: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Read as it arrives; 4194304 bytes at most. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "events": [
                 *         {
                 *           "type": "bounce",
                 *           "kind": "hard",
                 *           "messageId": "<0198c0de-0000-7000-8000-000000000001@vibe.localhost>",
                 *           "occurredAt": "2026-01-02T14:30:00Z",
                 *           "reason": "550 5.1.1 no such user"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["BounceReport"];
            };
        };
        responses: {
            /** @description What was recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BounceReportResult"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            /** @description The signature is missing, wrong or too old */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getFeed: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of posts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Post"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the file */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such file, or not yours */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    deleteFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the file */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such file, or not yours */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    renameFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the file */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilePatch"];
            };
        };
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such file, or not yours */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    downloadFile: {
        parameters: {
            query?: {
                /** @description Of a link, instead of an access token */
                token?: string;
                /** @description Default: the original */
                variant?: "original" | "thumb" | "large";
            };
            header?: never;
            path: {
                /** @description Id of the file */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes, with the media type of the file */
            200: {
                headers: {
                    /** @description SHA-256 of the whole */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description A part of them */
            206: {
                headers: {
                    /** @description Which part */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description You have it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such file, or not yours, or the link is not valid */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scan_pending`, `not_ready` or `no_clean_variant` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `link_expired` */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_failed`: the file is another one */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `range_not_satisfiable` */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    createFileLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the file */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFileLink"];
            };
        };
        responses: {
            /** @description The link */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileLink"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            /** @description `owner_only`, `file_infected`, or `sign_in_only`: an export that was asked for so */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such file or variant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` or `no_clean_variant` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    revokeFileLinks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the file */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No link that was given out before works now */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such file */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getFileLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileLimits"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getFileStats: {
        parameters: {
            query?: {
                /** @description Refusals at this time or later */
                from?: string;
                /** @description Refusals before this time */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statistics */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileStats"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    uploadFiles: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description Read as it arrives; 524353536 bytes at most. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "files": [
                 *         "(bytes)"
                 *       ]
                 *     }
                 */
                "multipart/form-data": {
                    /** @description Any field name will do */
                    files: string[];
                    /** @description SHA-256 of each file in hex, in the order of the files; empty where it is not known */
                    sha256?: string[];
                };
            };
        };
        responses: {
            /** @description You have all of these files already */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description At least one file is stored and being processed */
            202: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description `idempotency_key_reused` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            /** @description `no_file_accepted`: `results` says why */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
            /** @description `insufficient_storage`: the server has no room for uploads */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checks: {
                            [key: string]: {
                                durationMs: number;
                                required: boolean;
                                /**
                                 * @description `unknown`: it did not answer in time
                                 * @enum {string}
                                 */
                                status: "pass" | "fail" | "unknown";
                            };
                        };
                        /** @enum {string} */
                        status: "ok" | "degraded";
                        uptimeSeconds: number;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
        };
    };
    listMyInvitations: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of invitations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MyRoomInvitation"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the invitation */
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The room */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description `room_full` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    declineInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the invitation */
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Declined */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            409: components["responses"]["ConflictProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getInvitationPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequestProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getInvitationScript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The script */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
            400: components["responses"]["BadRequestProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    redeemInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeemInvitation"];
            };
        };
        responses: {
            /** @description The room */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description `room_full` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description Only jobs with this error code: failed ones, and those that repeat an attempt which failed with it */
                cause?: string;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Only failed jobs that no person has acknowledged, or only others */
                deadLetter?: "true" | "false";
                /** @description Only jobs created at or after this time */
                from?: string;
                /** @description Maximum number of entries */
                limit?: number;
                /** @description Only jobs that came from a person, a schedule, or the system */
                origin?: "person" | "schedule" | "system";
                /** @description Only jobs of this priority */
                priority?: "critical" | "high" | "normal" | "low";
                /** @description Only jobs of this user; another user’s jobs need the role admin */
                requestedBy?: string;
                /** @description Only running jobs that wait to repeat a failed attempt, or only others */
                retrying?: "true" | "false";
                /** @description Only jobs with this status */
                status?: "queued" | "running" | "succeeded" | "failed" | "cancelled";
                /** @description Only jobs created before this time */
                to?: string;
                /** @description Only jobs of this type */
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Job"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    acknowledgeJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description `job_not_failed` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job as it now is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description `job_ended` or `job_of_another_release` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the job */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job, queued again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            409: components["responses"]["ConflictProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    retryJobNow: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the job */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job, which is about to try again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            409: components["responses"]["ConflictProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listExports: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of exports */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Export"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    createExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewExport"];
            };
        };
        responses: {
            /** @description The job of the export */
            202: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            409: components["responses"]["ConflictProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the export, which is that of its job */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The export */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listExportDatasets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The datasets */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportDatasets"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    estimateExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewExport"];
            };
        };
        responses: {
            /** @description The estimate */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportEstimate"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    runMaintenance: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Maintenance"];
            };
        };
        responses: {
            /** @description The job */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            409: components["responses"]["ConflictProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    retryJobs: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkRetry"];
            };
        };
        responses: {
            /** @description What became of each job */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkRetried"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            409: components["responses"]["ConflictProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getJobStats: {
        parameters: {
            query?: {
                /** @description Start of the period; default: 24 hours before `to` */
                from?: string;
                /** @description End of the period; default: now */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Figures of the period */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobStats"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listJobTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All types, by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["JobType"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getQuote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Ticker, `NVDA` or `BRK.B`; compared in upper case */
                symbol: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The asset */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description There is no such asset */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listPrices: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Start of the period. Default: no limit for `raw`; else so long before `to`: 31 days for `hour`, a year for `day`, 5 years for `week`, 20 years for `month` */
                from?: string;
                /** @description Prices as stored, or candles of UTC hours, days, weeks from Monday, or months */
                interval?: "raw" | "hour" | "day" | "week" | "month";
                /** @description Maximum number of entries */
                limit?: number;
                /** @description Order by time */
                order?: "asc" | "desc";
                /** @description End of the period, not included. Default: now; no limit for `raw` */
                to?: string;
            };
            header?: never;
            path: {
                /** @description Ticker, `NVDA` or `BRK.B`; compared in upper case */
                symbol: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of prices */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceHistory"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description There is no such asset */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    deletePrices: {
        parameters: {
            query: {
                /** @description Start of the period */
                from: string;
                /** @description End of the period, not included */
                to: string;
            };
            header?: never;
            path: {
                /** @description Ticker, `NVDA` or `BRK.B`; compared in upper case */
                symbol: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many were deleted, and what is the latest price now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedPrices"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description There is no such asset */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listAssets: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Only assets of this kind */
                kind?: "stock" | "etf" | "index" | "crypto" | "currency" | "commodity";
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of assets */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Asset"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    createAsset: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAsset"];
            };
        };
        responses: {
            /** @description The asset */
            201: {
                headers: {
                    /** @description Path of the asset */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description There is already an asset with this symbol */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    updateAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Ticker, `NVDA` or `BRK.B`; compared in upper case */
                symbol: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssetPatch"];
            };
        };
        responses: {
            /** @description The asset as changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description There is no such asset */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The asset has prices in the old currency */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    ingestPrices: {
        parameters: {
            query?: {
                /** @description Create assets for unknown symbols (stocks in USD, named by their symbol) instead of refusing them */
                createAssets?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Read as it arrives; 67108864 bytes at most. */
        requestBody: {
            content: {
                /**
                 * @example [
                 *       {
                 *         "symbol": "NVDA",
                 *         "at": "2024-01-02T14:30:00Z",
                 *         "price": 481.68,
                 *         "volume": 41125
                 *       },
                 *       {
                 *         "symbol": "NVDA",
                 *         "at": "2024-01-02T14:31:00Z",
                 *         "price": 482.02,
                 *         "volume": 38004
                 *       }
                 *     ]
                 */
                "application/json": components["schemas"]["PriceLine"][];
                /**
                 * @example {"symbol":"NVDA","at":"2024-01-02T14:30:00Z","price":481.68,"volume":41125}
                 *     {"symbol":"NVDA","at":"2024-01-02T14:31:00Z","price":482.02,"volume":38004}
                 */
                "application/x-ndjson": string;
                /**
                 * @example symbol,date,open,high,low,close,volume
                 *     SPX,2000-01-03,1469.25,1478,1438.36,1455.22,931800000
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description What was stored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestResult"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listMonitoringAlerts: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
                /** @description Only those of this rule */
                ruleId?: string;
                severity?: "critical" | "warning" | "info";
                /** @description Only those that are open, or only those that have ended */
                state?: "active" | "past";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of alerts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MonitoringAlert"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    acknowledgeMonitoringAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alertId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description For how long it counts as seen
                     * @default 240
                     */
                    minutes?: number;
                };
            };
        };
        responses: {
            /** @description The alert */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitoringAlert"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such alert */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The alert has ended already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    resolveMonitoringAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alertId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alert */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitoringAlert"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such alert */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The alert has ended already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    silenceMonitoringAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alertId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why, for the others */
                    comment?: string;
                    /**
                     * @description For how long
                     * @default 120
                     */
                    minutes?: number;
                };
            };
        };
        responses: {
            /** @description The alert */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitoringAlert"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such alert */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The alert has ended already, or there are too many silences */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getMonitoringMetrics: {
        parameters: {
            query?: {
                /** @description Start of the history, an hour before `to` unless given */
                from?: string;
                metrics?: string;
                /** @description Seconds between two points; as fine as is sensible unless given */
                step?: number;
                /** @description End of the history, now unless given */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitoringMetrics"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listMonitoringMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            description: string;
                            /** @enum {string} */
                            name: "cpu_utilization" | "memory_bytes" | "memory_ratio" | "heap_bytes" | "heap_ratio" | "event_loop_delay_p99" | "event_loop_delay_max" | "event_loop_utilization" | "gc_ratio" | "pool_used_ratio" | "pool_waiting" | "statement_p95" | "statement_failures" | "http_requests" | "http_error_ratio" | "http_p95" | "sockets" | "dependency_up" | "smtp_refused_ratio" | "smtp_p95" | "storage_failure_ratio" | "storage_p95" | "file_received_bytes" | "file_served_bytes" | "file_refusals" | "file_failure_ratio" | "file_processing_p95" | "disk_used_ratio" | "task_queue_backlog" | "task_queue_pollers" | "backlog_age" | "outbox_age" | "mail_age" | "job_failure_ratio" | "jobs_finished" | "dead_letters" | "rollup_lag" | "event_default_partition" | "event_partition_ahead" | "temporal_up" | "instances_alive" | "instances_lost" | "database_size" | "database_connections_ratio" | "database_idle_transaction";
                            /** @enum {string} */
                            unit: "ratio" | "seconds" | "bytes" | "count" | "per_second" | "boolean";
                        }[];
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getMonitoringPerformance: {
        parameters: {
            query?: {
                /** @description Start of the period, an hour before `to` unless given */
                from?: string;
                /** @description End of the period, now unless given */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The performance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitoringPerformance"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listMonitoringRoutes: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of routes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MonitoringRoute"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    createMonitoringRoute: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMonitoringRoute"];
            };
        };
        responses: {
            /** @description The route */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitoringRoute"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description There are too many */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    deleteMonitoringRoute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                routeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such route */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    updateMonitoringRoute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                routeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MonitoringRouteChange"];
            };
        };
        responses: {
            /** @description The route */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitoringRoute"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such route */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listMonitoringRules: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of rules */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MonitoringRule"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    createMonitoringRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMonitoringRule"];
            };
        };
        responses: {
            /** @description The rule */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitoringRule"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description There are too many */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getMonitoringRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ruleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitoringRule"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such rule */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    deleteMonitoringRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ruleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone; its open alerts have ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such rule */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Every installation has it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    updateMonitoringRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ruleId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MonitoringRuleChange"];
            };
        };
        responses: {
            /** @description The rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitoringRule"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such rule */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    tryMonitoringRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date-time
                     * @description Start of the period, an hour before `to` unless given
                     */
                    from?: string;
                    rule: components["schemas"]["NewMonitoringRule"];
                    /**
                     * Format: date-time
                     * @description End of the period, now unless given
                     */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description What it would have told, 500 at most */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Between two looks */
                        stepSeconds: number;
                        transitions: {
                            /** Format: date-time */
                            at: string;
                            kind: string;
                            labels: {
                                [key: string]: string;
                            };
                            value: number | null;
                        }[];
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listMonitoringSilences: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
                /** @description Only those that are so now */
                state?: "active" | "scheduled" | "past";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of silences */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MonitoringSilence"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    createMonitoringSilence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMonitoringSilence"];
            };
        };
        responses: {
            /** @description The silence */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitoringSilence"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description There are too many */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    deleteMonitoringSilence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                silenceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such silence */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The silence has ended already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    updateMonitoringSilence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                silenceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MonitoringSilenceChange"];
            };
        };
        responses: {
            /** @description The silence */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitoringSilence"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such silence */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The silence has ended already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Only notifications of this kind */
                kind?: "comment" | "reply" | "like" | "follow" | "room_invitation" | "price_alert" | "call_resolved" | "export_ready";
                /** @description Maximum number of entries */
                limit?: number;
                /** @description `true`: only unread notifications */
                unread?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of notifications */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Notification"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    deleteNotification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the notification */
                notificationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notification is deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    readNotification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the notification */
                notificationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notification */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    readNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadNotifications"];
            };
        };
        responses: {
            /** @description How many became read, and how many are still unread */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many became read */
                        read: number;
                        unread: components["schemas"]["UnreadNotifications"];
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    countUnreadNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The count */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnreadNotifications"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getOpenApiDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get the OpenAPI 3.1 document */
            200: {
                headers: {
                    /** @description Of this version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description You have this version: `If-None-Match` names it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listPosts: {
        parameters: {
            query?: {
                /** @description Only posts of this user */
                authorId?: string;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description `true`: only posts with a call; `false`: only posts without */
                hasCall?: "true" | "false";
                /** @description Maximum number of entries */
                limit?: number;
                sentiment?: "bullish" | "bearish" | "neutral";
                /** @description Only posts about this symbol */
                symbol?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of posts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Post"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    createPost: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPost"];
            };
        };
        responses: {
            /** @description The post */
            201: {
                headers: {
                    /** @description Path of the post */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedPost"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description The symbol of the call has no price yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post */
                postId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The post */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    deletePost: {
        parameters: {
            query?: {
                /** @description Reason for the removal; required from moderators and admins who delete the content of another user */
                reason?: string;
            };
            header?: never;
            path: {
                /** @description Id of the post */
                postId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The post is deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    updatePost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post */
                postId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostPatch"];
            };
        };
        responses: {
            /** @description The post */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listComments: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
                /** @description List the replies to this comment instead of the comments on the post */
                parentId?: string;
            };
            header?: never;
            path: {
                /** @description Id of the post */
                postId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of comments */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Comment"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    createComment: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the post */
                postId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewComment"];
            };
        };
        responses: {
            /** @description The comment */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            409: components["responses"]["ConflictProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    likePost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post */
                postId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number of likes of the post */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LikeState"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    unlikePost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post */
                postId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number of likes of the post */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LikeState"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listLikes: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the post */
                postId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of likes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Like"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listRooms: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
                /** @description `true`: the rooms that the caller is a member of, newest first */
                mine?: "true" | "false";
                /** @description `largest` is for public rooms only */
                sort?: "newest" | "largest";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of rooms */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Room"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    createRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRoom"];
            };
        };
        responses: {
            /** @description The room */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description `too_many_rooms` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getRoom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the room */
                roomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The room */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    closeRoom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the room */
                roomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The room is closed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    updateRoom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the room */
                roomId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoomPatch"];
            };
        };
        responses: {
            /** @description The room as changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listRoomBans: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the room */
                roomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of bans */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RoomBan"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    banFromRoom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the room */
                roomId: string;
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user is banned */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    liftRoomBan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the room */
                roomId: string;
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ban is lifted; the user may join again */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listRoomInvitations: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the room */
                roomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of invitations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RoomInvitation"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    inviteIntoRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the room */
                roomId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRoomInvitation"];
            };
        };
        responses: {
            /** @description The invitation */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomInvitation"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description No invitation was made */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    revokeRoomInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the invitation */
                invitationId: string;
                /** @description Id of the room */
                roomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The invitation is withdrawn */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    joinRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the room */
                roomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The room */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description `room_full` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    leaveRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the room */
                roomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller is not a member */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description `owner_stays` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listRoomMembers: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the room */
                roomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of members */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RoomMember"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    removeRoomMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the room */
                roomId: string;
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user is not a member */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    changeRoomRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the room */
                roomId: string;
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description `owner` transfers the room: the present owner becomes an admin
                     * @enum {string}
                     */
                    role: "owner" | "admin" | "member";
                };
            };
        };
        responses: {
            /** @description The member */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomMember"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description `owner_stays` or `too_many_rooms` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listRoomMessages: {
        parameters: {
            query?: {
                /** @description Id of a message: list the messages after it, oldest first, instead of the latest ones */
                after?: string;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the room */
                roomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RoomMessage"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    postRoomMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the room */
                roomId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRoomMessage"];
            };
        };
        responses: {
            /** @description The message */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomMessage"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            409: components["responses"]["ConflictProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    deleteRoomMessage: {
        parameters: {
            query?: {
                /** @description Reason for the removal; required from moderators and admins who delete the content of another user */
                reason?: string;
            };
            header?: never;
            path: {
                /** @description Id of the message */
                messageId: string;
                /** @description Id of the room */
                roomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message is deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    editRoomMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message */
                messageId: string;
                /** @description Id of the room */
                roomId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoomMessageText"];
            };
        };
        responses: {
            /** @description The edited message */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomMessage"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    markRoomRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the room */
                roomId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The last message that was read
                     */
                    messageId: string;
                };
            };
        };
        responses: {
            /** @description The marker is moved */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    search: {
        parameters: {
            query: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
                /** @description What to look for */
                q: string;
                /** @description Types to search, separated by commas. With a cursor, only one */
                types?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found, by type */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description `true`: only disabled users; `false`: only the others */
                disabled?: "true" | "false";
                /** @description Only the user with this address */
                email?: string;
                /** @description Maximum number of entries */
                limit?: number;
                /** @description Only users of whose name a word starts so, in any script and case */
                name?: string;
                /** @description Only users with this role */
                role?: "user" | "moderator" | "admin";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PrivateUser"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivateUser"] | components["schemas"]["PublicUser"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UserDeletion"];
            };
        };
        responses: {
            /** @description The account is closed and its deletion has started: the receipt */
            202: {
                headers: {
                    /** @description Path of the job; sent to admins only, since other users cannot see it */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestedDeletion"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description `last_admin` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserPatch"];
            };
        };
        responses: {
            /** @description The user as changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivateUser"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of keys that are not revoked, without the keys themselves */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ApiKey"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description The key */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the key */
                keyId: string;
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key has stopped working */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    putAvatar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAvatar"];
            };
        };
        responses: {
            /** @description The avatar */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Image"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such user, or not you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    deleteAvatar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no avatar now */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such user, or not you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listUserCalls: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of calls */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ListedCall"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    previewDigest: {
        parameters: {
            query?: {
                /** @description Format of the answer; `json` holds all parts */
                format?: "html" | "text" | "json";
            };
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rendered digest */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "text/html": string;
                    "text/plain": string;
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    setUserDisabled: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    disabled: boolean;
                };
            };
        };
        responses: {
            /** @description The user as changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivateUser"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description `last_admin` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listUserEmails: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of mails */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MailToUser"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listFiles: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Uploaded at this time or later */
                from?: string;
                kind?: "upload" | "export" | "report";
                /** @description Maximum number of entries */
                limit?: number;
                /** @description Part of the name, in any case */
                name?: string;
                scan?: "pending" | "clean" | "infected" | "not_scanned" | "skipped";
                sort?: "newest" | "oldest" | "largest" | "name";
                status?: "processing" | "ready" | "failed";
                /** @description Uploaded before this time */
                to?: string;
                /** @description A media type, or its first part: `image`, `text/csv` */
                type?: string;
            };
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of files */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileList"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such user */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    followUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Followed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description `too_many_follows` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    unfollowUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Not followed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listFollowers: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Follower"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listFollowing: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Follower"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listUserPosts: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of posts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Post"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The preferences, defaults included */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    putPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreferencesInput"];
            };
        };
        responses: {
            /** @description The preferences as stored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getUserProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserProfile"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getQuota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Usage and quota */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageUsage"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such user */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    setQuota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewQuota"];
            };
        };
        responses: {
            /** @description Usage and quota */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageUsage"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such user */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    setUserRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "user" | "moderator" | "admin";
                };
            };
        };
        responses: {
            /** @description The user as changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivateUser"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description `last_admin` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sessions that are not over */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Session"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    revokeSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions are over */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    revokeSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the session */
                sessionId: string;
                /** @description Id of the user */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session is over */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The signed-in user */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivateUser"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listWatchlists: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Maximum number of entries */
                limit?: number;
                /** @description Watchlists of this user; another user’s watchlists need the role admin */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of watchlists */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Watchlist"][];
                        /** @description Send it as `cursor` to get the next page; `null` on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    createWatchlist: {
        parameters: {
            query?: never;
            header?: {
                /** @description For 24 hours, the same key with the same body gets the first answer again. A request that comes at the same time waits for that answer. With another body: 409. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWatchlist"];
            };
        };
        responses: {
            /** @description The watchlist */
            201: {
                headers: {
                    /** @description Path of the watchlist */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Watchlist"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            409: components["responses"]["ConflictProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getWatchlist: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the watchlist */
                watchlistId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The watchlist */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchlistWithAssets"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    deleteWatchlist: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the watchlist */
                watchlistId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The watchlist is deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    updateWatchlist: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the watchlist */
                watchlistId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WatchlistPatch"];
            };
        };
        responses: {
            /** @description The watchlist as changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Watchlist"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    addWatchlistAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Ticker, `NVDA` or `BRK.B`; compared in upper case */
                symbol: string;
                /** @description Id of the watchlist */
                watchlistId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The asset is on the watchlist */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            /** @description The watchlist is full */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    removeWatchlistAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Ticker, `NVDA` or `BRK.B`; compared in upper case */
                symbol: string;
                /** @description Id of the watchlist */
                watchlistId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The asset is not on the watchlist */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            404: components["responses"]["NotFoundProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    openSocket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The socket is open */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            /** @description The request is not a WebSocket handshake */
            426: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getDashboard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description You have this version: `If-None-Match` names it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getDashboardFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the file */
                file: string;
                /** @description Where the file is from */
                folder: "shell" | "parts" | "pages" | "client" | "modules";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
            /** @description You have this version: `If-None-Match` names it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            /** @description No such file */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process answers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
        };
    };
    scrapeMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["BadRequestProblem"];
            /** @description No token, or one that does not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not an admin */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalServerErrorProblem"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every required dependency passes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checks: {
                            [key: string]: {
                                durationMs: number;
                                required: boolean;
                                /**
                                 * @description `unknown`: it did not answer in time
                                 * @enum {string}
                                 */
                                status: "pass" | "fail" | "unknown";
                            };
                        };
                        /** @enum {string} */
                        status: "ready" | "unready" | "draining";
                    };
                };
            };
            400: components["responses"]["BadRequestProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            /** @description The API is stopping, or a required dependency fails or does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checks: {
                            [key: string]: {
                                durationMs: number;
                                required: boolean;
                                /**
                                 * @description `unknown`: it did not answer in time
                                 * @enum {string}
                                 */
                                status: "pass" | "fail" | "unknown";
                            };
                        };
                        /** @enum {string} */
                        status: "ready" | "unready" | "draining";
                    };
                };
            };
        };
    };
}
