/** The feedback requests of CDS Hooks. */
@NullMarked
package org.rlsworkup.cdshooks.feedback;

import org.jspecify.annotations.NullMarked;
