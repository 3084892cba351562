/** Login of operators, and erasure of a patient's data. */
@NullMarked
package org.rlsworkup.operators;

import org.jspecify.annotations.NullMarked;
