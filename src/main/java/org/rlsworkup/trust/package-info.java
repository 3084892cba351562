/** Authentication of clients, rate limits, and the FHIR servers that may be read for a client. */
@NullMarked
package org.rlsworkup.trust;

import org.jspecify.annotations.NullMarked;
