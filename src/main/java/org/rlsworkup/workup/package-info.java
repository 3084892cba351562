/**
 * The medicine: a chart in, findings out. Plain Java: no Spring, HTTP, FHIR library, JSON, YAML, SQL, clock or log.
 * Values and a moment go in, values come out.
 */
@NullMarked
package org.rlsworkup.workup;

import org.jspecify.annotations.NullMarked;
