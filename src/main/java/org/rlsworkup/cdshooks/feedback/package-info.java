/** Feedback requests as CDS Hooks defines them. */
@NullMarked
package org.rlsworkup.cdshooks.feedback;

import org.jspecify.annotations.NullMarked;
