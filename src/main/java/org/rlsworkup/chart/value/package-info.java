/** FHIR data types as records: codes, concepts, references, partial dates, quantities. */
@NullMarked
package org.rlsworkup.chart.value;

import org.jspecify.annotations.NullMarked;
