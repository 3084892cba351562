/** The protocol: discovery, calls, cards, errors. */
@NullMarked
package org.rlsworkup.cdshooks;

import org.jspecify.annotations.NullMarked;
