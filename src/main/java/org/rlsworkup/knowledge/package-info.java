/** The knowledge file and a site's additions: strict loading into the types of {@code workup}. */
@NullMarked
package org.rlsworkup.knowledge;

import org.jspecify.annotations.NullMarked;
