/** What clinicians did with a card, as CDS Hooks defines it: the vocabulary that the protocol and the store share. */
@NullMarked
package org.rlsworkup.feedback.model;

import org.jspecify.annotations.NullMarked;
