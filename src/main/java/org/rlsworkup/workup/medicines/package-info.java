/** Which medicines the chart names, and which of them can worsen RLS. */
@NullMarked
package org.rlsworkup.workup.medicines;

import org.jspecify.annotations.NullMarked;
