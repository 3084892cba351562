/** Reads and checks the knowledge file and a site's additions. */
@NullMarked
package org.rlsworkup.knowledge.load;

import org.jspecify.annotations.NullMarked;
