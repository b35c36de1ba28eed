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
         * @description One whose condition holds already begins `disarmed`. An unknown symbol is a 400 `unknown_symbol`; at most 500 alerts a user (409 `too_many_alerts`).
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
         * @description A new threshold starts the alert again from the latest price. For its owner: admins get 403 `owner_only`.
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
         * Counts, delivery rate and time to delivery of mails
         * @description For users with the role admin.
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
         *     Topics: `notifications`, `job:<id>`, `metrics`. Closed with 4401: log in again or refresh the token;
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
            /** @description A price in the currency of the asset; for `percent_move` percent, at most 1,000 */
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
            scopes: ("email:send" | "events:write")[];
        };
        Author: {
            /** @description `Deleted user` once the account is gone */
            displayName: string;
            /** Format: uuid */
            id: string;
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
            scopes: ("email:send" | "events:write")[];
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
            category: string;
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
            /** Format: uuid */
            jobId: string;
            links: {
                job: string;
                self: string;
            };
            /** @description Message-ID of the mail, the same for every attempt */
            messageId: string;
            /** @enum {string} */
            priority: "critical" | "high" | "normal" | "low";
            sendAt: string | null;
            sentAt: string | null;
            /** @description Words of the server that took it */
            smtpResponse: string | null;
            /** @enum {string} */
            status: "queued" | "sending" | "sent" | "failed" | "cancelled";
            subject: string;
            /** @enum {string} */
            template: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity";
            to: {
                address: string;
                name: string;
                userId: string | null;
            };
            /** @description Attempts after which nobody knew whether the server had the mail */
            uncertainCount: number;
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
                cancelled: number;
                /** @description sent / (sent + failed); null when there is neither */
                deliveryRate: number | null;
                failed: number;
                queued: number;
                sending: number;
                sent: number;
                /** @enum {string} */
                template: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity";
                /** @description From when a mail was due until the server took it */
                timeToDeliveryMs: {
                    /** @description Milliseconds; null when nothing was sent */
                    p50: number | null;
                    /** @description Milliseconds; null when nothing was sent */
                    p95: number | null;
                };
                /** @description Mails requested */
                total: number;
                /** @description Mails with at least one attempt of unknown end, whatever became of them */
                uncertain: number;
            }[];
            /** Format: date-time */
            from: string;
            /** @enum {string} */
            interval: "hour" | "day" | "week" | "month";
            /** @description Every step of the period, also those without mail */
            series: {
                cancelled: number;
                /** @description sent / (sent + failed); null when there is neither */
                deliveryRate: number | null;
                failed: number;
                queued: number;
                sending: number;
                sent: number;
                /** Format: date-time */
                start: string;
                /** @description From when a mail was due until the server took it */
                timeToDeliveryMs: {
                    /** @description Milliseconds; null when nothing was sent */
                    p50: number | null;
                    /** @description Milliseconds; null when nothing was sent */
                    p95: number | null;
                };
                /** @description Mails requested */
                total: number;
                /** @description Mails with at least one attempt of unknown end, whatever became of them */
                uncertain: number;
            }[];
            /** Format: date-time */
            to: string;
            totals: {
                cancelled: number;
                /** @description sent / (sent + failed); null when there is neither */
                deliveryRate: number | null;
                failed: number;
                queued: number;
                sending: number;
                sent: number;
                /** @description From when a mail was due until the server took it */
                timeToDeliveryMs: {
                    /** @description Milliseconds; null when nothing was sent */
                    p50: number | null;
                    /** @description Milliseconds; null when nothing was sent */
                    p95: number | null;
                };
                /** @description Mails requested */
                total: number;
                /** @description Mails with at least one attempt of unknown end, whatever became of them */
                uncertain: number;
            };
            tz: string;
        };
        EmailTemplate: {
            /** @description What people can refuse it by; `account` cannot be refused */
            category: string;
            description: string;
            /** @enum {string} */
            name: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity";
            /** @description Path of the preview */
            preview: string;
            /** @description Data that a request could carry */
            sample: {
                [key: string]: unknown;
            };
            /** @description With the sample data */
            subject: string;
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
            /** @description Symbol of an asset, `NVDA` for example */
            symbol: string;
            /** @description A price in the currency of the asset; for `percent_move` percent, at most 1,000 */
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
            /** @description What it may do; `email:send` is for admins’ keys */
            scopes: ("email:send" | "events:write")[];
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
                /** @description Name of the recipient; may be empty */
                displayName: string;
                /**
                 * Format: date
                 * @description First day of the week
                 */
                from: string;
                /** @description What moved most in the community */
                movers: {
                    /** @description Percent: 2.5 means 2.5 % */
                    changePercent: number;
                    /**
                     * @description ISO 4217
                     * @default USD
                     */
                    currency?: string;
                    name?: string;
                    price: number;
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
                    /** @description Percent: 2.5 means 2.5 % */
                    changePercent: number;
                    /**
                     * @description ISO 4217
                     * @default USD
                     */
                    currency?: string;
                    name?: string;
                    price: number;
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
        /** @description The body is not JSON in UTF-8. */
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
    listEmailMessages: {
        parameters: {
            query?: {
                /** @description Only mails to this address */
                address?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many entries at most */
                limit?: number;
                /** @description Only mails in this status */
                status?: "queued" | "sending" | "sent" | "failed" | "cancelled";
                /** @description Only mails of this template */
                template?: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity";
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
                /** @description Begin of the period; 30 days before `to` unless given */
                from?: string;
                /** @description Length of the steps in `series`; weeks begin on Monday */
                interval?: "hour" | "day" | "week" | "month";
                /** @description Only mails of this template */
                template?: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity";
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
                name: "welcome" | "email-verification" | "password-reset" | "account-exists" | "account-deleted" | "price-alert" | "price-alerts" | "weekly-digest" | "room-invitation" | "activity";
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
                /** @description Symbol of an asset, `NVDA` for example */
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
                /** @description Symbol of an asset, `NVDA` for example */
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
