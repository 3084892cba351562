/** The page {@code /insights} and its exports. */
@NullMarked
package org.rlsworkup.feedback.insights;

import org.jspecify.annotations.NullMarked;
