/** Wiring: settings, clock, ids; joins the rooms. The only package that may import all others. */
@NullMarked
package org.rlsworkup;

import org.jspecify.annotations.NullMarked;
