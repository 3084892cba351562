/** Screens a FHIR Bulk Data export on Apache Spark: which patients with restless legs syndrome lack which test. */
@NullMarked
package org.rlsworkup.screening;

import org.jspecify.annotations.NullMarked;
