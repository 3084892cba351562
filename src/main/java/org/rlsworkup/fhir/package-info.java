/** FHIR JSON to chart; FHIR servers: queries, pages, deadlines; the resources we suggest. */
@NullMarked
package org.rlsworkup.fhir;

import org.jspecify.annotations.NullMarked;
