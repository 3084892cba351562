/**
 * Demonstration only: a small FHIR R4 server over the samples, the command that loads them elsewhere, the start page.
 */
@NullMarked
package org.rlsworkup.sandbox;

import org.jspecify.annotations.NullMarked;
