import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ImagePlace } from '../../../platform/media/image-view.ts';

/** Where a file is shown. The row is deleted with the subject that shows it, and with the file. */
export const FileUseEntity = defineEntity({
  name: 'FileUse',
  tableName: 'file_use',
  uniques: [{ name: 'file_use_file_id_unique', properties: ['fileId', 'place', 'subjectId'] }],
  checks: [
    { name: 'file_use_place_check', expression: "place in ('avatar', 'post', 'room_message')" },
    { name: 'file_use_slot_check', expression: 'slot >= 0 and slot <= 3' },
  ],
  properties: {
    place: p.text().$type<ImagePlace>().primary(),
    /** Id of the user, the post or the message. */
    subjectId: p.uuid().primary(),
    slot: p.integer().primary(),
    fileId: p.uuid(),
  },
});
