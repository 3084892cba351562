/** Audit, metrics and times of calls. */
@NullMarked
package org.rlsworkup.operations;

import org.jspecify.annotations.NullMarked;
