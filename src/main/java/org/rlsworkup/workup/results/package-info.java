/** Laboratory results on file: which test each belongs to, and what its value says. */
@NullMarked
package org.rlsworkup.workup.results;

import org.jspecify.annotations.NullMarked;
