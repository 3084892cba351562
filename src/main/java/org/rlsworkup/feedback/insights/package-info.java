/** Figures of cards, calls and feedback: the page /insights and its exports. */
@NullMarked
package org.rlsworkup.feedback.insights;

import org.jspecify.annotations.NullMarked;
