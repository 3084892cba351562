/** What an EHR's analysts and the owners of its FHIR server have to enter, made from the settings of a client. */
@NullMarked
package org.rlsworkup.onboarding;

import org.jspecify.annotations.NullMarked;
