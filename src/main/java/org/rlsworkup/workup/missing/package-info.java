/** Which tests of the workup are done, ordered, pending or missing. */
@NullMarked
package org.rlsworkup.workup.missing;

import org.jspecify.annotations.NullMarked;
