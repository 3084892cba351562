/** Loads sample Bundles into the sandbox and, as a command, into any FHIR server. */
@NullMarked
package org.rlsworkup.sandbox.load;

import org.jspecify.annotations.NullMarked;
