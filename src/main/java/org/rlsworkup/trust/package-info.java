/** Who may call us, and which FHIR servers we may call. */
@NullMarked
package org.rlsworkup.trust;

import org.jspecify.annotations.NullMarked;
