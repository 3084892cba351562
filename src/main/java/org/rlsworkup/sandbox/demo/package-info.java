/** The demonstration EHR at {@code /}: its page, and what the core says about a chart, for the page to draw. */
@NullMarked
package org.rlsworkup.sandbox.demo;

import org.jspecify.annotations.NullMarked;
