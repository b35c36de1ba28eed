import { lockName } from '../../../platform/db/advisory-lock.ts';
import type { Em } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Principal } from '../../../platform/http/principal.ts';
import { notFound, type Problem } from '../../../platform/http/problem.ts';
import type { FindImages, ImageView } from '../../../platform/media/image-view.ts';
import { holdLivingUser } from '../../accounts/people/living-users.reads.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import { attachImages, detachImages, holdImages } from './attachments.service.ts';

export function createAvatars({ images }: { images: FindImages }) {
  return {
    /** Replaces the avatar by an image of the user's. */
    async put(em: Em, principal: Principal, userId: string, fileId: string): Promise<ImageView | Problem> {
      return await transact(em, async (tx) => {
        if (userId !== principal.userId || !(await holdLivingUser(tx, userId))) return notFound('The user');
        await lockName(tx, `avatar:${userId}`);
        const wrong = await holdImages(tx, userId, [fileId], () => 'body.fileId');
        if (wrong) return wrong;
        await detachImages(tx, 'avatar', userId);
        await attachImages(tx, 'avatar', userId, [fileId]);
        await recordEvent(tx, { name: 'avatar.changed', userId, properties: { fileId } });
        const [image] = (await images(tx, 'avatar', [userId]))(userId);
        return image ?? notFound('The file');
      });
    },

    /** Takes the avatar away; the file stays. */
    async remove(em: Em, principal: Principal, userId: string): Promise<Problem | null> {
      return await transact(em, async (tx) => {
        if (userId !== principal.userId) return notFound('The user');
        const gone = await detachImages(tx, 'avatar', userId);
        if (gone > 0) await recordEvent(tx, { name: 'avatar.removed', userId });
        return null;
      });
    },
  };
}

export type Avatars = ReturnType<typeof createAvatars>;
