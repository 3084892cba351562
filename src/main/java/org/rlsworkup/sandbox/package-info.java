/** For demonstration only: a small FHIR R4 server with the samples, and the demonstration EHR. */
@NullMarked
package org.rlsworkup.sandbox;

import org.jspecify.annotations.NullMarked;
