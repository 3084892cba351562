/** Streaming reader: FHIR JSON to the records of the chart. */
@NullMarked
package org.rlsworkup.fhir.read;

import org.jspecify.annotations.NullMarked;
