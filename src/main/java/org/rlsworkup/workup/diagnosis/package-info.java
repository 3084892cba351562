/** Whether RLS is charted, which contexts hold for the patient, and what was declined. */
@NullMarked
package org.rlsworkup.workup.diagnosis;

import org.jspecify.annotations.NullMarked;
