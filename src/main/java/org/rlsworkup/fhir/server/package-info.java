/** Queries a FHIR server for what a chart still lacks, within the limits of the call. */
@NullMarked
package org.rlsworkup.fhir.server;

import org.jspecify.annotations.NullMarked;
