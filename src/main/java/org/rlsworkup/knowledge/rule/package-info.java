/** Interpretation rules: criteria, indicators and the sets in which rules are evaluated. */
@NullMarked
package org.rlsworkup.knowledge.rule;

import org.jspecify.annotations.NullMarked;
