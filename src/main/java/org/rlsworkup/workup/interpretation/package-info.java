/** What the results on file mean for RLS, by the rules of the knowledge. */
@NullMarked
package org.rlsworkup.workup.interpretation;

import org.jspecify.annotations.NullMarked;
