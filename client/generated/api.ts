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
         * Deletions of accounts, newest first
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
         * The receipt of a deletion, for whoever has its token
         * @description Says what was removed or anonymised, and when. 404 for every token that is none.
         *
         *     Anybody may call this.
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
         * One’s own alerts, newest first; for admins anybody’s
         * @description For any signed-in user.
         */
        get: operations["listAlerts"];
        put?: never;
        /**
         * Asks to be told when a price gets somewhere
         * @description One whose condition holds already begins `disarmed`. It hears of prices later than the latest one there is, and of none that are more than a day older than itself. An unknown symbol is a 400 `unknown_symbol`; at most 500 alerts a user (409 `too_many_alerts`).
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
         * One alert
         * @description For any signed-in user.
         */
        get: operations["getAlert"];
        put?: never;
        post?: never;
        /**
         * Deletes an alert with its firings
         * @description For its owner: admins get 403 `owner_only`.
         *
         *     For any signed-in user.
         */
        delete: operations["deleteAlert"];
        options?: never;
        head?: never;
        /**
         * Changes, pauses or resumes an alert
         * @description A new threshold starts the alert again from the latest price, as if it were made now. For its owner: admins get 403 `owner_only`.
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
         * When an alert fired, latest first
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
         * Starts a session
         * @description An unknown address, a wrong password and a disabled account all answer 401 `invalid_credentials`. After five failures for one address each further attempt waits, 1 minute at first and doubling up to an hour: 429 `too_many_attempts` with `Retry-After`.
         *
         *     Anybody may call this.
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
         * Ends the session of the access token
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
         * Script of the two pages
         * @description Anybody may call this.
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
         * Mails a token for a new password
         * @description Always 202. Only an address with an account is mailed, and not more than a few times in a row.
         *
         *     Anybody may call this.
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
         * Page on which a new password is chosen
         * @description For people: the link in the mail leads here. The page sends the token by the POST of the same path.
         *
         *     Anybody may call this.
         */
        get: operations["getPasswordResetPage"];
        put?: never;
        /**
         * Sets a new password by a mailed token
         * @description Ends all sessions. A made-up, used or expired token answers 400 `invalid_token`.
         *
         *     Anybody may call this.
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
         * Exchanges a refresh token for new tokens
         * @description A refresh token works once. When one comes a second time, the whole session is revoked, for one of the two who have it is a thief. A client that lost the answer logs in again.
         *
         *     Anybody may call this.
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
         * Makes an account and mails its owner
         * @description The answer is the same when there is an account with the address already; its owner is mailed instead. Log in at once: the welcome mail is then found under `GET /api/jobs`.
         *
         *     Anybody may call this.
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
         * Page that confirms an e-mail address
         * @description For people: the link in the mail leads here. The page sends the token by the POST of the same path.
         *
         *     Anybody may call this.
         */
        get: operations["getVerifyEmailPage"];
        put?: never;
        /**
         * Proves an e-mail address by a mailed token
         * @description A POST, since scanners follow the links in mails. 400 `invalid_token` for a made-up, used or expired one.
         *
         *     Anybody may call this.
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
         * Mails the verification of one’s address again
         * @description For the address the account has, or the one it is changing to. 409 `already_verified` when none waits.
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
         * Deletes a comment; its replies stay
         * @description For its author, moderators and admins; the latter say why, which admins can read.
         *
         *     For any signed-in user.
         */
        delete: operations["deleteComment"];
        options?: never;
        head?: never;
        /**
         * Changes the text of one’s own comment
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
         * What moderators deleted of posts, comments and messages in public rooms, who did it and why, latest first
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
         * The documentation page
         * @description Anybody may call this.
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
         * Script of the page
         * @description Anybody may call this.
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
    "/api/docs/scalar.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Viewer of the page
         * @description Anybody may call this.
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
         * Leads to where a link of a mail leads, and counts it
         * @description The target was stored with the mail: nothing of the request decides about it.
         *
         *     Anybody may call this.
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
         * Campaigns, newest first
         * @description For users with the role admin.
         */
        get: operations["listCampaigns"];
        put?: never;
        /**
         * Sends one mail to many
         * @description To a segment of the accounts, or to a list of up to 10,000 addresses. Who is in a segment is settled when the campaign begins: everybody who matches, has proven their address and does not refuse announcements. Addresses of a list that belong to an account follow its preferences too. Nobody gets a campaign twice. It can be paused, resumed and cancelled while it is being sent.
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
         * One campaign and what became of its mails
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
         * Cancels what is not sent yet
         * @description One that has not begun is cancelled at once; a running one is told to stop: look at its status again. 409 `campaign_ended`.
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
         * Stops sending until the campaign is resumed
         * @description What is at the mail server now still arrives. One that has not begun does not begin. 409 `campaign_ended`.
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
         * Goes on with a paused campaign
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
         * Tries the mails that failed again, with all their attempts
         * @description While it runs, and after it has ended. What was cancelled stays so. 409 `nothing_failed`.
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
         * Who would get a campaign now, and what; nothing is sent
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
         * Mails, newest first
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
         * One mail and what became of it
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
         * Image by which a mail tells that it was opened
         * @description Anybody may call this.
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
         * Sends one mail
         * @description Accepted once it is durable; the mail goes out by a job that can be watched, and cancelled until it is sent. Links in `data` must be https or below the public URL of this installation.
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
         * Counts, rates and time to delivery of mails, by period, template and campaign
         * @description Mails requested in the period and what has become of them so far. Opens are told by images: `openedByPeople` counts mails shown by a client with images on, `openedByMachines` those fetched ahead or scanned, whoever read them.
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
         * Addresses that get no mail, or none of a category; newest first
         * @description For users with the role admin.
         */
        get: operations["listEmailSuppressions"];
        put?: never;
        /**
         * Stops all mail to an address
         * @description Also mail about the account, password resets among it. 409 `already_suppressed` when it is stopped by hand already.
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
         * Takes an entry off the list
         * @description Mails that were suppressed stay so; their jobs can be retried.
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
         * The kinds of mail there are, with sample data
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
         * A template with its sample data, as HTML, plain text, or JSON with all parts
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
         * Page that asks whether to unsubscribe
         * @description Changes nothing, since scanners follow every link of a mail.
         *
         *     Anybody may call this.
         */
        get: operations["getUnsubscribePage"];
        put?: never;
        /**
         * Opts out of mails of the same category (one click, RFC 8058)
         * @description Other categories and mail about the account go on. Once more changes nothing.
         *
         *     Anybody may call this.
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
         * Takes reports of bounces and complaints
         * @description Signed: `X-Webhook-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">` with `EMAIL_WEBHOOK_SECRET`, at most five minutes old; else 401. A report that comes again changes nothing more.
         *
         *     Anybody may call this.
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
         * Posts of the people one follows, newest first
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
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The state of the API and what it depends on, for people
         * @description Anybody may call this.
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
         * Rooms one is invited into, the newest invitation first
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
         * Joins the room one is invited into
         * @description 404 once it was answered or has expired. 403 `banned`; 409 `room_full`, after which it still holds.
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
         * Declines an invitation
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
         * Page on which a mailed invitation is accepted
         * @description For people: the link in the mail leads here. The page logs in, sends the token, and logs out.
         *
         *     Anybody may call this.
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
         * Script of that page
         * @description Anybody may call this.
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
         * Joins a room by the token of a mail
         * @description Whoever is signed in joins; the token works once. 400 `invalid_token`; 403 `banned`; 409 `already_member` and `room_full`, after which it still works.
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
         * Jobs, newest first: one’s own, or all of them for admins
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
         * One job: status, progress, attempts, error, result
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
         * Cancels a job
         * @description A job that has not begun is cancelled at once. A running one is told to stop and decides what it became: look at its status again. One that has ended answers 409 `job_ended`.
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
         * Starts a failed or cancelled job again
         * @description What it had already done stays done. A job in another status answers 409 `job_not_retryable`.
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
    "/api/jobs/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts, durations and failures of jobs
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
    "/api/market/{symbol}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An asset with its latest price
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
         * Prices of an asset, as they were stored or as candles
         * @description A candle is computed from the prices of its whole step; steps without a price are left out. The period may touch 10,000 steps.
         *
         *     For any signed-in user.
         */
        get: operations["listPrices"];
        put?: never;
        post?: never;
        delete?: never;
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
         * What has a price, by symbol
         * @description For any signed-in user.
         */
        get: operations["listAssets"];
        put?: never;
        /**
         * Makes an asset
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
         * Changes what an asset is called
         * @description The currency can be changed while there is no price: 409 `currency_in_use` afterwards.
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
         * Stores prices in bulk
         * @description Reads up to 1000000 lines as they arrive and stores all of them, or none: a 400 names up to 20 bad lines by number, field and reason. A line replaces what is known of its asset and time; of two in one request the later one counts, so repeating a request is harmless. CSV names its columns in the first line, in any order.
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
    "/api/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to oneself, newest first
         * @description New ones are told at once on the socket topic `notifications` as events `notification`, in the same shape. They are kept for 90 days unless the installation says otherwise.
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
         * Deletes one
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
         * Marks one as read
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
         * Marks a notification and all older ones as read
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
         * How many are not read yet, up to 99
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
         * The OpenAPI 3.1 document
         * @description Anybody may call this.
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
         * Posts, newest first
         * @description For any signed-in user.
         */
        get: operations["listPosts"];
        put?: never;
        /**
         * Publishes a post, with a call if one likes
         * @description Tickers are those given and the cashtags of the text that are known symbols, at most 10. A call is frozen with the latest price (409 `no_price` without one), never changes, and counts even when the post is deleted.
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
         * One post
         * @description For any signed-in user.
         */
        get: operations["getPost"];
        put?: never;
        post?: never;
        /**
         * Deletes a post
         * @description For its author, moderators and admins; the latter say why, which admins can read. Its text is gone for everybody else. Its call stays. 403 `author_only` for others.
         *
         *     For any signed-in user.
         */
        delete: operations["deletePost"];
        options?: never;
        head?: never;
        /**
         * Changes text or sentiment of one’s own post
         * @description Its cashtags follow the text. The call never changes. 403 `author_only` for others.
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
         * The comments on a post, or the replies to one of them, oldest first
         * @description For any signed-in user.
         */
        get: operations["listComments"];
        put?: never;
        /**
         * Comments on a post, or answers a comment
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
         * Likes a post; repeating it changes nothing
         * @description For any signed-in user.
         */
        put: operations["likePost"];
        post?: never;
        /**
         * Takes a like back; repeating it changes nothing
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
         * Who likes a post, latest first
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
         * Public rooms, or one’s own with what is unread
         * @description For any signed-in user.
         */
        get: operations["listRooms"];
        put?: never;
        /**
         * Makes a room, owned by whoever makes it
         * @description 409 `too_many_rooms` for an owner of a hundred.
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
         * A room
         * @description For any signed-in user.
         */
        get: operations["getRoom"];
        put?: never;
        post?: never;
        /**
         * Closes a room for good
         * @description For the owner; a public room also for moderators and admins.
         *
         *     For any signed-in user.
         */
        delete: operations["closeRoom"];
        options?: never;
        head?: never;
        /**
         * Changes name or description
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
         * Who is banned, the latest first
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
         * Bans somebody, member or not
         * @description For the owner; for room admins, people without a role. Whoever is banned is removed and cannot join or accept an invitation. What is public they still read.
         *
         *     For any signed-in user.
         */
        put: operations["banFromRoom"];
        post?: never;
        /**
         * Lifts a ban
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
         * Invitations that wait for an answer, newest first
         * @description For the owner and room admins.
         *
         *     For any signed-in user.
         */
        get: operations["listRoomInvitations"];
        put?: never;
        /**
         * Invites a user, or an e-mail address
         * @description For the owner and room admins; into a public room every member invites. Good for 14 days. The answer to an address is the same whether or not somebody here has it; 403 `email_not_verified` for inviters who have not proven their own. 409 `already_invited`, `too_many_invitations`, and of a user `already_member`, `not_invitable`; 429 `too_many_attempts` for an address that got several.
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
         * Takes an invitation back
         * @description For the owner, room admins and whoever sent it.
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
         * Joins a public room
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
         * Leaves a room
         * @description The owner hands the room over first: 409 `owner_stays`.
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
         * Members, the longest-serving first
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
         * Removes a member
         * @description For the owner; for room admins, members without a role. To keep them out: `PUT …/bans/:userId`.
         *
         *     For any signed-in user.
         */
        delete: operations["removeRoomMember"];
        options?: never;
        head?: never;
        /**
         * Gives a member a role, or the whole room
         * @description For the owner, who by `owner` hands the room over and becomes an admin. 409 `owner_stays` for a lesser role for oneself, `too_many_rooms` when the new owner has a hundred.
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
         * Messages, the latest first, or those after one that is known
         * @description Whoever was away asks for what came `after` the last message they have, oldest first, and goes on by `nextCursor` until it is null: no message is ever inserted between two that were shown.
         *
         *     For any signed-in user.
         */
        get: operations["listRoomMessages"];
        put?: never;
        /**
         * Says something in a room
         * @description For members: 403 `not_a_member`. Told to the topic `room:<id>` as `room.message`.
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
         * Deletes the text of a message
         * @description For its author, the owner of the room and room admins; in public rooms also for moderators, who say why. The list goes on to show that it was there.
         *
         *     For any signed-in user.
         */
        delete: operations["deleteRoomMessage"];
        options?: never;
        head?: never;
        /**
         * Edits a message
         * @description For its author while they are a member.
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
         * Moves one’s marker forward to the last message that was read
         * @description For members. The marker never goes back.
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
         * Finds people, posts and tickers
         * @description People by the begin of their name, then by names written alike; posts by their words, the newest first; tickers by symbol and name. Among users or posts alone it goes on by `nextCursor`.
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
         * Users, newest first
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
         * A person: all of it for themselves and admins, the public part for others
         * @description For any signed-in user.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /**
         * Deletes an account for good
         * @description For its owner, with `currentPassword` (403 `wrong_password`, 429 `too_many_attempts`), and admins. The account is closed at once: all its sessions and keys end, its address is free, others see `Deleted user`. Everything else is removed or anonymised by a job, and the receipt says how far that is: the person, who cannot sign in any more, reads it by the token given here and in the mail to the former address. 409 `last_admin` for the only admin.
         *
         *     For any signed-in user.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Changes a name, an address or a password
         * @description Address and password are changed by their owner only, with `currentPassword` (403 `wrong_password`, 429 `too_many_attempts`). A new address waits in `pendingEmail` until the link mailed to it was followed, and its answer does not tell whether somebody else has it. A new password ends all other sessions.
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
         * Keys that are not revoked, newest first
         * @description For any signed-in user.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Makes a key for a server
         * @description The key acts for its owner within its scopes, as far as the owner’s role allows them. `email:send` needs the role admin (403 `scope_not_allowed`). The answer is the only place where the key is shown.
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
         * Revokes a key
         * @description For any signed-in user.
         */
        delete: operations["revokeApiKey"];
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
         * A person’s calls and what became of them, newest first
         * @description Calls of deleted posts are among them, without the text.
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
         * What the weekly digest would say now, as HTML, plain text, or JSON with all parts
         * @description About the seven days before today in the time zone of the person, whenever their digest is due; the JSON says when (`nextDueAt`: now, when it is about to be sent; null when they want none). There is one in each ISO week. For the person and admins. 404 `digest_empty` when none would be sent.
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
         * Disables an account, or enables it again
         * @description Disabling ends all sessions; keys rest until the account is enabled. 409 `last_admin`.
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
         * The mails to a person, newest first: for themselves and admins
         * @description What was sent, when, and what it can be refused by; neither addresses nor what the mails say.
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
    "/api/users/{userId}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Follows somebody
         * @description Doing it again changes nothing. 409 `too_many_follows` for whoever follows 2,000 people.
         *
         *     For any signed-in user.
         */
        put: operations["followUser"];
        post?: never;
        /**
         * Follows somebody no more
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
         * Who follows a person, the latest first
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
         * Whom a person follows, the latest first
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
         * A person’s posts, newest first
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
         * Time zone, digest and mail categories
         * @description For any signed-in user.
         */
        get: operations["getPreferences"];
        /**
         * Replaces the preferences
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
         * A person as others see them, with their follows
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
    "/api/users/{userId}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Gives a user a role
         * @description Holds for open sessions and keys too, on other instances within five seconds. 409 `last_admin`.
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
    "/api/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Oneself
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
         * One’s own watchlists in their order; for admins anybody’s
         * @description For any signed-in user.
         */
        get: operations["listWatchlists"];
        put?: never;
        /**
         * Makes a watchlist
         * @description At most 50 a user: 409 `too_many_watchlists`.
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
         * One watchlist with its assets, their latest prices and changes of the day
         * @description For any signed-in user.
         */
        get: operations["getWatchlist"];
        put?: never;
        post?: never;
        /**
         * Deletes a watchlist
         * @description For its owner: admins get 403 `owner_only`.
         *
         *     For any signed-in user.
         */
        delete: operations["deleteWatchlist"];
        options?: never;
        head?: never;
        /**
         * Renames or moves a watchlist
         * @description For its owner: admins get 403 `owner_only`.
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
         * Puts an asset on a watchlist
         * @description Adding what is there changes nothing. At most 200 assets: 409 `watchlist_full`. For its owner: admins get 403 `owner_only`.
         *
         *     For any signed-in user.
         */
        put: operations["addWatchlistAsset"];
        post?: never;
        /**
         * Takes an asset off a watchlist
         * @description Removing what is not there changes nothing. For its owner: admins get 403 `owner_only`.
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
         * Opens a WebSocket for live events
         * @description A WebSocket handshake; then JSON text messages of at most 16 KB. The first one must be
         *     `{"type":"auth","token":"<access token>"}` within ten seconds and is answered by `ready`. Then
         *     `{"type":"subscribe","topic":"…"}` is answered by `subscribed` or `error`, and
         *     `{"type":"event","topic","event","data","at"}` follow. `gap` names topics whose lists are to be read again.
         *     Topics: `notifications`, `job:<id>`, `metrics`, `room:<id>`. Closed with 4401: log in again or refresh the token;
         *     4408: read faster; 4429: too many sockets or messages; 1001: come back after the milliseconds in the reason.
         *     The whole protocol is in docs/realtime.md.
         *
         *     Anybody may call this.
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
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process answers at all
         * @description Anybody may call this.
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
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether requests should be sent here
         * @description Anybody may call this.
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
            /** @description Since when nothing of the person is left */
            completedAt: string | null;
            /**
             * Format: uuid
             * @description Id of the receipt
             */
            id: string;
            /** @description A failed job waits for somebody to retry it */
            jobStatus: ("queued" | "running" | "succeeded" | "failed" | "cancelled") | null;
            links: {
                job: string;
            };
            /** Format: date-time */
            requestedAt: string;
            /** @description The person, or an admin; null when that admin’s account is deleted too */
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
             * @description `above` and `below` compare the price, `percent_move` how far it went since the alert began or last fired
             * @enum {string}
             */
            condition: "above" | "below" | "percent_move";
            /** Format: date-time */
            createdAt: string;
            /** @description ISO 4217; of the threshold, unless it is percent */
            currency: string;
            /** @description How often it has fired */
            firedCount: number;
            /** Format: uuid */
            id: string;
            /** @description Time of the price that last set it off */
            lastFiredAt: string | null;
            note: string | null;
            rearmPercent: number;
            /** @description The price that `percent_move` measures from */
            referencePrice: number | null;
            repeat: boolean;
            /**
             * @description `disarmed`: its condition held; it waits until the price has gone back to be armed again
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
             * @description Time of the price that set it off
             */
            at: string;
            /** Format: uuid */
            id: string;
            price: number;
            /** @description The price it moved from, for `percent_move` */
            referencePrice: number | null;
            /** @description As it was then */
            threshold: number;
            /** @description When its owner was notified */
            toldAt: string | null;
        };
        AlertPatch: {
            /** @description For oneself */
            note?: string | null;
            /** @description How far the price goes back beyond the threshold, in percent of it, before the alert is armed again; of no meaning for `percent_move` */
            rearmPercent?: number;
            /** @description Whether it is armed again after it fired; else it fires once and is `done` */
            repeat?: boolean;
            /**
             * @description `paused` stops the alert; `armed` starts it again, also one that is done, from the latest price
             * @enum {string}
             */
            state?: "armed" | "paused";
            /** @description A price in the currency of the asset; for `percent_move` percent, from 0.01 to 1,000 */
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
            /** @description The key begins with `vta_<prefix>_` */
            prefix: string;
            scopes: ("email:send" | "events:write" | "market:ingest")[];
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
            /** @description Of the price, ISO 4217 */
            currency: string;
            /** @enum {string} */
            kind: "stock" | "etf" | "index" | "crypto" | "currency" | "commodity";
            name: string;
            /** @description The latest; null while none is known */
            price: number | null;
            /** @description When that was the price */
            priceAt: string | null;
            symbol: string;
        };
        /**
         * @example {
         *       "name": "NVIDIA Corporation"
         *     }
         */
        AssetPatch: {
            /** @description Of its prices, ISO 4217 */
            currency?: string;
            /** @enum {string} */
            kind?: "stock" | "etf" | "index" | "crypto" | "currency" | "commodity";
            /** @description What it is called in full */
            name?: string;
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
             * @description Where no Message-ID is known
             */
            address?: string;
            /**
             * @description `hard`: there is no such mailbox, and there will be none
             * @enum {string}
             */
            kind: "hard" | "soft";
            /** @description `Message-ID` of the mail, `<…@…>`; the address is then the one that the mail went to */
            messageId?: string;
            /**
             * Format: date-time
             * @description When the provider learned of it
             */
            occurredAt: string;
            /** @description In the words of the other side; kept in one line */
            reason?: string;
            /** @constant */
            type: "bounce";
        } | {
            /**
             * Format: email
             * @description Where no Message-ID is known
             */
            address?: string;
            /** @description `Message-ID` of the mail, `<…@…>`; the address is then the one that the mail went to */
            messageId?: string;
            /**
             * Format: date-time
             * @description When the provider learned of it
             */
            occurredAt: string;
            /** @description In the words of the other side; kept in one line */
            reason?: string;
            /** @constant */
            type: "complaint";
        };
        BounceReport: {
            events: components["schemas"]["BounceEvent"][];
        };
        BounceReportResult: {
            /** @description Mails that were not known to have been complained of */
            complaints: number;
            /** @description Mails that were not known to have bounced */
            hardBounces: number;
            /** @description Events of the report */
            received: number;
            /** @description Events that are only noted */
            softBounces: number;
            /** @description Addresses that are new on the suppression list, by reason */
            suppressed: number;
            /** @description Of no mail of this installation; nothing was done about them */
            unknownMessageIds: string[];
        };
        Call: {
            benchmark: {
                /** @description Latest price at publication */
                price: number;
                /** Format: date-time */
                priceAt: string;
                symbol: string;
            } | null;
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
            /** @enum {string} */
            status: "open" | "resolved";
            symbol: string;
        };
        CallOutcome: {
            /** @description Of the benchmark over the same time, once known */
            benchmarkChangePercent: number | null;
            /** @description From `price` to `close` */
            changePercent: number;
            /** @description First price at or after `dueAt` */
            close: number;
            /** Format: date-time */
            closeAt: string;
            /** Format: date-time */
            resolvedAt: string;
            /** @description Whether the price went the way that was called */
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
            /** @description Why sending ended, or waits */
            error: {
                code: string;
                message: string;
            } | null;
            finishedAt: string | null;
            /**
             * Format: uuid
             * @description Also that of its job
             */
            id: string;
            links: {
                job: string;
                /** @description Its mails, one by one */
                messages: string;
                self: string;
            };
            name: string;
            pausedAt: string | null;
            progress: {
                /** @description Mails that are not waiting any more */
                done: number;
                /** @description null until the recipients are settled */
                total: number | null;
            };
            sendAt: string | null;
            /** @description When it was settled who gets it: a segment’s recipients are those of that moment */
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
            /** @description An address that is there twice, in whatever case, gets one mail */
            recipients: {
                /** Format: email */
                address: string;
                /** @description Shown beside the address; that of the account unless given */
                name?: string;
            }[];
        };
        CampaignContent: {
            /**
             * @description The one thing the mail asks for, shown as a button
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
            /** @description The line that inboxes show beside the subject */
            preview: string;
            subject: string;
            title: string;
        };
        CampaignPreview: {
            /** @description The others, each counted once, by the first reason */
            leftOut: {
                /** @description The account is disabled */
                disabled: number;
                /** @description They refuse announcements in their preferences */
                optedOut: number;
                /** @description The address bounced, complained, unsubscribed or was blocked */
                suppressed: number;
                /** @description The owner of the account has not proven the address */
                unproven: number;
            };
            mail: {
                html: string;
                preview: string;
                subject: string;
                text: string;
            };
            /** @description Accounts that match, or addresses of the list */
            matched: number;
            /** @description Who of them would be mailed now */
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
            };
            cancelRequestedAt: string | null;
            /** @description By link */
            clicks: {
                clicks: number;
                machineClicks: number;
                /** @description Who followed it */
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
            /** @description Mails by what became of them; they add up to `total` */
            counts: {
                cancelled: number;
                /** @description Refused for now; tried again */
                deferred: number;
                failed: number;
                queued: number;
                sending: number;
                sent: number;
                skipped: number;
                /** @description Not sent: the address or the person wants none */
                suppressed: number;
                total: number;
            };
            /** Format: date-time */
            createdAt: string;
            createdBy: string | null;
            /** @description Why sending ended, or waits */
            error: {
                code: string;
                message: string;
            } | null;
            finishedAt: string | null;
            /**
             * Format: uuid
             * @description Also that of its job
             */
            id: string;
            links: {
                job: string;
                /** @description Its mails, one by one */
                messages: string;
                self: string;
            };
            name: string;
            pausedAt: string | null;
            progress: {
                /** @description Mails that are not waiting any more */
                done: number;
                /** @description null until the recipients are settled */
                total: number | null;
            };
            rates: {
                /** @description bounced / (sent + failed); null before there is anything to divide by */
                bounce: number | null;
                /** @description clicked / sent; null before there is anything to divide by */
                click: number | null;
                /** @description complained / sent; null before there is anything to divide by */
                complaint: number | null;
                /** @description sent / (sent + failed); null before there is anything to divide by */
                delivery: number | null;
                /** @description opened / sent; null before there is anything to divide by */
                open: number | null;
                /** @description unsubscribed / sent; null before there is anything to divide by */
                unsubscribe: number | null;
            };
            reactions: {
                bounced: number;
                clicked: number;
                complained: number;
                /** @description By people */
                opened: number;
                /** @description Images fetched by proxies and scanners */
                openedByMachines: number;
                unsubscribed: number;
            };
            sendAt: string | null;
            /** @description When it was settled who gets it: a segment’s recipients are those of that moment */
            settledAt: string | null;
            startedAt: string | null;
            /** @enum {string} */
            status: "scheduled" | "sending" | "paused" | "sent" | "cancelled" | "failed";
            /** @description Mails with an attempt of unknown end: their recipients may have them twice, under one Message-ID */
            uncertain: number;
            /** Format: date-time */
            updatedAt: string;
        };
        /** @description Conditions that all hold; without any, everybody */
        CampaignSegment: {
            /** @description Signed in, or did something, within so many days */
            activeWithinDays?: number;
            /** @description At least one of these tickers is on a watchlist */
            follows?: string[];
            /** @description Did not for so many days; who signed up later has not been inactive that long */
            inactiveForDays?: number;
            /** @description One of these roles */
            roles?: ("user" | "moderator" | "admin")[];
        };
        Candle: {
            close: number;
            /** @description Prices in the step */
            count: number;
            high: number;
            low: number;
            open: number;
            /**
             * Format: date-time
             * @description Begin of the step
             */
            start: string;
            /** @description Units traded; null where no price says */
            volume: number | null;
        };
        Comment: {
            author: components["schemas"]["Author"] | null;
            body: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description A deleted comment is shown, without text and author, while it has replies */
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
            /** @description The text as it was */
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
            /** @description The key itself. It is shown here only. */
            key: string;
            /** @description To the minute */
            lastUsedAt: string | null;
            name: string;
            /** @description The key begins with `vta_<prefix>_` */
            prefix: string;
            scopes: ("email:send" | "events:write" | "market:ingest")[];
        };
        DeletionReceipt: {
            /** @description Since when nothing of the person is left */
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
            /** @description When the mailbox was said not to exist, at once or afterwards */
            bouncedAt: string | null;
            category: string;
            /** @description First time, by a person */
            clickedAt: string | null;
            /** @description When it was reported as spam */
            complainedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            endedAt: string | null;
            /** @description Of the last attempt that failed */
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
             * @description Of a mail of a batch, the job of the batch: a campaign or a run of digests
             */
            jobId: string;
            links: {
                job: string;
                self: string;
            };
            /** @description First time, by what prefetches or scans mail */
            machineOpenedAt: string | null;
            /** @description Message-ID of the mail, the same for every attempt */
            messageId: string;
            /** @description Of a deferred mail: when it may be tried again */
            nextAttemptAt: string | null;
            /** @description First time, by a person */
            openedAt: string | null;
            /** @enum {string} */
            priority: "critical" | "high" | "normal" | "low";
            sendAt: string | null;
            sentAt: string | null;
            /** @description Words of the server that took it */
            smtpResponse: string | null;
            /** @enum {string} */
            status: "queued" | "sending" | "deferred" | "sent" | "failed" | "cancelled" | "suppressed" | "skipped";
            subject: string;
            /** @enum {string} */
            template: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity" | "export-ready" | "report" | "system-alert" | "announcement";
            to: {
                address: string;
                name: string;
                userId: string | null;
            };
            /** @description Attempts after which nobody knew whether the server had the mail */
            uncertainCount: number;
            /** @description When its category was refused by a link of this mail */
            unsubscribedAt: string | null;
        };
        EmailRecipient: {
            /**
             * Format: uuid
             * @description A user; the mail goes to their present address
             */
            userId: string;
        } | {
            /** Format: email */
            address: string;
            /** @description Shown beside the address */
            name?: string;
        };
        EmailStats: {
            byTemplate: {
                /** @description Mails whose mailbox does not exist, said by the server at once (`failed`) or afterwards (`sent`) */
                bounced: number;
                /** @description Mails sent or failed that bounced / (sent + failed); null when there is nothing to divide by */
                bounceRate: number | null;
                cancelled: number;
                /** @description Mails of which a person followed a link, at least once */
                clicked: number;
                /** @description Delivered mails of batches with a click / tracked; null when there is nothing to divide by */
                clickRate: number | null;
                /** @description Mails reported as spam */
                complained: number;
                /** @description Delivered mails reported as spam / delivered; null when there is nothing to divide by */
                complaintRate: number | null;
                /** @description Refused for now; tried again when their batch passes next */
                deferred: number;
                /** @description sent − those of them that bounced afterwards */
                delivered: number;
                /** @description delivered / (sent + failed); null when there is nothing to divide by */
                deliveryRate: number | null;
                failed: number;
                /** @description Mails whose images were fetched by what prefetches or scans mail, which tells nothing of a person; some of them were opened by people too */
                openedByMachines: number;
                /** @description Mails whose images a person’s mail client showed, at least once */
                openedByPeople: number;
                /** @description Delivered mails of batches opened by people / tracked; null when there is nothing to divide by */
                openRate: number | null;
                queued: number;
                sending: number;
                /** @description Taken by the server, also those that bounced afterwards */
                sent: number;
                /** @description Not sent, since there was nothing to say or it had become stale */
                skipped: number;
                /** @description Not sent, since the address or the person wants none */
                suppressed: number;
                /** @enum {string} */
                template: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity" | "export-ready" | "report" | "system-alert" | "announcement";
                /** @description From when a mail was due until the server took it */
                timeToDeliveryMs: {
                    /** @description Milliseconds; null when nothing was sent */
                    p50: number | null;
                    /** @description Milliseconds; null when nothing was sent */
                    p95: number | null;
                };
                /** @description Mails requested; the eight statuses add up to it */
                total: number;
                /** @description Delivered mails that tell when they are opened: mails of batches */
                tracked: number;
                /** @description Mails with at least one attempt of unknown end, whatever became of them */
                uncertain: number;
                /** @description Mails whose link was used to refuse their category */
                unsubscribed: number;
            }[];
            /** Format: date-time */
            from: string;
            /** @enum {string} */
            interval: "hour" | "day" | "week" | "month";
            /** @description Every step of the period, also those without mail */
            series: {
                /** @description Mails whose mailbox does not exist, said by the server at once (`failed`) or afterwards (`sent`) */
                bounced: number;
                /** @description Mails sent or failed that bounced / (sent + failed); null when there is nothing to divide by */
                bounceRate: number | null;
                cancelled: number;
                /** @description Mails of which a person followed a link, at least once */
                clicked: number;
                /** @description Delivered mails of batches with a click / tracked; null when there is nothing to divide by */
                clickRate: number | null;
                /** @description Mails reported as spam */
                complained: number;
                /** @description Delivered mails reported as spam / delivered; null when there is nothing to divide by */
                complaintRate: number | null;
                /** @description Refused for now; tried again when their batch passes next */
                deferred: number;
                /** @description sent − those of them that bounced afterwards */
                delivered: number;
                /** @description delivered / (sent + failed); null when there is nothing to divide by */
                deliveryRate: number | null;
                failed: number;
                /** @description Mails whose images were fetched by what prefetches or scans mail, which tells nothing of a person; some of them were opened by people too */
                openedByMachines: number;
                /** @description Mails whose images a person’s mail client showed, at least once */
                openedByPeople: number;
                /** @description Delivered mails of batches opened by people / tracked; null when there is nothing to divide by */
                openRate: number | null;
                queued: number;
                sending: number;
                /** @description Taken by the server, also those that bounced afterwards */
                sent: number;
                /** @description Not sent, since there was nothing to say or it had become stale */
                skipped: number;
                /** Format: date-time */
                start: string;
                /** @description Not sent, since the address or the person wants none */
                suppressed: number;
                /** @description From when a mail was due until the server took it */
                timeToDeliveryMs: {
                    /** @description Milliseconds; null when nothing was sent */
                    p50: number | null;
                    /** @description Milliseconds; null when nothing was sent */
                    p95: number | null;
                };
                /** @description Mails requested; the eight statuses add up to it */
                total: number;
                /** @description Delivered mails that tell when they are opened: mails of batches */
                tracked: number;
                /** @description Mails with at least one attempt of unknown end, whatever became of them */
                uncertain: number;
                /** @description Mails whose link was used to refuse their category */
                unsubscribed: number;
            }[];
            /** Format: date-time */
            to: string;
            totals: {
                /** @description Mails whose mailbox does not exist, said by the server at once (`failed`) or afterwards (`sent`) */
                bounced: number;
                /** @description Mails sent or failed that bounced / (sent + failed); null when there is nothing to divide by */
                bounceRate: number | null;
                cancelled: number;
                /** @description Mails of which a person followed a link, at least once */
                clicked: number;
                /** @description Delivered mails of batches with a click / tracked; null when there is nothing to divide by */
                clickRate: number | null;
                /** @description Mails reported as spam */
                complained: number;
                /** @description Delivered mails reported as spam / delivered; null when there is nothing to divide by */
                complaintRate: number | null;
                /** @description Refused for now; tried again when their batch passes next */
                deferred: number;
                /** @description sent − those of them that bounced afterwards */
                delivered: number;
                /** @description delivered / (sent + failed); null when there is nothing to divide by */
                deliveryRate: number | null;
                failed: number;
                /** @description Mails whose images were fetched by what prefetches or scans mail, which tells nothing of a person; some of them were opened by people too */
                openedByMachines: number;
                /** @description Mails whose images a person’s mail client showed, at least once */
                openedByPeople: number;
                /** @description Delivered mails of batches opened by people / tracked; null when there is nothing to divide by */
                openRate: number | null;
                queued: number;
                sending: number;
                /** @description Taken by the server, also those that bounced afterwards */
                sent: number;
                /** @description Not sent, since there was nothing to say or it had become stale */
                skipped: number;
                /** @description Not sent, since the address or the person wants none */
                suppressed: number;
                /** @description From when a mail was due until the server took it */
                timeToDeliveryMs: {
                    /** @description Milliseconds; null when nothing was sent */
                    p50: number | null;
                    /** @description Milliseconds; null when nothing was sent */
                    p95: number | null;
                };
                /** @description Mails requested; the eight statuses add up to it */
                total: number;
                /** @description Delivered mails that tell when they are opened: mails of batches */
                tracked: number;
                /** @description Mails with at least one attempt of unknown end, whatever became of them */
                uncertain: number;
                /** @description Mails whose link was used to refuse their category */
                unsubscribed: number;
            };
            tz: string;
        };
        EmailSuppression: {
            address: string;
            /** @description Of an `unsubscribe`: no mail of this category */
            category: string | null;
            /** Format: date-time */
            createdAt: string;
            createdBy: string | null;
            /** @description The mail that led to it */
            emailMessageId: string | null;
            /** Format: uuid */
            id: string;
            note: string | null;
            /** @enum {string} */
            reason: "hard_bounce" | "complaint" | "unsubscribe" | "manual";
        };
        EmailTemplate: {
            /** @description What people can refuse it by; `account` cannot be refused */
            category: string;
            description: string;
            /** @enum {string} */
            name: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity" | "export-ready" | "report" | "system-alert" | "announcement";
            /** @description Path of the preview */
            preview: string;
            /** @description Data that a request could carry */
            sample: {
                [key: string]: unknown;
            };
            /** @description With the sample data */
            subject: string;
        };
        /** @description A person in a list of followers or of those who are followed */
        Follower: {
            /** Format: date-time */
            followedAt: string;
            user: components["schemas"]["Author"];
        };
        /** @description Of each type that was asked for, the best matches first */
        Found: {
            /** @description Only for a search of one type that goes on */
            nextCursor: string | null;
            /** @description The newest first */
            posts?: components["schemas"]["Post"][];
            tickers?: components["schemas"]["Asset"][];
            users?: components["schemas"]["Author"][];
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
            /** @description Prices later than all that were known of their asset: alerts look at these */
            freshTicks: number;
            inserted: number;
            /**
             * Format: date-time
             * @example 2024-01-02T21:00:00.000Z
             */
            lastAt: string;
            /** @description What it took, the upload included */
            milliseconds: number;
            /** @description Lines with a price */
            rows: number;
            /** @description Lines whose asset and time came again in a later line, which counts */
            superseded: number;
            /** @description Prices that were known */
            unchanged: number;
            /** @description Prices that were known and differed */
            updated: number;
        };
        Job: {
            /** @description Attempts of the step under way or last made */
            attempts: number;
            cancelRequestedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Why it failed, or why the last attempt did while it is repeated */
            error: {
                code: string;
                message: string;
            } | null;
            finishedAt: string | null;
            /** @description 1, and one more for each retry by a person */
            generation: number;
            /** Format: uuid */
            id: string;
            links: {
                self: string;
                /** @description The run in the Temporal UI */
                temporal: string;
            };
            /** @description When a failed attempt is repeated */
            nextAttemptAt: string | null;
            /** @enum {string} */
            priority: "critical" | "high" | "normal" | "low";
            progress: {
                /** @description Units done */
                done: number;
                /** @description Units in all, null while unknown */
                total: number | null;
            };
            /** @description User it is done for; null for the system */
            requestedBy: string | null;
            /** @description What the work produced, by type */
            result: {
                [key: string]: unknown;
            } | null;
            /** @description When it may begin; null means at once */
            runAt: string | null;
            startedAt: string | null;
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description One line for people */
            summary: string;
            /** @description Kind of work, `email` for example */
            type: string;
        };
        JobStats: {
            byType: {
                cancelled: number;
                failed: number;
                queued: number;
                /** @description From when its run began until it ended */
                runMs: {
                    /** @description Milliseconds; null without samples */
                    p50: number | null;
                    /** @description Milliseconds; null without samples */
                    p95: number | null;
                };
                running: number;
                succeeded: number;
                type: string;
                /** @description From when it was due until its run began */
                waitMs: {
                    /** @description Milliseconds; null without samples */
                    p50: number | null;
                    /** @description Milliseconds; null without samples */
                    p95: number | null;
                };
            }[];
            failuresByCause: {
                code: string;
                count: number;
                type: string;
            }[];
            /** Format: date-time */
            from: string;
            /** @description The job that has been due longest without a run */
            oldestWaiting: {
                ageSeconds: number;
                /** Format: date-time */
                dueSince: string;
                /** Format: uuid */
                id: string;
                type: string;
            } | null;
            /** @description Jobs that succeeded in the period, for each minute of it */
            throughputPerMinute: number;
            /** Format: date-time */
            to: string;
            /** @description Jobs by status, of those created in the period */
            totals: {
                [key: string]: number;
            };
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
            /** @description Text of the post; `null` when the post is deleted */
            body: string | null;
            call: components["schemas"]["Call"];
            /** Format: uuid */
            postId: string;
            /** Format: date-time */
            publishedAt: string;
        };
        LoggedIn: {
            /** @description For `Authorization: Bearer` */
            accessToken: string;
            /** @description Seconds until the access token expires */
            expiresIn: number;
            /** @description Seconds until the refresh token expires */
            refreshExpiresIn: number;
            /** @description Good for one `POST /api/auth/refresh` */
            refreshToken: string;
            /** @constant */
            tokenType: "Bearer";
            user: components["schemas"]["PrivateUser"];
        };
        LogIn: {
            /**
             * Format: email
             * @description E-mail address; compared in lower case
             */
            email: string;
            password: string;
        };
        MailToUser: {
            /** @description What it can be refused by; `account` cannot be refused */
            category: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            /** @description When it was asked to be sent; null for at once */
            sendAt: string | null;
            sentAt: string | null;
            /** @enum {string} */
            status: "queued" | "sending" | "deferred" | "sent" | "failed" | "cancelled" | "suppressed" | "skipped";
            subject: string;
            /** @enum {string} */
            template: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity" | "export-ready" | "report" | "system-alert" | "announcement";
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
             * @description `above` and `below` compare the price, `percent_move` how far it went since the alert began or last fired
             * @enum {string}
             */
            condition: "above" | "below" | "percent_move";
            /**
             * @description For oneself
             * @default null
             */
            note?: string | null;
            /**
             * @description How far the price goes back beyond the threshold, in percent of it, before the alert is armed again; of no meaning for `percent_move`
             * @default 1
             */
            rearmPercent?: number;
            /**
             * @description Whether it is armed again after it fired; else it fires once and is `done`
             * @default true
             */
            repeat?: boolean;
            /** @description Ticker, `NVDA` or `BRK.B`; compared in upper case */
            symbol: string;
            /** @description A price in the currency of the asset; for `percent_move` percent, from 0.01 to 1,000 */
            threshold: number;
        };
        NewApiKey: {
            /**
             * @description When it stops working; null for never
             * @default null
             */
            expiresAt?: string | null;
            /** @description What the key is for */
            name: string;
            /** @description What it may do; `email:send` and `market:ingest` are for admins’ keys */
            scopes: ("email:send" | "events:write" | "market:ingest")[];
        };
        NewAsset: {
            /**
             * @description Of its prices, ISO 4217
             * @default USD
             */
            currency?: string;
            /**
             * @default stock
             * @enum {string}
             */
            kind?: "stock" | "etf" | "index" | "crypto" | "currency" | "commodity";
            /** @description What it is called in full */
            name: string;
            /** @description Ticker, `NVDA` or `BRK.B`; compared in upper case */
            symbol: string;
        };
        NewCampaign: {
            audience: components["schemas"]["CampaignAudience"];
            content: components["schemas"]["CampaignContent"];
            /** @description What the campaign is called here; recipients do not see it */
            name: string;
            /**
             * Format: date-time
             * @description When to begin, at most a year ahead; at once unless given
             */
            sendAt?: string;
        };
        NewComment: {
            body: string;
            /**
             * @description Comment that is answered; a reply has no replies itself
             * @default null
             */
            parentId?: string | null;
        };
        NewPost: {
            /** @description Cashtags such as `$NVDA` in it become tickers */
            body: string;
            /** @description What the price will do within the horizon. It is frozen with the latest price and never changes. */
            call?: {
                /** @enum {string} */
                direction: "up" | "down";
                horizonHours: number;
                /** @description One of the tickers */
                symbol: string;
            };
            /** @enum {string} */
            sentiment: "bullish" | "bearish" | "neutral";
            /** @description Symbols the post is about, beside its cashtags */
            tickers?: string[];
        };
        NewRoom: {
            /**
             * @description One line
             * @default null
             */
            description?: string | null;
            /** @description Need not be unique */
            name: string;
            /**
             * @description For good: messages were written for those who could read them
             * @enum {string}
             */
            visibility: "public" | "private";
        };
        NewRoomInvitation: {
            /** @description What the inviter wants to say */
            message?: string;
            /** @description A user, or whoever reads the mail of an address */
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
        NewSuppression: {
            /** Format: email */
            address: string;
            /** @description Why, for other admins */
            note: string;
        };
        NewWatchlist: {
            /** @description Name of the list */
            name: string;
            /** @description Last unless given */
            order?: number;
        };
        Notification: {
            /** @description Who did it; null when nobody did */
            actor: components["schemas"]["Author"] | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Ids and words, by kind */
            data: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "comment" | "reply" | "like" | "follow" | "room_invitation" | "price_alert" | "call_resolved" | "export_ready";
            /** @description Where to look at it: a path below the public URL */
            link: string;
            readAt: string | null;
            /** @description What happened, as one line for people; plain text */
            text: string;
        };
        OneClickUnsubscribe: {
            /** @constant */
            "List-Unsubscribe"?: "One-Click";
        };
        Post: {
            author: components["schemas"]["Author"];
            body: string;
            call: components["schemas"]["Call"] | null;
            /** @description Comments and replies */
            commentCount: number;
            /** Format: date-time */
            createdAt: string;
            editedAt: string | null;
            /** Format: uuid */
            id: string;
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
            timeZone: string;
        };
        PreferencesInput: {
            /** @description Day of the weekly digest: 1 = Monday … 7 = Sunday */
            digestDay: number;
            /** @description Hour of the weekly digest in the time zone */
            digestHour: number;
            /** @description Mails that are wanted; a category that is not named has its default */
            emailCategories: {
                activity?: boolean;
                announcements?: boolean;
                price_alerts?: boolean;
                reports?: boolean;
                room_invitations?: boolean;
                weekly_digest?: boolean;
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
            /** @description Of a bar, its close */
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
            /** @description Of all prices, ISO 4217 */
            currency: string;
            data: (components["schemas"]["Price"] | components["schemas"]["Candle"])[];
            /** @enum {string} */
            interval: "raw" | "hour" | "day" | "week" | "month";
            /** @description `null` on the last page */
            nextCursor: string | null;
            symbol: string;
        };
        PriceLine: {
            /** @description ISO 8601 with an offset, or a date, which is its midnight in UTC; at most 24 h ahead */
            at: string;
            high?: number | null;
            low?: number | null;
            open?: number | null;
            /** @description In the currency of the asset; of a bar, its close */
            price: number;
            /** @description Of a known asset; compared in upper case */
            symbol: string;
            /** @description Units traded */
            volume?: number | null;
        };
        PrivateUser: {
            /** Format: date-time */
            createdAt: string;
            /** @description Since when the account is disabled by an admin */
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
            /** @description Stable, for programs */
            code: string;
            /** @description For people */
            detail: string;
            /** @description One entry for each bad field */
            errors?: {
                code: string;
                field: string;
                message: string;
            }[];
            /** @description To be quoted when asking for help; it is in the logs */
            requestId: string;
            status: number;
            /** @description The name of the status */
            title: string;
            /** @description `about:blank`: the status and `code` say it all */
            type: string;
        };
        PublicUser: {
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
             * @description Id of the newest notification that was seen: it and all older ones are read
             */
            upTo: string;
        };
        RedeemInvitation: {
            token: string;
        };
        RequestedDeletion: {
            /** @description Since when nothing of the person is left */
            completedAt: string | null;
            /**
             * Format: uuid
             * @description Id of the receipt
             */
            id: string;
            links: {
                receipt: string;
            };
            /** @description Reads the receipt; shown here and in the mail only */
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
        Room: {
            /** Format: date-time */
            createdAt: string;
            description: string | null;
            /** Format: uuid */
            id: string;
            memberCount: number;
            /** @description Of the caller; null when they are no member */
            membership: {
                /** Format: date-time */
                joinedAt: string;
                /** @enum {string} */
                role: "owner" | "admin" | "member";
                /** @description Among the 100 messages after the last one read */
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
            /** @description null when an address was invited, whoever has it */
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
            author: components["schemas"]["Author"];
            /** Format: date-time */
            createdAt: string;
            deletedAt: string | null;
            editedAt: string | null;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            roomId: string;
            /** @description null once deleted */
            text: string | null;
        };
        RoomMessageText: {
            text: string;
        };
        RoomPatch: {
            /** @description One line */
            description?: string | null;
            /** @description Need not be unique */
            name?: string;
        };
        SendEmail: {
            data: {
                /** @description Name of the recipient; may be empty */
                displayName: string;
                /**
                 * Format: uri
                 * @description Proves the address; good for 24 hours
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
             * @description When to send, at most a year ahead; at once unless given
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
                 * @description Proves the address; good for 24 hours
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
             * @description When to send, at most a year ahead; at once unless given
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
                 * @description For how long the link is good
                 * @default 30
                 */
                expiresInMinutes?: number;
                /**
                 * Format: uri
                 * @description Lets whoever opens it set a new password
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
             * @description When to send, at most a year ahead; at once unless given
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
                 * @description Lets whoever opens it set a new password
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
             * @description When to send, at most a year ahead; at once unless given
             */
            sendAt?: string;
            /** @constant */
            template: "account-exists";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /** @description Name of the recipient; may be empty */
                displayName: string;
                /** @description What the link ends with, to keep */
                receiptToken: string;
                /**
                 * Format: uri
                 * @description Shows how far the deletion is, to whoever opens it
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
             * @description When to send, at most a year ahead; at once unless given
             */
            sendAt?: string;
            /** @constant */
            template: "account-deleted";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /** @description Change since the previous close */
                changePercent?: number;
                companyName?: string;
                /**
                 * @description What the alert waited for
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
                /** @description The price that set it off */
                price: number;
                /** @description Ticker, `NVDA` or `BRK.B` */
                symbol: string;
                /** @description A price, or percent for `percent_move` */
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
             * @description When to send, at most a year ahead; at once unless given
             */
            sendAt?: string;
            /** @constant */
            template: "price-alert";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /** @description The alerts that were met */
                alerts: {
                    companyName?: string;
                    /**
                     * @description What the alert waited for
                     * @enum {string}
                     */
                    condition: "above" | "below" | "percent_move";
                    /**
                     * @description ISO 4217
                     * @default USD
                     */
                    currency?: string;
                    /** @description The price that set it off */
                    price: number;
                    /** @description Ticker, `NVDA` or `BRK.B` */
                    symbol: string;
                    /** @description A price, or percent for `percent_move` */
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
                 * @description How many more were met
                 * @default 0
                 */
                more?: number;
                /**
                 * Format: uri
                 * @description Where all of them are
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
             * @description When to send, at most a year ahead; at once unless given
             */
            sendAt?: string;
            /** @constant */
            template: "price-alerts";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /** @description What the recipient said prices would do */
                calls?: {
                    /** @description Whose time was over in the week */
                    decided: number;
                    latest: {
                        /** @description Percent: 2.5 means 2.5 % */
                        benchmarkChangePercent?: number;
                        /** @description Of the price, whichever way it was called */
                        changePercent: number;
                        /** @enum {string} */
                        direction: "up" | "down";
                        right: boolean;
                        /** @description Ticker, `NVDA` or `BRK.B` */
                        symbol: string;
                    }[];
                    /** @description Published in the week */
                    opened: number;
                    /** @description Of those */
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
                    /** @description Over the week; missing when there is nothing to compare with */
                    changePercent?: number;
                    /**
                     * @description ISO 4217
                     * @default USD
                     */
                    currency?: string;
                    name?: string;
                    /** @description Missing when there was none in the week */
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
                 * @description Where to read on
                 */
                url: string;
                /** @description What the recipient follows */
                watchlist: {
                    /** @description Over the week; missing when there is nothing to compare with */
                    changePercent?: number;
                    /**
                     * @description ISO 4217
                     * @default USD
                     */
                    currency?: string;
                    name?: string;
                    /** @description Missing when there was none in the week */
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
             * @description When to send, at most a year ahead; at once unless given
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
                /** @description What the inviter wrote */
                message?: string;
                roomDescription?: string;
                roomName: string;
                /**
                 * Format: uri
                 * @description Where the invitation is accepted
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
             * @description When to send, at most a year ahead; at once unless given
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
                    /** @description What somebody wrote there */
                    message?: string;
                    /** @description What happened */
                    text: string;
                    /**
                     * Format: uri
                     * @description Where to look at it
                     */
                    url: string;
                }[];
                /**
                 * @description How much more happened
                 * @default 0
                 */
                more?: number;
                /**
                 * Format: uri
                 * @description Where all of it is
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
             * @description When to send, at most a year ahead; at once unless given
             */
            sendAt?: string;
            /** @constant */
            template: "activity";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /** @description Size of the file */
                bytes: number;
                /** @description What was exported, as people call it */
                dataset: string;
                /** @description Name of the recipient; may be empty */
                displayName: string;
                /**
                 * Format: uri
                 * @description Lets whoever opens it download the file
                 */
                downloadUrl: string;
                /**
                 * Format: date-time
                 * @description From then on the link leads nowhere
                 */
                expiresAt: string;
                /** @enum {string} */
                format: "csv" | "json" | "pdf";
                rows: number;
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; at once unless given
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
                    /** @description Against the period before */
                    changePercent?: number;
                    label: string;
                    /**
                     * @description What the figure counts: `percent` 2.5 means 2.5 %
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
                 * @description Where the whole report is
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
             * @description When to send, at most a year ahead; at once unless given
             */
            sendAt?: string;
            /** @constant */
            template: "report";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /**
                 * @description On which side of the threshold the rule fires
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
                 * @description When it came into this state
                 */
                since: string;
                /** @enum {string} */
                state: "firing" | "resolved";
                threshold: number;
                /**
                 * @description What the figure counts: `percent` 2.5 means 2.5 %
                 * @default count
                 * @enum {string}
                 */
                unit?: "count" | "percent" | "milliseconds" | "seconds" | "bytes" | "per_minute";
                /**
                 * Format: uri
                 * @description Where to look at it
                 */
                url: string;
                /** @description What was measured last */
                value: number;
            };
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "critical" | "high" | "normal" | "low";
            /**
             * Format: date-time
             * @description When to send, at most a year ahead; at once unless given
             */
            sendAt?: string;
            /** @constant */
            template: "system-alert";
            to: components["schemas"]["EmailRecipient"];
        } | {
            data: {
                /**
                 * @description The one thing the mail asks for, shown as a button
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
                /** @description The line that inboxes show beside the subject */
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
             * @description When to send, at most a year ahead; at once unless given
             */
            sendAt?: string;
            /** @constant */
            template: "announcement";
            to: components["schemas"]["EmailRecipient"];
        };
        SessionTokens: {
            /** @description For `Authorization: Bearer` */
            accessToken: string;
            /** @description Seconds until the access token expires */
            expiresIn: number;
            /** @description Seconds until the refresh token expires */
            refreshExpiresIn: number;
            /** @description Good for one `POST /api/auth/refresh` */
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
            /** @description 10 to 200 characters, and not the e-mail address */
            password: string;
        };
        UnreadNotifications: {
            /** @description Notifications not read yet, counted up to a limit */
            count: number;
            /** @description There are more than `count` */
            more: boolean;
        };
        UserDeletion: {
            /** @description Needed to delete one’s own account */
            currentPassword?: string;
        };
        UserPatch: {
            /** @description Needed with `email` and with `password` */
            currentPassword?: string;
            /** @description Name that others see */
            displayName?: string;
            /**
             * Format: email
             * @description E-mail address; compared in lower case
             */
            email?: string;
            /** @description 10 to 200 characters, and not the e-mail address */
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
        /** @description Said whether or not there was an account with the address */
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
            /** @description The last price before the day (UTC) of the latest one */
            previousClose: number | null;
            /** @description The latest; null while none is known */
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
             * @description When it or what is on it was last changed
             */
            updatedAt: string;
            /** Format: uuid */
            userId: string;
        };
        WatchlistPatch: {
            /** @description Name of the list */
            name?: string;
            /** @description Lists are shown by it, the older first where it is equal */
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
             * @description When it or what is on it was last changed
             */
            updatedAt: string;
            /** Format: uuid */
            userId: string;
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
        /** @description The role or the scopes do not allow this. */
        ForbiddenProblem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A fault of ours; nothing was changed. */
        InternalServerErrorProblem: {
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
        /** @description Something the answer needs is away; see `Retry-After`. */
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
        /** @description No valid access token or API key. */
        UnauthorizedProblem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is not of a type that is accepted here, not in UTF-8, or compressed. */
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
                limit?: number;
                /** @description Only those that are not completed, or only others */
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
                        /** @description `null` on the last page */
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
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
                limit?: number;
                /** @description Only alerts in this state */
                state?: "armed" | "disarmed" | "done" | "paused";
                /** @description Only alerts on this asset */
                symbol?: string;
                /** @description Alerts of this user; others than oneself need the role admin */
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
                        /** @description `null` on the last page */
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
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
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
                        /** @description `null` on the last page */
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
            /** @description The tokens of the session, and who it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoggedIn"];
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
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
            /** @description If there is such an account, its owner is mailed */
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
                    /** @description 10 to 200 characters, and not the e-mail address */
                    password: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description The new password holds */
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
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    deleteComment: {
        parameters: {
            query?: {
                /** @description Why; needed from moderators and admins who delete what somebody else wrote */
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
            /** @description The comment is gone */
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
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
                        /** @description `null` on the last page */
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
            /** @description The documentation page */
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
    getDocumentationScript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Script of the page */
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
    getDocumentationViewer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Viewer of the page */
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
    followEmailLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the link in a mail */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the page */
            302: {
                headers: {
                    /** @description Where the link leads */
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
                limit?: number;
                /** @description Only campaigns in this status */
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
                        /** @description `null` on the last page */
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
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
            /** @description The campaign as it is now */
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
            /** @description The campaign as it is now */
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
            /** @description The campaign as it is now */
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
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    retryFailedOfCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
                limit?: number;
                /** @description Only mails in this status */
                status?: "queued" | "sending" | "deferred" | "sent" | "failed" | "cancelled" | "suppressed" | "skipped";
                /** @description Only mails of this template */
                template?: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity" | "export-ready" | "report" | "system-alert" | "announcement";
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
                        /** @description `null` on the last page */
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
                /** @description From the link in a mail */
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
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
                /** @description Begin of the period; 30 days before `to` unless given, with `campaignId` the begin of the campaign */
                from?: string;
                /** @description Length of the steps in `series`; weeks begin on Monday */
                interval?: "hour" | "day" | "week" | "month";
                /** @description Only mails of this template */
                template?: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity" | "export-ready" | "report" | "system-alert" | "announcement";
                /** @description End of the period, now unless given */
                to?: string;
                /** @description IANA zone in which the steps begin */
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
                /** @description Only entries of this address, in any case */
                address?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
                limit?: number;
                /** @description Only entries for this reason */
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
                        /** @description `null` on the last page */
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
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
            /** @description On the list already */
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
            /** @description Gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No such entry */
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
                /** @description `json` holds all parts */
                format?: "html" | "text" | "json";
            };
            header?: never;
            path: {
                /** @description Name of the template */
                name: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity" | "export-ready" | "report" | "system-alert" | "announcement";
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
                    "text/html": string;
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
    getUnsubscribePage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the link in a mail */
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
            /** @description Not a token of a mail that can be unsubscribed from */
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
                /** @description From the link in a mail */
                token: string;
            };
            cookie?: never;
        };
        /** @description Nothing of it is looked at. */
        requestBody?: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["OneClickUnsubscribe"];
                "multipart/form-data": components["schemas"]["OneClickUnsubscribe"];
            };
        };
        responses: {
            /** @description A line of text, or a page for browsers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["BadRequestProblem"];
            /** @description Not a token of a mail that can be unsubscribed from */
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
        /** @description Read as it arrives, 4194304 bytes at most. */
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
            /** @description What became of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BounceReportResult"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            /** @description Not signed, or not lately */
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
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
                        /** @description `null` on the last page */
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
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
                        /** @description `null` on the last page */
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
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
                limit?: number;
                /** @description Only jobs of this user; others than oneself need the role admin */
                requestedBy?: string;
                /** @description Only jobs in this status */
                status?: "queued" | "running" | "succeeded" | "failed" | "cancelled";
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
                        /** @description `null` on the last page */
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
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    getJobStats: {
        parameters: {
            query?: {
                /** @description Begin of the period; 24 hours before `to` unless given */
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Begin of the period; open for `raw`, else so long before `to`: 31 days for `hour`, a year for `day`, 5 years for `week`, 20 for `month` */
                from?: string;
                /** @description Prices as they were stored, or candles of UTC hours, days, weeks from Monday, or months */
                interval?: "raw" | "hour" | "day" | "week" | "month";
                /** @description How many entries at most */
                limit?: number;
                /** @description By time */
                order?: "asc" | "desc";
                /** @description End of the period, which is not in it; now unless given, open for `raw` */
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
    listAssets: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Only assets of this kind */
                kind?: "stock" | "etf" | "index" | "crypto" | "currency" | "commodity";
                /** @description How many entries at most */
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
                        /** @description `null` on the last page */
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
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
            /** @description The symbol is taken */
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
            /** @description There are prices in the old currency */
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
                /** @description Make assets (stocks in USD, named by their symbol) for unknown symbols, instead of refusing them */
                createAssets?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Read as it arrives, 67108864 bytes at most. */
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
    listNotifications: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Only those of this kind */
                kind?: "comment" | "reply" | "like" | "follow" | "room_invitation" | "price_alert" | "call_resolved" | "export_ready";
                /** @description How many entries at most */
                limit?: number;
                /** @description `true`: only those not read yet */
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
                        /** @description `null` on the last page */
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
            /** @description How many that were, and what is left */
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
            /** @description The OpenAPI 3.1 document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Only posts with a call, or only others */
                hasCall?: "true" | "false";
                /** @description How many entries at most */
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
                        /** @description `null` on the last page */
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
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
                    "application/json": components["schemas"]["Post"];
                };
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
            /** @description No price of the called symbol is known */
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
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    deletePost: {
        parameters: {
            query?: {
                /** @description Why; needed from moderators and admins who delete what somebody else wrote */
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
            /** @description The post is gone */
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
                limit?: number;
                /** @description The replies to this comment instead of the comments on the post */
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
                        /** @description `null` on the last page */
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
    createComment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
            /** @description The likes of the post by now */
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
            /** @description The likes of the post by now */
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
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listLikes: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
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
                        /** @description `null` on the last page */
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
    listRooms: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
                limit?: number;
                /** @description `true`: the rooms one is a member of, newest first */
                mine?: "true" | "false";
                /** @description `largest` is for the public ones */
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
                        /** @description `null` on the last page */
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
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
            /** @description The room is gone */
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
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
                        /** @description `null` on the last page */
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
            /** @description Banned */
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
            /** @description They may join again */
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
    listRoomInvitations: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
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
                        /** @description `null` on the last page */
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
    inviteIntoRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
            /** @description It can be accepted no more */
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
    joinRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
            /** @description No member any more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestProblem"];
            401: components["responses"]["UnauthorizedProblem"];
            403: components["responses"]["ForbiddenProblem"];
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
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
                        /** @description `null` on the last page */
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
            /** @description No member any more */
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
                     * @description `owner` hands the room over: whoever owned it becomes an admin
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
                /** @description Id of a message: those that were written after it, oldest first, instead of the latest ones */
                after?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
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
                        /** @description `null` on the last page */
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
    postRoomMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
                "application/json": components["schemas"]["RoomMessageText"];
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
                /** @description Why; needed from moderators and admins who delete what somebody else wrote */
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
            /** @description Its text is gone */
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
            /** @description The message as edited */
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
            /** @description Marked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
    search: {
        parameters: {
            query: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
                limit?: number;
                /** @description What to look for */
                q: string;
                /** @description What to look among, separated by commas. A cursor needs a single one */
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Only disabled users, or only others */
                disabled?: "true" | "false";
                /** @description Only the user with this address */
                email?: string;
                /** @description How many entries at most */
                limit?: number;
                /** @description Only users of this role */
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
                        /** @description `null` on the last page */
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
            /** @description The account is closed and its deletion under way: the receipt */
            202: {
                headers: {
                    /** @description Path of the job; for admins, since nobody else may see it */
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
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
            /** @description A page of keys, without the keys themselves */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ApiKey"][];
                        /** @description `null` on the last page */
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
            /** @description The key works no more */
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
    listUserCalls: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
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
                        /** @description `null` on the last page */
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
    previewDigest: {
        parameters: {
            query?: {
                /** @description `json` holds all parts */
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
                    "text/html": string;
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
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
                        /** @description `null` on the last page */
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
            429: components["responses"]["TooManyRequestsProblem"];
            500: components["responses"]["InternalServerErrorProblem"];
            503: components["responses"]["ServiceUnavailableProblem"];
        };
    };
    listFollowers: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
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
            /** @description A page of people */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Follower"][];
                        /** @description `null` on the last page */
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
    listFollowing: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
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
            /** @description A page of people */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Follower"][];
                        /** @description `null` on the last page */
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
    listUserPosts: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
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
                        /** @description `null` on the last page */
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
            413: components["responses"]["PayloadTooLargeProblem"];
            415: components["responses"]["UnsupportedMediaTypeProblem"];
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
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
                limit?: number;
                /** @description Lists of this user; others than oneself need the role admin */
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
                        /** @description `null` on the last page */
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
                /** @description The same key with the same body gets the first answer again for 24 hours; a concurrent twin waits for it. With another body: 409. */
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
            /** @description It is on the list */
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
            /** @description It is not on the list */
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
            /** @description The request is no WebSocket handshake */
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
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does */
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
            /** @description Draining, or a required dependency fails or does not answer */
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
