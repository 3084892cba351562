/** Audit log, metrics, request timing and patient keys. */
@NullMarked
package org.rlsworkup.operations;

import org.jspecify.annotations.NullMarked;
