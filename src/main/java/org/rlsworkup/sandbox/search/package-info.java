/** Search over the resources of the sandbox's FHIR server. */
@NullMarked
package org.rlsworkup.sandbox.search;

import org.jspecify.annotations.NullMarked;
