/** Findings to words: the three kinds of card. */
@NullMarked
package org.rlsworkup.cards;

import org.jspecify.annotations.NullMarked;
