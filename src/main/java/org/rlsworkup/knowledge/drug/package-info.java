/** Drugs and the rules about medicines that can worsen RLS. */
@NullMarked
package org.rlsworkup.knowledge.drug;

import org.jspecify.annotations.NullMarked;
