/** The clinical knowledge as records, which declare the knowledge file and a site file. */
@NullMarked
package org.rlsworkup.knowledge;

import org.jspecify.annotations.NullMarked;
