/** A patient's chart: the FHIR resources that the workup reads, as records. Imports no other room. */
@NullMarked
package org.rlsworkup.chart;

import org.jspecify.annotations.NullMarked;
