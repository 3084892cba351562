/** What clinicians did with our cards: kept, heeded and shown. */
@NullMarked
package org.rlsworkup.feedback;

import org.jspecify.annotations.NullMarked;
