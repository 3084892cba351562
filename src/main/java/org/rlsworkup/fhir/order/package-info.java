/** Draft orders to suggest on a card. */
@NullMarked
package org.rlsworkup.fhir.order;

import org.jspecify.annotations.NullMarked;
