/**
 * The medicine: a chart in, findings out. Plain Java: no Spring, HTTP, FHIR library, JSON, YAML, SQL, clock or log.
 * Values and a moment go in, values come out.
 *
 * <p>What runs in every call walks the lists of records by index: they are the JDK's immutable ones, and stepping
 * through such a list costs more than what is done with an item.
 */
@NullMarked
package org.rlsworkup.workup;

import org.jspecify.annotations.NullMarked;
