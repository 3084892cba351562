/** Login of operators, their pages, and erasure of a patient's data. */
@NullMarked
package org.rlsworkup.operators;

import org.jspecify.annotations.NullMarked;
