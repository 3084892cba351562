/** The application, its settings, and the configurations that join the other packages. */
@NullMarked
package org.rlsworkup;

import org.jspecify.annotations.NullMarked;
