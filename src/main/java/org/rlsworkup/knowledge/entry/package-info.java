/** What the entries of all sections of the knowledge file share: how a key is declared, coded entries, evidence. */
@NullMarked
package org.rlsworkup.knowledge.entry;

import org.jspecify.annotations.NullMarked;
