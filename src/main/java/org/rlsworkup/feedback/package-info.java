/** Stores what clinicians did with cards, and makes daily totals of it. */
@NullMarked
package org.rlsworkup.feedback;

import org.jspecify.annotations.NullMarked;
